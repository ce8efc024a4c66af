// A comparison as a page: both curves, and a table with the differences.
#include <fmt/format.h>

#include "journey/compare.hpp"
#include "journey/format.hpp"
#include "journey/html.hpp"

namespace voxmap {
namespace {

// Both curves on one scale; an arrow at a value where the change is significant.
MapData drawing_of(const Comparison& c) {
  MapData map;
  map.title = c.title;
  map.min_n = c.min_n;
  map.line = c.b;
  map.look.lanes = {MapLane::curve};
  Overlay overlay{.kind = Overlay::Kind::previous, .title = c.a, .points = {}};
  for (const StageDifference& d : c.stages) {
    MapStage s;
    s.id = d.id;
    s.title = d.title;
    s.cell = d.cell_b;
    s.feeling = d.b;
    map.stages.push_back(std::move(s));
    Overlay::Point point;
    point.cell = d.cell_a;
    point.persons = d.a.persons;
    point.mean = d.a.mean;
    point.interval = d.a.interval;
    if (d.change) {
      point.change = d.change->value;
      point.change_interval = d.change->interval;
      point.significant = d.significant;
    }
    overlay.points.push_back(point);
  }
  map.overlays.push_back(std::move(overlay));
  return map;
}

std::string side_cells(Cell cell, const Feeling& f, std::int64_t min_n) {
  if (cell != Cell::shown) {
    return fmt::format(
        "<td class=\"n dim\" colspan=\"2\">{}</td>",
        cell == Cell::hidden ? fmt::format("fewer than {} people", min_n) : std::string("no data"));
  }
  return fmt::format("<td class=\"n\">{}</td><td class=\"n {}\">{}</td>", grouped(f.persons),
                     to_string(f.tone), signed_fixed(f.mean, 2));
}

std::string stage_rows(const Comparison& c) {
  std::string out;
  for (const StageDifference& d : c.stages) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>{}{}", escape_xml(d.title),
                       side_cells(d.cell_a, d.a, c.min_n), side_cells(d.cell_b, d.b, c.min_n));
    if (!d.change) {
      out += "<td colspan=\"3\" class=\"dim\">not comparable</td></tr>\n";
      continue;
    }
    const std::string_view arrow = !d.significant ? "" : d.change->value > 0 ? "▲ " : "▼ ";
    const std::string_view css = !d.significant        ? ""
                                 : d.change->value > 0 ? " positive"
                                                       : " negative";
    out += fmt::format(
        "<td class=\"n{}\">{}{}</td><td class=\"n\">{} to {}</td><td class=\"n\">{}</td></tr>\n",
        css, arrow, signed_fixed(d.change->value, 2), signed_fixed(d.change->interval.low, 2),
        signed_fixed(d.change->interval.high, 2),
        d.adjusted < 0.001 ? "&lt; 0.001" : fixed(d.adjusted, 3));
  }
  return out;
}

std::string rating_rows(const Comparison& c) {
  std::string out;
  for (const RatingDifference& r : c.ratings) {
    MapKpi shown = r.b;
    if (r.change) {
      shown.change = r.change->value;
      shown.change_interval = r.change->interval;
    }
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{} <span class=\"dim\">({})</span></td><td "
        "class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
        "class=\"n\">{}</td>",
        escape_xml(r.title.empty() ? "Whole journey" : r.title), escape_xml(r.a.label),
        r.a.definition, grouped(r.a.estimate.n), kpi_value(r.a, r.a.estimate.value),
        grouped(r.b.estimate.n), kpi_value(r.b, r.b.estimate.value));
    out += r.change ? fmt::format("<td class=\"n\">{}{}</td><td class=\"n\">{} to {}</td></tr>\n",
                                  change_arrow(shown), kpi_difference_text(r.b, r.change->value),
                                  kpi_difference_text(r.b, r.change->interval.low),
                                  kpi_difference_text(r.b, r.change->interval.high))
                    : std::string("<td colspan=\"2\" class=\"dim\">not comparable</td></tr>\n");
  }
  return out;
}

std::string about_people(std::int64_t persons, bool rounded) {
  return (rounded ? "≈ " : "") + grouped(persons) + " people";
}

}  // namespace

std::string compare_html(const Comparison& c) {
  std::string out = fmt::format(
      "<header>\n<p class=\"eyebrow\">Customer journey, compared</p>\n<h1>{}</h1>\n"
      "<p class=\"lede\">First: {} ({}). Second: {} ({}).</p>\n</header>\n",
      escape_xml(c.title), escape_xml(c.a), about_people(c.persons_a, c.rounded_a), escape_xml(c.b),
      about_people(c.persons_b, c.rounded_b));
  out += html_figure(drawing_of(c));
  const std::string heads =
      "<th scope=\"col\" class=\"n\">People, first</th><th scope=\"col\" class=\"n\">First</th>"
      "<th scope=\"col\" class=\"n\">People, second</th><th scope=\"col\" class=\"n\">Second</th>"
      "<th scope=\"col\" class=\"n\">Difference</th><th scope=\"col\" class=\"n\">95 % "
      "interval</th>";
  out += fmt::format(
      "<h2 id=\"numbers\">Stage by stage</h2>\n<p>{}</p>\n<div class=\"table\" tabindex=\"0\" "
      "role=\"region\" aria-labelledby=\"numbers\"><table>\n<thead><tr><th "
      "scope=\"col\">Stage</th>{}<th scope=\"col\" class=\"n\">p (Holm)</th></tr></thead>\n"
      "<tbody>\n{}</tbody></table></div>\n",
      compare_note(c), heads, stage_rows(c));
  if (!c.ratings.empty()) {
    out += fmt::format(
        "<h2 id=\"ratings\">Ratings</h2>\n<p>An arrow stands where the interval of the difference "
        "excludes 0; these are not adjusted for their number, {}.</p>\n<div class=\"table\" "
        "tabindex=\"0\" role=\"region\" aria-labelledby=\"ratings\"><table>\n<thead><tr><th "
        "scope=\"col\">Stage</th><th scope=\"col\">Rating</th>{}</tr></thead>\n<tbody>\n{}"
        "</tbody></table></div>\n",
        c.ratings.size(), heads, rating_rows(c));
  }
  return html_page(c.title + ": compared", out);
}

}  // namespace voxmap
