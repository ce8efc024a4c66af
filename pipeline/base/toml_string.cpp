// Escapes of TOML 1.0, "String".
#include "base/toml_string.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace voxmap {

std::string toml_string(std::string_view text) {
  const std::string valid = valid_utf8(text) ? std::string(text) : printable(text);
  std::string out = "\"";
  for (const char c : valid) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace voxmap
