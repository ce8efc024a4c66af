// "0:0:0.0 --> 0:0:1.940", a name, what was said: the documents Teams writes.
#include <algorithm>
#include <set>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "transcript.hpp"
#include "transcript_cues.hpp"

namespace voxmap::transcript {
namespace {

constexpr std::size_t kRejectLimit = 4096;

struct Turn {
  std::size_t line = 0;
  CueTimes times;
  std::vector<std::size_t> said;  // lines that are not blank; the first may be a name
};

std::vector<Turn> turns_of(const Lines& lines) {
  std::vector<Turn> turns;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const auto times = parse_time_line(trim(lines[i]))) {
      turns.push_back({i, *times, {}});
    } else if (!turns.empty() && !trim(lines[i]).empty() && !is_trailer(trim(lines[i]))) {
      turns.back().said.push_back(i);
    }
  }
  return turns;
}

// "0:0:7.5", "0:12:3.0": a part after a colon has one digit, which subtitles pad.
bool unpadded(std::string_view stamp) {
  for (std::size_t at = stamp.find(':'); at != stamp.npos; at = stamp.find(':', at + 1)) {
    if (at + 1 < stamp.size() && (at + 2 == stamp.size() || !is_digit(stamp[at + 2]))) return true;
  }
  return false;
}

bool is_name(std::string_view line) {
  constexpr std::size_t kLongest = 60;
  constexpr std::string_view kSentenceEnds = "!?,;:";
  return line.size() <= kLongest && kSentenceEnds.find(line.back()) == kSentenceEnds.npos &&
         !std::ranges::all_of(line, is_digit);
}

// Most turns begin with a short line, and these come back; the first lines of what is said do not.
// The last turn may be cut off.
bool are_named(const std::vector<Turn>& turns, const Lines& lines) {
  if (turns.size() < 2) return false;
  std::set<std::string_view> names;
  std::size_t named = 0;
  for (const Turn& turn : turns) {
    // A number alone above the next time: SubRip.
    if (!turn.said.empty() && std::ranges::all_of(trim(lines[turn.said.back()]), is_digit) &&
        &turn != &turns.back()) {
      return false;
    }
    if (turn.said.size() < 2 || !is_name(trim(lines[turn.said[0]]))) continue;
    ++named;
    names.insert(trim(lines[turn.said[0]]));
  }
  if ((named + 1) * 10 < turns.size() * 9 || named == 0) return false;
  const std::string_view first = trim(lines[turns.front().line]);
  return names.size() * 2 <= named ||
         (names.size() <= 2 && unpadded(first.substr(0, first.find(' '))));
}

}  // namespace

bool has_time_ranges(const Lines& lines) { return are_named(turns_of(lines), lines); }

std::optional<Transcript> parse_time_ranges(const Lines& lines) {
  const std::vector<Turn> turns = turns_of(lines);
  if (!are_named(turns, lines)) return std::nullopt;
  Transcript transcript;
  transcript.has_speakers = transcript.paragraphs = true;
  std::size_t above = 0;
  for (std::size_t i = 0; i < turns.front().line; ++i) above += trim(lines[i]).empty() ? 0U : 1U;
  if (above > 0) {
    transcript.notes.push_back(std::to_string(above) + (above == 1 ? " line" : " lines") +
                               " above the first speaker left out");
  }
  for (const Turn& turn : turns) {
    if (turn.said.size() < 2) {
      const std::size_t last = turn.said.empty() ? turn.line : turn.said.back();
      transcript.rejects.push_back({lines.place(turn.line, last),
                                    {},
                                    "cue",
                                    "missing_text",
                                    "a time without a name and what was said",
                                    printable(lines[last], kRejectLimit)});
      continue;
    }
    const std::string name(trim(lines[turn.said[0]]));
    for (std::size_t i = 1; i < turn.said.size(); ++i) {
      transcript.pieces.push_back({std::string(trim(lines[turn.said[i]])), name, i == 1, false,
                                   turn.times.at, turn.times.until,
                                   lines.place(turn.said[i], turn.said[i])});
    }
  }
  return transcript;
}

}  // namespace voxmap::transcript
