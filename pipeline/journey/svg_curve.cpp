// The experience curve: means, their intervals, and how sure they are.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "journey/format.hpp"
#include "journey/svg.hpp"

namespace voxmap {
namespace {

constexpr double kPad = 40;           // above and below the scale, for labels
constexpr double kCurveHeight = 200;  // from end to end of the scale

class CurveLane {
 public:
  CurveLane(const MapData& map, const MapLayout& layout, double top, Canvas& back, Canvas& front)
      : map_(map), layout_(layout), top_(top), back_(back), front_(front) {
    for (const MapStage& s : map.stages) most_ = std::max(most_, s.feeling.persons);
    limit_ = curve_limit(map);
    read_peak_and_end();
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
    for (std::size_t o = 0; o < map_.overlays.size(); ++o) overlay(map_.overlays[o], o);
    for (std::size_t i = 0; i < map_.stages.size(); ++i) {
      if (map_.stages[i].cell == Cell::shown) dot(i);
    }
    return kCurveHeight + 2 * kPad;
  }

 private:
  [[nodiscard]] double y(double valence) const {
    return top_ + kPad + (1 - valence / limit_) / 2 * kCurveHeight;
  }

  // Peak: the strongest feeling that is sure of its sign; end: the last stage with data.
  void read_peak_and_end() {
    for (std::size_t i = 0; i < map_.stages.size(); ++i) {
      const MapStage& s = map_.stages[i];
      if (s.cell != Cell::shown) continue;
      end_ = i;
      if (s.feeling.tone == Tone::unclear) continue;
      if (!peak_ || std::abs(s.feeling.mean) > std::abs(map_.stages[*peak_].feeling.mean)) {
        peak_ = i;
      }
    }
  }

  void axis() {
    const double x1 = layout_.left;
    const double x2 = layout_.width() - layout_.right;
    back_.rect(x1, y(limit_), x2 - x1, y(0) - y(limit_), "good");
    back_.rect(x1, y(0), x2 - x1, y(-limit_) - y(0), "bad");
    for (const int step : {-2, -1, 1, 2}) {
      back_.line(x1, y(step * limit_ / 2), x2, y(step * limit_ / 2), "grid");
    }
    back_.line(x1, y(0), x2, y(0), "zero");
    for (const int step : {-2, -1, 0, 1, 2}) {
      const double v = step * limit_ / 2;
      const int decimals = std::abs(v) == 0.25 ? 2 : std::abs(v) == 0.5 ? 1 : 0;
      back_.text(x1 - 7, y(v) + 3.5, 10, signed_fixed(v, decimals), "soft", "end");
    }
  }

  // Stages without a number: hatched, and said in words.
  void missing() {
    for (std::size_t i = 0; i < map_.stages.size(); ++i) {
      const MapStage& s = map_.stages[i];
      if (s.cell == Cell::shown) continue;
      const double w = layout_.column - 8;
      back_.raw(fmt::format(
          R"x(<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="url(#hatch)"/>)x",
          number(layout_.x(i) + 4), number(y(limit_)), number(w), number(y(-limit_) - y(limit_))));
      const bool hidden = s.cell == Cell::hidden;
      const double base =
          map_.overlays.empty() ? y(0) : y(-limit_ * 0.8);  // out of other lines' way
      front_.text(layout_.middle(i), base - (hidden ? 3 : -4), 11,
                  hidden ? fmt::format("fewer than {}", map_.min_n) : std::string("no data"),
                  "soft b halo", "middle");
      if (hidden) {
        front_.text(layout_.middle(i), base + 13, 11, "people: hidden", "soft halo", "middle");
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
    const CurveStyle style = map_.look.curve;
    if (means.size() < 2 && style != CurveStyle::step) return;
    const double half = layout_.column / 2;
    back_.path(line_path(high, style, half) + line_back(low, style, half) + "Z", "band");
    back_.path(line_path(means, style, half), "curve");
  }

  // A line without dots, broken where it has nothing to show.
  void overlay(const Overlay& overlay, std::size_t number_of) {
    const std::string css = fmt::format("over o{}", number_of);
    std::vector<Point> points;
    const auto flush = [&] {
      if (points.size() > 1 || (!points.empty() && map_.look.curve == CurveStyle::step)) {
        front_.path(line_path(points, map_.look.curve, layout_.column / 2), css);
      }
      points.clear();
    };
    for (std::size_t i = 0; i < overlay.points.size() && i < map_.stages.size(); ++i) {
      const Overlay::Point& p = overlay.points[i];
      if (p.cell != Cell::shown) {
        flush();
        continue;
      }
      points.push_back({layout_.middle(i), y(p.mean)});
      front_.raw(fmt::format("<g><title>{}</title>", escape_xml(overlay_text(overlay, i))));
      front_.raw(line_mark(number_of, layout_.middle(i), y(p.mean)));
      front_.raw("</g>");
    }
    flush();
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
    const std::string css = std::string(tone_class(f.tone)) + (f.directional ? " ring" : "");
    if (s.moment() == MomentState::none) {
      front_.circle(x, at, radius, css);
    } else {
      front_.path(star(x, at, radius + 4),
                  std::string(tone_class(f.tone)) +
                      (s.moment() == MomentState::candidate || f.directional ? " ring" : ""));
    }
    front_.circle(x, at, radius + 4, "focus");
    label(s, x, at, radius);
    if (peak_ == i || end_ == i) {
      const std::string_view letter = peak_ == i && end_ == i ? "PE" : peak_ == i ? "P" : "E";
      const double edge = radius + (s.moment() == MomentState::none ? 0 : 5);
      front_.text(x - edge - 7, at + 4, 11, letter, "ink b halo", "end");
    }
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
    front_.text(x, base, 14, signed_fixed(f.mean, 2) + change_of(s), css, "middle");
  }
  // An arrow where the change to the period before is sure.
  [[nodiscard]] std::string change_of(const MapStage& s) const {
    const auto at = static_cast<std::size_t>(&s - map_.stages.data());
    for (const Overlay& o : map_.overlays) {
      if (at >= o.points.size() || !o.points[at].significant) continue;
      return *o.points[at].change > 0 ? " ▲" : " ▼";
    }
    return {};
  }
  static std::string star(double x, double y, double r) {
    std::string d;
    for (int k = 0; k < 10; ++k) {
      const double angle = std::numbers::pi * (k / 5.0 - 0.5);
      const double radius = k % 2 == 0 ? r : r * 0.45;
      d += fmt::format("{}{} {}", k == 0 ? "M" : "L", number(x + radius * std::cos(angle)),
                       number(y + radius * std::sin(angle)));
    }
    return d + "Z";
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
    const double box = above(f) ? std::min(at + radius + 12, y(-limit_) - 8) : at - radius - 52;
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
                       s.feeling.directional ? ", directional only" : "")
        .append(moment_text(s.moment()));
  }

  const MapData& map_;
  const MapLayout& layout_;
  double top_;
  Canvas& back_;
  Canvas& front_;
  std::int64_t most_ = 1;
  double limit_ = 1;
  std::optional<std::size_t> peak_, end_;
};

}  // namespace

double curve_limit(const MapData& map) {
  double most = 0;
  const auto see = [&](double mean, const std::optional<Interval>& range) {
    most = std::max({most, std::abs(mean), range ? std::abs(range->low) : 0,
                     range ? std::abs(range->high) : 0});
  };
  for (const MapStage& s : map.stages) {
    if (s.cell == Cell::shown) see(s.feeling.mean, s.feeling.interval);
  }
  for (const Overlay& o : map.overlays) {
    for (const Overlay::Point& p : o.points) see(p.mean, std::nullopt);
  }
  return most <= 0.5 ? 0.5 : 1;
}

double draw_curve(const MapData& map, const MapLayout& layout, double y, Canvas& back,
                  Canvas& front) {
  return CurveLane(map, layout, y, back, front).draw();
}

}  // namespace voxmap
