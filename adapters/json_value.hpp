// Reading parsed JSON whose shape cannot be trusted: what is missing or of another type reads as
// absent. Include in few files: simdjson is heavy.
#pragma once

#include <simdjson.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace voxmap::json {

using Value = simdjson::dom::element;
using Path = std::initializer_list<std::string_view>;

// The value at a path of keys; nullopt when a key is missing or the value is null.
[[nodiscard]] std::optional<Value> find(const Value& from, Path path);
// A string there; empty when absent. The view lives as long as the parsed document.
[[nodiscard]] std::string_view text(const Value& from, Path path);
// A string or a number there, as text: ids and counts come as both.
[[nodiscard]] std::string scalar(const Value& from, Path path);
// A true or false there; `fallback` for anything else.
[[nodiscard]] bool flag(const Value& from, Path path, bool fallback = false);
[[nodiscard]] std::optional<simdjson::dom::array> array(const Value& from, Path path);
[[nodiscard]] std::optional<simdjson::dom::object> object(const Value& from, Path path);

}  // namespace voxmap::json
