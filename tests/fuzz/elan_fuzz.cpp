// ELAN's XML of any bytes.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"elan"}, data, size);
}
