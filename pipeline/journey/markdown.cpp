// The map as a Markdown table, for a wiki or a ticket.
#include <fmt/format.h>

#include <algorithm>

#include "journey/format.hpp"
#include "journey/map_blocks.hpp"
#include "journey/markdown.hpp"
#include "journey/render.hpp"
#include "journey/star.hpp"

namespace voxmap {
namespace {

std::string feeling(Cell cell, const Feeling& f, std::int64_t min_n) {
  if (cell == Cell::hidden) return fmt::format("hidden (fewer than {} people)", min_n);
  if (cell == Cell::empty) return "no data";
  std::string out = signed_fixed(f.mean, 2);
  if (f.interval) out += " ±" + fixed(f.half_width, 2);
  return f.directional ? out + " (directional)" : out;
}

std::string people(Cell cell, const Feeling& f, std::int64_t min_n) {
  if (cell == Cell::shown) return grouped(f.persons);
  return cell == Cell::hidden ? fmt::format("&lt;{}", min_n) : "–";
}

std::string kpis_text(const std::vector<MapKpi>& list) {
  std::string out;
  for (const MapKpi& k : list) {
    if (k.cell != Cell::shown) continue;
    out += (out.empty() ? "" : "; ") + k.label + " " + kpi_value(k, k.estimate.value);
    if (const std::string range = kpi_interval(k); !range.empty()) out += " (" + range + ")";
  }
  return out.empty() ? "–" : out;
}

void quote_text(std::string& out, const MapData& map, const std::optional<Quote>& q) {
  if (!q) return;
  const std::string command = one_line(explain_command(map, *q));
  const std::string_view fence = command.find('`') == std::string::npos ? "`" : "``";
  out += fmt::format("> “{}”  \n> {}; {}{}{}\n\n", escape_markdown(q->text),
                     escape_markdown(quote_origin(*q)), fence, command, fence);
}

}  // namespace

std::string escape_markdown(std::string_view raw) {
  std::string out;
  for (const char c : one_line(raw)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\`*_[]()|#!~$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string render_markdown(const MapData& map) {
  const MapTotals& t = map.totals;
  const std::string about = t.rounded ? "about " : "";
  std::string out = fmt::format("# {}\n\n{}; {}{} people, {}{} mentions, {} placed on a stage.\n",
                                escape_markdown(map.title), period(map), about, grouped(t.persons),
                                about, grouped(t.mentions), percent(t.coverage));
  if (!map.persona.empty()) out += "Persona: " + escape_markdown(map.persona) + ".\n";
  if (!map.segment.empty()) out += "Segment: " + escape_markdown(map.segment) + ".\n";
  out += "\n| stage | people | valence, 95 % | feelings | lowest touchpoint | ratings |\n";
  out += "|---|---:|---:|---|---|---|\n";
  for (const MapStage& s : map.stages) {
    std::string feelings;
    for (const auto& [emotion, share] : top_emotions(s)) {
      if (std::ranges::count(feelings, ',') >= 1 || share < 0.005) break;
      feelings +=
          fmt::format("{}{} {}", feelings.empty() ? "" : ", ", to_string(emotion), percent(share));
    }
    const std::string lowest = s.lowest ? escape_markdown(starred(s.touchpoints[*s.lowest])) : "–";
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", escape_markdown(s.title),
                       people(s.cell, s.feeling, map.min_n), feeling(s.cell, s.feeling, map.min_n),
                       feelings.empty() ? "–" : feelings, lowest, kpis_text(s.kpis));
  }
  out += fmt::format("\nNot on any stage: {}{} mentions. Whole journey: {}.\n", about,
                     grouped(t.unassigned), kpis_text(map.kpis));
  if (t.rounded) out += "Totals are rounded, because exactly one part of the map is hidden.\n";
  for (const MapStage& s : map.stages) {
    if (!s.best && !s.worst) continue;
    out += fmt::format("\n## {}\n\n", escape_markdown(s.title));
    quote_text(out, map, s.best);
    quote_text(out, map, s.worst);
    out.pop_back();
  }
  for (const TextBlock& block : text_blocks(map, TextRoom::page)) {
    out += fmt::format("\n## {}\n\n", escape_markdown(block.name));
    for (const auto& [title, text] : block.lines) {
      out += fmt::format("- **{}**: {}\n", escape_markdown(title), escape_markdown(text));
    }
  }
  if (map.as_of != 0) out += "\n" + escape_markdown(as_of_sentence(map)) + "\n";
  return out + "\n" + escape_markdown(redaction_sentence(map.redaction)) + "\n";
}

}  // namespace voxmap
