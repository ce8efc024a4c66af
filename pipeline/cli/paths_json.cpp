// Paths as one JSON object: docs/paths.md has its fields.
#include <nlohmann/json.hpp>

#include "cli/paths_report.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

double six_decimals(double value) { return rounded(value, 6); }

Json range(const Interval& i) { return Json::array({six_decimals(i.low), six_decimals(i.high)}); }

Json share(const Share& s) {
  return {{"persons", s.count}, {"share", six_decimals(s.share)}, {"interval", range(s.interval)}};
}

std::string id_of(const PathStop& stop) {
  return stop.place.touchpoint.empty() ? stop.place.stage : stop.place.touchpoint;
}

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json quality(const ForecastQuality& q) {
  Json out = {{"persons", q.persons},
              {"steps", q.steps},
              {"best_order", q.best},
              {"better_than_base", q.best > 0},
              {"base_right", six_decimals(q.base_right)}};
  out["orders"] = Json::array();
  for (std::size_t k = 0; q.steps > 0 && k < kOrders; ++k) {
    const ForecastQuality::Order& o = q.orders[k];
    out["orders"].push_back({{"order", k + 1},
                             {"gain_bits", six_decimals(o.gain)},
                             {"interval", o.interval ? range(*o.interval) : Json()},
                             {"p_holm", six_decimals(o.p)},
                             {"right", six_decimals(o.right)}});
  }
  return out;
}

}  // namespace

std::string paths_json(const PathAnalysis& a, const PathOptions& options) {
  Json json = {{"by", options.level == Reader::Level::stage ? "stage" : "touchpoint"},
               {"min_n", options.min_n},
               {"apart", options.apart},
               {"persons", a.persons},
               {"movers", a.movers},
               {"steps", a.steps},
               {"steps_within_documents", a.within},
               {"persons_with_untimed_documents", a.untimed},
               {"hidden_places", a.hidden_stops}};
  const PeakEnd& memory = a.peak_end;
  const auto range_or_null = [](const std::optional<Interval>& i) {
    return i ? range(*i) : Json();
  };
  json["peak_end"] = memory.persons == 0
                         ? Json()
                         : Json{{"persons", memory.persons},
                                {"remembered", six_decimals(memory.remembered)},
                                {"interval", range_or_null(memory.interval)},
                                {"mean", six_decimals(memory.mean)},
                                {"difference_interval", range_or_null(memory.difference_interval)}};
  json["places"] = Json::array();
  for (const PathStop& s : a.stops) {
    json["places"].push_back({{"stage", s.place.stage},
                              {"touchpoint", or_null(s.place.touchpoint)},
                              {"title", s.title},
                              {"persons", s.persons},
                              {"moved_on", s.moved > 0 ? Json(s.moved) : Json()},
                              {"last_heard_of", s.last ? share(*s.last) : Json()}});
  }
  json["steps_between"] = Json::array();
  for (const PathStep& s : a.matrix) {
    Json row = {{"from", id_of(a.stops[s.from])}, {"to", id_of(a.stops[s.to])}};
    row.update(share(s.share));
    json["steps_between"].push_back(std::move(row));
  }
  json["paths"] = Json::array();
  for (const CommonPath& path : a.common) {
    Json places = Json::array();
    for (const std::size_t stop : path.stops) places.push_back(id_of(a.stops[stop]));
    json["paths"].push_back({{"places", std::move(places)}, {"persons", path.persons}});
  }
  json["handovers"] = Json::array();
  for (const Handover& h : a.handovers) {
    json["handovers"].push_back({{"from", h.from},
                                 {"to", h.to},
                                 {"channel", or_null(h.channel)},
                                 {"device", or_null(h.device)},
                                 {"department", or_null(h.department)},
                                 {"persons", h.persons},
                                 {"before", six_decimals(h.before)},
                                 {"after", six_decimals(h.after)},
                                 {"change", six_decimals(h.change)},
                                 {"interval", h.interval ? range(*h.interval) : Json()},
                                 {"p_holm", six_decimals(h.p)},
                                 {"shown", h.shown}});
  }
  json["hidden_handovers"] = a.hidden_handovers;
  json["forecast"] = {{"next_place", quality(a.next_place)},
                      {"next_negative", quality(a.next_negative)},
                      {"negative_rate", six_decimals(a.negative_rate)}};
  Json negatives = Json::array();
  for (const NegativeNext& n : a.negatives) {
    Json row = {
        {"place", id_of(a.stops[n.stop])}, {"after_negative", n.negative}, {"of", n.persons}};
    row.update(share(n.share));
    negatives.push_back(std::move(row));
  }
  json["forecast"]["next_negative_after"] = std::move(negatives);
  if (!options.after.empty()) {
    Json next = {
        {"asked", options.after}, {"looked_back", a.next_order}, {"persons", a.next_persons}};
    next["next"] = Json::array();
    for (const NextPlace& n : a.next) {
      next["next"].push_back({{"place", id_of(a.stops[n.stop])}, {"p", six_decimals(n.p)}});
    }
    json["forecast"]["after"] = std::move(next);
  }
  return json_text(json, 2);
}

}  // namespace voxmap::cli
