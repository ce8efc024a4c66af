// What every adapter must bear, whatever the bytes: reading ends with records or an Error, texts
// are UTF-8, and every verbatim stands inside the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"
#include "voxmap/source.hpp"

namespace voxmap_fuzz {

inline void read_all(const voxmap::Adapter& adapter, const std::string& bytes) {
  voxmap::Input input;
  input.stream = std::make_unique<std::istringstream>(bytes);
  input.name = "fuzz";
  const auto source = adapter.open(std::move(input));
  while (const auto record = source->next()) {
    const auto* const document = std::get_if<voxmap::Document>(&*record);
    if (document == nullptr) continue;
    for (const voxmap::Verbatim& turn : document->verbatims) {
      // Cells and paragraphs have no bytes of their own.
      const bool outside =
          turn.origin.bytes > 0 && turn.origin.byte + turn.origin.bytes > bytes.size();
      if (!voxmap::valid_utf8(turn.text) || outside) {
        std::abort();
      }
    }
  }
}

// Through why_not and each named adapter; always 0, as libFuzzer wants.
inline int read_with(std::initializer_list<const char*> names, const std::uint8_t* data,
                     std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(voxmap::why_not(bytes));
  for (const char* const name : names) {
    const voxmap::Adapter& adapter = *voxmap::find_adapter(name);
    static_cast<void>(adapter.recognises(bytes));
    try {
      read_all(adapter, bytes);
    } catch (const voxmap::Error&) {
      continue;  // an input that cannot be read as a whole
    }
  }
  return 0;
}

}  // namespace voxmap_fuzz
