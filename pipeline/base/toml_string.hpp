// Writing a string into a TOML file. Apart from toml.hpp, which brings a heavy library along.
#pragma once

#include <string>
#include <string_view>

namespace voxmap {

// A basic string of TOML 1.0, quotes included, on one line whatever the text holds: quotes,
// backslashes and controls are escaped. Bytes that are no UTF-8, which TOML cannot hold, become
// \xHH as printable() shows them.
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace voxmap
