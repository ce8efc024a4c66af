// The map as one SVG file with its header and legend, for slides and documents.
#include "journey/svg.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "journey/format.hpp"
#include "journey/render.hpp"

namespace voxmap {
namespace {

constexpr double kMapMargin = 16;

double draw_header(const MapData& map, double width, Canvas& canvas) {
  const double em = (width - 2 * kMapMargin) / 12;
  canvas.text(kMapMargin + 14, 40, 22, fit_text(map.title, (width - 60) / 22, true), "ink b");
  const MapTotals& t = map.totals;
  const std::string about = t.rounded ? "about " : "";
  std::string facts =
      fmt::format("{} · {}{} people · {}{} mentions, {} placed on a stage, {}{} on none",
                  period(map), about, grouped(t.persons), about, grouped(t.mentions),
                  percent(t.coverage), about, grouped(t.unassigned));
  if (!map.persona.empty()) facts += " · persona: " + map.persona;
  if (!map.segment.empty()) facts += " · segment: " + map.segment;
  double y = 62;
  for (const TextLine& line : wrap_text(facts, em, 2)) {
    canvas.text(kMapMargin + 14, y, 12, line, "soft");
    y += 17;
  }
  return y + 4;
}

// Swatches with names, row by row; returns the y below them.
double draw_legend(const std::vector<std::pair<std::string, std::string>>& items, double width,
                   double y, Canvas& canvas) {
  double x = kMapMargin + 14;
  for (const auto& [css, name] : items) {
    const std::string text = fit_text(name, 24);
    const double w = 17 + 11 * text_width(text) + 14;
    if (x + w > width - kMapMargin && x > kMapMargin + 14) {
      x = kMapMargin + 14;
      y += 18;
    }
    canvas.rect(x, y - 9, 11, 11, css, 2);
    canvas.text(x + 17, y, 11, text, "soft");
    x += w;
  }
  return y + 18;
}

// What the lines of the curve are, one below the other.
double lines(const MapData& map, double y, Canvas& canvas) {
  const auto one = [&](std::string_view css, const std::string& mark, std::string_view name) {
    canvas.line(kMapMargin + 14, y - 4, kMapMargin + 44, y - 4, css);
    canvas.raw(mark);
    canvas.text(kMapMargin + 52, y, 11, name, "soft");
    y += 18;
  };
  one("curve", "", map.line.empty() ? "this map" : map.line);
  for (std::size_t i = 0; i < map.overlays.size(); ++i) {
    one(fmt::format("over o{}", i), line_mark(i, kMapMargin + 29, y - 4), map.overlays[i].title);
  }
  return y;
}

}  // namespace

std::string describe(const MapData& map) {
  std::string out = "Mean valence by stage, from −1 to +1. ";
  for (const MapStage& s : map.stages) {
    out += s.title + ": ";
    if (s.cell == Cell::shown) {
      out += fmt::format("{}, {} people. ", signed_fixed(s.feeling.mean, 2),
                         grouped(s.feeling.persons));
    } else {
      out += s.cell == Cell::hidden ? fmt::format("hidden, fewer than {} people. ", map.min_n)
                                    : std::string("no data. ");
    }
  }
  for (const Overlay& o : map.overlays) {
    out += o.title + ": ";
    for (std::size_t i = 0; i < o.points.size() && i < map.stages.size(); ++i) {
      if (o.points[i].cell != Cell::shown) continue;
      out += fmt::format("{} {}; ", map.stages[i].title, signed_fixed(o.points[i].mean, 2));
    }
  }
  out.pop_back();
  return out;
}

std::string render_svg(const MapData& map) {
  const MapDrawing drawing = draw_map(map);
  const double width = drawing.gutter_width + drawing.body_width + 2 * kMapMargin;
  Canvas canvas;
  const double top = draw_header(map, width, canvas);
  canvas.raw(fmt::format("<g transform=\"translate({} {})\">{}</g>\n", number(kMapMargin),
                         number(top), drawing.gutter));
  canvas.raw(fmt::format("<g transform=\"translate({} {})\">{}</g>\n",
                         number(kMapMargin + drawing.gutter_width), number(top), drawing.body));
  std::vector<std::pair<std::string, std::string>> emotions;
  for (const Emotion e : kEmotionOrder) emotions.emplace_back(emotion_class(e), to_string(e));
  emotions.emplace_back("e-none", "no emotion found");
  std::vector<std::pair<std::string, std::string>> sources;
  for (std::size_t i = 0; i < map.sources.size(); ++i) {
    sources.emplace_back(source_class(i), map.sources[i]);
  }
  double y = draw_legend(emotions, width, top + drawing.height + 24, canvas);
  if (!sources.empty()) y = draw_legend(sources, width, y + 4, canvas);
  if (!map.overlays.empty()) y = lines(map, y + 4, canvas);
  const double height = y + 4;
  return fmt::format(
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
             "viewBox=\"0 0 {0} {1}\" font-family=\"{2}\" role=\"img\" "
             "aria-labelledby=\"map-title map-desc\">\n<title id=\"map-title\">{3}</title>\n"
             "<desc id=\"map-desc\">{4}</desc>\n<style>{5}</style>\n{6}\n"
             "<rect width=\"{0}\" height=\"{1}\" class=\"page\"/>\n",
             number(width), number(height), kFontFamily, escape_xml(map.title),
             escape_xml(describe(map)), svg_style(), svg_defs()) +
         canvas.take() + "</svg>\n";
}

}  // namespace voxmap
