// Plain-text and CHAT transcripts of any bytes.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"transcript_text", "chat_cha"}, data, size);
}
