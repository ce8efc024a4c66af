// Cue files of any bytes: WebVTT, SubRip and SBV.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"webvtt", "srt", "sbv"}, data, size);
}
