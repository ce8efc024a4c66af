// The lanes of the map, from the stage bar down; each is as high as its fullest column.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"
#include "journey/svg.hpp"

namespace voxmap {
namespace {

constexpr double kInset = 9;  // of text in a column
constexpr double kGutterText = 150;

class Lanes {
 public:
  explicit Lanes(const MapData& map)
      : map_(map), layout_(map), body_(layout_.column >= 150 ? 12 : 11), line_(body_ + 4) {}

  MapDrawing draw() {
    stage_bar();
    if (any(&MapStage::goal)) {
      lane("Customer goal", {"what they want here"}, [&](std::size_t i) { return goal(i); });
    }
    lane("Touchpoints", {"▲ good, ▼ bad, ● unclear", "○ too few people"},
         [&](std::size_t i) { return touchpoints(i); });
    curve();
    lane("Emotions", {"share of marks found"}, [&](std::size_t i) { return emotions(i); });
    lane("Volume", {"mentions by source"}, [&](std::size_t i) { return volume(i); });
    if (any_quote()) {
      lane("In their words", {"strongest good and bad", "scored words underlined"},
           [&](std::size_t i) { return quotes(i); });
    }
    if (any_kpi()) {
      lane("Ratings", {"with 95 % intervals"}, [&](std::size_t i) { return kpis(i); });
    }
    return {.gutter = gutter_.take(),
            .body = back_.take() + front_.take(),
            .gutter_width = layout_.gutter,
            .body_width = layout_.width(),
            .height = y_};
  }

 private:
  [[nodiscard]] bool any(std::string MapStage::*field) const {
    return std::ranges::any_of(map_.stages, [&](const MapStage& s) { return !(s.*field).empty(); });
  }
  [[nodiscard]] bool any_quote() const {
    return std::ranges::any_of(map_.stages, [](const MapStage& s) { return s.best || s.worst; });
  }
  [[nodiscard]] bool any_kpi() const {
    return std::ranges::any_of(map_.stages, [](const MapStage& s) {
      return std::ranges::any_of(s.kpis, [](const MapKpi& k) { return k.cell != Cell::empty; });
    });
  }
  [[nodiscard]] double inner() const { return layout_.column - 2 * kInset; }
  [[nodiscard]] double em(double size) const { return inner() / size; }

  // Stages as arrows that point on, with the people behind each.
  void stage_bar() {
    constexpr double kHeight = 58;
    constexpr double kTip = 11;
    gutter_.text(14, 26, 12.5, "Stage", "ink b");
    gutter_.text(14, 42, 10.5, "n = people", "soft");
    for (std::size_t i = 0; i < map_.stages.size(); ++i) {
      const MapStage& s = map_.stages[i];
      const double x1 = layout_.x(i) + 1;
      const double x2 = layout_.x(i) + layout_.column - 1;
      const double notch = i == 0 ? 0 : kTip;
      back_.path(
          fmt::format("M{} 4H{}L{} {}L{} {}H{}L{} {}Z", number(x1), number(x2), number(x2 + kTip),
                      number(kHeight / 2), number(x2), number(kHeight - 4), number(x1),
                      number(x1 + notch), number(kHeight / 2)),
          s.cell == Cell::shown ? "bar" : "bar0");
      const double size = layout_.column < 130 ? 11 : 12.5;
      const auto lines = wrap_text(s.title, (layout_.column - 2 * kTip - 6) / (size * 1.1), 2);
      const double middle = layout_.middle(i) + kTip / 2;
      double y = lines.size() > 1 ? 19 : 27;
      for (const TextLine& line : lines) {
        front_.text(middle, y, size, line, "onbar b", "middle");
        y += 14;
      }
      front_.text(middle, lines.size() > 1 ? 47 : 43, 10.5, people(s), "onbar2", "middle");
    }
    y_ = kHeight;
  }

  [[nodiscard]] std::string people(const MapStage& s) const {
    if (s.cell == Cell::hidden) return fmt::format("n < {}", map_.min_n);
    if (s.cell == Cell::empty) return "no data";
    return "n = " + grouped(s.feeling.persons);
  }

  void separator() {
    back_.line(0, y_, layout_.width() - layout_.right, y_, "rule");
    gutter_.line(14, y_, layout_.gutter, y_, "rule");
  }

  void name(std::string_view title, std::initializer_list<std::string_view> hints) {
    double y = y_ + 23;
    gutter_.text(14, y, 12.5, title, "ink b");
    for (const std::string_view hint : hints) {
      gutter_.text(14, y += 15, 10.5, fit_text(hint, kGutterText / 10.5), "soft hint");
    }
  }

  // `draw` paints a column below y_ and says how high it became.
  template <typename Draw>
  void lane(std::string_view title, std::initializer_list<std::string_view> hints,
            const Draw& draw) {
    if (y_ > 60) separator();
    name(title, hints);
    double height = 22 + 15 * static_cast<double>(hints.size());
    for (std::size_t i = 0; i < map_.stages.size(); ++i) height = std::max(height, draw(i));
    y_ += height + 12;
  }

  void curve() {
    separator();
    name("Experience",
         {"mean of people's means", "whisker, band: 95 %", "dot area: people",
          "hollow: fewer than 30", "green, orange: sure of the", "sign; grey: not sure"});
    y_ += draw_curve(map_, layout_, y_, back_, front_);
  }

  double goal(std::size_t i) {
    double y = y_ + 23;
    for (const TextLine& line : wrap_text(map_.stages[i].goal, em(body_), 4)) {
      front_.text(layout_.middle(i), y, body_, line, "ink", "middle");
      y += line_;
    }
    return y - y_ - line_ + 4;
  }

  double touchpoints(std::size_t i) {
    constexpr std::size_t kMost = 8;
    const auto& list = map_.stages[i].touchpoints;
    const std::size_t shown = list.size() > kMost ? kMost - 1 : list.size();
    double y = y_ + 23;
    for (std::size_t t = 0; t < shown; ++t) {
      touchpoint(list[t], layout_.x(i) + kInset, y);
      y += line_ + 1;
    }
    if (shown < list.size()) {
      front_.text(layout_.x(i) + kInset + 13, y, 10.5,
                  fmt::format("and {} more", list.size() - shown), "soft");
      y += line_ + 1;
    }
    return y - y_ - line_ + 4;
  }

  void touchpoint(const MapTouchpoint& t, double x, double y) {
    const double room = (inner() - 13) / body_;
    const std::string title = fit_text(t.title, room);
    std::string_view mark = "○";
    std::string css = "soft";
    if (t.cell == Cell::shown) {
      mark = t.feeling.tone == Tone::positive ? "▲" : t.feeling.tone == Tone::negative ? "▼" : "●";
      css = tone_class(t.feeling.tone);
    }
    front_.text(x + 4, y, 9, mark, css, "middle");
    TextLine line = {{title, false}};
    front_.text(x + 13, y, body_, line, t.cell == Cell::shown ? "ink" : "soft");
    const double left = room - text_width(title) - 0.6;
    if (!t.channel.empty() && text_width(t.channel) * 10 / body_ <= left) {
      front_.text(layout_.column - 2 * kInset + x, y, 10, t.channel, "soft", "end");
    }
  }

  double emotions(std::size_t i) {
    const MapStage& s = map_.stages[i];
    const auto all = static_cast<double>(s.marks());
    if (s.cell != Cell::shown || all <= 0) return nothing(i);
    const double x = layout_.x(i) + kInset;
    double at = x;
    const auto piece = [&](std::string_view name, const std::string& css, std::int64_t marks) {
      if (marks == 0) return;
      const double share = static_cast<double>(marks) / all;
      const double w = inner() * share;
      back_.raw(fmt::format("<g><title>{} {}</title>", name, percent(share)));
      back_.rect(at, y_ + 14, std::max(0.5, w - (w > 3 ? 1 : 0)), 18, css);
      back_.raw("</g>");
      at += w;
    };
    for (const Emotion e : kEmotionOrder) {
      piece(to_string(e), emotion_class(e), s.emotion_marks[static_cast<std::size_t>(e)]);
    }
    piece("none", "e-none", s.no_emotion);
    const auto top = top_emotions(s);
    const std::string text =
        top.empty() ? "none"
                    : fmt::format("{} {}", to_string(top[0].first), percent(top[0].second));
    front_.text(layout_.middle(i), y_ + 48, body_, text, "ink b", "middle");
    if (top.size() > 1) {
      front_.text(layout_.middle(i), y_ + 62, 10.5,
                  fmt::format("{} {}", to_string(top[1].first), percent(top[1].second)), "soft",
                  "middle");
    }
    return 62;
  }

  double volume(std::size_t i) {
    constexpr double kHighest = 64;
    const MapStage& s = map_.stages[i];
    if (s.cell != Cell::shown) return nothing(i);
    std::int64_t most = 1;
    for (const MapStage& other : map_.stages) most = std::max(most, other.mentions);
    const double w = std::min(48.0, inner() / 2);
    const double base = y_ + 14 + 14 + kHighest;
    double top = base;
    for (std::size_t v = 0; v < s.volume.size(); ++v) {
      if (s.volume[v].mentions == 0) continue;
      const double h =
          kHighest * static_cast<double>(s.volume[v].mentions) / static_cast<double>(most);
      top -= h;
      back_.raw(fmt::format("<g><title>{} {}</title>", escape_xml(s.volume[v].source),
                            grouped(s.volume[v].mentions)));
      back_.rect(layout_.middle(i) - w / 2, top, w, std::max(0.5, h - (h > 3 ? 1 : 0)),
                 source_class(v));
      back_.raw("</g>");
    }
    front_.text(layout_.middle(i), top - 5, body_, grouped(s.mentions), "ink b", "middle");
    return base - y_;
  }

  double quotes(std::size_t i) {
    const MapStage& s = map_.stages[i];
    if (!s.best && !s.worst) return nothing(i);
    double y = y_ + 14;
    if (s.best) y = quote(i, *s.best, "pos", "+", y);
    if (s.worst) y = quote(i, *s.worst, "neg", "−", y);
    return y - y_ - 8;
  }

  // A quote beside a bar in its colour; the full text is in its tooltip and in the page's list.
  double quote(std::size_t i, const Quote& q, std::string_view css, std::string_view sign,
               double y) {
    const double x = layout_.x(i) + kInset;
    const double indent = 12;
    const auto lines =
        wrap_text(q.text, (inner() - indent) / body_, layout_.column < 130 ? 7 : 5, q.evidence);
    const double height = line_ * static_cast<double>(lines.size()) + 14;
    back_.rect(x, y, 3, height, css, 1.5);
    front_.raw(
        fmt::format("<g><title>{} ({})</title>", escape_xml(q.text), escape_xml(quote_origin(q))));
    double at = y + 11;
    for (const TextLine& line : lines) {
      front_.text(x + indent, at, body_, line, "ink");
      at += line_;
    }
    const std::string from = q.touchpoint.empty() ? q.source : q.touchpoint;
    front_.text(x + indent, at, 10,
                fit_text(std::string(sign) + " " + from, (inner() - indent) / 10),
                std::string(css) + "t");
    front_.raw("</g>");
    return y + height + 12;
  }

  double kpis(std::size_t i) {
    double y = y_;
    for (const MapKpi& k : map_.stages[i].kpis) {
      if (k.cell == Cell::empty) continue;
      y += 21;
      const double x = layout_.middle(i);
      if (k.cell == Cell::hidden) {
        front_.text(x, y + 1, 10.5, fmt::format("{}: fewer than {}", k.label, map_.min_n), "soft",
                    "middle");
        continue;
      }
      front_.text(x, y + 2, 14,
                  fit_text(k.label + " " + kpi_value(k, k.estimate.value), em(14), true), "ink b",
                  "middle");
      const std::string range = kpi_interval(k);
      front_.text(x, y += 17, 10.5, fit_text(range, em(10.5)), "soft", "middle");
      std::string more = fmt::format("n {}{}", k.directional ? "~" : "", grouped(k.estimate.n));
      if (k.target) more += ", target " + kpi_value(k, *k.target);
      front_.text(x, y += 14, 10.5, fit_text(more, em(10.5)), "soft", "middle");
      y += 4;
    }
    return y == y_ ? not_asked(i) : y - y_;
  }

  double not_asked(std::size_t i) {
    front_.text(layout_.middle(i), y_ + 23, 10.5, "not asked", "soft", "middle");
    return 23;
  }
  double nothing(std::size_t i) {
    front_.text(layout_.middle(i), y_ + 23, body_, "–", "soft", "middle");
    return 23;
  }

  const MapData& map_;
  MapLayout layout_;
  double body_;  // font size of running text
  double line_;  // its line height
  Canvas gutter_, back_, front_;
  double y_ = 0;
};

}  // namespace

MapLayout::MapLayout(const MapData& map) : stages(map.stages.size()) {
  constexpr double kPage = 1352;  // what a laptop shows without scrolling; fits A3 landscape
  const double room = kPage - gutter - left - right;
  column = std::clamp(std::floor(room / static_cast<double>(std::max<std::size_t>(stages, 1))),
                      104.0, 320.0);
}

MapDrawing draw_map(const MapData& map) { return Lanes(map).draw(); }

}  // namespace voxmap
