// ELAN: annotations of a recording as XML, tiers as speakers.
#include <pugixml.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.hpp"
#include "transcript.hpp"
#include "transcript_adapters.hpp"
#include "voxmap/error.hpp"
#include "xml_input.hpp"

namespace voxmap {
namespace {

using transcript::Offset;
using transcript::Piece;
using transcript::Transcript;

bool recognises_elan(std::string_view head) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  if (head.starts_with(kBom)) head.remove_prefix(kBom.size());
  const std::string_view start = trim(head);
  constexpr std::string_view kRoot = "<ANNOTATION_DOCUMENT";
  return start.starts_with(kRoot) || (start.starts_with("<?xml") &&
                                      start.substr(0, 4096).find(kRoot) != std::string_view::npos);
}

// Tiers below another one (words, glosses, translations) say the same again.
class ElanReader {
 public:
  ElanReader(std::string_view bytes, const std::string& name) : bytes_(bytes) {
    std::string masked(bytes);
    mask_bad_references(masked);
    const auto parsed =
        xml_.load_buffer(masked.data(), masked.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
      throw Error(Exit::data,
                  name + ": not valid XML: " + parsed.description() + " at byte " +
                      std::to_string(parsed.offset),
                  "a file that was cut off while copying looks like this too");
    }
    for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
         at = bytes.find('\n', at + 1)) {
      line_ends_.push_back(at);
    }
  }

  Transcript read() {
    const pugi::xml_node root = xml_.child("ANNOTATION_DOCUMENT");
    transcript_.paragraphs = true;
    std::set<std::string_view>
        coded;  // types whose values come from a list: gestures, word classes
    for (const pugi::xml_node type : root.children("LINGUISTIC_TYPE")) {
      if (!type.attribute("CONTROLLED_VOCABULARY_REF").empty()) {
        coded.insert(type.attribute("LINGUISTIC_TYPE_ID").value());
      }
    }
    for (const pugi::xml_node slot : root.child("TIME_ORDER").children("TIME_SLOT")) {
      slots_.emplace(slot.attribute("TIME_SLOT_ID").value(),
                     transcript::milliseconds_of(slot.attribute("TIME_VALUE").value()));
    }
    std::vector<pugi::xml_node> spoken;
    std::vector<std::string> left_out;
    for (const pugi::xml_node tier : root.children("TIER")) {
      const bool speech = tier.attribute("PARENT_REF").empty() &&
                          !coded.contains(tier.attribute("LINGUISTIC_TYPE_REF").value());
      if (speech) {
        spoken.push_back(tier);
      } else {
        left_out.emplace_back(tier.attribute("TIER_ID").value());
      }
    }
    // One tier without a participant is somebody; several are told apart by their names.
    for (const pugi::xml_node& tier : spoken) read_tier(tier, spoken.size() > 1);
    if (!left_out.empty()) {
      std::string names;
      for (const std::string& name : left_out) names += (names.empty() ? "" : ", ") + name;
      transcript_.notes.push_back("tiers of codes, or below another one, not read: " +
                                  printable(names, 200));
    }
    // Tiers follow one another in the file; people spoke in turns.
    std::ranges::stable_sort(transcript_.pieces, {}, &Piece::at);
    return std::move(transcript_);
  }

 private:
  Offset time(const pugi::xml_node& annotation, const char* slot) const {
    const auto found = slots_.find(annotation.attribute(slot).value());
    return found == slots_.end() ? std::nullopt : found->second;
  }

  void read_tier(const pugi::xml_node& tier, bool several) {
    std::string speaker = tier.attribute("PARTICIPANT").value();
    if (speaker.empty() && several) speaker = tier.attribute("TIER_ID").value();
    for (const pugi::xml_node outer : tier.children("ANNOTATION")) {
      const pugi::xml_node annotation = outer.child("ALIGNABLE_ANNOTATION");
      const pugi::xml_node value = annotation.child("ANNOTATION_VALUE");
      Piece piece;
      piece.text = trim(value.text().get());
      if (piece.text.empty()) continue;
      piece.speaker = trim(speaker);
      piece.starts = true;
      piece.at = time(annotation, "TIME_SLOT_REF1");
      piece.until = time(annotation, "TIME_SLOT_REF2");
      if (piece.at && piece.until && *piece.until < *piece.at) piece.until = std::nullopt;
      piece.origin = place(value);
      std::ranges::replace(piece.text, '\n', ' ');
      transcript_.has_speakers = transcript_.has_speakers || !piece.speaker.empty();
      transcript_.pieces.push_back(std::move(piece));
    }
  }

  // From the value's words to its closing tag; the parser knows where the element's name stands.
  Place place(const pugi::xml_node& value) const {
    const auto name = static_cast<std::size_t>(std::max<std::ptrdiff_t>(value.offset_debug(), 0));
    const std::size_t begin = std::min(bytes_.find('>', name), bytes_.size() - 1) + 1;
    const std::size_t end = std::min(bytes_.find("</ANNOTATION_VALUE", begin), bytes_.size());
    const auto line = std::ranges::lower_bound(line_ends_, begin) - line_ends_.begin();
    return {static_cast<std::uint64_t>(line) + 1, begin, end - begin};
  }

  std::string_view bytes_;
  pugi::xml_document xml_;
  std::vector<std::size_t> line_ends_;
  std::map<std::string, Offset, std::less<>> slots_;
  Transcript transcript_;
};

Transcript parse_elan(std::string_view bytes, const std::string& name) {
  return ElanReader(bytes, name).read();
}

std::unique_ptr<Source> open_elan(Input input) {
  return transcript::open_bytes(std::move(input), parse_elan);
}

}  // namespace

constinit const Adapter kElan = {
    "elan",
    "annotated recordings of ELAN (.eaf): tiers as speakers",
    SourceKind::interview,
    std::span<const Option>(transcript::kTranscriptOptions).first(transcript::kOwnEncodingOptions),
    "extra/p09-elan.eaf",
    recognises_elan,
    open_elan};

}  // namespace voxmap
