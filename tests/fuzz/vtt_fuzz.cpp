// Cue files of any bytes: WebVTT and SubRip.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"webvtt", "srt"}, data, size);
}
