// Reading parsed JSON whose shape cannot be trusted.
#include "json_value.hpp"

namespace voxmap::json {

std::optional<Value> find(const Value& from, Path path) {
  Value value = from;
  for (const std::string_view key : path) {
    simdjson::dom::object fields;
    if (value.get_object().get(fields) != simdjson::SUCCESS) return std::nullopt;
    if (fields.at_key(key).get(value) != simdjson::SUCCESS) return std::nullopt;
  }
  if (value.is_null()) return std::nullopt;
  return value;
}

std::string_view text(const Value& from, Path path) {
  std::string_view out;
  const auto value = find(from, path);
  if (!value || value->get_string().get(out) != simdjson::SUCCESS) return {};
  return out;
}

std::string scalar(const Value& from, Path path) {
  const auto value = find(from, path);
  if (!value) return {};
  if (value->is_string()) return std::string(text(*value, {}));
  if (value->is_number()) return simdjson::minify(*value);
  return {};
}

bool flag(const Value& from, Path path, bool fallback) {
  bool out = false;
  const auto value = find(from, path);
  return value && value->get_bool().get(out) == simdjson::SUCCESS ? out : fallback;
}

std::optional<simdjson::dom::array> array(const Value& from, Path path) {
  simdjson::dom::array out;
  const auto value = find(from, path);
  if (!value || value->get_array().get(out) != simdjson::SUCCESS) return std::nullopt;
  return out;
}

std::optional<simdjson::dom::object> object(const Value& from, Path path) {
  simdjson::dom::object out;
  const auto value = find(from, path);
  if (!value || value->get_object().get(out) != simdjson::SUCCESS) return std::nullopt;
  return out;
}

}  // namespace voxmap::json
