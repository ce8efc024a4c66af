// Small multiples as a page, with the same numbers as a table, and as a drawing for slides: a panel
// a part, all on one scale.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"
#include "journey/html.hpp"
#include "journey/panels.hpp"
#include "journey/svg.hpp"
#include "journey/text_layout.hpp"

namespace voxmap {
namespace {

constexpr double kWidth = 420;
constexpr double kLeft = 40;
constexpr double kTop = 16;
constexpr double kPanelHeight = 120;
constexpr double kFoot = 34;

class PanelDrawing {
 public:
  PanelDrawing(const Panels& panels, double limit, std::int64_t most)
      : panels_(panels), limit_(limit), most_(most) {}

  // `place`: attributes of the drawing inside another; empty: it fills what it stands in.
  std::string draw(const Series& series, std::size_t number_of, std::string_view place = {}) {
    Canvas canvas;
    const double right = kWidth - 8;
    canvas.rect(kLeft, y(limit_), right - kLeft, kPanelHeight / 2, "good");
    canvas.rect(kLeft, y(0), right - kLeft, kPanelHeight / 2, "bad");
    for (const double v : {limit_, 0.0, -limit_}) {
      canvas.line(kLeft, y(v), right, y(v), v == 0 ? "zero" : "grid");
      canvas.text(kLeft - 6, y(v) + 3.5, 10,
                  signed_fixed(v, v == 0       ? 0
                                  : limit_ < 1 ? 1
                                               : 0),
                  "soft", "end");
    }
    if (&series != &panels_.whole) line(panels_.whole, "over o0", canvas);
    line(series, "curve", canvas);
    for (std::size_t i = 0; i < series.stages.size(); ++i) stage(series, i, canvas);
    const std::string id = fmt::format("panel{}", number_of);
    return fmt::format(
        "<svg viewBox=\"0 0 {0} {1}\"{6} role=\"img\" aria-labelledby=\"{2}-t {2}-d\"><title "
        "id=\"{2}-t\">{3}</title><desc id=\"{2}-d\">{4}</desc>{5}</svg>",
        number(kWidth), number(kTop + kPanelHeight + kFoot), id, escape_xml(series.title),
        escape_xml(described(series)), canvas.take(), place);
  }

 private:
  [[nodiscard]] double y(double v) const { return kTop + (1 - v / limit_) / 2 * kPanelHeight; }
  [[nodiscard]] double column() const {
    return (kWidth - 8 - kLeft) / static_cast<double>(std::max<std::size_t>(panels_.ids.size(), 1));
  }
  [[nodiscard]] double x(std::size_t i) const {
    return kLeft + column() * (static_cast<double>(i) + 0.5);
  }

  void line(const Series& series, std::string_view css, Canvas& canvas) const {
    std::vector<Point> points;
    const auto flush = [&] {
      if (points.size() > 1) canvas.path(line_path(points, CurveStyle::smooth, 0), css);
      points.clear();
    };
    for (std::size_t i = 0; i < series.stages.size(); ++i) {
      if (series.stages[i].cell != Cell::shown) {
        flush();
        continue;
      }
      points.push_back({x(i), y(series.stages[i].feeling.mean)});
    }
    flush();
  }

  void stage(const Series& series, std::size_t i, Canvas& canvas) const {
    const SeriesStage& s = series.stages[i];
    canvas.text(x(i), kTop + kPanelHeight + 14, 10, std::to_string(i + 1), "soft", "middle");
    if (s.cell != Cell::shown) {
      canvas.raw(
          fmt::format(R"x(<rect x="{}" y="{}" width="{}" height="{}" rx="3" fill="url(#hatch)"/>)x",
                      number(x(i) - column() / 2 + 3), number(y(limit_)), number(column() - 6),
                      number(kPanelHeight)));
      canvas.text(x(i), kTop + kPanelHeight + 27, 9,
                  s.cell == Cell::hidden ? fmt::format("<{}", panels_.min_n) : "–", "soft",
                  "middle");
      return;
    }
    const Feeling& f = s.feeling;
    canvas.open_focus("dot", name_of(i, f));
    if (f.interval) canvas.line(x(i), y(f.interval->low), x(i), y(f.interval->high), "whisker");
    const double radius =
        2.5 + 4 * std::sqrt(static_cast<double>(f.persons) / static_cast<double>(most_));
    canvas.circle(x(i), y(f.mean), radius,
                  std::string(tone_class(f.tone)) + (f.directional ? " ring" : ""));
    canvas.circle(x(i), y(f.mean), radius + 3, "focus");
    canvas.close();
    canvas.text(x(i), kTop + kPanelHeight + 27, 10, signed_fixed(f.mean, 2),
                std::string(tone_class(f.tone)) + "t b", "middle");
  }

  [[nodiscard]] std::string name_of(std::size_t i, const Feeling& f) const {
    return fmt::format("{}: {}, {} people", panels_.titles[i], signed_fixed(f.mean, 2),
                       grouped(f.persons));
  }
  [[nodiscard]] std::string described(const Series& series) const {
    std::string out;
    for (std::size_t i = 0; i < series.stages.size(); ++i) {
      const SeriesStage& s = series.stages[i];
      out += s.cell == Cell::shown    ? name_of(i, s.feeling)
             : s.cell == Cell::hidden ? panels_.titles[i] + ": hidden"
                                      : panels_.titles[i] + ": no data";
      out += ". ";
    }
    return out;
  }

  const Panels& panels_;
  double limit_;
  std::int64_t most_;
};

std::string table(const Panels& panels) {
  std::string out =
      "<h2 id=\"numbers\">The same numbers as a table</h2>\n<div class=\"table\" tabindex=\"0\" "
      "role=\"region\" aria-labelledby=\"numbers\"><table>\n<thead><tr><th scope=\"col\">";
  out += "Who</th>";
  for (std::size_t i = 0; i < panels.titles.size(); ++i) {
    out += fmt::format("<th scope=\"col\" class=\"n\">{}. {}</th>", i + 1,
                       escape_xml(panels.titles[i]));
  }
  out += "</tr></thead>\n<tbody>\n";
  const auto row = [&](const Series& series) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", escape_xml(series.title));
    for (const SeriesStage& s : series.stages) {
      if (s.cell != Cell::shown) {
        out += fmt::format("<td class=\"n dim\">{}</td>",
                           s.cell == Cell::hidden ? "hidden" : "no data");
        continue;
      }
      const Feeling& f = s.feeling;
      out += fmt::format("<td class=\"n {}\">{}<br><span class=\"dim\">{}n {}</span></td>",
                         to_string(f.tone), signed_fixed(f.mean, 2),
                         f.interval ? fmt::format("{} to {}, ", signed_fixed(f.interval->low, 2),
                                                  signed_fixed(f.interval->high, 2))
                                    : std::string(),
                         grouped(f.persons));
    }
    out += "</tr>\n";
  };
  row(panels.whole);
  for (const Series& part : panels.parts) row(part);
  return out + "</tbody></table></div>\n";
}

std::string people_line(const Series& series) {
  return fmt::format("{}{} people", series.rounded ? "about " : "", grouped(series.persons));
}

std::string explained(const Panels& panels) {
  return fmt::format(
      "One scale for all; the dashed line is everybody. Hatched: fewer than {} people, or a number "
      "that would give so few away.",
      panels.min_n);
}

// "1 Discover", "2 Order"...
std::vector<std::string> numbered(const Panels& panels) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < panels.titles.size(); ++i) {
    out.push_back(fmt::format("{} {}", i + 1, panels.titles[i]));
  }
  return out;
}

PanelDrawing series_drawing(const Panels& panels) {
  double limit = 0.5;
  std::int64_t most = 1;
  const auto see = [&](const Series& series) {
    for (const SeriesStage& s : series.stages) {
      if (s.cell != Cell::shown) continue;
      most = std::max(most, s.feeling.persons);
      const Interval range = s.feeling.interval.value_or(Interval{s.feeling.mean, s.feeling.mean});
      if (range.low < -0.5 || range.high > 0.5) limit = 1;
    }
  };
  see(panels.whole);
  for (const Series& part : panels.parts) see(part);
  return {panels, limit, most};
}

}  // namespace

std::string panels_svg(const Panels& panels) {
  constexpr double kMargin = 24;
  constexpr double kGap = 20;
  constexpr double kHead = 88;   // above the panels
  constexpr double kTitle = 44;  // above a curve
  constexpr double kPanel = kTitle + kTop + kPanelHeight + kFoot + kGap;
  constexpr std::size_t kAcross = 3;
  const std::size_t count = panels.parts.size() + 1;
  const std::size_t across = std::min(count, kAcross);
  const double width = 2 * kMargin + static_cast<double>(across) * (kWidth + kGap) - kGap;
  PanelDrawing drawing = series_drawing(panels);
  Canvas canvas;
  canvas.text(kMargin, 36, 22, panels.title + " by " + panels.by, "ink b");
  canvas.text(kMargin, 60, 12, explained(panels), "soft");
  for (std::size_t i = 0; i < count; ++i) {
    const Series& series = i == 0 ? panels.whole : panels.parts[i - 1];
    const double x = kMargin + static_cast<double>(i % across) * (kWidth + kGap);
    const std::size_t row = i / across;
    const double y = kHead + static_cast<double>(row) * kPanel;
    canvas.text(x, y + 16, 14, series.title, "ink b");
    canvas.text(x, y + 32, 11, people_line(series), "soft");
    canvas.raw(drawing.draw(
        series, i + 1,
        fmt::format(R"( x="{}" y="{}" width="{}" height="{}")", number(x), number(y + kTitle),
                    number(kWidth), number(kTop + kPanelHeight + kFoot))));
    canvas.raw("\n");
  }
  double x = kMargin;
  const std::size_t rows = (count + across - 1) / across;
  double y = kHead + static_cast<double>(rows) * kPanel + 4;
  for (const std::string& stage : numbered(panels)) {
    const double wide = 11 * text_width(stage) + 18;
    if (x > kMargin && x + wide > width - kMargin) {
      x = kMargin;
      y += 18;
    }
    canvas.text(x, y, 11, stage, "soft");
    x += wide;
  }
  const double height = y + kMargin;
  return fmt::format(
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "
             "xmlns=\"http://www.w3.org/2000/svg\" "
             "width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"{2}\" "
             "role=\"img\" "
             "aria-labelledby=\"panels-title\">\n<title id=\"panels-title\">{3} by {4}</title>\n"
             "<style>{5}</style>\n{6}\n<rect width=\"{0}\" height=\"{1}\" class=\"page\"/>\n",
             number(width), number(height), kFontFamily, escape_xml(panels.title), panels.by,
             svg_style(), svg_defs()) +
         canvas.take() + "</svg>\n";
}

std::string panels_html(const Panels& panels) {
  PanelDrawing drawing = series_drawing(panels);
  std::string out = fmt::format(
      "<header>\n<p class=\"eyebrow\">Customer journey by {}</p>\n<h1>{}</h1>\n<p "
      "class=\"lede\">{}</p>\n</header>\n<svg width=\"0\" "
      "height=\"0\" aria-hidden=\"true\">{}</svg>\n<ul class=\"panels\">\n",
      panels.by, escape_xml(panels.title), explained(panels), svg_defs());
  std::size_t number_of = 0;
  const auto panel = [&](const Series& series) {
    out += fmt::format("<li><h3>{}</h3>\n<p>{}</p>\n{}</li>\n", escape_xml(series.title),
                       people_line(series), drawing.draw(series, ++number_of));
  };
  panel(panels.whole);
  for (const Series& part : panels.parts) panel(part);
  out += "</ul>\n<p class=\"lede\">";
  out += escape_xml(fmt::format("{}", fmt::join(numbered(panels), " · ")));
  return html_page(panels.title + " by " + panels.by, out + "</p>\n" + table(panels));
}

}  // namespace voxmap
