// What stands inside a cue: voice tags, styling, karaoke stamps, entities, scrolling captions.
#include <algorithm>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "transcript_cues.hpp"

namespace voxmap::transcript {
namespace {

// The length of the tag at the front of `text`; 0 when it is no tag: "<3" and "a < b" are words.
std::size_t tag_size(std::string_view text) {
  if (text.size() < 3 || text.front() != '<') return 0;
  constexpr std::size_t kLongest = 512;  // keeps "<a<a<a<a..." linear
  const std::size_t end = text.substr(0, kLongest).find('>');
  if (end == std::string_view::npos) return 0;
  const std::string_view inside = text.substr(1, end - 1);
  if (inside.empty()) return 0;
  const char first = inside.front();
  const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  const bool tag = letter || first == '/' || parse_stamp(inside).has_value();
  return tag && inside.find('<') == std::string_view::npos ? end + 1 : 0;
}

// SubStation placement, as SubRip files carry it: {\an8}.
std::size_t placement_size(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (!text.starts_with("{\\")) return 0;
  return text.substr(0, kLongest).find('}') + 1;  // npos + 1 is 0
}

// "v Name" or "v.loud Name" -> Name; nullopt for other tags.
std::optional<std::string> voice_name(std::string_view inside) {
  if (!inside.starts_with('v')) return std::nullopt;
  const std::size_t space = inside.find_first_of(" \t");
  if (space == std::string_view::npos || (space > 1 && inside[1] != '.')) return std::nullopt;
  return std::string(trim(decode_entities(trim(inside.substr(space)))));
}

class PieceWriter {
 public:
  PieceWriter(const Cue& cue, const Place& origin, std::vector<Piece>& pieces)
      : cue_(cue), origin_(origin), pieces_(pieces) {}

  void write() {
    // One text of the cue, so that a tag may run over a line end.
    std::string text;
    for (const std::string_view line : cue_.lines) text.append(line).push_back('\n');
    std::string_view rest = text;
    while (!rest.empty()) {
      if (const std::size_t size = tag_size(rest); size > 0) {
        tag(rest.substr(1, size - 2));
        rest.remove_prefix(size);
      } else if (const std::size_t placed = placement_size(rest); placed > 0) {
        rest.remove_prefix(placed);
      } else {
        if (rest.front() == '\n') {
          flush();
        } else {
          line_ += rest.front();
        }
        rest.remove_prefix(1);
      }
    }
    flush();
  }

 private:
  void tag(std::string_view inside) {
    if (auto name = voice_name(inside)) {
      flush();
      voice_ = std::move(*name);
    } else if (inside == "/v") {
      flush();
      voice_.clear();
    }
  }

  void flush() {
    std::string decoded = decode_entities(line_);
    line_.clear();
    std::string_view spoken = trim(decoded);
    bool new_turn = false;
    for (const std::string_view mark : {">>> ", ">> ", "- ", "– ", "— "}) {
      if (spoken.starts_with(mark)) {
        spoken = trim(spoken.substr(mark.size()));
        new_turn = true;
        break;
      }
    }
    if (spoken.empty()) return;
    pieces_.push_back(
        {std::string(spoken), voice_, first_, new_turn, cue_.times.at, cue_.times.until, origin_});
    first_ = false;
  }

  const Cue& cue_;
  const Place& origin_;
  std::vector<Piece>& pieces_;
  std::string line_;
  std::string voice_;
  bool first_ = true;
};

// The words of a caption line, for comparing: karaoke stamps and colours differ between repeats.
std::string bare(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const std::size_t size = tag_size(line);
    if (size == 0) out += line.front();
    line.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return std::string(trim(out));
}

std::vector<std::string> bare_lines(const Cue& cue) {
  std::vector<std::string> out;
  for (const std::string_view line : cue.lines) {
    if (std::string text = bare(line); !text.empty()) out.push_back(std::move(text));
  }
  return out;
}

// How many of `next`'s first lines are `shown`'s last ones.
std::size_t repeated(const std::vector<std::string>& shown, const std::vector<std::string>& next) {
  for (std::size_t count = std::min(shown.size(), next.size()); count > 0; --count) {
    if (std::equal(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(count),
                   shown.end() - static_cast<std::ptrdiff_t>(count))) {
      return count;
    }
  }
  return 0;
}

}  // namespace

void append_pieces(const Cue& cue, const Place& origin, std::vector<Piece>& pieces) {
  PieceWriter(cue, origin, pieces).write();
}

bool drop_rolling_lines(std::vector<Cue>& cues) {
  constexpr std::size_t kEnough = 3;  // fewer repeats are people repeating themselves
  std::vector<std::size_t> repeats(cues.size());
  std::size_t rolling = 0;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < cues.size(); ++i) {
    std::vector<std::string> lines = bare_lines(cues[i]);
    repeats[i] = repeated(shown, lines);
    if (repeats[i] > 0) ++rolling;
    shown = std::move(lines);
  }
  if (rolling < kEnough || rolling * 10 < cues.size() * 3) return false;
  for (std::size_t i = 0; i < cues.size(); ++i) {
    std::erase_if(cues[i].lines, [](std::string_view line) { return bare(line).empty(); });
    const auto count = static_cast<std::ptrdiff_t>(repeats[i]);
    cues[i].lines.erase(cues[i].lines.begin(), cues[i].lines.begin() + count);
  }
  std::erase_if(cues, [](const Cue& cue) { return cue.lines.empty(); });
  return true;
}

}  // namespace voxmap::transcript
