// Any bytes as a spreadsheet, a Word document and an SPSS file.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with({"xlsx", "docx", "spss"}, data, size);
}
