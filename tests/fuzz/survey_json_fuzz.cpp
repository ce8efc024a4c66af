// JSON of any bytes through every adapter of survey responses.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"typeform", "formbricks", "kobo", "alchemer", "records"}, data,
                                size);
}
