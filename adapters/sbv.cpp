// SubViewer captions as YouTube writes them: "0:00:01.000,0:00:02.500", then the words.
#include "base/utf8.hpp"
#include "transcript_adapters.hpp"
#include "transcript_cues.hpp"

namespace voxmap {
namespace {

using transcript::Lines;

bool recognises_sbv(std::string_view head) {
  const Lines lines = transcript::head_lines(head);
  std::size_t i = 0;
  while (i < lines.size() && trim(lines[i]).empty()) ++i;
  return i + 1 < lines.size() && transcript::parse_comma_times(lines[i]).has_value();
}

transcript::Transcript parse_sbv(const Lines& lines) {
  transcript::Transcript transcript;
  transcript::read_cues(
      transcript::parse_cues(lines, 0, transcript::CueFormat::sbv, transcript.rejects), lines,
      transcript);
  return transcript;
}

std::unique_ptr<Source> open_sbv(Input input) {
  return transcript::open_transcript(std::move(input), parse_sbv);
}

}  // namespace

constinit const Adapter kSbv = {"sbv",
                                "captions as YouTube's SBV",
                                SourceKind::interview,
                                transcript::kTranscriptOptions,
                                "extra/p07-captions.sbv",
                                recognises_sbv,
                                open_sbv};

}  // namespace voxmap
