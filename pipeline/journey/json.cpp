// The map as one JSON object. Its shape is a promise: docs/map.md. New fields may be added.
#include <nlohmann/json.hpp>

#include "journey/format.hpp"
#include "journey/json_lanes.hpp"
#include "journey/json_out.hpp"
#include "journey/lanes.hpp"
#include "journey/render.hpp"

namespace voxmap {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

void add(Json& to, const Feeling& f) {
  to["persons"] = f.persons;
  to["valence"] = rounded(f.mean, 4);
  to["interval"] = interval_json(f.interval, 4);
  to["half_width"] = f.interval ? Json(rounded(f.half_width, 4)) : Json(nullptr);
  to["tone"] = to_string(f.tone);
  to["directional"] = f.directional;
}

Json share(const Share& s) {
  return {{"count", s.count},
          {"share", rounded(s.share, 4)},
          {"interval", interval_json(s.interval, 4)}};
}

Json quote_json(const std::optional<Quote>& q, const MapData& map) {
  if (!q) return nullptr;
  Json evidence = Json::array();
  for (const Span s : q->evidence) evidence.push_back({s.begin, s.end});
  return {{"mention", q->mention},
          {"text", q->text},
          {"evidence", std::move(evidence)},
          {"valence", q->valence},
          {"touchpoint", or_null(q->touchpoint)},
          {"source", q->source},
          {"key", q->key},
          {"input", q->input},
          {"line", q->line > 0 ? Json(q->line) : Json(nullptr)},
          {"date", or_null(q->date)},
          {"explain", explain_command(map, *q)}};
}

Json kpi(const MapKpi& k) {
  Json out = {{"scale", k.scale},
              {"definition", k.definition},
              {"label", k.label},
              {"unit", unit_of(k.formula)},
              {"state", k.cell == Cell::empty ? "not_asked" : to_string(k.cell)}};
  out["target"] = k.target ? Json(rounded(*k.target, 3)) : Json(nullptr);
  if (k.cell != Cell::shown) return out;
  out["n"] = k.estimate.n;
  out["value"] = rounded(k.estimate.value, 2);
  out["interval"] = interval_json(k.estimate.interval, 2);
  out["directional"] = k.directional;
  if (k.change) {
    out["change"] = rounded(*k.change, 2);
    out["change_interval"] = interval_json(k.change_interval, 2);
  }
  return out;
}

Json kpis_json(const std::vector<MapKpi>& list) {
  Json out = Json::array();
  for (const MapKpi& k : list) out.push_back(kpi(k));
  return out;
}

Json touchpoint(const MapTouchpoint& t) {
  Json out = {{"id", t.id},
              {"title", t.title},
              {"channel", or_null(t.channel)},
              {"device", or_null(t.device)},
              {"department", or_null(t.department)},
              {"owner", or_null(t.owner)},
              {"state", to_string(t.cell)},
              {"moment", to_string(t.moment)}};
  if (t.cell != Cell::shown) return out;
  add(out, t.feeling);
  out["mentions"] = t.rounded ? Json(nullptr) : Json(t.mentions);
  out["share"] = rounded(t.share, 4);
  out["impact"] = t.impact ? Json(rounded(*t.impact, 4)) : Json(nullptr);
  return out;
}

Json emotions(const MapStage& s) {
  Json out = Json::object();
  const auto all = static_cast<double>(s.marks());
  const auto put = [&](std::string_view key, std::int64_t count) {
    out[std::string(key)] = {
        {"marks", count}, {"share", all > 0 ? rounded(static_cast<double>(count) / all, 4) : 0.0}};
  };
  for (std::size_t i = 0; i < kEmotionCount; ++i) put(kEmotionNames[i], s.emotion_marks[i]);
  put("none", s.no_emotion);
  return out;
}

Json feelings(const MapStage& s) {
  Json out = Json::object();
  for (const MapFeeling& f : s.feelings) {
    Json& to = out[f.feeling] = {{"state", to_string(f.cell)}};
    if (f.cell != Cell::shown) continue;
    to["persons"] = f.persons;
    to["mentions"] = f.mentions;
  }
  return out;
}

Json stage(const MapStage& s, const MapData& map) {
  Json out = {{"id", s.id},
              {"title", s.title},
              {"goal", or_null(s.goal)},
              {"business_goal", or_null(s.business_goal)},
              {"owner", or_null(s.owner)},
              {"state", to_string(s.cell)}};
  if (s.cell == Cell::shown) {
    add(out, s.feeling);
    out["mentions"] = s.mentions;
    out["scored"] = s.scored;
    out["labels"] = {{"negative", share(s.negative)},
                     {"neutral", share(s.neutral)},
                     {"positive", share(s.positive)}};
    out["emotions"] = emotions(s);
    if (map.feelings) out["feelings"] = feelings(s);
    Json acts = Json::object();
    for (std::size_t a = 0; a < kActCount; ++a) acts[std::string(kActNames[a])] = s.acts[a];
    out["acts"] = std::move(acts);
    out["at_risk"] = share(s.at_risk);
    Json volume = Json::object();
    for (const SourceVolume& v : s.volume) {
      volume[v.source] = v.cell == Cell::shown ? Json(v.mentions) : Json(nullptr);
    }
    out["volume"] = std::move(volume);
    out["lowest"] = s.lowest ? Json(s.touchpoints[*s.lowest].id) : Json(nullptr);
    out["highest"] = s.highest ? Json(s.touchpoints[*s.highest].id) : Json(nullptr);
    out["quotes"] = {{"positive", quote_json(s.best, map)}, {"negative", quote_json(s.worst, map)}};
  }
  add_stage_lanes(out, s, map);
  out["kpis"] = kpis_json(s.kpis);
  out["touchpoints"] = Json::array();
  for (const MapTouchpoint& t : s.touchpoints) out["touchpoints"].push_back(touchpoint(t));
  return out;
}

Json point_json(const std::optional<LowPoint>& p, const MapData& map) {
  if (!p) return nullptr;
  const MapStage& s = map.stages[p->stage];
  const MapTouchpoint& t = s.touchpoints[p->touchpoint];
  return {{"stage", s.id},
          {"touchpoint", t.id},
          {"valence", rounded(t.feeling.mean, 4)},
          {"quote", quote_json(p->quote, map)}};
}

}  // namespace

std::string render_json(const MapData& map) {
  Json out;
  out["schema"] = 1;  // docs/schemas/map.schema.json
  out["journey"] = {{"id", map.journey},
                    {"title", map.title},
                    {"version", or_null(map.version)},
                    {"digest", or_null(map.journey_digest)}};
  out["filter"] = {{"persona", or_null(map.persona)},
                   {"segment", or_null(map.segment)},
                   {"from", or_null(map.from)},
                   {"to", or_null(map.to)}};
  out["as_of"] = map.as_of == 0 ? Json() : Json{{"run", map.as_of}, {"later_scores", map.later}};
  out["period"] = {{"oldest", or_null(map.oldest)}, {"newest", or_null(map.newest)}};
  out["totals"] = {{"documents", map.totals.documents},
                   {"persons", map.totals.persons},
                   {"mentions", map.totals.mentions},
                   {"unassigned", map.totals.unassigned},
                   {"coverage", rounded(map.totals.coverage, 4)},
                   {"rounded", map.totals.rounded}};
  out["rules"] = {{"digest", or_null(map.rules_digest)}, {"packs", map.packs}};
  out["redaction"] = map.redaction ? Json(*map.redaction) : Json();
  out["min_n"] = map.min_n;
  out["directional_below"] = kDirectional;
  out["sources"] = map.sources;
  out["lowest"] = point_json(map.lowest, map);
  out["highest"] = point_json(map.highest, map);
  out["kpis"] = kpis_json(map.kpis);
  out["unassigned"] = {{"state", to_string(map.unassigned_cell)}};
  if (map.unassigned_feeling) add(out["unassigned"], *map.unassigned_feeling);
  out["stages"] = Json::array();
  for (const MapStage& s : map.stages) out["stages"].push_back(stage(s, map));
  add_map_lanes(out, map);
  return json_text(out, 2);
}

}  // namespace voxmap
