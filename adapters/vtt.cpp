// WebVTT: recordings of Zoom and Teams, Whisper and YouTube captions.
#include "base/utf8.hpp"
#include "transcript_adapters.hpp"
#include "transcript_cues.hpp"

namespace voxmap {
namespace {

using transcript::Lines;
using transcript::Transcript;

bool is_signature(std::string_view line) {
  return line.starts_with("WEBVTT") && (line.size() == 6 || line[6] == ' ' || line[6] == '\t');
}

bool recognises_vtt(std::string_view head) {
  const Lines lines = transcript::head_lines(head);
  return lines.size() > 0 && is_signature(lines[0]);
}

// The header runs to the first empty line; a time line in it begins the cues.
std::size_t read_header(const Lines& lines, Transcript& transcript) {
  std::size_t i = lines.size() > 0 && is_signature(lines[0]) ? 1 : 0;
  for (; i < lines.size() && !lines[i].empty(); ++i) {
    if (lines[i].find("-->") != std::string_view::npos) break;
    constexpr std::string_view kLanguage = "Language:";
    if (lines[i].starts_with(kLanguage)) {
      transcript.language = trim(lines[i].substr(kLanguage.size()));
    }
  }
  return i;
}

Transcript parse_vtt(const Lines& lines) {
  Transcript transcript;
  const std::size_t begin = read_header(lines, transcript);
  transcript::read_cues(
      transcript::parse_cues(lines, begin, transcript::CueFormat::webvtt, transcript.rejects),
      lines, transcript);
  for (const transcript::Piece& piece : transcript.pieces) {
    if (!piece.speaker.empty()) transcript.has_speakers = true;
  }
  return transcript;
}

std::unique_ptr<Source> open_vtt(Input input) {
  return transcript::open_transcript(std::move(input), parse_vtt);
}

}  // namespace

constinit const Adapter kWebVtt = {
    "webvtt",
    "interview recordings as WebVTT: Zoom, Teams, Whisper, YouTube captions",
    SourceKind::interview,
    transcript::kTranscriptOptions,
    "interviews/p01-zoom.vtt",
    recognises_vtt,
    open_vtt};

}  // namespace voxmap
