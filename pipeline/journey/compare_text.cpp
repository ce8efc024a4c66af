// A comparison for the terminal and for spreadsheets.
#include <fmt/format.h>

#include <algorithm>

#include "journey/compare.hpp"
#include "journey/csv_text.hpp"
#include "journey/format.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kTitleWidth = 24;

// Columns of a terminal, by characters.
std::string pad(std::string text, std::size_t width, bool right = false) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) (void)next_character(text, at);
  if (characters >= width) return text;
  const std::string space(width - characters, ' ');
  return right ? space + text : text + space;
}

std::string cut(const std::string& text, std::size_t width, bool unicode) {
  const std::string line = one_line(text);
  std::size_t at = 0;
  for (std::size_t n = 0; n < width && at < line.size(); ++n) (void)next_character(line, at);
  if (at >= line.size()) return line;
  at = 0;
  const std::size_t keep = width - (unicode ? 1 : 3);
  for (std::size_t n = 0; n < keep && at < line.size(); ++n) (void)next_character(line, at);
  return line.substr(0, at) + (unicode ? "…" : "...");
}

std::string_view arrow(const StageDifference& d, bool unicode) {
  if (!d.significant) return " ";
  if (d.change->value > 0) return unicode ? "▲" : "^";
  return unicode ? "▼" : "v";
}

std::string side_text(Cell cell, const Feeling& f, std::int64_t min_n, bool unicode) {
  if (cell == Cell::empty) return unicode ? "–" : "-";
  if (cell == Cell::hidden) return fmt::format("< {}", min_n);
  return fmt::format("{} {}", signed_fixed(f.mean, 2, unicode),
                     pad("(" + grouped(f.persons) + ")", 7));
}

std::string people_text(std::int64_t persons, bool rounded) {
  return (rounded ? "about " : "") + grouped(persons) + " people";
}

}  // namespace

std::string compare_terminal(const Comparison& c, bool unicode, bool colour) {
  std::string out = fmt::format("{}\n", one_line(c.title));
  out += fmt::format("  first   {}: {}\n", one_line(c.a), people_text(c.persons_a, c.rounded_a));
  out += fmt::format("  second  {}: {}\n\n", one_line(c.b), people_text(c.persons_b, c.rounded_b));
  out += fmt::format("  {}{}{}{}  95 % interval     p (Holm)\n", pad("", kTitleWidth),
                     pad("first (people)", 18), pad("second (people)", 18),
                     pad("difference", 10, true));
  for (const StageDifference& d : c.stages) {
    out += fmt::format("  {}{}{}", pad(cut(d.title, kTitleWidth - 2, unicode), kTitleWidth),
                       pad(side_text(d.cell_a, d.a, c.min_n, unicode), 18),
                       pad(side_text(d.cell_b, d.b, c.min_n, unicode), 18));
    if (d.change) {
      const bool up = d.change->value > 0;
      const std::string_view on = !colour || !d.significant ? "" : up ? "\x1b[32m" : "\x1b[31m";
      out += fmt::format(
          "{}{} {}{}  {}  {}", on, arrow(d, unicode),
          pad(signed_fixed(d.change->value, 2, unicode), 8, true), on.empty() ? "" : "\x1b[0m",
          pad(fmt::format("{} to {}", signed_fixed(d.change->interval.low, 2, unicode),
                          signed_fixed(d.change->interval.high, 2, unicode)),
              16),
          d.adjusted < 0.001 ? "< 0.001" : fixed(d.adjusted, 3));
    }
    while (out.ends_with(' ')) out.pop_back();
    out += "\n";
  }
  if (!c.ratings.empty()) out += "\n";
  for (const RatingDifference& r : c.ratings) {
    MapKpi shown = r.b;
    if (r.change) {
      shown.change = r.change->value;
      shown.change_interval = r.change->interval;
    }
    const std::string_view sign = change_arrow(shown);
    std::string line = fmt::format(
        "  {}{}{}{}",
        pad(cut(r.title.empty() ? "whole journey" : r.title, kTitleWidth - 2, unicode),
            kTitleWidth),
        pad(fmt::format("{} {}", r.a.label, kpi_value(r.a, r.a.estimate.value, unicode)), 18),
        pad(kpi_value(r.b, r.b.estimate.value, unicode), 18),
        sign.empty()   ? "  "
        : unicode      ? std::string(sign)
        : sign == "▲ " ? "^ "
                       : "v ");
    if (r.change) {
      line += fmt::format("{}  {} to {}",
                          pad(kpi_difference_text(r.b, r.change->value, unicode), 8, true),
                          kpi_difference_text(r.b, r.change->interval.low, unicode),
                          kpi_difference_text(r.b, r.change->interval.high, unicode));
    }
    out += line + "\n";
  }
  std::string note = compare_note(c);
  out += "\n";
  while (!note.empty()) {
    std::size_t end = std::min<std::size_t>(note.size(), 92);
    if (end < note.size()) end = note.rfind(' ', end);
    out += "  " + note.substr(0, end) + "\n";
    note.erase(0, std::min(end + 1, note.size()));
  }
  return out;
}

std::string compare_csv(const Comparison& c) {
  std::string out = "stage,metric,first,first_n,second,second_n,difference,low,high,p_holm,state\n";
  const auto mean = [](Cell cell, const Feeling& f) {
    return cell == Cell::shown ? fixed(f.mean, 4) : std::string();
  };
  const auto count = [](Cell cell, const Feeling& f) {
    return cell == Cell::shown ? std::to_string(f.persons) : std::string();
  };
  for (const StageDifference& d : c.stages) {
    const bool hidden = d.cell_a == Cell::hidden || d.cell_b == Cell::hidden;
    out += fmt::format("{},valence,{},{},{},{},", csv_text(d.id), mean(d.cell_a, d.a),
                       count(d.cell_a, d.a), mean(d.cell_b, d.b), count(d.cell_b, d.b));
    out += d.change
               ? fmt::format("{},{},{},{},{}\n", fixed(d.change->value, 4),
                             fixed(d.change->interval.low, 4), fixed(d.change->interval.high, 4),
                             fixed(d.adjusted, 4), d.significant ? "significant" : "unclear")
               : fmt::format(",,,,{}\n", hidden ? "hidden" : "empty");
  }
  for (const RatingDifference& r : c.ratings) {
    out += fmt::format("{},{},{},{},{},{},", csv_text(r.stage), csv_text(r.a.definition),
                       fixed(r.a.estimate.value, 2), r.a.estimate.n, fixed(r.b.estimate.value, 2),
                       r.b.estimate.n);
    out += r.change
               ? fmt::format("{},{},{},,{}\n", fixed(r.change->value, 2),
                             fixed(r.change->interval.low, 2), fixed(r.change->interval.high, 2),
                             r.change->interval.low > 0 || r.change->interval.high < 0
                                 ? "interval excludes 0"
                                 : "unclear")
               : std::string(",,,,empty\n");
  }
  return out;
}

}  // namespace voxmap
