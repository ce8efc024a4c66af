// Lanes of what people felt, said and rated.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/feelings.hpp"
#include "journey/format.hpp"
#include "journey/svg_lanes.hpp"

namespace voxmap {

double Lanes::emotions(std::size_t i) {
  const MapStage& s = map_.stages[i];
  const auto all = static_cast<double>(s.marks());
  if (s.cell != Cell::shown || all <= 0) return nothing(i);
  const double x = layout_.x(i) + kInset;
  double at = x;
  const auto piece = [&](std::string_view name, const std::string& css, std::int64_t marks) {
    if (marks == 0) return;
    const double share = static_cast<double>(marks) / all;
    const double w = inner() * share;
    back_.raw(fmt::format("<g><title>{} {}</title>", name, percent(share)));
    back_.rect(at, y_ + 14, std::max(0.5, w - (w > 3 ? 1 : 0)), 18, css);
    back_.raw("</g>");
    at += w;
  };
  for (const Emotion e : kEmotionOrder) {
    piece(to_string(e), emotion_class(e), s.emotion_marks[static_cast<std::size_t>(e)]);
  }
  piece("none", "e-none", s.no_emotion);
  const auto top = top_emotions(s);
  const std::string text =
      top.empty() ? "none" : fmt::format("{} {}", to_string(top[0].first), percent(top[0].second));
  front_.text(layout_.middle(i), y_ + 48, body_, text, "ink b", "middle");
  if (top.size() > 1) {
    front_.text(layout_.middle(i), y_ + 62, 10.5,
                fmt::format("{} {}", to_string(top[1].first), percent(top[1].second)), "soft",
                "middle");
  }
  return 62;
}

// Those of most people; the rest is in the page's table.
double Lanes::feelings(std::size_t i) {
  constexpr std::size_t kMost = 3;
  const auto top = top_feelings(map_.stages[i]);
  if (top.empty()) return nothing(i);
  double y = y_ + 23;
  for (std::size_t f = 0; f < std::min(kMost, top.size()); ++f) {
    front_.text(
        layout_.middle(i), y, body_,
        fit_text(fmt::format("{} {}", feeling_title(top[f]->feeling), grouped(top[f]->persons)),
                 em(body_)),
        f == 0 ? "ink b" : "soft", "middle");
    y += line_;
  }
  return y - line_ - y_;
}

double Lanes::volume(std::size_t i) {
  constexpr double kHighest = 64;
  const MapStage& s = map_.stages[i];
  if (s.cell != Cell::shown) return nothing(i);
  std::int64_t most = 1;
  for (const MapStage& other : map_.stages) most = std::max(most, other.mentions);
  const double w = std::min(48.0, inner() / 2);
  const double base = y_ + 14 + 14 + kHighest;
  double top = base;
  std::int64_t rest = s.mentions;
  const auto piece = [&](std::string_view title, std::int64_t mentions, std::string_view css) {
    const double h = kHighest * static_cast<double>(mentions) / static_cast<double>(most);
    top -= h;
    back_.raw(fmt::format("<g><title>{}</title>", escape_xml(title)));
    back_.rect(layout_.middle(i) - w / 2, top, w, std::max(0.5, h - (h > 3 ? 1 : 0)), css);
    back_.raw("</g>");
  };
  for (std::size_t v = 0; v < s.volume.size(); ++v) {
    const SourceVolume& of = s.volume[v];
    if (of.mentions == 0) continue;
    piece(fmt::format("{} {}", of.source, grouped(of.mentions)), of.mentions, source_class(v));
    rest -= of.mentions;
  }
  if (rest > 0) piece("sources of too few mentions to show", rest, "e-none");
  front_.text(layout_.middle(i), top - 5, body_, grouped(s.mentions), "ink b", "middle");
  return base - y_;
}

double Lanes::quotes(std::size_t i) {
  const MapStage& s = map_.stages[i];
  if (!s.best && !s.worst) return nothing(i);
  double y = y_ + 14;
  if (s.best) y = quote(i, *s.best, "pos", "+", y);
  if (s.worst) y = quote(i, *s.worst, "neg", "−", y);
  return y - y_ - 8;
}

// A quote beside a bar in its colour; the full text is in its tooltip and in the page's list.
double Lanes::quote(std::size_t i, const Quote& q, std::string_view css, std::string_view sign,
                    double y) {
  const double x = layout_.x(i) + kInset;
  const double indent = 12;
  const auto lines =
      wrap_text(q.text, (inner() - indent) / body_, layout_.column < 130 ? 7 : 5, q.evidence);
  const double height = line_ * static_cast<double>(lines.size()) + 14;
  back_.rect(x, y, 3, height, css, 1.5);
  front_.raw(
      fmt::format("<g><title>{} ({})</title>", escape_xml(q.text), escape_xml(quote_origin(q))));
  double at = y + 11;
  for (const TextLine& line : lines) {
    front_.text(x + indent, at, body_, line, "ink");
    at += line_;
  }
  const std::string from = q.touchpoint.empty() ? q.source : q.touchpoint;
  front_.text(x + indent, at, 10, fit_text(std::string(sign) + " " + from, (inner() - indent) / 10),
              std::string(css) + "t");
  front_.raw("</g>");
  return y + height + 12;
}

double Lanes::kpis(std::size_t i) {
  double y = y_;
  for (const MapKpi& k : map_.stages[i].kpis) {
    if (k.cell != Cell::empty) y = kpi(i, k, y);
  }
  return y == y_ ? not_asked(i) : y - y_;
}

double Lanes::kpi(std::size_t i, const MapKpi& k, double y) {
  const double x = layout_.middle(i);
  if (k.cell == Cell::hidden) {
    front_.text(x, y + 22, kSmall,
                fit_text(fmt::format("{}: fewer than {}", k.label, map_.min_n), em(kSmall)), "soft",
                "middle");
    return y + 21;
  }
  front_.text(x, y + 23, 14, fit_text(k.label + " " + kpi_value(k, k.estimate.value), em(14), true),
              "ink b", "middle");
  y += 38;
  const auto line = [&](const std::string& text, std::string_view css) {
    front_.text(x, y, kSmall, fit_text(text, em(kSmall)), css, "middle");
    y += 14;
  };
  if (const std::string range = kpi_interval(k); !range.empty()) line(range, "soft");
  line(fmt::format("n {}{}", k.directional ? "~" : "", grouped(k.estimate.n)), "soft");
  line(k.definition, "soft");
  if (k.target) {
    const std::string_view held = target_word(k);
    line(fmt::format("target {}: {}", kpi_value(k, *k.target), held), held == "reached"  ? "post b"
                                                                      : held == "missed" ? "negt b"
                                                                                         : "soft");
  }
  if (k.change) {
    const std::string_view arrow = change_arrow(k);
    line(fmt::format("{}{} to before", arrow, kpi_difference_text(k, *k.change)),
         arrow.empty() ? "soft" : "ink b");
  }
  return y - 10;
}

double Lanes::not_asked(std::size_t i) {
  front_.text(layout_.middle(i), y_ + 23, 10.5, "not asked", "soft", "middle");
  return 23;
}

// Twelve months as a line that breaks where a month has too few people; the last one has a dot.
double Lanes::trend(std::size_t i) {
  constexpr double kHigh = 46;
  const MapStage& s = map_.stages[i];
  if (s.cell != Cell::shown || s.trend.empty()) return nothing(i);
  const double left = layout_.x(i) + kInset;
  const double step = inner() / static_cast<double>(std::max<std::size_t>(s.trend.size() - 1, 1));
  const auto at = [&](std::size_t m) {
    return Point{left + step * static_cast<double>(m),
                 y_ + 14 + (1 - s.trend[m].mean / trend_limit_) / 2 * kHigh};
  };
  back_.line(left, y_ + 14 + kHigh / 2, left + inner(), y_ + 14 + kHigh / 2, "grid");
  std::string d;
  std::size_t last = s.trend.size();
  for (std::size_t m = 0; m < s.trend.size(); ++m) {
    if (s.trend[m].cell != Cell::shown) continue;
    const Point p = at(m);
    const bool goes_on = m > 0 && s.trend[m - 1].cell == Cell::shown;
    const bool alone = !goes_on && (m + 1 == s.trend.size() || s.trend[m + 1].cell != Cell::shown);
    d += fmt::format("{}{} {}", goes_on ? "L" : "M", number(p.x), number(p.y));
    if (alone) back_.circle(p.x, p.y, 1.5, "whiskerdot");
    last = m;
  }
  if (last == s.trend.size()) {
    front_.text(layout_.middle(i), y_ + 14 + kHigh / 2 + 4, kSmall,
                fit_text("months too small", em(kSmall)), "soft halo", "middle");
    return 14 + kHigh;
  }
  back_.path(d, "curve thin");
  const Point end = at(last);
  front_.circle(end.x, end.y, 3, "whiskerdot");
  front_.text(
      layout_.middle(i), y_ + 14 + kHigh + 12, kSmall,
      fmt::format("{} {}", short_month(map_.months[last]), signed_fixed(s.trend[last].mean, 2)),
      "soft", "middle");
  return 14 + kHigh + 14;
}

}  // namespace voxmap
