// A comparison as JSON. Its shape is a promise: docs/map.md.
#include <nlohmann/json.hpp>

#include "journey/compare.hpp"
#include "journey/format.hpp"
#include "journey/json_lanes.hpp"
#include "journey/json_out.hpp"

namespace voxmap {
namespace {

using Json = nlohmann::ordered_json;

Json side_json(Cell cell, const Feeling& f) {
  Json out = {{"state", cell_word(cell)}};
  if (cell != Cell::shown) return out;
  out["persons"] = f.persons;
  out["valence"] = rounded(f.mean, 4);
  out["interval"] = interval_json(f.interval, 4);
  return out;
}

Json side_json(const MapKpi& k) {
  return {{"n", k.estimate.n},
          {"value", rounded(k.estimate.value, 2)},
          {"interval", interval_json(k.estimate.interval, 2)}};
}

}  // namespace

std::string compare_json(const Comparison& c) {
  Json out;
  out["title"] = c.title;
  out["first"] = {{"title", c.a}, {"persons", c.persons_a}, {"rounded", c.rounded_a}};
  out["second"] = {{"title", c.b}, {"persons", c.persons_b}, {"rounded", c.rounded_b}};
  out["min_n"] = c.min_n;
  out["comparisons"] = c.tests;
  out["adjustment"] = "holm";
  out["same_people"] = c.same_people;
  out["stages"] = Json::array();
  for (const StageDifference& d : c.stages) {
    Json one = {{"id", d.id},
                {"title", d.title},
                {"first", side_json(d.cell_a, d.a)},
                {"second", side_json(d.cell_b, d.b)}};
    one["difference"] = d.change ? Json{{"value", rounded(d.change->value, 4)},
                                        {"interval", interval_json(d.change->interval, 4)},
                                        {"p", rounded(d.change->p, 6)},
                                        {"p_holm", rounded(d.adjusted, 6)},
                                        {"significant", d.significant}}
                                 : Json(nullptr);
    out["stages"].push_back(std::move(one));
  }
  out["ratings"] = Json::array();
  for (const RatingDifference& r : c.ratings) {
    Json one = {{"stage", r.stage.empty() ? Json(nullptr) : Json(r.stage)},
                {"definition", r.a.definition},
                {"first", side_json(r.a)},
                {"second", side_json(r.b)}};
    one["difference"] = r.change ? Json{{"value", rounded(r.change->value, 2)},
                                        {"interval", interval_json(r.change->interval, 2)}}
                                 : Json(nullptr);
    out["ratings"].push_back(std::move(one));
  }
  return json_text(out, 2);
}

}  // namespace voxmap
