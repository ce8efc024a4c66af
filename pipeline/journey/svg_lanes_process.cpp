// Lanes of how the journey is made: touchpoints, hand-overs between them, where the data come from.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "journey/format.hpp"
#include "journey/star.hpp"
#include "journey/svg_lanes.hpp"

namespace voxmap {

// The most important ones; the page lists all of them below the map.
double Lanes::touchpoints(std::size_t i) {
  constexpr std::size_t kMost = 6;
  std::vector<const MapTouchpoint*> list = by_impact(map_.stages[i]);
  const std::size_t shown = list.size() > kMost ? kMost - 1 : list.size();
  double y = y_ + 23;
  for (std::size_t t = 0; t < shown; ++t) {
    touchpoint(*list[t], layout_.x(i) + kInset, y);
    y += line_ + 7;
  }
  if (shown < list.size()) {
    front_.text(layout_.x(i) + kInset + 13, y, kSmall,
                fmt::format("and {} more", list.size() - shown), "soft");
    y += line_ + 1;
  }
  return y - y_ - line_ + 4;
}

void Lanes::touchpoint(const MapTouchpoint& t, double x, double y) {
  const double room = (inner() - 13) / body_;
  const std::string title = fit_text(starred(t), room);
  std::string_view mark = "○";
  std::string css = "soft";
  if (t.cell == Cell::shown) {
    mark = t.feeling.tone == Tone::positive ? "▲" : t.feeling.tone == Tone::negative ? "▼" : "●";
    css = tone_class(t.feeling.tone);
  }
  front_.raw(fmt::format("<g><title>{}</title>", escape_xml(touchpoint_text(t, map_.min_n))));
  front_.text(x + 4, y, 9, mark, css, "middle");
  front_.text(x + 13, y, body_, title, t.cell == Cell::shown ? "ink" : "soft");
  const double left = room - text_width(title) - 0.6;
  if (!t.channel.empty() && text_width(t.channel) * 10 / body_ <= left) {
    front_.text(x + inner(), y, 10, t.channel, "soft", "end");
  }
  if (t.impact && most_impact_ > 0) {
    const double w = inner() - 13;
    const double share = std::abs(*t.impact) / most_impact_;
    const bool lifts = *t.impact >= 0;
    front_.text(x + 4, y + 8.5, 9, lifts ? "+" : "−", lifts ? "post b" : "negt b", "middle");
    back_.rect(x + 13, y + 4.5, w, 3, "track", 1.5);
    back_.rect(x + 13, y + 4.5, std::max(1.0, w * share), 3, lifts ? "pos" : "neg", 1.5);
  }
  front_.raw("</g>");
}

// Arcs from stage to stage where channel, device or department changes.
void Lanes::handovers() {
  if (y_ > 60) separator();
  const bool paired = std::ranges::any_of(
      map_.handovers, [](const HandOver& gap) { return gap.change.has_value(); });
  std::vector<std::string> hints = {"change of channel, device", "or department"};
  if (paired) {
    hints.insert(hints.end(), {"number: change for the", "same people"});
  } else {
    hints.emplace_back("grey: nobody was paired");
  }
  name("Hand-overs", hints);
  for (const HandOver& gap : map_.handovers) handover(gap);
  y_ += 22 + 15 * 4 + 18;
}

void Lanes::handover(const HandOver& gap) {
  const double from = layout_.middle(gap.from) + 7;
  const double to = layout_.middle(gap.to) - 7;
  const double top = y_ + 14;
  const double middle = (from + to) / 2;
  std::string css = "arc";
  if (gap.change && gap.sure) css += *gap.change > 0 ? " up" : " down";
  back_.path(fmt::format("M{0} {2}C{0} {3} {1} {3} {1} {2}", number(from), number(to),
                         number(top + 14), number(top - 4)),
             css);
  back_.path(fmt::format("M{} {}l4 -6h-8Z", number(to), number(top + 18)), "arrowhead");
  const double room = (layout_.column - 10) / kSmall;
  double y = top + 28;
  std::size_t lines = 0;
  const auto line = [&](std::string_view text) {
    if (lines++ == 2) return;
    front_.text(middle, y, kSmall, fit_text(text, room), lines == 1 ? "ink" : "soft", "middle");
    y += 14;
  };
  for (const std::string& change : gap.changes) {
    if (lines >= 2) break;
    const std::size_t cut = change.find(" › ");
    if (lines == 0 && text_width(change) > room && cut != std::string::npos) {
      line(change.substr(0, cut));  // the other changes are in the table
      line(change.substr(cut + 1));
    } else {
      line(change);
    }
  }
  if (gap.change) {
    front_.text(middle, y, kSmall + 1, signed_fixed(*gap.change, 2), "ink b", "middle");
    front_.text(middle, y + 13, 10, fmt::format("{} pairs", grouped(gap.pairs)), "soft", "middle");
  } else {
    front_.text(middle, y, 10, "unpaired", "soft", "middle");
  }
}

double Lanes::data(std::size_t i) {
  const MapStage& s = map_.stages[i];
  double y = y_ + 23;
  y = centred(i, y, body_, s.owner.empty() ? "no owner" : s.owner, 2,
              s.owner.empty() ? "soft" : "ink");
  if (s.cell == Cell::shown) {
    const auto count = std::ranges::count_if(
        s.volume, [](const SourceVolume& v) { return v.mentions > 0 || v.cell == Cell::hidden; });
    y = centred(i, y, kSmall, fmt::format("{} source{}", count, count == 1 ? "" : "s"), 1, "soft");
    if (!s.newest.empty()) {
      y = centred(i, y, kSmall, "newest " + short_month(s.newest), 1, "soft");
    }
  }
  return std::max(y - y_ - line_ + 4, i == 0 ? ages(y_ + 23 + 15) : 0);
}

// How many stages have data of the last days, as a row of boxes.
double Lanes::ages(double y) {
  const Freshness& f = map_.freshness;
  if (f.stages == 0) return 0;
  const double w = std::min(16.0, (kGutterText - 4) / static_cast<double>(f.stages));
  for (std::size_t i = 0; i < f.stages; ++i) {
    gutter_.rect(14 + w * static_cast<double>(i), y + 8, w - 3, 8, i < f.fresh ? "pos" : "track",
                 2);
  }
  gutter_.text(14, y + 31, kSmall, fmt::format("{} of {} with data of the", f.fresh, f.stages),
               "soft hint");
  gutter_.text(14, y + 45, kSmall, fmt::format("last {} days", kFreshDays), "soft hint");
  return y + 45 - y_;
}

}  // namespace voxmap
