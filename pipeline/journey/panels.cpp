// The parts of a journey's people, and what must be hidden where they stand side by side.
#include "journey/panels.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "voxmap/error.hpp"

namespace voxmap {
namespace {

std::vector<SeriesOptions> parts_of(Reader& reader, const Journey& journey,
                                    const SeriesOptions& options, PanelsBy by) {
  std::vector<SeriesOptions> out;
  const auto groups = [&](const std::vector<Group>& list, std::string SeriesOptions::*field) {
    for (const Group& g : list) {
      SeriesOptions& part = out.emplace_back(options);
      part.*field = g.id;
      part.title = g.title;
    }
  };
  if (by == PanelsBy::persona) groups(journey.personas, &SeriesOptions::persona);
  if (by == PanelsBy::segment) groups(journey.segments, &SeriesOptions::segment);
  if (by == PanelsBy::source) {
    std::set<std::string> names;
    for (const auto& source : reader.status().sources) names.insert(source.name);
    for (const std::string& name : names) {
      SeriesOptions& part = out.emplace_back(options);
      part.filter.source = name;
      part.title = name;
    }
  }
  return out;
}

}  // namespace

Panels build_panels(Reader& reader, const Journey& journey, const SeriesOptions& options,
                    PanelsBy by) {
  static constexpr std::array<std::string_view, 3> kNames = {"persona", "segment", "source"};
  Panels out;
  out.title = journey.title;
  out.by = kNames.at(static_cast<std::size_t>(by));
  out.min_n = std::max<std::int64_t>(1, options.min_n);
  for (const Stage& s : journey.stages) {
    out.ids.push_back(s.id);
    out.titles.push_back(s.title);
  }
  const auto parts = parts_of(reader, journey, options, by);
  if (parts.empty()) {
    throw Error(Exit::usage, "the journey has no " + out.by + "s to draw side by side",
                "add [[" + out.by + "]] tables to the journey file");
  }
  SeriesOptions everybody = options;
  everybody.title = "everybody";
  out.whole = build_series(reader, journey, everybody);
  std::vector<std::int64_t> persons;
  for (const SeriesStage& s : out.whole.stages) persons.push_back(s.feeling.persons);
  for (const SeriesOptions& part : parts) {
    out.parts.push_back(build_series(reader, journey, part));
    hide_against(out.parts.back(), persons, out.min_n);
  }
  const std::vector<Group>& groups = by == PanelsBy::persona ? journey.personas : journey.segments;
  hide_among(out.parts, persons, out.min_n, [&](std::size_t a, std::size_t b) {
    return by == PanelsBy::source || apart(groups[a], groups[b]);
  });
  return out;
}

}  // namespace voxmap
