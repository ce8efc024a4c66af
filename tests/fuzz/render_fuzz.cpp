// Any bytes as titles and quotes: every renderer survives, SVG and HTML stay well-formed.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "journey/render.hpp"
#include "tests/unit/journey/xml_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto end = static_cast<std::uint32_t>(size);
  voxmap::MapData map;
  map.title = map.journey = map.store = map.persona = text;
  map.sources = {text};
  map.packs = {text};
  voxmap::MapStage stage;
  stage.title = stage.goal = stage.owner = text;
  stage.cell = voxmap::Cell::shown;
  stage.feeling.persons = 7;
  stage.volume = {{text, 7}};
  voxmap::Quote quote;
  quote.text = quote.source = quote.key = quote.input = quote.touchpoint = quote.date = text;
  quote.evidence = {{end / 4, end / 2}, {end / 2 + end / 8, end}};
  stage.best = quote;
  stage.touchpoints.push_back({.id = text,
                               .title = text,
                               .channel = text,
                               .device = text,
                               .department = text,
                               .owner = text,
                               .cell = voxmap::Cell::shown,
                               .feeling = stage.feeling,
                               .mentions = 7,
                               .share = 1,
                               .rounded = false,
                               .impact = {}});
  map.lowest = voxmap::LowPoint{0, 0, quote};
  map.stages = {stage, stage};
  if (voxmap::XmlCheck(voxmap::render_svg(map)).fault()) std::abort();
  if (voxmap::XmlCheck(voxmap::render_html(map)).fault()) std::abort();
  for (const int width : {60, 100}) {
    const std::string screen = voxmap::render_terminal(map, {width == 100, false, width});
    if (screen.find('\x1b') != std::string::npos) std::abort();
  }
  (void)voxmap::render_json(map);
  (void)voxmap::render_csv(map);
  (void)voxmap::render_markdown(map);
  (void)voxmap::render_mermaid(map);
  return 0;
}
