// The numbers of the map as tables, and the quotes with their origin.
#include <fmt/format.h>

#include <algorithm>

#include "journey/acts.hpp"
#include "journey/feelings.hpp"
#include "journey/format.hpp"
#include "journey/html.hpp"
#include "journey/star.hpp"

namespace voxmap {
namespace {

std::string dash_or(const std::string& text) { return text.empty() ? "–" : escape_xml(text); }

std::string range_html(const Feeling& f) {
  if (!f.interval) return "–";
  return fmt::format("{} to {}", signed_fixed(f.interval->low, 2),
                     signed_fixed(f.interval->high, 2));
}

std::string kpis_html(const std::vector<MapKpi>& list, std::int64_t min_n) {
  std::string out;
  for (const MapKpi& k : list) {
    if (k.cell == Cell::empty) continue;
    out += out.empty() ? "" : "<br>";
    if (k.cell == Cell::hidden) {
      out += fmt::format("{}: fewer than {} answers", k.label, min_n);
      continue;
    }
    out += fmt::format("{} {}", k.label, kpi_value(k, k.estimate.value));
    if (const std::string r = kpi_interval(k); !r.empty()) out += ", 95 %: " + r;
    out +=
        fmt::format(", n {} <span class=\"dim\">({})</span>", grouped(k.estimate.n), k.definition);
    if (k.target) {
      out += fmt::format(", target {}: {}", kpi_value(k, *k.target), target_word(k));
    }
    if (k.change) {
      out += fmt::format(", {}{} to before (95 %: {} to {})", change_arrow(k),
                         kpi_difference_text(k, *k.change),
                         kpi_difference_text(k, k.change_interval.low),
                         kpi_difference_text(k, k.change_interval.high));
    }
  }
  return out.empty() ? "–" : out;
}

std::string stage_row(const MapStage& s, std::int64_t min_n) {
  std::string out = fmt::format("<tr><th scope=\"row\">{}</th>", escape_xml(s.title));
  if (s.cell != Cell::shown) {
    out += fmt::format("<td colspan=\"9\" class=\"dim\">{}</td>", hidden_text(s.cell, min_n));
    return out + "<td>" + kpis_html(s.kpis, min_n) + "</td></tr>\n";
  }
  const auto touchpoint = [&](const std::optional<std::size_t>& at) {
    if (!at) return std::string("–");
    const MapTouchpoint& t = s.touchpoints[*at];
    return fmt::format("{} {}", escape_xml(t.title), signed_fixed(t.feeling.mean, 2));
  };
  out += fmt::format("<td class=\"n\">{}{}</td><td class=\"n\">{}</td>", grouped(s.feeling.persons),
                     s.feeling.directional ? " <span class=\"dim\">directional</span>" : "",
                     grouped(s.mentions));
  out += fmt::format("<td class=\"n {}\">{}</td><td class=\"n\">{}</td>", to_string(s.feeling.tone),
                     signed_fixed(s.feeling.mean, 2), range_html(s.feeling));
  out += share_cell(s.negative) + share_cell(s.neutral) + share_cell(s.positive);
  out += fmt::format("<td>{}</td><td>{}</td><td>{}</td></tr>\n", touchpoint(s.lowest),
                     touchpoint(s.highest), kpis_html(s.kpis, min_n));
  return out;
}

std::string touchpoint_row(const MapTouchpoint& t, std::int64_t min_n) {
  std::string out = fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td>", escape_xml(starred(t)),
                                dash_or(t.channel));
  if (t.cell == Cell::shown) {
    out += fmt::format(
        "<td class=\"n\">{}{}{}</td><td class=\"n {}\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}{}</td>",
        t.rounded ? "about " : "", grouped(t.feeling.persons),
        t.feeling.directional ? " <span class=\"dim\">directional</span>" : "",
        to_string(t.feeling.tone), signed_fixed(t.feeling.mean, 2), range_html(t.feeling),
        t.impact ? signed_fixed(*t.impact, 3) : "–", t.rounded ? "about " : "", percent(t.share));
  } else {
    out += fmt::format("<td colspan=\"5\" class=\"dim\">{}</td>", hidden_text(t.cell, min_n));
  }
  return out + fmt::format("<td>{}</td><td>{}</td><td>{}</td></tr>\n", dash_or(t.device),
                           dash_or(t.department), dash_or(t.owner));
}

std::string quote_card(const MapData& map, const MapStage& s, const Quote& q, Tone tone) {
  const std::string place = q.touchpoint.empty()
                                ? escape_xml(s.title)
                                : escape_xml(s.title) + " › " + escape_xml(q.touchpoint);
  return fmt::format(
      "<div class=\"quote {}\"><p class=\"where\">{} <span class=\"value\">{}</span></p>"
      "<blockquote dir=\"auto\">{}</blockquote><p class=\"trace\">{}{}</p>"
      "<p class=\"trace\"><code>{}</code></p></div>\n",
      to_string(tone), place, signed_fixed(q.valence / 1000.0, 2), marked_text(q),
      escape_xml(quote_origin(q)), q.input.empty() ? "" : " of " + escape_xml(q.input),
      escape_xml(explain_command(map, q)));
}

// Emotions in % of marks, and mentions by source: a column each.
std::string marks_table(const MapData& map) {
  std::string out =
      "<h2 id=\"marks\">Emotions and sources</h2>\n"
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"marks\">"
      "<table class=\"marks\">\n"
      "<thead><tr><th scope=\"col\">Stage</th>";
  const auto column = [&](std::string_view name) {
    out += fmt::format("<th scope=\"col\" class=\"n\">{}</th>", escape_xml(name));
  };
  column("Marks");
  for (const Emotion e : kEmotionOrder) column(to_string(e));
  column("none");
  for (const std::string& source : map.sources) column(source);
  out += "</tr></thead>\n<tbody>\n";
  for (const MapStage& s : map.stages) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", escape_xml(s.title));
    if (s.cell != Cell::shown) {
      out += fmt::format("<td colspan=\"{}\" class=\"dim\">{}</td></tr>\n",
                         2 + kEmotionCount + map.sources.size(), hidden_text(s.cell, map.min_n));
      continue;
    }
    const auto all = static_cast<double>(std::max<std::int64_t>(s.marks(), 1));
    out += fmt::format("<td class=\"n\">{}</td>", grouped(s.marks()));
    const auto share_cell = [&](std::int64_t marks) {
      out += fmt::format("<td class=\"n\">{}</td>", percent(static_cast<double>(marks) / all));
    };
    for (const Emotion e : kEmotionOrder) {
      share_cell(s.emotion_marks[static_cast<std::size_t>(e)]);
    }
    share_cell(s.no_emotion);
    for (const SourceVolume& v : s.volume) {
      out += v.cell == Cell::hidden ? std::string("<td class=\"n dim\">few</td>")
                                    : fmt::format("<td class=\"n\">{}</td>", grouped(v.mentions));
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string share_cell(const Share& s) {
  return fmt::format("<td class=\"n\">{} <span class=\"dim\">{}–{}</span></td>", percent(s.share),
                     fixed(s.interval.low * 100, 0), fixed(s.interval.high * 100, 0));
}

std::string hidden_text(Cell cell, std::int64_t min_n) {
  return cell == Cell::hidden ? fmt::format("hidden: fewer than {} people", min_n)
                              : std::string("no data");
}

std::string marked_text(const Quote& quote) {
  const std::string_view text = quote.text;
  std::string out = "“";
  std::uint32_t at = 0;
  for (const Span s : quote.evidence) {
    out += escape_xml(text.substr(at, s.begin - at));
    out += "<u>" + escape_xml(s.of(text)) + "</u>";
    at = s.end;
  }
  return out + escape_xml(text.substr(at)) + "”";
}

std::string html_numbers(const MapData& map) {
  std::string out =
      "<h2 id=\"numbers\">The same numbers as a table</h2>\n"
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"numbers\"><table>\n"
      "<thead><tr><th scope=\"col\">Stage</th><th scope=\"col\" class=\"n\">People</th>"
      "<th scope=\"col\" class=\"n\">Mentions</th><th scope=\"col\" class=\"n\">Valence</th>"
      "<th scope=\"col\" class=\"n\">95 % interval</th><th scope=\"col\" class=\"n\">Negative</th>"
      "<th scope=\"col\" class=\"n\">Neutral</th><th scope=\"col\" class=\"n\">Positive</th>"
      "<th scope=\"col\">Lowest touchpoint</th><th scope=\"col\">Highest touchpoint</th>"
      "<th scope=\"col\">Ratings</th></tr></thead>\n<tbody>\n";
  for (const MapStage& s : map.stages) out += stage_row(s, map.min_n);
  const MapTotals& t = map.totals;
  const std::string about = t.rounded ? "about " : "";
  out += "<tr><th scope=\"row\">Not on any stage</th>";
  if (map.unassigned_feeling) {
    const Feeling& f = *map.unassigned_feeling;
    out += fmt::format(
        "<td class=\"n\">{}</td><td class=\"n\">{}{}</td><td class=\"n {}\">{}</td>"
        "<td class=\"n\">{}</td><td colspan=\"6\"></td></tr>\n",
        grouped(f.persons), about, grouped(t.unassigned), to_string(f.tone),
        signed_fixed(f.mean, 2), range_html(f));
  } else {
    out += fmt::format(
        "<td class=\"n\">–</td><td class=\"n\">{}{}</td>"
        "<td colspan=\"8\" class=\"dim\">{}</td></tr>\n",
        about, grouped(t.unassigned),
        map.unassigned_cell == Cell::hidden ? hidden_text(Cell::hidden, map.min_n) : "no score");
  }
  out += "</tbody></table></div>\n";
  std::string ids;
  for (const MapStage& s : map.stages) ids += (ids.empty() ? "" : ", ") + escape_xml(s.id);
  out += fmt::format(
      "<p class=\"dim\">Adds up a row again, down to people, mentions and bytes: <code>{}</code>, "
      "with the ID {}. In place of <code>--stage ID</code>: <code>--touchpoint ID</code>, "
      "<code>--touchpoint ID --next ID</code> for a hand-over, <code>--kpi NAME</code> for a "
      "rating, "
      "<code>--hypothesis ID</code>, <code>--totals</code>.</p>\n",
      escape_xml(replay_command(map)), ids);
  return out + marks_table(map) + html_feelings(map) + html_acts(map);
}

std::string html_touchpoints(const MapData& map) {
  std::string out = "<h2>Touchpoints</h2>\n";
  for (const MapStage& s : map.stages) {
    const std::string value =
        s.cell == Cell::shown ? signed_fixed(s.feeling.mean, 2) : hidden_text(s.cell, map.min_n);
    out += fmt::format("<details><summary>{} <span>· {} · {} touchpoint{}{}</span></summary>\n",
                       escape_xml(s.title), value, s.touchpoints.size(),
                       s.touchpoints.size() == 1 ? "" : "s",
                       s.owner.empty() ? "" : " · owner " + escape_xml(s.owner));
    out +=
        "<div class=\"table\"><table><thead><tr><th scope=\"col\">Touchpoint</th>"
        "<th scope=\"col\">Channel</th><th scope=\"col\" class=\"n\">People</th>"
        "<th scope=\"col\" class=\"n\">Valence</th><th scope=\"col\" class=\"n\">95 % interval</th>"
        "<th scope=\"col\" class=\"n\">Impact</th>"
        "<th scope=\"col\" class=\"n\">Share of mentions</th><th scope=\"col\">Device</th>"
        "<th scope=\"col\">Department</th><th scope=\"col\">Owner</th></tr></thead><tbody>\n";
    for (const MapTouchpoint* t : by_impact(s)) out += touchpoint_row(*t, map.min_n);
    out += "</tbody></table></div></details>\n";
  }
  return out;
}

std::string html_quotes(const MapData& map) {
  std::string cards;
  for (const MapStage& s : map.stages) {
    if (s.best) cards += quote_card(map, s, *s.best, Tone::positive);
    if (s.worst) cards += quote_card(map, s, *s.worst, Tone::negative);
  }
  if (cards.empty()) return {};
  return "<h2>In their words, with their origin</h2>\n<div class=\"quotes\">\n" + cards +
         "</div>\n";
}

}  // namespace voxmap
