// Small multiples: the journey's curve once for everybody and once a persona, segment or source,
// side by side on one scale. More lines than three on one curve cannot be read.
#pragma once

#include <string>
#include <vector>

#include "journey/series.hpp"

namespace voxmap {

enum class PanelsBy : std::uint8_t { persona, segment, source };

struct Panels {
  std::string title;                     // of the journey
  std::string by;                        // "persona", "segment", "source"
  std::vector<std::string> ids, titles;  // of the stages
  std::int64_t min_n = 5;
  Series whole;
  std::vector<Series> parts;  // in journey order; sources by name
};

// One scan a part. Throws Error(Exit::usage) when the journey defines none of them.
[[nodiscard]] Panels build_panels(Reader& reader, const Journey& journey,
                                  const SeriesOptions& options, PanelsBy by);

[[nodiscard]] std::string panels_terminal(const Panels& panels, bool unicode);
[[nodiscard]] std::string panels_html(const Panels& panels);
[[nodiscard]] std::string panels_svg(const Panels& panels);   // one file
[[nodiscard]] std::string panels_json(const Panels& panels);  // shape: docs/map.md
[[nodiscard]] std::string panels_csv(const Panels& panels);

}  // namespace voxmap
