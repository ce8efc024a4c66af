// HTML and entities of any bytes: the text of valid UTF-8 is valid, and segments lie inside.
#include <cstdint>
#include <cstdlib>

#include "base/html.hpp"
#include "base/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const voxmap::HtmlText result = voxmap::html_to_text(html);
  const std::string entities = voxmap::decode_entities(html);
  const std::string basic = voxmap::decode_basic_entities(html);
  if (voxmap::valid_utf8(html)) {
    const bool valid = voxmap::valid_utf8(result.text) && voxmap::valid_utf8(entities) &&
                       voxmap::valid_utf8(basic);
    if (!valid) std::abort();
  }
  for (const voxmap::HtmlSegment& segment : result.segments) {
    if (segment.text.end > result.text.size() || segment.source.end > size) std::abort();
  }
  return 0;
}
