// Paths as tables for the terminal.
#include "cli/paths_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "cli/drivers_report.hpp"
#include "journey/format.hpp"

namespace voxmap::cli {
namespace {

std::string share_text(const Share& share) {
  return fmt::format("{} ({} to {})", percent(share.share), percent(share.interval.low),
                     percent(share.interval.high));
}

class Text {
 public:
  Text(const PathAnalysis& analysis, const PathOptions& options, std::size_t rows,
       const Stream& out)
      : a_(analysis),
        options_(options),
        rows_(rows),
        out_(out),
        arrow_(out.unicode() ? " → " : " > ") {
    width_ = 10;
    for (const PathStop& s : a_.stops) {
      width_ = std::max(width_, std::min<std::size_t>(28, display_width(s.title)));
    }
    width_ += 2;
  }

  std::string write() {
    head();
    if (a_.stops.empty()) return text_;
    stops();
    steps();
    common();
    handovers();
    forecast();
    return text_;
  }

 private:
  void title(std::string_view words) { text_ += "\n" + out_.styled(Style::heading, words) + "\n"; }
  void line(const std::string& words) { text_ += words + "\n"; }
  void columns(const std::string& words) { line(out_.styled(Style::dim, words)); }
  std::string name(std::size_t stop) const { return terminal_safe(a_.stops[stop].title); }
  void more(std::size_t all, std::string_view what) {
    if (all > rows_)
      line(fmt::format("  and {} {} more: -n, --json",
                       grouped(static_cast<std::int64_t>(all - rows_)), what));
  }

  void head() {
    line(fmt::format(
        "{} people spoke of a place, {} of more than one in a row; {} steps, {} of them inside one "
        "document",
        grouped(a_.persons), grouped(a_.movers), grouped(a_.steps), grouped(a_.within)));
    if (a_.untimed > 0) {
      line(fmt::format("{} people have documents without a time: what those say is left out",
                       grouped(a_.untimed)));
    }
    memory();
    if (a_.hidden_stops > 0) {
      line(fmt::format("{} places of fewer than {} people are left out", a_.hidden_stops,
                       options_.min_n));
    }
  }

  void memory() {
    const PeakEnd& m = a_.peak_end;
    if (m.persons == 0 || !m.interval) return;
    const auto value = [&](double v) { return signed_fixed(v, 2, out_.unicode()); };
    line(fmt::format(
        "peak-end: {} [{}, {}] is what {} people with two felt visits or more are likely to "
        "remember, {} their mean",
        value(m.remembered), value(m.interval->low), value(m.interval->high), grouped(m.persons),
        value(m.mean)));
  }

  void stops() {
    title("Where people are last heard of");
    columns(pad("", width_) + pad_left("people", 8) + "  last heard of here, 95 %");
    for (const PathStop& s : a_.stops) {
      line(pad(terminal_safe(s.title), width_) + pad_left(grouped(s.persons), 8) + "  " +
           (s.last ? share_text(*s.last) : std::string("too few to tell")));
    }
  }

  void steps() {
    title("Most common steps");
    std::vector<const PathStep*> order;
    for (const PathStep& s : a_.matrix) order.push_back(&s);
    std::ranges::stable_sort(order, std::greater{},
                             [](const PathStep* s) { return s->share.count; });
    if (order.empty()) line(fmt::format("none of {} people", options_.min_n));
    for (std::size_t i = 0; i < std::min(order.size(), rows_); ++i) {
      const PathStep& s = *order[i];
      line(fmt::format("{} people  {}{}{}   {} of those who moved on",
                       pad_left(grouped(s.share.count), 6), name(s.from), arrow_, name(s.to),
                       share_text(s.share)));
    }
    more(order.size(), "steps");
  }

  void common() {
    if (a_.common.empty()) return;
    title("Most common paths");
    for (std::size_t i = 0; i < std::min(a_.common.size(), rows_); ++i) {
      std::string path;
      for (const std::size_t stop : a_.common[i].stops) {
        path += (path.empty() ? "" : arrow_) + name(stop);
      }
      line(fmt::format("{} people  {}", pad_left(grouped(a_.common[i].persons), 6), path));
    }
    more(a_.common.size(), "paths");
  }

  void handovers() {
    if (a_.handovers.empty() && a_.hidden_handovers == 0) return;
    title("Hand-overs: the same people before and after");
    std::vector<const Handover*> order;
    for (const Handover& h : a_.handovers) order.push_back(&h);
    std::ranges::stable_sort(order, {}, [](const Handover* h) { return h->change; });
    const bool unicode = out_.unicode();
    for (std::size_t i = 0; i < std::min(order.size(), rows_); ++i) {
      const Handover& h = *order[i];
      std::string kinds;
      for (const std::string* kind : {&h.channel, &h.device, &h.department}) {
        if (!kind->empty()) kinds += (kinds.empty() ? "" : "; ") + *kind;
      }
      const std::string interval =
          h.interval ? fmt::format("[{}, {}]", signed_fixed(h.interval->low, 2, unicode),
                                   signed_fixed(h.interval->high, 2, unicode))
                     : "no interval";
      line(fmt::format("{} people  {}{}{}  {} to {}, change {} {}, p {}{}",
                       pad_left(grouped(h.persons), 6), terminal_safe(h.from), arrow_,
                       terminal_safe(h.to), signed_fixed(h.before, 2, unicode),
                       signed_fixed(h.after, 2, unicode), signed_fixed(h.change, 2, unicode),
                       interval, p_text(h.p), h.shown ? "" : " (no change shown)"));
      line(out_.styled(Style::dim, "               " + terminal_safe(kinds)));
    }
    more(order.size(), "hand-overs");
    if (a_.hidden_handovers > 0) {
      line(fmt::format("{} hand-overs of fewer than {} people on both sides are left out",
                       a_.hidden_handovers, options_.min_n));
    }
  }

  void judged(std::string_view what, const ForecastQuality& q) {
    if (q.steps == 0) {
      line(fmt::format("{}: no step to learn from", what));
      return;
    }
    if (q.best == 0) {
      line(fmt::format(
          "{}: no forecast. On {} steps of {} people not seen before, looking back does no "
          "better than the plain rate",
          what, grouped(q.steps), grouped(q.persons)));
    } else {
      line(fmt::format(
          "{}: looking back {} does better than the plain rate on people not seen before", what,
          q.best == 1 ? "one place" : "two places"));
    }
    for (std::size_t k = 0; k < kOrders; ++k) {
      const ForecastQuality::Order& o = q.orders[k];
      line(fmt::format(
          "  {} back: {} bits a step{}, p {}; right {} against {}", k + 1,
          signed_fixed(o.gain, 3, out_.unicode()),
          o.interval ? fmt::format(" [{}, {}]", signed_fixed(o.interval->low, 3, out_.unicode()),
                                   signed_fixed(o.interval->high, 3, out_.unicode()))
                     : "",
          p_text(o.p), percent(o.right), percent(q.base_right)));
    }
  }

  void forecast() {
    title("What comes next");
    judged("next place", a_.next_place);
    judged("whether the next is negative", a_.next_negative);
    for (const NegativeNext& n : a_.negatives) {
      line(fmt::format("  after {} {}: {} of {} people", n.negative ? "a negative" : "another",
                       name(n.stop), share_text(n.share), grouped(n.persons)));
    }
    if (!options_.after.empty() && a_.next.empty()) {
      line(
          "after those places: nothing to forecast, too few people or no better than the plain "
          "rate");
    }
    if (a_.next.empty()) return;
    std::string path;
    for (std::size_t i = options_.after.size() - a_.next_order; i < options_.after.size(); ++i) {
      path += (path.empty() ? "" : arrow_) + terminal_safe(options_.after[i]);
    }
    line(fmt::format("after {}, which {} people took:", path, grouped(a_.next_persons)));
    for (std::size_t i = 0; i < std::min(a_.next.size(), rows_); ++i) {
      line(fmt::format("  {}  {}", pad_left(percent(a_.next[i].p), 5), name(a_.next[i].stop)));
    }
  }

  const PathAnalysis& a_;
  const PathOptions& options_;
  std::size_t rows_;
  const Stream& out_;
  std::string arrow_;
  std::size_t width_ = 0;
  std::string text_;
};

}  // namespace

std::string paths_text(const PathAnalysis& analysis, const PathOptions& options, std::size_t rows,
                       const Stream& out) {
  return Text(analysis, options, rows, out).write();
}

}  // namespace voxmap::cli
