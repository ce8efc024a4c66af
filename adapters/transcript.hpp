// What the interview adapters share: from a file's lines to one Document of turns.
//
// A format's parser turns lines into Pieces (one line of speech each) and knows nothing of turns;
// find_speakers decides over the whole file which words before a colon are names; build_document
// joins the pieces of one speaker into turns. Transcripts are read whole: at most kTranscriptLimit.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transcript_lines.hpp"
#include "voxmap/source.hpp"

namespace voxmap::transcript {

inline constexpr std::size_t kTranscriptLimit = std::size_t{64} << 20;

using Offset = std::optional<std::chrono::milliseconds>;

// One line of speech, in the order it was spoken.
struct Piece {
  std::string text;       // without markup, entities decoded, trimmed
  std::string speaker;    // empty: not known (yet)
  bool starts = false;    // first line of its cue or paragraph
  bool new_turn = false;  // "- " or ">>": somebody else begins to speak
  Offset at, until;       // of its cue
  Place origin;           // its cue, or its line
  bool direct = false;    // written to one person only: left out unless asked for
};

// What a parser made of a file.
struct Transcript {
  std::vector<Piece> pieces;
  std::vector<Reject> rejects;     // in file order
  std::vector<std::string> notes;  // ready for Source::notes
  std::string language;            // BCP 47, when the file says so
  std::string date_text;           // the day it was recorded, as written in the file
  bool has_speakers = false;       // some piece names its speaker
  bool paragraphs = false;         // without speakers: a piece that `starts` is a verbatim
};

// "01:02:03.500", "00:00.140", "0:0:0.570", "00:00:01,000"; nullopt when it is none of these.
[[nodiscard]] Offset parse_stamp(std::string_view text);

// "3042": whole milliseconds; nullopt when it is none or longer than a year.
[[nodiscard]] Offset milliseconds_of(std::string_view text);

// Decides which line-initial "Name: " (or "[id1] ", or "Name  0:03" headers) are speakers, moves
// them from text to speaker, and hands the speaker on to the lines that follow. Does nothing when
// markup has named the speakers already.
void find_speakers(Transcript& transcript);

// True for labels that say a role and no person: "A", "Speaker 1", "Participant".
[[nodiscard]] bool is_generic_label(std::string_view label);
// True for labels of who asks: "Interviewer", "Moderatorin", "Q", "Anna (Researcher)".
[[nodiscard]] bool is_interviewer_label(std::string_view label);

// The options every transcript adapter has. Formats that carry their own encoding leave out the
// last one.
inline constexpr std::array<Option, 7> kTranscriptOptions = {{
    {"key", "", "the document's key; empty: the file's name without its folder"},
    {"interviewer", "",
     "who asks, comma-separated as the labels are written; empty: by labels such as "
     "Interviewer, Moderator, Q"},
    {"respondent", "", "the person interviewed; empty: the only other speaker"},
    {"date", "", "when the interview was held (2026-03-01 or with a time), in UTC"},
    {"language", "", "language of the interview (BCP 47); empty: as the file says"},
    {"max_gap", "", "seconds of silence after which a speaker's next words are a new turn"},
    {"encoding", "", "character encoding; empty: byte-order mark, UTF-8, else a guess"},
}};
inline constexpr std::size_t kOwnEncodingOptions = 6;

// The whole file as one Document, or nullopt when nobody says anything. Adds to transcript.notes.
[[nodiscard]] std::optional<Document> build_document(Transcript& transcript, const Input& input,
                                                     std::uint64_t size);

// Plain text: "Name: words", Q/A, "[id1] words", names or times on lines of their own.
[[nodiscard]] Transcript parse_text(const Lines& lines);

// Lines that the exporting tool added below (or above) what was said.
[[nodiscard]] bool is_trailer(std::string_view line);

// Time ranges ("0:0:0.0 --> 0:0:1.940") above a name and what was said, without SubRip's numbers:
// Teams' documents. has_time_ranges() is for a head; the other is nullopt when the lines are not
// so.
[[nodiscard]] bool has_time_ranges(const Lines& lines);
[[nodiscard]] std::optional<Transcript> parse_time_ranges(const Lines& lines);

// Rows of times and words: "[00:00.000 --> 00:02.120]  words" and the table of Whisper, NVivo's
// table. has_timed_rows() is for a head; the other is nullopt when the lines are not so.
[[nodiscard]] bool has_timed_rows(const Lines& lines);
[[nodiscard]] std::optional<Transcript> parse_timed_rows(const Lines& lines);

// A line parted at "#00:00:03-2#" of f4 and MAXQDA: what stands between two stamps was said between
// them. One part without times when there is none.
struct StampedText {
  std::string_view text;
  Offset at, until;
};
[[nodiscard]] std::vector<StampedText> split_stamps(std::string_view line);

// Reads the input, parses it, and yields the document followed by the rejects. Throws Error(data)
// when the input is longer than kTranscriptLimit.
using Parser = Transcript (*)(const Lines& lines);
[[nodiscard]] std::unique_ptr<Source> open_transcript(Input input, Parser parser);
// The same for formats that are more than lines (JSON, XML) and carry their own encoding.
using BytesParser = Transcript (*)(std::string_view bytes, const std::string& name);
[[nodiscard]] std::unique_ptr<Source> open_bytes(Input input, BytesParser parser);

// What was parsed from `size` bytes of the input: the document, followed by the rejects.
[[nodiscard]] std::unique_ptr<Source> open_parsed(const Input& input, Transcript transcript,
                                                  std::uint64_t size);

// The whole input. Throws Error(data) when it is longer than kTranscriptLimit.
[[nodiscard]] std::string read_whole(std::istream& stream, const std::string& name);
// The name of a file without its folder; "stdin" for "-".
[[nodiscard]] std::string base_name(const Input& input);
// What somebody asked, as the prompt of the answer: at most 300 bytes, cut at a word.
[[nodiscard]] std::string prompt_of(const std::string& text);
// True at a full stop, question mark or their like, also before closing quotes.
[[nodiscard]] bool ends_sentence(std::string_view text);

}  // namespace voxmap::transcript
