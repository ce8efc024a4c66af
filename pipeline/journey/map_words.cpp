// What several renderers say of touchpoints, targets and changes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"

namespace voxmap {

std::string short_month(std::string_view iso) {
  if (iso.size() != 7) return std::string(iso);
  const std::string day = short_date(std::string(iso) + "-01");  // "1 Mar 2026"
  return day.size() > 2 && day.starts_with("1 ") ? day.substr(2) : std::string(iso);
}

std::string kpi_difference_text(const MapKpi& kpi, double value, bool unicode) {
  const bool mean = kpi.formula == KpiDefinition::Formula::mean;
  std::string text = signed_fixed(value, mean ? 2 : 0, unicode);
  if (kpi.formula == KpiDefinition::Formula::share_at_least) text += " points";
  return text;
}

std::string_view change_arrow(const MapKpi& kpi) {
  if (!kpi.change) return "";
  if (kpi.change_interval.low > 0) return "▲ ";
  return kpi.change_interval.high < 0 ? "▼ " : "";
}

std::string_view target_word(const MapKpi& kpi) {
  if (!kpi.target || kpi.cell != Cell::shown || !kpi.estimate.interval) return "open";
  if (kpi.estimate.interval->low >= *kpi.target) return "reached";
  return kpi.estimate.interval->high < *kpi.target ? "missed" : "open";
}

std::vector<const MapTouchpoint*> by_impact(const MapStage& stage) {
  std::vector<const MapTouchpoint*> list;
  for (const MapTouchpoint& t : stage.touchpoints) list.push_back(&t);
  std::ranges::stable_sort(list, std::greater{}, [](const MapTouchpoint* t) {
    return t->impact ? std::abs(*t->impact) : t->cell == Cell::shown ? -1.0 : -2.0;
  });
  return list;
}

std::string overlay_text(const Overlay& overlay, std::size_t stage) {
  const Overlay::Point& p = overlay.points[stage];
  std::string out = fmt::format("{}: {}", overlay.title, signed_fixed(p.mean, 2));
  if (p.interval) {
    out += fmt::format(" (95 %: {} to {})", signed_fixed(p.interval->low, 2),
                       signed_fixed(p.interval->high, 2));
  }
  if (p.persons > 0) out += fmt::format(", {} people", grouped(p.persons));
  return out;
}

std::string touchpoint_text(const MapTouchpoint& t, std::int64_t min_n) {
  if (t.cell == Cell::hidden)
    return fmt::format("{}: fewer than {} people", t.title, min_n).append(moment_text(t.moment));
  if (t.cell == Cell::empty) return (t.title + ": no data").append(moment_text(t.moment));
  std::string out = fmt::format("{}: {}", t.title, signed_fixed(t.feeling.mean, 2));
  if (t.feeling.interval) {
    out += fmt::format(" (95 %: {} to {})", signed_fixed(t.feeling.interval->low, 2),
                       signed_fixed(t.feeling.interval->high, 2));
  }
  out += fmt::format(", {}{} people", t.rounded ? "about " : "", grouped(t.feeling.persons));
  if (t.impact) out += ", impact " + signed_fixed(*t.impact, 3);
  return out.append(moment_text(t.moment));
}

std::string_view moment_text(MomentState moment) {
  if (moment == MomentState::confirmed) return ", moment of truth";
  if (moment == MomentState::candidate) return ", candidate for a moment of truth";
  return {};
}

}  // namespace voxmap
