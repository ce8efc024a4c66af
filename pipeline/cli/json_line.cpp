// JSON strings and numbers.
#include "cli/json_line.hpp"

#include <fmt/format.h>

#include <iterator>

namespace voxmap::cli {

JsonLine& JsonLine::string(std::string_view text) {
  comma();
  out_ += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
    out_ += text.substr(plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default:
        fmt::format_to(std::back_inserter(out_), "\\u{:04x}", c);
    }
  }
  out_ += text.substr(plain);
  out_ += '"';
  return *this;
}

JsonLine& JsonLine::number(std::int64_t value) {
  comma();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

JsonLine& JsonLine::milli(std::int64_t value) {
  comma();
  const auto size = value < 0 ? -value : value;
  auto text = fmt::format("{}{}.{:03}", value < 0 ? "-" : "", size / 1000, size % 1000);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  out_ += text;
  return *this;
}

JsonLine& JsonLine::ten_thousandths(std::int64_t value) {
  const auto size = value < 0 ? -value : value;
  return raw(fmt::format("{}{}.{:04}", value < 0 ? "-" : "", size / 10000, size % 10000));
}

}  // namespace voxmap::cli
