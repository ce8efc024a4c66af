// Cutting WebVTT, SubRip and SBV files into cues.
#include "transcript_cues.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.hpp"

namespace voxmap::transcript {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kArrow = "-->";

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The digits at the front of `text`, taken off it; nullopt when there are none or too many.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t most) {
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto used = static_cast<std::size_t>(stop - text.data());
  if (error != std::errc{} || used == 0 || used > most || text.front() == '-') return std::nullopt;
  text.remove_prefix(used);
  return number;
}

Reject reject(const Lines& lines, std::size_t first, std::size_t last, std::string reason,
              std::string detail) {
  constexpr std::size_t kRawLimit = 4096;
  std::string raw;
  for (std::size_t i = first; i <= last && raw.size() < kRawLimit; ++i) {
    if (i > first) raw += '\n';
    raw += printable(lines[i], kRawLimit);
  }
  raw.resize(cut_utf8(raw, kRawLimit).size());
  return {
      lines.place(first, last), {}, "cue", std::move(reason), std::move(detail), std::move(raw)};
}

bool is_comment_block(std::string_view line) {
  for (const std::string_view word : {"NOTE", "STYLE", "REGION"}) {
    if (line.starts_with(word) &&
        (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t')) {
      return true;
    }
  }
  return false;
}

// True when the cue's voice tag is still open: Teams writes blank lines inside what somebody says.
bool voice_is_open(const Cue& cue) {
  bool open = false;
  for (const std::string_view line : cue.lines) {
    const std::size_t opened = line.rfind("<v");
    const std::size_t closed = line.rfind("</v>");
    if (opened != std::string_view::npos) open = true;
    if (closed != std::string_view::npos) {
      open = opened != std::string_view::npos && opened > closed;
    }
  }
  return open;
}

// Reads the blocks between empty lines, and the cues inside a block that lost its empty lines.
class CueReader {
 public:
  CueReader(const Lines& lines, CueFormat format, std::vector<Reject>& rejects)
      : lines_(lines), format_(format), rejects_(rejects) {}

  std::vector<Cue> read(std::size_t begin) {
    std::size_t i = begin;
    while (i < lines_.size()) {
      if (trim(lines_[i]).empty()) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < lines_.size() && !lines_[end].empty()) ++end;
      block(i, end);
      i = end;
    }
    return std::move(cues_);
  }

 private:
  bool is_timed(std::string_view line) const {
    return format_ == CueFormat::sbv ? parse_comma_times(line).has_value()
                                     : line.find(kArrow) != std::string_view::npos;
  }
  std::optional<CueTimes> times_of(std::string_view line) const {
    return format_ == CueFormat::sbv ? parse_comma_times(line) : parse_time_line(line);
  }

  void block(std::size_t begin, std::size_t end) {
    std::size_t i = begin;
    const bool timed = is_timed(lines_[i]);
    if (format_ == CueFormat::webvtt && !timed && is_comment_block(lines_[i])) return;
    if (!timed && i + 1 < end && is_timed(lines_[i + 1])) {
      ++i;  // the line before the time line is the cue's identifier
    } else if (!timed) {
      if (!cues_.empty() && voice_is_open(cues_.back())) {
        extend(cues_.back(), begin, end);
      } else {
        rejects_.push_back(reject(lines_, begin, end - 1, "missing_time",
                                  "this block has no time line, so it is no cue"));
      }
      return;
    }
    cue(begin, i, end);
  }

  void cue(std::size_t begin, std::size_t time_line, std::size_t end) {
    const auto times = times_of(lines_[time_line]);
    if (!times) {
      rejects_.push_back(reject(lines_, begin, end - 1, "bad_time",
                                "'" + printable(lines_[time_line], 80) + "' is no time line"));
      return;
    }
    Cue cue{*times, {}, begin, time_line};
    for (std::size_t i = time_line + 1; i < end; ++i) {
      if (const auto next = is_timed(lines_[i]) ? times_of(lines_[i]) : std::nullopt) {
        // A lost empty line: the next cue begins here, or with the number just above.
        std::size_t first = i;
        if (!cue.lines.empty() && is_digits(trim(cue.lines.back()))) {
          cue.lines.pop_back();
          --cue.last;
          --first;
        }
        finish(std::exchange(cue, Cue{*next, {}, first, i}));
        continue;
      }
      cue.lines.push_back(lines_[i]);
      cue.last = i;
    }
    finish(std::move(cue));
  }

  void finish(Cue cue) {
    const bool spoken =
        std::ranges::any_of(cue.lines, [](std::string_view line) { return !trim(line).empty(); });
    if (spoken) {
      cues_.push_back(std::move(cue));
    } else {
      rejects_.push_back(
          reject(lines_, cue.first, cue.last, "missing_text", "this cue has a time but no text"));
    }
  }

  void extend(Cue& cue, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) cue.lines.push_back(lines_[i]);
    cue.last = end - 1;
  }

  const Lines& lines_;
  CueFormat format_;
  std::vector<Reject>& rejects_;
  std::vector<Cue> cues_;
};

}  // namespace

Offset parse_stamp(std::string_view text) {
  std::array<std::int64_t, 3> parts{};
  std::size_t count = 0;
  while (count < 3) {
    const auto number = take_number(text, 6);
    if (!number) return std::nullopt;
    parts[count++] = *number;
    if (text.empty() || text.front() != ':') break;
    text.remove_prefix(1);
  }
  if (count < 2) return std::nullopt;
  const std::int64_t hours = count == 3 ? parts[0] : 0;
  const std::int64_t minutes = parts[count - 2];
  const std::int64_t seconds = parts[count - 1];
  if (seconds > 59 || (count == 3 && minutes > 59)) return std::nullopt;
  std::int64_t fraction = 0;
  if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
    text.remove_prefix(1);
    if (!is_digits(text) || text.size() > 9) return std::nullopt;
    std::int64_t unit = 100;
    for (const char digit : text) {
      fraction += (digit - '0') * unit;
      unit /= 10;
    }
    text = {};
  }
  if (!text.empty()) return std::nullopt;
  return milliseconds(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction);
}

Offset milliseconds_of(std::string_view text) {
  const auto number = take_number(text, 11);
  if (!number || !text.empty()) return std::nullopt;
  return milliseconds(*number);
}

std::optional<CueTimes> parse_time_line(std::string_view line) {
  const std::size_t arrow = line.find(kArrow);
  if (arrow == std::string_view::npos) return std::nullopt;
  const std::string_view rest = trim(line.substr(arrow + kArrow.size()));
  CueTimes times{parse_stamp(trim(line.substr(0, arrow))),
                 parse_stamp(rest.substr(0, rest.find_first_of(" \t")))};
  if (!times.at || !times.until) return std::nullopt;
  if (*times.until < *times.at) times.until = std::nullopt;  // the words are worth more
  return times;
}

std::optional<CueTimes> parse_comma_times(std::string_view line) {
  const std::size_t comma = line.find(',');
  // A table of numbers is no caption: both times have hours and fractions.
  if (comma == std::string_view::npos || std::ranges::count(line, ':') != 4) return std::nullopt;
  CueTimes times{parse_stamp(trim(line.substr(0, comma))),
                 parse_stamp(trim(line.substr(comma + 1)))};
  if (!times.at || !times.until) return std::nullopt;
  if (*times.until < *times.at) times.until = std::nullopt;
  return times;
}

std::vector<Cue> parse_cues(const Lines& lines, std::size_t begin, CueFormat format,
                            std::vector<Reject>& rejects) {
  return CueReader(lines, format, rejects).read(begin);
}

void read_cues(std::vector<Cue> cues, const Lines& lines, Transcript& transcript) {
  if (sort_cues(cues)) {
    transcript.notes.emplace_back("cues were not in order of time: sorted by their start");
  }
  if (drop_rolling_lines(cues)) {
    transcript.notes.emplace_back(
        "scrolling captions: lines repeated from the cue before left out");
  }
  for (const Cue& cue : cues) {
    append_pieces(cue, lines.place(cue.first, cue.last), transcript.pieces);
  }
}

bool sort_cues(std::vector<Cue>& cues) {
  const auto earlier = [](const Cue& a, const Cue& b) { return a.times.at < b.times.at; };
  if (std::ranges::is_sorted(cues, earlier)) return false;
  std::ranges::stable_sort(cues, earlier);
  return true;
}

}  // namespace voxmap::transcript
