// XML of any bytes through every adapter of feeds and tables.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"app_store_xml", "feed", "limesurvey_xml"}, data, size);
}
