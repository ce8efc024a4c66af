// Plain-text transcripts of any bytes: reading ends with records or an Error, and texts are UTF-8.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"
#include "voxmap/source.hpp"

namespace {

void read(const voxmap::Adapter& adapter, const std::string& bytes) {
  voxmap::Input input;
  input.stream = std::make_unique<std::istringstream>(bytes);
  input.name = "fuzz";
  const auto source = adapter.open(std::move(input));
  while (const auto record = source->next()) {
    const auto* const document = std::get_if<voxmap::Document>(&*record);
    if (document == nullptr) continue;
    for (const voxmap::Verbatim& turn : document->verbatims) {
      if (!voxmap::valid_utf8(turn.text) || turn.origin.byte + turn.origin.bytes > bytes.size()) {
        std::abort();
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* const name : {"transcript_text"}) {
    const voxmap::Adapter& adapter = *voxmap::find_adapter(name);
    static_cast<void>(adapter.recognises(bytes));
    try {
      read(adapter, bytes);
    } catch (const voxmap::Error&) {
    }
  }
  return 0;
}
