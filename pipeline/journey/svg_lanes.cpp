// The frame of the map: stage bar, lanes' names, what the customer and the team want.
#include "journey/svg_lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"

namespace voxmap {
namespace {

bool any_text(const MapData& map, std::string MapStage::*field) {
  return std::ranges::any_of(map.stages, [&](const MapStage& s) { return !(s.*field).empty(); });
}

bool any_kpi(const MapData& map, bool (*wanted)(const MapKpi&)) {
  return std::ranges::any_of(
      map.stages, [&](const MapStage& s) { return std::ranges::any_of(s.kpis, wanted); });
}

}  // namespace

Lanes::Lanes(const MapData& map)
    : map_(map), layout_(map), body_(layout_.column >= 150 ? 12 : 11), line_(body_ + 4) {
  for (const MapStage& s : map.stages) {
    for (const MapTouchpoint& t : s.touchpoints) {
      if (t.impact) most_impact_ = std::max(most_impact_, std::abs(*t.impact));
    }
    for (const TrendPoint& p : s.trend) {
      while (p.cell == Cell::shown && std::abs(p.mean) > trend_limit_) trend_limit_ += 0.25;
    }
  }
}

MapDrawing Lanes::draw() {
  stage_bar();
  for (const MapLane lane : map_.look.lanes) one(lane);
  return {.gutter = gutter_.take(),
          .body = back_.take() + front_.take(),
          .gutter_width = layout_.gutter,
          .body_width = layout_.width(),
          .height = y_};
}

void Lanes::one(MapLane wanted) {
  switch (wanted) {
    case MapLane::goals:
      if (any_text(map_, &MapStage::goal)) {
        lane("Customer goal", {"what they want here"}, &Lanes::goal);
      }
      return;
    case MapLane::business:
      if (any_text(map_, &MapStage::business_goal) ||
          any_kpi(map_, [](const MapKpi& k) { return k.target.has_value(); })) {
        lane("Business goal", {"what we want, and the", "target it is held to"}, &Lanes::business);
      }
      return;
    case MapLane::touchpoints:
      lane("Touchpoints",
           {"▲ good, ▼ bad, ● unclear", "○ too few people", "bar: importance, + lifts,",
            "− pulls the journey down"},
           &Lanes::touchpoints);
      return;
    case MapLane::curve:
      curve();
      return;
    case MapLane::emotions:
      lane("Emotions", {"share of marks found"}, &Lanes::emotions);
      return;
    case MapLane::feelings:
      if (map_.feelings) {
        lane("Feelings", {"people, by the names", "that the packs define"}, &Lanes::feelings);
      }
      return;
    case MapLane::volume:
      lane("Volume", {"mentions by source", "one scale for all"}, &Lanes::volume);
      return;
    case MapLane::quotes:
      if (std::ranges::any_of(map_.stages, [](const MapStage& s) { return s.best || s.worst; })) {
        lane("In their words", {"strongest good and bad", "scored words underlined"},
             &Lanes::quotes);
      }
      return;
    case MapLane::kpis:
      if (any_kpi(map_, [](const MapKpi& k) { return k.cell != Cell::empty; })) {
        lane("Ratings", {"with 95 % intervals", "arrow: surely changed"}, &Lanes::kpis);
      }
      return;
    case MapLane::handovers:
      if (!map_.handovers.empty()) handovers();
      return;
    case MapLane::trend:
      if (!map_.months.empty() &&
          std::ranges::any_of(map_.stages, [](const MapStage& s) { return !s.trend.empty(); })) {
        lane("Trend",
             {"mean by month",
              short_month(map_.months.front()) + " – " + short_month(map_.months.back()),
              fmt::format("scale −{0} to +{0}", number(trend_limit_)), "gap: too few people"},
             &Lanes::trend);
      }
      return;
    case MapLane::data:
      lane("Data", {"owner, sources, newest"}, &Lanes::data);
      return;
  }
}

// Stages as arrows that point on, with the people behind each.
void Lanes::stage_bar() {
  constexpr double kHeight = 58;
  constexpr double kTip = 11;
  gutter_.text(14, 26, 12.5, "Stage", "ink b");
  gutter_.text(14, 42, 10.5, "n = people", "soft");
  for (std::size_t i = 0; i < map_.stages.size(); ++i) {
    const MapStage& s = map_.stages[i];
    const double x1 = layout_.x(i) + 1;
    const double x2 = layout_.x(i) + layout_.column - 1;
    const double notch = i == 0 ? 0 : kTip;
    back_.path(fmt::format("M{} 4H{}L{} {}L{} {}H{}L{} {}Z", number(x1), number(x2),
                           number(x2 + kTip), number(kHeight / 2), number(x2), number(kHeight - 4),
                           number(x1), number(x1 + notch), number(kHeight / 2)),
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

std::string Lanes::people(const MapStage& s) const {
  if (s.cell == Cell::hidden) return fmt::format("n < {}", map_.min_n);
  if (s.cell == Cell::empty) return "no data";
  return "n = " + grouped(s.feeling.persons);
}

void Lanes::separator() {
  back_.line(0, y_, layout_.width() - layout_.right, y_, "rule");
  gutter_.line(14, y_, layout_.gutter, y_, "rule");
}

void Lanes::name(std::string_view title, const std::vector<std::string>& hints) {
  double y = y_ + 23;
  gutter_.text(14, y, 12.5, title, "ink b");
  for (const std::string& hint : hints) {
    gutter_.text(14, y += 15, kSmall, fit_text(hint, kGutterText / kSmall), "soft hint");
  }
}

void Lanes::lane(std::string_view title, const std::vector<std::string>& hints,
                 double (Lanes::*paint)(std::size_t)) {
  if (y_ > 60) separator();
  name(title, hints);
  double height = 22 + 15 * static_cast<double>(hints.size());
  for (std::size_t i = 0; i < map_.stages.size(); ++i) {
    height = std::max(height, (this->*paint)(i));
  }
  y_ += height + 12;
}

void Lanes::curve() {
  if (y_ > 60) separator();
  std::vector<std::string> hints = {"mean of people's means",     "whisker, band: 95 %",
                                    "dot area: people",           "hollow: fewer than 30",
                                    "green, orange: sure of the", "sign; grey: not sure"};
  const auto moment = [&](MomentState m) {
    return std::ranges::any_of(map_.stages, [&](const MapStage& s) { return s.moment() == m; });
  };
  if (moment(MomentState::confirmed) || moment(MomentState::candidate)) {
    hints.emplace_back("★ moment of truth");
    if (moment(MomentState::candidate)) hints.emplace_back("☆ candidate for one");
  }
  hints.emplace_back("P most intense, E last");
  name("Experience", hints);
  y_ += std::max(draw_curve(map_, layout_, y_, back_, front_),
                 34 + 15 * static_cast<double>(hints.size()));
}

// Lines of text in the middle of a column from `y` on; returns the y behind them.
double Lanes::centred(std::size_t i, double y, double size, std::string_view text,
                      std::size_t lines, std::string_view css) {
  for (const TextLine& line : wrap_text(text, em(size), lines)) {
    front_.text(layout_.middle(i), y, size, line, css, "middle");
    y += size + 4;
  }
  return y;
}

double Lanes::goal(std::size_t i) {
  const MapStage& s = map_.stages[i];
  if (s.goal.empty()) return nothing(i);
  return centred(i, y_ + 23, body_, s.goal, 6, "ink") - y_ - line_ + 4;
}

double Lanes::business(std::size_t i) {
  const MapStage& s = map_.stages[i];
  double y = centred(i, y_ + 23, body_, s.business_goal, 6, "ink");
  for (const MapKpi& k : s.kpis) {
    if (!k.target) continue;
    y = centred(i, y, kSmall, k.label + " target " + kpi_value(k, *k.target), 2, "soft b");
  }
  return y == y_ + 23 ? nothing(i) : y - y_ - line_ + 4;
}

double Lanes::nothing(std::size_t i) {
  front_.text(layout_.middle(i), y_ + 23, body_, "–", "soft", "middle");
  return 23;
}

MapLayout::MapLayout(const MapData& map) : stages(map.stages.size()) {
  constexpr double kPage = 1352;  // what a laptop shows without scrolling; fits A3 landscape
  const double room = kPage - gutter - left - right;
  column = std::clamp(std::floor(room / static_cast<double>(std::max<std::size_t>(stages, 1))),
                      104.0, 320.0);
}

MapDrawing draw_map(const MapData& map) { return Lanes(map).draw(); }

}  // namespace voxmap
