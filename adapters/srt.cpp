// SubRip: numbered cues with comma times, as subtitle tools and Whisper write them.
#include <algorithm>

#include "base/utf8.hpp"
#include "transcript_adapters.hpp"
#include "transcript_cues.hpp"

namespace voxmap {
namespace {

using transcript::Lines;
using transcript::Transcript;

// The first words are a number and a time line, or a time line at once.
bool recognises_srt(std::string_view head) {
  const Lines lines = transcript::head_lines(head);
  std::size_t i = 0;
  while (i < lines.size() && trim(lines[i]).empty()) ++i;
  if (i == lines.size()) return false;
  const std::string_view first = trim(lines[i]);
  const bool number = std::ranges::all_of(first, [](char c) { return c >= '0' && c <= '9'; });
  if (number && ++i == lines.size()) return false;
  if (!transcript::parse_time_line(lines[i])) return false;
  return number || !transcript::has_time_ranges(lines);
}

Transcript parse_srt(const Lines& lines) {
  Transcript transcript;
  transcript::read_cues(
      transcript::parse_cues(lines, 0, transcript::CueFormat::srt, transcript.rejects), lines,
      transcript);
  return transcript;
}

std::unique_ptr<Source> open_srt(Input input) {
  return transcript::open_transcript(std::move(input), parse_srt);
}

}  // namespace

constinit const Adapter kSrt = {
    "srt",
    "interview recordings as SubRip subtitles: Whisper, caption editors",
    SourceKind::interview,
    transcript::kTranscriptOptions,
    "extra/p05-captions.srt",
    recognises_srt,
    open_srt};

}  // namespace voxmap
