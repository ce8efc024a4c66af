// The two kinds of JSON the hot path writes, and a reader for the first: both are canonical, so
// that the same content is the same bytes.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "voxmap/document.hpp"

namespace voxmap {

void append_json_string(std::string& out, std::string_view text);

// {"plan":"pro","channel":"web"}, in the order given.
void append_attributes(std::string& out, std::span<const Attribute> attributes);

// The attributes of a text that append_attributes made.
[[nodiscard]] std::vector<Attribute> parse_attributes(std::string_view json);

}  // namespace voxmap
