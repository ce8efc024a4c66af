// Inputs that are no data at all, named for the person who passed them.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/encoding.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "not_data.hpp"
#include "office.hpp"
#include "voxmap/source.hpp"

namespace voxmap {
namespace {

using namespace std::string_view_literals;

using Magic = std::pair<std::string_view, std::string_view>;

constexpr std::array kMagics = {
    Magic{"version https://git-lfs.github.com/spec/"sv,
          "a Git LFS pointer, not the file itself: run 'git lfs pull' where it came from"sv},
    Magic{"PK\x05\x06"sv, "an empty ZIP archive"sv},
    Magic{"\x1F\x8B"sv, "compressed with gzip"sv},
    Magic{"\x28\xB5\x2F\xFD"sv, "compressed with Zstandard"sv},
    Magic{"BZh"sv, "compressed with bzip2: unpack it first (bunzip2)"sv},
    Magic{"\xFD"
          "7zXZ\0"sv,
          "compressed with xz: unpack it first (unxz)"sv},
    Magic{"7z\xBC\xAF\x27\x1C"sv, "a 7z archive: unpack it first"sv},
    Magic{"Rar!\x1A\x07"sv, "a RAR archive: unpack it first"sv},
    Magic{"%PDF-"sv, "a PDF: save the text or the table it was made from"sv},
    Magic{"SQLite format 3\0"sv, "an SQLite database: a voxmap store is given with --store"sv},
    Magic{"\xD0\xCF\x11\xE0"sv, "an old Office file (DOC, XLS): save it as CSV or text"sv},
    Magic{"{\\rtf"sv, "a rich-text file: save it as plain text"sv},
    Magic{"\x7F"
          "ELF"sv,
          "a program"sv},
    Magic{"\x89PNG"sv, "a picture"sv},
    Magic{"\xFF\xD8\xFF"sv, "a picture"sv},
    Magic{"RIFF"sv, "a sound or video recording: transcribe it first"sv},
    Magic{"ID3"sv, "a sound recording: transcribe it first"sv},
    Magic{"OggS"sv, "a sound recording: transcribe it first"sv},
};

// ZIP archives are opened before anybody asks; what comes here is a format made as one.
std::optional<std::string> zip_kind(std::string_view head) {
  switch (office_kind(head)) {
    case OfficeKind::none:
      return "a ZIP archive";
    case OfficeKind::presentation:
      return "a presentation (PPTX): save its text as plain text";
    case OfficeKind::open_document:
      return "an OpenDocument file: save it as XLSX, DOCX, CSV or text";
    case OfficeKind::qda_project:
      return "a QDA project (QDPX): export its documents as text";
    case OfficeKind::spreadsheet:
    case OfficeKind::document:
      break;  // adapters read them
  }
  return std::nullopt;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Whether an adapter for one kind of JSON or XML knows it. The two generic adapters take neither.
bool is_known(std::string_view head) {
  return std::ranges::any_of(adapters(), [head](const Adapter& adapter) {
    return adapter.name != "transcript_text" && adapter.name != "survey_csv" &&
           adapter.recognises(head);
  });
}

std::optional<std::string> markup(std::string_view text) {
  const std::string start = lower_ascii(text.substr(0, 512));
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<!-- "}) {
    if (start.starts_with(tag)) {
      return "an HTML page (a login or error page saved in place of the data?)";
    }
  }
  if (start.starts_with("<?xml") || start.starts_with("<rss") || start.starts_with("<feed") ||
      start.starts_with("<rdf")) {
    if (is_known(text)) return std::nullopt;
    return "an XML file of a kind that no adapter knows";
  }
  return std::nullopt;
}

// JSON that no adapter claims. An empty page is said plainly: nothing went wrong.
std::optional<std::string> json(std::string_view text) {
  const JsonOutline outline(text);
  if (!outline.archive_part().empty()) {
    const std::string& part = outline.archive_part();
    if (part == "tweets" || part == "tweet") return std::nullopt;
    return "the '" + printable(part, 40) +
           "' part of an X archive: not the account's own posts (tweets.js has them)";
  }
  if (!outline.is_json()) return std::nullopt;
  if (is_known(text)) return std::nullopt;
  if (outline.is_empty_page()) return "an empty API page: zero records";
  return "JSON of a kind that no adapter knows";
}

bool is_binary(std::string_view head) {
  const Encoding encoding = decide_encoding(head, head.size() < kHeadBytes);
  const std::string text = encoding.utf8 ? std::string(head) : decode_head(head, encoding);
  std::size_t controls = 0;
  for (const char c : text) {
    if (c == '\0') return true;
    const auto byte = static_cast<unsigned char>(c);
    constexpr char kBullet = '\x15';  // CHAT puts times between two
    const bool known =
        c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == kBullet;
    if (byte < 0x20 && !known) ++controls;
  }
  return controls * 20 > text.size();
}

}  // namespace

std::optional<std::string> why_not(std::string_view head) {
  for (const auto& [magic, name] : kMagics) {
    if (head.starts_with(magic)) return std::string(name);
  }
  if (head.starts_with("PK\x03\x04")) return zip_kind(head);
  constexpr std::size_t kTarMagic = 257;
  if (head.size() > kTarMagic && head.substr(kTarMagic).starts_with("ustar")) {
    return "a tar archive: unpack it first (tar -x), or give a ZIP";
  }
  if (head.starts_with("$FL2") || head.starts_with("$FL3")) {
    constexpr std::size_t kSpssHeader = 176;
    if (head.size() >= kSpssHeader) return std::nullopt;
    return "an SPSS file that ends in its header: it was cut off while copying";
  }
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  const std::string_view text = trim(head.starts_with(kBom) ? head.substr(kBom.size()) : head);
  if (text.empty()) return "empty";
  if (is_binary(head)) return "binary data, not text";
  if (std::string kind = companion(text); !kind.empty()) return kind;
  if (auto page = markup(text)) return page;
  if (text.front() == '{' || text.front() == '[' || text.starts_with("window.YTD.")) {
    return json(text);
  }
  if (is_crosstab(text)) {
    return "a summary table (crosstab): counts of answers, not the answers; export the responses";
  }
  return std::nullopt;
}

}  // namespace voxmap
