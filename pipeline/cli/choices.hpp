// Words that more than one command allows.
#pragma once

#include <string>
#include <string_view>

#include "journey/map.hpp"

namespace voxmap::cli {

inline constexpr std::string_view kMapFormats =
    "terminal,html,svg,json,csv,csv-matrix,csv-cells,xlsx,png,pdf,md,mermaid,story,story-md";
[[nodiscard]] bool is_map_format(std::string_view format);
// Not text: nothing for a terminal.
[[nodiscard]] bool is_binary_format(std::string_view format) noexcept;

// The map in a file's format (not terminal). Throws Error(Exit::usage) for an unknown one, and the
// errors of render_picture for png and pdf.
[[nodiscard]] std::string render(const MapData& map, std::string_view format);

// "2026-03-01" or a full time, as the start of that day or moment, UTC. Throws Error(Exit::usage)
// naming the flag.
[[nodiscard]] std::optional<Time> parse_moment(std::string_view text, std::string_view flag);

}  // namespace voxmap::cli
