// Tables of the lanes that have one: lines of the curve, trend, hand-overs, where the data come
// from.
#include <fmt/format.h>

#include <algorithm>

#include "journey/format.hpp"
#include "journey/html.hpp"

namespace voxmap {
namespace {

std::string open(std::string_view id, std::string_view title, std::string_view note) {
  return fmt::format(
      "<h2 id=\"{0}\">{1}</h2>\n{2}<div class=\"table\" tabindex=\"0\" role=\"region\" "
      "aria-labelledby=\"{0}\"><table>\n<thead><tr>",
      id, title, note.empty() ? std::string() : fmt::format("<p>{}</p>\n", note));
}

std::string column(std::string_view name, bool number = true) {
  return fmt::format("<th scope=\"col\"{}>{}</th>", number ? " class=\"n\"" : "", escape_xml(name));
}

std::string row(std::string_view name) {
  return fmt::format("<tr><th scope=\"row\">{}</th>", escape_xml(name));
}

std::string cell(std::string_view text, std::string_view css = "n") {
  return fmt::format("<td class=\"{}\">{}</td>", css, text);
}

std::string between(const Interval& range) {
  return fmt::format("{} to {}", signed_fixed(range.low, 2), signed_fixed(range.high, 2));
}

std::string not_shown(Cell cell, std::int64_t min_n) {
  return cell == Cell::hidden ? fmt::format("fewer than {} people", min_n) : std::string("no data");
}

constexpr std::string_view kClose = "</tbody></table></div>\n";

std::string overlay_table(const MapData& map, const Overlay& overlay, std::size_t number) {
  const bool compared = overlay.kind == Overlay::Kind::previous;
  std::size_t tests = 0;
  for (const Overlay::Point& p : overlay.points) tests += p.change.has_value() ? 1U : 0U;
  const std::string note =
      compared ? fmt::format(
                     "Change: this map minus that period, with Welch's 95 % interval. An "
                     "arrow stands only where p, adjusted by Holm for {} comparisons, is "
                     "below 0.05.",
                     tests)
               : std::string();
  std::string out = open(fmt::format("line{}", number), escape_xml(overlay.title), note);
  out += column("Stage", false) + column("People") + column("Valence") + column("95 % interval");
  if (compared) out += column("Change") + column("95 % interval of the change");
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < overlay.points.size() && i < map.stages.size(); ++i) {
    const Overlay::Point& p = overlay.points[i];
    out += row(map.stages[i].title);
    if (p.cell != Cell::shown) {
      out += fmt::format("<td colspan=\"{}\" class=\"dim\">{}</td></tr>\n", compared ? 5 : 3,
                         overlay.kind == Overlay::Kind::assumed ? "nothing assumed"
                                                                : not_shown(p.cell, map.min_n));
      continue;
    }
    out += cell(p.persons > 0 ? grouped(p.persons) : "–") + cell(signed_fixed(p.mean, 2)) +
           cell(p.interval ? between(*p.interval) : "–");
    if (compared) {
      out += p.change ? cell(fmt::format("{}{}",
                                         !p.significant  ? ""
                                         : *p.change > 0 ? "▲ "
                                                         : "▼ ",
                                         signed_fixed(*p.change, 2))) +
                            cell(between(*p.change_interval))
                      : cell("–") + cell("–");
    }
    out += "</tr>\n";
  }
  return out + std::string(kClose);
}

std::string trend_table(const MapData& map) {
  std::string out = open("trend", "Month by month",
                         "Mean over the people who spoke of the stage in that month, with their "
                         "number. Months of too few people are hidden.");
  out += column("Stage", false);
  for (const std::string& month : map.months) out += column(short_month(month));
  out += "</tr></thead>\n<tbody>\n";
  for (const MapStage& s : map.stages) {
    out += row(s.title);
    if (s.trend.empty()) {
      out += fmt::format("<td colspan=\"{}\" class=\"dim\">{}</td></tr>\n", map.months.size(),
                         not_shown(s.cell, map.min_n));
      continue;
    }
    for (const TrendPoint& p : s.trend) {
      out += p.cell == Cell::shown ? cell(fmt::format("{}<br><span class=\"dim\">{}</span>",
                                                      signed_fixed(p.mean, 2), grouped(p.persons)))
                                   : cell(p.cell == Cell::hidden ? "hidden" : "–", "n dim");
    }
    out += "</tr>\n";
  }
  return out + std::string(kClose);
}

std::string handover_table(const MapData& map) {
  std::string out = open("handovers", "Hand-overs",
                         "From the touchpoint most is said of to that of the next stage, where "
                         "channel, device or department changes. The change of feeling is that of "
                         "people who spoke of both.");
  out += column("From", false) + column("To", false) + column("What changes", false) +
         column("Pairs") + column("Change") + column("95 % interval") + "</tr></thead>\n<tbody>\n";
  for (const HandOver& gap : map.handovers) {
    std::string changes;
    for (const std::string& change : gap.changes) changes += (changes.empty() ? "" : "; ") + change;
    const auto place = [&](std::size_t stage, const std::string& touchpoint) {
      return map.stages[stage].title + " › " + touchpoint;
    };
    out += row(place(gap.from, gap.from_touchpoint));
    out += cell(escape_xml(place(gap.to, gap.to_touchpoint)), "") + cell(escape_xml(changes), "");
    out += gap.change ? cell(grouped(gap.pairs)) + cell(signed_fixed(*gap.change, 2)) +
                            cell(gap.interval ? between(*gap.interval) : "–")
                      : std::string("<td colspan=\"3\" class=\"dim\">unpaired</td>");
    out += "</tr>\n";
  }
  return out + std::string(kClose);
}

std::string data_table(const MapData& map) {
  const Freshness& f = map.freshness;
  std::string out = open(
      "data", "Sources and their age",
      fmt::format("Ages are counted to {}. {} of {} shown stages have data of the last {} days.",
                  short_date(f.on), f.fresh, f.stages, kFreshDays));
  out += column("Source", false) + column("Newest record") + column("Age in days") +
         "</tr></thead>\n<tbody>\n";
  for (const SourceAge& age : map.ages) {
    out += row(age.source) +
           cell(age.newest.empty() ? std::string("no dates") : short_date(age.newest)) +
           cell(age.newest.empty() ? std::string("–") : grouped(age.days)) + "</tr>\n";
  }
  return out + std::string(kClose);
}

bool drawn(const MapData& map, MapLane lane) {
  return std::ranges::find(map.look.lanes, lane) != map.look.lanes.end();
}

}  // namespace

std::string html_lanes(const MapData& map) {
  std::string out;
  for (std::size_t i = 0; i < map.overlays.size(); ++i) {
    out += overlay_table(map, map.overlays[i], i + 1);
  }
  if (drawn(map, MapLane::trend) && !map.months.empty()) out += trend_table(map);
  if (drawn(map, MapLane::handovers) && !map.handovers.empty()) out += handover_table(map);
  if (drawn(map, MapLane::data) && !map.ages.empty()) out += data_table(map);
  return out;
}

}  // namespace voxmap
