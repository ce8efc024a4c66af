// Canonical JSON of attributes.
#include "store/json_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

namespace voxmap {

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_attributes(std::string& out, std::span<const Attribute> attributes) {
  char separator = '{';
  for (const Attribute& attribute : attributes) {
    out += separator;
    append_json_string(out, attribute.name);
    out += ':';
    append_json_string(out, attribute.value);
    separator = ',';
  }
  if (separator == ',') out += '}';
}

namespace {

// Keeps names that occur twice, which a JSON object of a library would not.
struct Collector : nlohmann::json_sax<nlohmann::json> {
  std::vector<Attribute> found;
  bool null() override { return false; }
  bool boolean(bool) override { return false; }
  bool number_integer(number_integer_t) override { return false; }
  bool number_unsigned(number_unsigned_t) override { return false; }
  bool number_float(number_float_t, const string_t&) override { return false; }
  bool binary(binary_t&) override { return false; }
  bool string(string_t& value) override {
    if (found.empty()) return false;
    found.back().value = std::move(value);
    return true;
  }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t& name) override {
    found.push_back({std::move(name), {}});
    return true;
  }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }
};

}  // namespace

std::vector<Attribute> parse_attributes(std::string_view json) {
  Collector collector;
  if (!json.empty()) nlohmann::json::sax_parse(json, &collector);
  return std::move(collector.found);
}

}  // namespace voxmap
