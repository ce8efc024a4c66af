// Times that stand in the lines of a transcript: "#00:00:03-2#" of f4 and MAXQDA, "[00:00.000 -->
// 00:02.120]" of Whisper, and tables of times and words.
#include <algorithm>
#include <vector>

#include "base/utf8.hpp"
#include "transcript.hpp"

namespace voxmap::transcript {
namespace {

// "00:00:03-2": hours, minutes, seconds and tenths.
Offset hash_stamp(std::string_view inside) {
  const std::size_t dash = inside.rfind('-');
  if (dash == std::string_view::npos) return parse_stamp(inside);
  return parse_stamp(std::string(inside.substr(0, dash)) + "." +
                     std::string(inside.substr(dash + 1)));
}

// "[00:00.000 --> 00:02.120]" at the front of a line; moves `line` behind it.
bool take_range(std::string_view& line, Offset& at, Offset& until) {
  constexpr std::string_view kRangeArrow = " --> ";
  const std::size_t close = line.find(']');
  const std::size_t arrow = line.find(kRangeArrow);
  if (!line.starts_with('[') || close == std::string_view::npos || arrow > close) return false;
  at = parse_stamp(trim(line.substr(1, arrow - 1)));
  until = parse_stamp(
      trim(line.substr(arrow + kRangeArrow.size(), close - arrow - kRangeArrow.size())));
  if (!at || !until) return false;
  line = trim(line.substr(close + 1));
  return true;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t end = 0; end != std::string_view::npos; line.remove_prefix(end + 1)) {
    end = line.find('\t');
    cells.push_back(trim(line.substr(0, end)));
    if (end == std::string_view::npos) break;
  }
  return cells;
}

// "00:00:00.0 - 00:00:03.2"
bool span_of(std::string_view cell, Offset& at, Offset& until) {
  const std::size_t dash = cell.find(" - ");
  if (dash == std::string_view::npos) return false;
  at = parse_stamp(trim(cell.substr(0, dash)));
  until = parse_stamp(trim(cell.substr(dash + 3)));
  return at && until;
}

bool is_whisper_head(std::string_view line) { return trim(line) == "start\tend\ttext"; }

// Whisper's table: milliseconds, milliseconds, words.
bool take_whisper_row(std::string_view line, Piece& piece) {
  const auto cells = cells_of(line);
  if (cells.size() != 3) return false;
  piece.at = milliseconds_of(cells[0]);
  piece.until = milliseconds_of(cells[1]);
  piece.text = cells[2];
  return piece.at && piece.until;
}

// NVivo's table: a number perhaps, times, words, and who said them perhaps.
bool take_span_row(std::string_view line, Piece& piece) {
  const auto cells = cells_of(line);
  for (std::size_t i = 0; i + 1 < cells.size() && i < 2; ++i) {
    if (!span_of(cells[i], piece.at, piece.until)) continue;
    piece.text = cells[i + 1];
    if (i + 2 < cells.size()) piece.speaker = cells[i + 2];
    return true;
  }
  return false;
}

bool take_bracket_row(std::string_view line, Piece& piece) {
  std::string_view rest = trim(line);
  if (!take_range(rest, piece.at, piece.until)) return false;
  piece.text = rest;
  return true;
}

using TakeRow = bool (*)(std::string_view line, Piece& piece);

// How the lines are to be read; nullptr when they are no rows of times. Nearly all lines are: one
// may be a head, and the last one of a file's beginning is cut.
TakeRow row_reader(const Lines& lines) {
  constexpr std::size_t kEnough = 200;
  if (lines.size() > 1 && is_whisper_head(lines[0])) return take_whisper_row;
  for (const TakeRow take : {take_bracket_row, take_span_row}) {
    std::size_t rows = 0;
    std::size_t others = 0;
    for (std::size_t i = 0; i < std::min(lines.size(), kEnough); ++i) {
      if (trim(lines[i]).empty()) continue;
      Piece piece;
      ++(take(lines[i], piece) ? rows : others);
    }
    if (rows >= 2 && rows >= others * 4) return take;
  }
  return nullptr;
}

}  // namespace

std::vector<StampedText> split_stamps(std::string_view line) {
  std::vector<StampedText> out;
  StampedText current;
  std::size_t begin = 0;
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    constexpr std::size_t kLongest = 16;
    const std::size_t close = line.find('#', at + 1);
    if (close == std::string_view::npos) break;
    if (close - at > kLongest) continue;
    const Offset stamp = hash_stamp(line.substr(at + 1, close - at - 1));
    if (!stamp) continue;
    current.text = trim(line.substr(begin, at - begin));
    current.until = stamp;
    if (!current.text.empty() || current.at) out.push_back(current);
    current = {{}, stamp, {}};
    begin = at = close;
    ++begin;
  }
  current.text = trim(line.substr(std::min(begin, line.size())));
  if (!current.text.empty() || current.at) out.push_back(current);
  return out;
}

bool has_timed_rows(const Lines& lines) { return row_reader(lines) != nullptr; }

std::optional<Transcript> parse_timed_rows(const Lines& lines) {
  const TakeRow take = row_reader(lines);
  if (take == nullptr) return std::nullopt;
  Transcript transcript;
  std::size_t above = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (trim(lines[i]).empty()) continue;
    Piece piece;
    if (take(lines[i], piece)) {
      piece.starts = true;
      piece.origin = lines.place(i, i);
      transcript.has_speakers = transcript.has_speakers || !piece.speaker.empty();
      if (!piece.text.empty()) transcript.pieces.push_back(std::move(piece));
    } else if (transcript.pieces.empty()) {
      ++above;
    } else {
      // A line that goes on with the row above.
      transcript.pieces.push_back({std::string(trim(lines[i])),
                                   transcript.pieces.back().speaker,
                                   false,
                                   false,
                                   {},
                                   {},
                                   lines.place(i, i)});
    }
  }
  if (above > 0 && !is_whisper_head(lines[0])) {
    transcript.notes.push_back(std::to_string(above) + (above == 1 ? " line" : " lines") +
                               " above the first words left out");
  }
  find_speakers(transcript);
  return transcript;
}

}  // namespace voxmap::transcript
