// Chats and mail of any bytes.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"whatsapp", "slack", "telegram"}, data, size);
}
