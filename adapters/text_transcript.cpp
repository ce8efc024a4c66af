// Plain-text transcripts: "Name: words", "[id1] words", Q/A, Otter and Google Meet exports.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "options.hpp"
#include "transcript_adapters.hpp"
#include "transcript_labels.hpp"
#include "transcript_roles.hpp"

namespace voxmap {
namespace {

using transcript::ChatHead;
using transcript::Lines;
using transcript::Offset;
using transcript::Piece;
using transcript::Transcript;

// A time alone on its line, bare or in brackets.
Offset stamp_line(std::string_view line) {
  const bool bracket = line.size() > 2 && ((line.front() == '[' && line.back() == ']') ||
                                           (line.front() == '(' && line.back() == ')'));
  return transcript::parse_stamp(bracket ? line.substr(1, line.size() - 2) : line);
}

// A name alone on its line with a time alone on the next one, as some programs begin each turn:
// most times stand so.
bool names_stand_above_times(const Lines& lines) {
  std::size_t times = 0;
  std::size_t named = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!stamp_line(trim(lines[i]))) continue;
    ++times;
    named += i > 0 && transcript::is_name_line(trim(lines[i - 1])) ? 1U : 0U;
  }
  return named >= 2 && named * 10 >= times * 9;
}

Transcript read_lines(const Lines& lines) {
  Transcript transcript;
  transcript.paragraphs = true;
  const bool names_above = names_stand_above_times(lines);
  bool starts = true;
  bool direct = false;
  Offset at;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = trim(lines[i]);
    // ">> ANN: words", as captions begin a turn.
    if (line.starts_with(">> ")) {
      line = trim(line.substr(2));
      starts = true;
    }
    if (line.empty()) {
      starts = true;
    } else if (const Offset stamp = stamp_line(line)) {
      at = stamp;
      starts = true;
      // What stands above is a label, which needs its colon to be known as one.
      const bool name = names_above && i > 0 && transcript::is_name_line(trim(lines[i - 1]));
      if (name && !transcript.pieces.empty()) transcript.pieces.back().text += ':';
      if (name) starts = false;
    } else if (!transcript::is_trailer(line)) {
      if (const ChatHead head = transcript::chat_head(line); head != ChatHead::none) {
        direct = head == ChatHead::direct;
        starts = true;
      }
      // A name with a time beside it begins a turn, whatever stands above it.
      if (!starts) {
        const auto label = transcript::label_at(line);
        starts = label && label->at;
      }
      const bool named = names_above && i + 1 < lines.size() && stamp_line(trim(lines[i + 1])) &&
                         transcript::is_name_line(line);
      for (const transcript::StampedText& part : transcript::split_stamps(line)) {
        if (part.at) at = part.at;
        if (part.text.empty()) continue;
        transcript.pieces.push_back({std::string(part.text),
                                     {},
                                     starts || named,
                                     false,
                                     at,
                                     part.until,
                                     lines.place(i, i),
                                     direct});
        at = part.until;  // the time of the first words after it
        starts = false;
      }
    }
  }
  return transcript;
}

// A line that is a date and nothing else, whose day and month nobody can mix up.
bool is_date(std::string_view line) {
  const bool digits_only = line.find_first_not_of("0123456789") == line.npos;
  const auto time = parse_time(line);
  return time && !time->ambiguous_order && !digits_only;
}

// "Context: first use", "Recording: https://...": its label is known to be nobody's.
bool names_nobody(std::string_view line) {
  const std::size_t colon = line.substr(0, 40).find(": ");
  if (colon == std::string_view::npos) return false;
  const std::string_view value = trim(line.substr(colon + 1));
  const bool link = value.starts_with("http") && value.find(' ') == std::string_view::npos;
  return link || transcript::is_no_name(fold(line.substr(0, colon)));
}

// How many lines at the top are a sheet's head: blocks above the first empty line and the next ones
// without speech, such as "Product: Lamp" over "Context: first use". None of their labels comes
// again below, where at least two others do, and none says a role.
std::size_t count_head(const Lines& lines) {
  std::vector<std::string> labels;  // by line; empty: none
  std::vector<bool> roles;          // by line: the label names a role
  std::map<std::string_view, std::size_t> uses;
  labels.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto label = transcript::label_at(trim(lines[i]));
    const bool plain = label && !label->at && !names_nobody(trim(lines[i]));
    roles.push_back(plain && label->shape == transcript::LabelShape::role);
    labels.push_back(plain ? std::move(label->name) : std::string());
  }
  for (const std::string& label : labels) ++uses[label];
  uses.erase("");
  const auto again = std::ranges::count_if(uses, [](const auto& use) { return use.second > 1; });
  if (again < 2) return 0;
  constexpr std::size_t kHeadLines = 30;
  std::size_t head = 0;
  for (std::size_t i = 0; i < std::min(lines.size(), kHeadLines);) {
    std::size_t end = i;
    std::size_t labelled = 0;
    bool speech = false;
    for (; end < lines.size() && !trim(lines[end]).empty(); ++end) {
      if (labels[end].empty()) {
        labelled += names_nobody(trim(lines[end])) ? 1U : 0U;
        continue;
      }
      ++labelled;
      speech = speech || roles[end] || uses[labels[end]] > 1;
    }
    // One label above lines without any is a turn over some lines.
    if (speech || (labelled == 1 && !labels[i].empty())) break;
    if (labelled > 0) head = end;
    i = end + 1;
  }
  return head;
}

// What stands above the first speaker (title, date, names of those present) nobody said.
void drop_header(Transcript& transcript) {
  const auto first = std::ranges::find_if(
      transcript.pieces, [](const Piece& piece) { return !piece.speaker.empty(); });
  const auto count = first - transcript.pieces.begin();
  if (count == 0 || first == transcript.pieces.end()) return;
  for (auto piece = transcript.pieces.begin(); piece != first; ++piece) {
    if (piece->at && !first->at) first->at = piece->at;
    if (transcript.date_text.empty() && is_date(piece->text)) transcript.date_text = piece->text;
  }
  transcript.pieces.erase(transcript.pieces.begin(), first);
  transcript.notes.push_back(std::to_string(count) + (count == 1 ? " line" : " lines") +
                             " above the first speaker left out");
}

// Several turns of named speakers, beginning near the top. Braces, tabs and angle brackets at the
// front are other formats; so is a comma-separated table, whose first cell is no name.
bool recognises_text_transcript(std::string_view head) {
  const Lines lines = transcript::head_lines(head);
  if (transcript::has_time_ranges(lines) || transcript::has_timed_rows(lines)) return true;
  Transcript transcript = read_lines(lines);
  if (transcript.pieces.empty()) return false;
  const char front = transcript.pieces.front().text.front();
  if (front == '{' || front == '<' || front == '"') return false;
  transcript::find_speakers(transcript);
  if (!transcript.has_speakers) return false;
  constexpr std::size_t kHeaderLines = 15;
  std::set<std::string_view> names;
  std::size_t turns = 0;
  std::size_t starts = 0;
  std::size_t unheaded = 0;
  for (const Piece& piece : transcript.pieces) {
    if (piece.starts) ++starts;
    if (piece.speaker.empty()) ++unheaded;
    const bool labelled = piece.starts || names.empty() || !names.contains(piece.speaker);
    if (!piece.speaker.empty() && labelled) {
      names.insert(piece.speaker);
      ++turns;
    }
  }
  return unheaded <= kHeaderLines && turns >= 2 && (names.size() >= 2 || turns * 2 >= starts);
}

constexpr auto kTextOptions =
    with_option(transcript::kTranscriptOptions,
                Option{"include_private", "false", "also read direct messages of a Zoom chat"});

std::unique_ptr<Source> open_text_transcript(Input input) {
  return transcript::open_transcript(std::move(input), transcript::parse_text);
}

}  // namespace

bool transcript::is_trailer(std::string_view line) {
  constexpr std::array<std::string_view, 5> kTrailers = {
      "Transcription ended after ", "This editable transcript was computer generated",
      "Transcribed by https://otter.ai", "Transcribed by https://", "Meeting ended after "};
  // "Ann Lee started transcription", as Teams notes it.
  constexpr std::size_t kLongest = 100;
  if (line.size() < kLongest &&
      (line.ends_with(" started transcription") || line.ends_with(" stopped transcription"))) {
    return true;
  }
  return std::ranges::any_of(kTrailers,
                             [&](std::string_view trailer) { return line.starts_with(trailer); });
}

Transcript transcript::parse_text(const Lines& lines) {
  if (auto ranges = parse_time_ranges(lines)) return std::move(*ranges);
  if (auto rows = parse_timed_rows(lines)) return std::move(*rows);
  Transcript transcript = read_lines(lines);
  const std::size_t head_lines = count_head(lines);
  const auto first = std::ranges::find_if(
      transcript.pieces, [&](const Piece& piece) { return piece.origin.line > head_lines; });
  std::vector<Piece> head(std::make_move_iterator(transcript.pieces.begin()),
                          std::make_move_iterator(first));
  transcript.pieces.erase(transcript.pieces.begin(), first);
  find_speakers(transcript);
  transcript.pieces.insert(transcript.pieces.begin(), std::make_move_iterator(head.begin()),
                           std::make_move_iterator(head.end()));
  // A line above a time that was no speaker's name after all is as it was written.
  for (Piece& piece : transcript.pieces) {
    const bool added = piece.text.size() > 1 && piece.text.back() == ':' &&
                       trim(lines[piece.origin.line - 1]).back() != ':';
    if (added) piece.text.pop_back();
  }
  if (transcript.has_speakers) drop_header(transcript);
  return transcript;
}

constinit const Adapter kTranscriptText = {
    "transcript_text",
    "interview transcripts as plain text: \"Name: words\", Q/A, [id1], Otter, Google Meet",
    SourceKind::interview,
    kTextOptions,
    "interviews/p03-transcript.txt",
    recognises_text_transcript,
    open_text_transcript};

}  // namespace voxmap
