// Map formats and moments.
#include "cli/choices.hpp"

#include <fmt/format.h>

#include "base/time.hpp"
#include "cli/picture.hpp"
#include "journey/render.hpp"
#include "journey/story.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

bool is_map_format(std::string_view format) {
  std::string_view rest = kMapFormats;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    if (rest.substr(0, comma) == format) return true;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

bool is_binary_format(std::string_view format) noexcept {
  return format == "xlsx" || format == "png" || format == "pdf";
}

std::string render(const MapData& map, std::string_view format) {
  if (format == "terminal") return render_terminal(map, {});
  if (format == "html") return render_html(map);
  if (format == "svg") return render_svg(map);
  if (format == "json") return render_json(map);
  if (format == "csv") return render_csv(map);
  if (format == "csv-matrix") return render_csv_matrix(map);
  if (format == "csv-cells") return render_csv_cells(map);
  if (format == "xlsx") return render_xlsx(map);
  if (format == "png" || format == "pdf") {
    return render_picture(render_svg(map), map.newest, format);
  }
  if (format == "md") return render_markdown(map);
  if (format == "mermaid") return render_mermaid(map);
  if (format == "story") return render_story_html(map);
  if (format == "story-md") return render_story_markdown(map);
  throw Error(Exit::usage, fmt::format("no map format \"{}\"", format),
              fmt::format("one of: {}", kMapFormats));
}

std::optional<Time> parse_moment(std::string_view text, std::string_view flag) {
  if (text.empty()) return std::nullopt;
  const auto time = parse_time(text);
  if (!time || time->ambiguous_order) {
    throw Error(Exit::usage,
                fmt::format("{} takes a date such as 2026-03-01, not \"{}\"", flag, text));
  }
  return time->at;
}

}  // namespace voxmap::cli
