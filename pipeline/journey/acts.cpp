// Writing out acts and churn risk of the map.
#include "journey/acts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "journey/format.hpp"
#include "journey/html.hpp"

namespace voxmap {

std::string_view act_title(Act act) {
  if (act == Act::effort_high) return "much effort";
  return act == Act::effort_low ? "little effort" : to_string(act);
}

std::string act_facts(const MapStage& stage) {
  std::string out;
  if (stage.at_risk.count > 0) {
    constexpr double kShown = 0.005;  // what percent() would call 0 %
    out = stage.at_risk.share < kShown ? "at risk under 1 %"
                                       : "at risk " + percent(stage.at_risk.share);
  }
  std::vector<std::pair<std::int64_t, Act>> acts;
  for (std::size_t a = 0; a < kActCount; ++a) {
    if (stage.acts[a] > 0) acts.emplace_back(stage.acts[a], static_cast<Act>(a));
  }
  std::ranges::stable_sort(acts, [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [mentions, act] : acts) {
    out += fmt::format("{}{} {}", out.empty() ? "" : "  ", act_title(act), grouped(mentions));
  }
  return out;
}

std::string html_acts(const MapData& map) {
  if (std::ranges::none_of(map.stages, [](const MapStage& s) { return s.any_act(); })) return {};
  std::string out =
      "<h2 id=\"acts\">What people do with their words</h2>\n"
      "<p>Mentions by speech act, and the share of mentions from records with a churn risk of "
      "500 of 1000 or more.</p>\n"
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"acts\">"
      "<table class=\"marks\">\n<thead><tr><th scope=\"col\">Stage</th>";
  for (std::size_t a = 0; a < kActCount; ++a) {
    out += fmt::format("<th scope=\"col\" class=\"n\">{}</th>", act_title(static_cast<Act>(a)));
  }
  out += "<th scope=\"col\" class=\"n\">At risk</th></tr></thead>\n<tbody>\n";
  for (const MapStage& s : map.stages) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", escape_xml(s.title));
    if (s.cell != Cell::shown) {
      out += fmt::format("<td colspan=\"{}\" class=\"dim\">{}</td></tr>\n", kActCount + 1,
                         hidden_text(s.cell, map.min_n));
      continue;
    }
    for (const std::int64_t mentions : s.acts) {
      out += fmt::format("<td class=\"n\">{}</td>", grouped(mentions));
    }
    out += share_cell(s.at_risk) + "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace voxmap
