// JSON transcripts: what the readers of segments and of single words share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json_outline.hpp"
#include "json_tree.hpp"
#include "transcript.hpp"

namespace voxmap::transcript {

// "0.49", 7, "1.400s" in seconds (or milliseconds, when `milli`), "00:01:02.500" always as a time;
// nullopt when it is none of these, negative, or longer than a year.
[[nodiscard]] Offset json_time(std::string_view text, bool milli);

// Whether times that are whole numbers count milliseconds, by the last of them and the bytes that
// were said until then: nobody speaks less than a character a second.
[[nodiscard]] inline bool counts_milliseconds(double last, std::size_t said) {
  return last >= 1000 && last > static_cast<double>(said);
}

// A speaker as a JSON value names one: the label as written, "Speaker 0" for the number 0, the name
// or id of an object; empty for null and nothing.
[[nodiscard]] std::string json_speaker(const json::Tree& tree, const json::Node* value);

// "en", "en-US", "en_us"; empty for what is no tag: Whisper's "english".
[[nodiscard]] std::string json_language(std::string_view written);

// The speech services of Google (v1, v2) and Microsoft (batch, fast transcription). The second is
// false when the document has nothing of theirs.
[[nodiscard]] bool is_speech_service(const JsonOutline& outline);
[[nodiscard]] bool read_speech_service(const json::Tree& tree, Transcript& transcript);

// Words into pieces: one a sentence, and one a speaker. Pieces stand in the order of their times.
// AWS Transcribe: items of words and punctuation; who speaks stands in the item, in a table of
// segments by start time, or is the channel.
void read_aws_items(const json::Tree& tree, Transcript& transcript);
// Rev.ai: monologues of elements, white space and marks among them.
void read_rev_monologues(const json::Tree& tree, Transcript& transcript);
// Deepgram: channels with words (the utterances are read as segments where there are any).
void read_deepgram_channels(const json::Tree& tree, Transcript& transcript);

}  // namespace voxmap::transcript
