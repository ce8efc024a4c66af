// The experience curve: means, their intervals, and how sure they are.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"
#include "journey/svg.hpp"

namespace voxmap {
namespace {

constexpr double kPad = 40;      // above +1 and below -1, for labels
constexpr double kHeight = 200;  // from -1 to +1

class CurveLane {
 public:
  CurveLane(const MapData& map, const MapLayout& layout, double top, Canvas& back, Canvas& front)
      : map_(map), layout_(layout), top_(top), back_(back), front_(front) {
    for (const MapStage& s : map.stages) most_ = std::max(most_, s.feeling.persons);
  }

  double draw() {
    axis();
    missing();
    for (std::size_t first = 0; first < map_.stages.size();) {
      std::size_t last = first;
      while (last < map_.stages.size() && map_.stages[last].cell == Cell::shown) ++last;
      if (last > first) stretch(first, last);
      first = std::max(last, first + 1);
    }
    for (std::size_t i = 0; i < map_.stages.size(); ++i) {
      if (map_.stages[i].cell == Cell::shown) dot(i);
    }
    return kHeight + 2 * kPad;
  }

 private:
  [[nodiscard]] double y(double valence) const { return top_ + kPad + (1 - valence) / 2 * kHeight; }

  void axis() {
    const double x1 = layout_.left;
    const double x2 = layout_.width() - layout_.right;
    back_.rect(x1, y(1), x2 - x1, y(0) - y(1), "good");
    back_.rect(x1, y(0), x2 - x1, y(-1) - y(0), "bad");
    for (const int step : {-2, -1, 1, 2}) back_.line(x1, y(step * 0.5), x2, y(step * 0.5), "grid");
    back_.line(x1, y(0), x2, y(0), "zero");
    for (const double v : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
      const int decimals = std::abs(v) == 0.5 ? 1 : 0;
      back_.text(x1 - 7, y(v) + 3.5, 10, signed_fixed(v, decimals), "soft", "end");
    }
  }

  // Stages without a number: hatched, and said in words.
  void missing() {
    for (std::size_t i = 0; i < map_.stages.size(); ++i) {
      const MapStage& s = map_.stages[i];
      if (s.cell == Cell::shown) continue;
      const double w = layout_.column - 8;
      back_.raw(
          fmt::format(R"x(<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="url(#hatch)"/>)x",
                      number(layout_.x(i) + 4), number(y(1)), number(w), number(y(-1) - y(1))));
      const bool hidden = s.cell == Cell::hidden;
      front_.text(layout_.middle(i), y(0) - (hidden ? 3 : -4), 11,
                  hidden ? fmt::format("fewer than {}", map_.min_n) : std::string("no data"),
                  "soft b halo", "middle");
      if (hidden) {
        front_.text(layout_.middle(i), y(0) + 13, 11, "people: hidden", "soft halo", "middle");
      }
    }
  }

  // Neighbouring stages with numbers: the interval's band and the line.
  void stretch(std::size_t first, std::size_t last) {
    std::vector<Point> means;
    std::vector<Point> low;
    std::vector<Point> high;
    for (std::size_t i = first; i < last; ++i) {
      const Feeling& f = map_.stages[i].feeling;
      const Interval range = f.interval.value_or(Interval{f.mean, f.mean});
      means.push_back({layout_.middle(i), y(f.mean)});
      low.push_back({layout_.middle(i), y(range.low)});
      high.push_back({layout_.middle(i), y(range.high)});
    }
    if (means.size() < 2) return;
    back_.path(curve_path(high) + back_along(low) + "Z", "band");
    back_.path(curve_path(means), "curve");
  }

  // From the last point back to the first, along the same curve.
  static std::string back_along(const std::vector<Point>& points) {
    const std::vector<double> slopes = monotone_slopes(points);
    std::string d = fmt::format("L{} {}", number(points.back().x), number(points.back().y));
    for (std::size_t i = points.size() - 1; i > 0; --i) {
      const Point& a = points[i];
      const Point& b = points[i - 1];
      const double h = (a.x - b.x) / 3;
      d += fmt::format("C{} {} {} {} {} {}", number(a.x - h), number(a.y - h * slopes[i]),
                       number(b.x + h), number(b.y + h * slopes[i - 1]), number(b.x), number(b.y));
    }
    return d;
  }

  void dot(std::size_t i) {
    const MapStage& s = map_.stages[i];
    const Feeling& f = s.feeling;
    const double x = layout_.middle(i);
    const double at = y(f.mean);
    const double radius =
        3 + 7 * std::sqrt(static_cast<double>(f.persons) / static_cast<double>(most_));
    front_.open_focus("dot", name_of(s));
    if (f.interval) whisker(x, *f.interval);
    front_.circle(x, at, radius, std::string(tone_class(f.tone)) + (f.directional ? " ring" : ""));
    front_.circle(x, at, radius + 4, "focus");
    label(s, x, at, radius);
    tip(s, x, at, radius);
    front_.close();
    front_.raw("\n");
  }

  void whisker(double x, const Interval& range) {
    front_.line(x, y(range.low), x, y(range.high), "whisker");
    front_.line(x - 5, y(range.low), x + 5, y(range.low), "whisker");
    front_.line(x - 5, y(range.high), x + 5, y(range.high), "whisker");
  }

  // Above what is good, below what is bad, outside the whisker.
  void label(const MapStage& s, double x, double at, double radius) {
    const Feeling& f = s.feeling;
    const Interval range = f.interval.value_or(Interval{f.mean, f.mean});
    const std::string css = std::string(tone_class(f.tone)) + "t b halo";
    const double base = above(f) ? std::min(at - radius, y(range.high)) - 8
                                 : std::max(at + radius, y(range.low)) + 18;
    front_.text(x, base, 14, signed_fixed(f.mean, 2), css, "middle");
  }
  static bool above(const Feeling& f) { return f.mean >= 0; }

  // What the tooltip says, for the keyboard and without waiting; on the label's other side.
  void tip(const MapStage& s, double x, double at, double radius) {
    const Feeling& f = s.feeling;
    const std::string first =
        fmt::format("{} people, {} mentions", grouped(f.persons), grouped(s.mentions));
    const std::string second = interval_text(f);
    const double w = 11 * std::max(text_width(first, true), text_width(second)) + 20;
    const double left = std::clamp(x - w / 2, layout_.left, layout_.width() - layout_.right - w);
    const double box = above(f) ? std::min(at + radius + 12, y(-1) - 8) : at - radius - 52;
    front_.open("tip");
    front_.rect(left, box, w, 40, "tipbox", 5);
    front_.text(left + 8, box + 17, 11, first, "tiptext b");
    front_.text(left + 8, box + 32, 11, second, "tiptext");
    front_.close();
  }

  static std::string interval_text(const Feeling& f) {
    if (!f.interval) return "no interval: one person";
    return fmt::format("95 %: {} to {}", signed_fixed(f.interval->low, 2),
                       signed_fixed(f.interval->high, 2));
  }

  static std::string name_of(const MapStage& s) {
    return fmt::format("{}: valence {}, {}, {} people, {} mentions{}", s.title,
                       signed_fixed(s.feeling.mean, 2), interval_text(s.feeling),
                       grouped(s.feeling.persons), grouped(s.mentions),
                       s.feeling.directional ? ", directional only" : "");
  }

  const MapData& map_;
  const MapLayout& layout_;
  double top_;
  Canvas& back_;
  Canvas& front_;
  std::int64_t most_ = 1;
};

}  // namespace

std::string curve_path(const std::vector<Point>& points) {
  const std::vector<double> slopes = monotone_slopes(points);
  std::string d = fmt::format("M{} {}", number(points[0].x), number(points[0].y));
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Point& a = points[i];
    const Point& b = points[i + 1];
    const double h = (b.x - a.x) / 3;  // Hermite to Bezier
    d += fmt::format("C{} {} {} {} {} {}", number(a.x + h), number(a.y + h * slopes[i]),
                     number(b.x - h), number(b.y - h * slopes[i + 1]), number(b.x), number(b.y));
  }
  return d;
}

double draw_curve(const MapData& map, const MapLayout& layout, double y, Canvas& back,
                  Canvas& front) {
  return CurveLane(map, layout, y, back, front).draw();
}

}  // namespace voxmap
