// Trend, second lines, hand-overs and ages as JSON.
#include "journey/json_lanes.hpp"

#include "journey/format.hpp"
#include "journey/hypotheses_map.hpp"
#include "journey/json_out.hpp"

namespace voxmap {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_word(Overlay::Kind kind) {
  switch (kind) {
    case Overlay::Kind::previous:
      return "previous";
    case Overlay::Kind::segment:
      return "segment";
    case Overlay::Kind::assumed:
      break;
  }
  return "assumed";
}

Json number_or_null(const std::optional<double>& value) {
  return value ? Json(rounded(*value, 4)) : Json(nullptr);
}

Json overlay(const Overlay& o, const MapData& map) {
  Json out = {{"kind", kind_word(o.kind)}, {"title", o.title}, {"stages", Json::array()}};
  for (std::size_t i = 0; i < o.points.size() && i < map.stages.size(); ++i) {
    const Overlay::Point& p = o.points[i];
    Json one = {{"stage", map.stages[i].id}, {"state", cell_word(p.cell)}};
    if (p.cell == Cell::shown) {
      if (p.persons > 0) one["persons"] = p.persons;
      one["valence"] = rounded(p.mean, 4);
      one["interval"] = interval_json(p.interval, 4);
      if (p.change) {
        one["change"] = rounded(*p.change, 4);
        one["change_interval"] = interval_json(p.change_interval, 4);
        one["significant"] = p.significant;
      }
    }
    out["stages"].push_back(std::move(one));
  }
  return out;
}

}  // namespace

void add_stage_lanes(Json& out, const MapStage& s, const MapData& map) {
  out["assumed"] = number_or_null(s.assumed);
  out["moment"] = to_string(s.moment());
  if (s.cell != Cell::shown) return;
  out["newest_month"] = s.newest.empty() ? Json(nullptr) : Json(s.newest);
  out["trend"] = Json::array();
  for (std::size_t i = 0; i < s.trend.size(); ++i) {
    const TrendPoint& p = s.trend[i];
    Json one = {{"month", map.months[i]}, {"state", cell_word(p.cell)}};
    if (p.cell == Cell::shown) {
      one["persons"] = p.persons;
      one["valence"] = rounded(p.mean, 4);
    }
    out["trend"].push_back(std::move(one));
  }
}

void add_map_lanes(Json& out, const MapData& map) {
  out["overlays"] = Json::array();
  for (const Overlay& o : map.overlays) out["overlays"].push_back(overlay(o, map));
  out["handovers"] = Json::array();
  for (const HandOver& gap : map.handovers) {
    out["handovers"].push_back({{"from", map.stages[gap.from].id},
                                {"to", map.stages[gap.to].id},
                                {"from_touchpoint", gap.from_touchpoint},
                                {"to_touchpoint", gap.to_touchpoint},
                                {"changes", gap.changes},
                                {"pairs", gap.change ? Json(gap.pairs) : Json(nullptr)},
                                {"change", number_or_null(gap.change)},
                                {"interval", interval_json(gap.interval, 4)}});
  }
  out["hypotheses"] = Json::array();
  for (const MapHypothesis& h : map.hypotheses) {
    out["hypotheses"].push_back(hypothesis_json(h.stated, h.found));
  }
  const Freshness& f = map.freshness;
  Json ages = Json::array();
  for (const SourceAge& age : map.ages) {
    const bool known = !age.newest.empty();
    ages.push_back({{"source", age.source},
                    {"newest", known ? Json(age.newest) : Json(nullptr)},
                    {"days", known ? Json(age.days) : Json(nullptr)}});
  }
  out["freshness"] = {{"on", f.on.empty() ? Json(nullptr) : Json(f.on)},
                      {"fresh_stages", f.fresh},
                      {"shown_stages", f.stages},
                      {"days", kFreshDays},
                      {"sources", std::move(ages)}};
}

}  // namespace voxmap
