// One JSON object a line, written in place: for outputs of many records, where building a tree for
// each would cost more than the work itself. Integers and strings only, so no number formatting
// can differ. RFC 8259; text must be valid UTF-8.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace voxmap::cli {

class JsonLine {
 public:
  explicit JsonLine(std::string& out) : out_(out) {}

  JsonLine& open(char bracket) {
    comma();
    out_ += bracket;
    first_ = true;
    return *this;
  }
  JsonLine& close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
  }
  JsonLine& key(std::string_view name) {
    string(name);
    out_ += ':';
    first_ = true;  // the value needs no comma before it
    return *this;
  }
  JsonLine& string(std::string_view text);
  JsonLine& number(std::int64_t value);
  JsonLine& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonLine& null() { return raw("null"); }
  // Thousandths as a decimal number: 4500 is 4.5.
  JsonLine& milli(std::int64_t value);
  // Ten-thousandths with four decimals: 4404 is 0.4404.
  JsonLine& ten_thousandths(std::int64_t value);

  template <typename T>
  JsonLine& field(std::string_view name, const T& value) {
    key(name);
    if constexpr (std::same_as<T, bool>) {
      return boolean(value);
    } else if constexpr (std::integral<T>) {
      return number(static_cast<std::int64_t>(value));
    } else {
      return string(value);
    }
  }
  // Left out when empty.
  JsonLine& optional_field(std::string_view name, std::string_view value) {
    return value.empty() ? *this : field(name, value);
  }

 private:
  JsonLine& raw(std::string_view text) {
    comma();
    out_ += text;
    return *this;
  }
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string& out_;
  bool first_ = true;
};

}  // namespace voxmap::cli
