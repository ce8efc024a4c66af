// Hypotheses held against what the map may show, in words and as JSON.
#include "journey/hypotheses_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "journey/format.hpp"
#include "journey/guard.hpp"
#include "journey/html.hpp"
#include "journey/map_parts.hpp"

namespace voxmap {
namespace {

using Json = nlohmann::ordered_json;

// Where it is about, in the map's words.
std::string spot_of(const MapData& map, const Hypothesis& h) {
  const auto stage = std::ranges::find(map.stages, h.stage, &MapStage::id);
  if (stage == map.stages.end()) return {};
  const auto t = std::ranges::find(stage->touchpoints, h.touchpoint, &MapTouchpoint::id);
  return t == stage->touchpoints.end() ? stage->title : stage->title + " › " + t->title;
}

std::string against_text(const Hypothesis& h, const Tested& t) {
  if (h.against == Hypothesis::Against::threshold) return "the threshold";
  if (h.against == Hypothesis::Against::segment) return "segment " + h.other;
  return t.same_people ? "other places, the same people" : "people who spoke of other places only";
}

std::string quoted(const std::optional<HypothesisQuote>& q, const MapData& map) {
  if (!q) return "–";
  Quote origin;
  origin.mention = q->mention;
  return fmt::format("“{}” <span class=\"dim\">{} {}<br><code>{}</code></span>",
                     escape_xml(q->text), escape_xml(q->source), escape_xml(q->key),
                     escape_xml(explain_command(map, origin)));
}

}  // namespace

void add_hypotheses(MapData& map, Reader& reader, const Journey& journey, const Filter& filter) {
  for (const Tested& tested : test_hypotheses(reader, journey, filter, map.min_n)) {
    MapHypothesis out{.stated = *tested.hypothesis, .place = {}, .found = tested};
    out.found.hypothesis = nullptr;  // the journey may be gone before the map
    out.place = spot_of(map, out.stated);
    if (map.totals.rounded) out.found.others = round_total(out.found.others);
    map.hypotheses.push_back(std::move(out));
  }
}

std::string measured_text(const Hypothesis& h, const Tested& t, std::string_view place,
                          bool unicode) {
  return fmt::format("{} at {}: {} of {}{} people, {} against {}{}", h.measure, place,
                     signed_fixed(t.value, 2, unicode), t.rounded ? "about " : "",
                     grouped(t.persons), signed_fixed(t.reference, 2, unicode), against_text(h, t),
                     t.others > 0 ? fmt::format(" ({} people)", grouped(t.others)) : "");
}

std::string difference_text(const Hypothesis& h, const Tested& t, bool unicode) {
  return fmt::format("difference {}{}, p {}; stated: {}", signed_fixed(t.difference, 2, unicode),
                     t.interval
                         ? fmt::format(" [{}, {}]", signed_fixed(t.interval->low, 2, unicode),
                                       signed_fixed(t.interval->high, 2, unicode))
                         : "",
                     t.p < 0.001 ? "<0.001" : fixed(t.p, 3), h.higher ? "higher" : "lower");
}

Json hypothesis_json(const Hypothesis& h, const Tested& t) {
  const auto number = [](double value) { return rounded(value, 6); };
  const auto quote = [](const std::optional<HypothesisQuote>& q) {
    return q ? Json{{"mention", q->mention},
                    {"text", q->text},
                    {"valence", q->valence},
                    {"source", q->source},
                    {"key", q->key}}
             : Json();
  };
  Json row = {{"id", h.id}, {"text", h.text}, {"stage", h.stage}};
  row["touchpoint"] = h.touchpoint.empty() ? Json() : Json(h.touchpoint);
  row["segment"] = h.segment.empty() ? Json() : Json(h.segment);
  row["measure"] = h.measure;
  row["direction"] = h.higher ? "higher" : "lower";
  row["against"] = h.against == Hypothesis::Against::threshold ? Json(h.threshold)
                   : h.against == Hypothesis::Against::segment ? Json("segment:" + h.other)
                                                               : Json("others");
  row["verdict"] = to_string(t.verdict);
  if (t.verdict == Verdict::too_few) return row;
  row["same_people"] = t.same_people;
  row["persons"] = t.persons;
  row["rounded"] = t.rounded;
  row["others"] = t.others > 0 ? Json(t.others) : Json();
  row["value"] = number(t.value);
  row["reference"] = number(t.reference);
  row["difference"] = number(t.difference);
  row["interval"] = t.interval ? Json{number(t.interval->low), number(t.interval->high)} : Json();
  row["p_holm"] = number(t.p);
  row["for"] = quote(t.supporting);
  row["against_it"] = quote(t.opposing);
  return row;
}

std::string html_hypotheses(const MapData& map) {
  if (map.hypotheses.empty()) return {};
  std::string out =
      "<h2 id=\"hypotheses\">What the team believes, held against what was said</h2>\n"
      "<p>Undecided is not a no: the data do not tell. p is adjusted by Holm for as many as were "
      "tested. What goes together need not be cause and effect.</p>\n"
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"hypotheses\">"
      "<table class=\"beliefs\">\n<thead><tr><th scope=\"col\">Stated</th>"
      "<th scope=\"col\">Verdict</th><th scope=\"col\">Measured</th><th scope=\"col\">For it</th>"
      "<th scope=\"col\">Against it</th></tr></thead>\n<tbody>\n";
  for (const MapHypothesis& h : map.hypotheses) {
    const Tested& t = h.found;
    const std::string_view mark = t.verdict == Verdict::supported ? "✓ "
                                  : t.verdict == Verdict::refuted ? "✗ "
                                                                  : "";
    out += fmt::format("<tr><th scope=\"row\">{}</th><td>{}{}</td>", escape_xml(h.stated.text),
                       mark, to_string(t.verdict));
    if (t.verdict == Verdict::too_few) {
      out += fmt::format(
          "<td colspan=\"3\" class=\"dim\">{}: fewer than {} people on a side, or a "
          "number that would give so few away</td></tr>\n",
          escape_xml(h.place), map.min_n);
      continue;
    }
    out += fmt::format("<td>{}<br><span class=\"dim\">{}</span></td><td>{}</td><td>{}</td></tr>\n",
                       escape_xml(measured_text(h.stated, t, h.place)),
                       escape_xml(difference_text(h.stated, t)), quoted(t.supporting, map),
                       quoted(t.opposing, map));
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace voxmap
