// The cue files, WebVTT, SubRip and SBV: blocks of an identifier, a time line and text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "transcript.hpp"

namespace voxmap::transcript {

struct CueTimes {
  Offset at, until;
};

// "00:00:01.000 --> 00:00:02.000 align:start"; nullopt when it is not a time line.
[[nodiscard]] std::optional<CueTimes> parse_time_line(std::string_view line);

// "0:00:01.000,0:00:02.500" and nothing else, as SBV writes it.
[[nodiscard]] std::optional<CueTimes> parse_comma_times(std::string_view line);

enum class CueFormat : std::uint8_t { webvtt, srt, sbv };

struct Cue {
  CueTimes times;
  std::vector<std::string_view> lines;  // of speech, as written; views into the Lines
  std::size_t first = 0, last = 0;      // line indexes
};

// The cues from line `begin` on. Comment and style blocks (WebVTT) are passed over; a block without
// a time line, with a bad one or without text becomes a Reject.
[[nodiscard]] std::vector<Cue> parse_cues(const Lines& lines, std::size_t begin, CueFormat format,
                                          std::vector<Reject>& rejects);

// The cues in order of time as pieces, repeats of scrolling captions left out; both noted.
void read_cues(std::vector<Cue> cues, const Lines& lines, Transcript& transcript);

// One cue's lines into pieces: voice tags name speakers, other tags go, entities are decoded.
void append_pieces(const Cue& cue, const Place& origin, std::vector<Piece>& pieces);

// Cues in the order they begin; true when they were not.
bool sort_cues(std::vector<Cue>& cues);

// Live captions that scroll repeat their last line at the start of the next cue. Takes the repeats
// out when a good part of the file is so; true when it did.
bool drop_rolling_lines(std::vector<Cue>& cues);

}  // namespace voxmap::transcript
