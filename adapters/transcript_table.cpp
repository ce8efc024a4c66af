// Transcripts as tables: a row of times, who speaks and what is said, as NVivo, Sonix, Trint,
// Descript, Premiere, Fireflies and Rev export them, in delimited text or in a sheet.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "guess.hpp"
#include "options.hpp"
#include "survey_vendor.hpp"
#include "transcript_adapters.hpp"
#include "transcript_json.hpp"

namespace voxmap {
namespace {

using transcript::Offset;
using transcript::Piece;
using transcript::Transcript;

using Titles = std::span<const std::string_view>;
// Headers as header_words() gives them, the likelier first.
constexpr std::array<std::string_view, 10> kTextTitles = {
    "text",   "transcript", "content",       "sentence", "utterance",
    "speech", "caption",    "transcription", "inhalt",   "contenu"};
constexpr std::array<std::string_view, 10> kSpeakerTitles = {
    "speaker",  "speaker name", "speaker label", "speakers", "speaker id",
    "sprecher", "locuteur",     "hablante",      "name",     "participant"};
constexpr std::array<std::string_view, 18> kStartTitles = {"start",          "start time",
                                                           "starttime",      "start s",
                                                           "start sec",      "start ms",
                                                           "start time s",   "start time sec",
                                                           "start time ms",  "start seconds",
                                                           "start timecode", "begin",
                                                           "begin time",     "in",
                                                           "timestamp",      "time stamp",
                                                           "timecode",       "time"};
constexpr std::array<std::string_view, 14> kEndTitles = {
    "end",          "end time",    "endtime",     "end s",        "end sec", "end ms", "end time s",
    "end time sec", "end time ms", "end seconds", "end timecode", "stop",    "out",    "to"};
constexpr std::array<std::string_view, 4> kDurationTitles = {"duration", "duration s",
                                                             "duration sec", "length"};
constexpr std::array<std::string_view, 3> kSpanTitles = {"timespan", "time span", "zeitspanne"};

struct TimedColumns {
  std::optional<std::size_t> text, speaker, start, end, duration, span;
  bool milli = false;
};

TimedColumns columns_of(const std::vector<std::string>& header) {
  std::vector<std::string> words;
  words.reserve(header.size());
  for (const std::string& cell : header) words.push_back(survey::header_words(cell));
  const auto find = [&](Titles titles) -> std::optional<std::size_t> {
    for (const std::string_view title : titles) {
      const auto found = std::ranges::find(words, title);
      if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    }
    return std::nullopt;
  };
  TimedColumns c{find(kTextTitles), find(kSpeakerTitles),  find(kStartTitles),
                 find(kEndTitles),  find(kDurationTitles), find(kSpanTitles)};
  c.milli = c.start && words[*c.start].ends_with(" ms");
  return c;
}

// "00:00:03:12", as video programs count: the frames are left off.
std::string_view without_frames(std::string_view cell) {
  if (std::ranges::count(cell, ':') != 3 && cell.find(';') == cell.npos) return cell;
  return cell.substr(0, cell.find_last_of(":;"));
}

Offset offset_of(std::string_view cell, bool milli) {
  return transcript::json_time(without_frames(trim(cell)), milli);
}

// "0:00.0 - 0:03.2"; a time alone has no end.
std::pair<Offset, Offset> span_of(std::string_view cell) {
  for (const std::string_view dash : {" - ", " \u2013 ", "-", "\u2013"}) {
    const std::size_t at = cell.find(dash);
    if (at == cell.npos) continue;
    return {offset_of(cell.substr(0, at), false), offset_of(cell.substr(at + dash.size()), false)};
  }
  return {offset_of(cell, false), std::nullopt};
}

// A table of words has times from the start of a recording; dates are another table's.
bool is_timed(const survey::HeadRows& rows) {
  if (rows.size() < 2) return false;
  const TimedColumns c = columns_of(rows[0]);
  const bool times = c.span || (c.start && (c.end || c.duration || c.speaker));
  if (!c.text || !times) return false;
  const std::size_t at = c.span ? *c.span : *c.start;
  std::size_t good = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (at >= rows[i].size() || trim(rows[i][at]).empty()) continue;
    const bool time = c.span ? span_of(rows[i][at]).first.has_value()
                             : offset_of(rows[i][at], c.milli).has_value();
    if (!time) return false;
    ++good;
  }
  return good > 0;
}

bool recognises_table(std::string_view head) { return is_timed(survey::head_rows(head, 12)); }

bool in_milliseconds(const survey::Table& table, const TimedColumns& c) {
  std::size_t said = 0;
  std::int64_t last = 0;
  for (const CsvRow& row : table.rows) {
    const std::string_view start = trim(row.cells[*c.start]);
    if (!std::ranges::all_of(start, is_digit)) return false;
    if (const Offset at = transcript::milliseconds_of(start)) last = std::max(last, at->count());
    said += row.cells[*c.text].size();
  }
  return transcript::counts_milliseconds(static_cast<double>(last), said);
}

class TimedTable {
 public:
  explicit TimedTable(Input& input)
      : table_(survey::open_table(input, survey::one_header_row)),
        columns_(table_.header_rows.empty() ? TimedColumns{} : columns_of(table_.header_rows[0])) {
    transcript_.notes = std::move(table_.notes);
    if (columns_.start && !columns_.span && !columns_.milli && columns_.text &&
        in_milliseconds(table_, columns_)) {
      columns_.milli = true;
      transcript_.notes.emplace_back("times read as milliseconds");
    }
  }

  Transcript read() {
    CsvRecord record;
    while (columns_.text && table_.reader->next(record)) {
      if (!record.blank()) add(record);
    }
    note_unread();
    return std::move(transcript_);
  }
  std::uint64_t size() const { return table_.reader->position(); }

 private:
  void reject(const CsvRecord& record, std::string_view field, std::string_view reason,
              std::string detail) {
    constexpr std::size_t kRaw = 4096;
    transcript_.rejects.push_back({record.place(),
                                   {},
                                   std::string(field),
                                   std::string(reason),
                                   std::move(detail),
                                   printable(record.raw(), kRaw)});
  }

  void add(const CsvRecord& record) {
    if (record.fault() != CsvFault::none) {
      return reject(record, {}, to_string(record.fault()), "its quotes do not pair");
    }
    if (*columns_.text >= record.size()) {
      return reject(record, "text", "too_few_columns", "it ends before the words");
    }
    const auto cell = [&](const std::optional<std::size_t>& column) {
      return column && *column < record.size() ? trim(record[*column]) : std::string_view();
    };
    Piece piece;
    piece.text = trim(record[*columns_.text]);
    std::ranges::replace(piece.text, '\n', ' ');
    std::erase(piece.text, '\r');
    if (piece.text.empty()) return;
    piece.speaker = cell(columns_.speaker);
    piece.starts = true;
    const std::string_view written = cell(columns_.span ? columns_.span : columns_.start);
    if (columns_.span) {
      std::tie(piece.at, piece.until) = span_of(written);
    } else {
      piece.at = offset_of(written, columns_.milli);
      piece.until = offset_of(cell(columns_.end), columns_.milli);
      const Offset length = offset_of(cell(columns_.duration), columns_.milli);
      if (!piece.until && piece.at && length) piece.until = *piece.at + *length;
    }
    if (!written.empty() && !piece.at) {
      return reject(record, "time", "bad_time",
                    fmt::format("\"{}\" is no time into a recording", printable(written, 80)));
    }
    if (piece.until && piece.at && *piece.until < *piece.at) piece.until = std::nullopt;
    piece.origin = record.place(*columns_.text);
    transcript_.has_speakers = transcript_.has_speakers || !piece.speaker.empty();
    transcript_.pieces.push_back(std::move(piece));
  }

  void note_unread() {
    std::vector<std::string> unread;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const bool read = i == columns_.text || i == columns_.speaker || i == columns_.start ||
                        i == columns_.end || i == columns_.duration || i == columns_.span;
      if (!read) unread.push_back(table_.columns[i].name);
    }
    if (unread.empty()) return;
    transcript_.notes.push_back(
        fmt::format("columns that are not read: {}", fmt::join(unread, ", ")));
  }

  survey::Table table_;
  TimedColumns columns_;
  Transcript transcript_;
};

// Sheets need their rows as long as places are asked for, so the table outlives the reading.
class TimedSource final : public Source {
 public:
  explicit TimedSource(Input input) : table_(input) {
    Transcript transcript = table_.read();
    read_ = transcript::open_parsed(input, std::move(transcript), table_.size());
  }
  std::optional<Record> next() override { return read_->next(); }
  std::uint64_t position() const override { return read_->position(); }
  std::span<const std::string> notes() const override { return read_->notes(); }

 private:
  TimedTable table_;
  std::unique_ptr<Source> read_;
};

std::unique_ptr<Source> open_timed(Input input) {
  return std::make_unique<TimedSource>(std::move(input));
}

constexpr auto kTimedOptions =
    with_option(transcript::kTranscriptOptions, survey::kDelimitedOptions[0]);

}  // namespace

constinit const Adapter kTranscriptTable = {
    "transcript_table",
    "interview transcripts as tables (CSV, TSV, XLSX): NVivo, Sonix, Trint, Descript, Fireflies",
    SourceKind::interview,
    kTimedOptions,
    "extra/p11-table.csv",
    recognises_table,
    open_timed};

}  // namespace voxmap
