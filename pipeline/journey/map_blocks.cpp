// Lanes as lines of text.
#include "journey/map_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "journey/acts.hpp"
#include "journey/feelings.hpp"
#include "journey/format.hpp"
#include "journey/hypotheses_map.hpp"
#include "journey/star.hpp"

namespace voxmap {
namespace {

// A level of the bars of a trend, of a mean from -1 to 1.
constexpr std::array<std::string_view, 8> kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

class Blocks {
 public:
  Blocks(const MapData& map, TextRoom room, bool unicode)
      : map_(map), page_(room == TextRoom::page), unicode_(unicode) {}

  std::vector<TextBlock> take() {
    if (page_) {
      by_stage("Goals", MapLane::goals, [&](const MapStage& s) { return goals(s); });
      by_stage("Touchpoints", MapLane::touchpoints,
               [&](const MapStage& s) { return touchpoints(s); });
    }
    overlays();
    if (page_)
      by_stage("Emotions", MapLane::emotions, [&](const MapStage& s) { return emotions(s); });
    by_stage("Felt by", MapLane::feelings, [](const MapStage& s) { return feeling_facts(s); });
    if (page_) by_stage("Volume", MapLane::volume, [](const MapStage& s) { return volume(s); });
    by_stage("Acts", MapLane::curve, [](const MapStage& s) { return act_facts(s); });
    if (!page_) {
      by_stage("Moments", MapLane::touchpoints, [&](const MapStage& s) { return moments(s); });
    }
    handovers();
    trend();
    hypotheses();
    sources();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool drawn(MapLane lane) const {
    return std::ranges::find(map_.look.lanes, lane) != map_.look.lanes.end();
  }
  [[nodiscard]] std::string number(double value) const { return signed_fixed(value, 2, unicode_); }
  [[nodiscard]] std::string between(const Interval& range) const {
    return fmt::format("[{}, {}]", number(range.low), number(range.high));
  }

  // The map's own signs in ASCII.
  [[nodiscard]] std::string plain(std::string text) const {
    if (unicode_) return text;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSigns = {
        {{"›", ">"},
         {"→", "->"},
         {"★", "*"},
         {"☆", "o"},
         {"–", "-"},
         {"−", "-"},
         {"±", "+-"},
         {"▲", "up"},
         {"▼", "down"}}};
    for (const auto& [sign, ascii] : kSigns) {
      for (std::size_t at = 0; (at = text.find(sign, at)) != std::string::npos;) {
        text.replace(at, sign.size(), ascii);
        at += ascii.size();
      }
    }
    return text;
  }

  void add(TextBlock block) {
    if (block.lines.empty()) return;
    for (auto& [title, text] : block.lines) text = plain(std::move(text));
    out_.push_back(std::move(block));
  }

  template <typename Said>
  void by_stage(std::string_view name, MapLane lane, const Said& said) {
    if (!drawn(lane)) return;
    TextBlock block{std::string(name), {}};
    for (const MapStage& s : map_.stages) {
      if (std::string text = said(s); !text.empty()) block.lines.emplace_back(s.title, text);
    }
    add(std::move(block));
  }

  [[nodiscard]] static std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
    return out;
  }

  [[nodiscard]] std::string goals(const MapStage& s) const {
    std::vector<std::string> parts;
    if (!s.goal.empty()) parts.push_back(s.goal);
    if (!s.business_goal.empty() && drawn(MapLane::business)) {
      parts.push_back("ours: " + s.business_goal);
    }
    if (!s.owner.empty()) parts.push_back("owner: " + s.owner);
    return joined(parts);
  }

  [[nodiscard]] std::string touchpoints(const MapStage& s) const {
    std::vector<std::string> parts;
    for (const MapTouchpoint* t : by_impact(s)) {
      MapTouchpoint named = *t;
      named.title = starred(*t);
      named.moment = MomentState::none;  // the star says it
      parts.push_back(touchpoint_text(named, map_.min_n));
    }
    return joined(parts);
  }

  [[nodiscard]] static std::string moments(const MapStage& s) {
    std::string out;
    for (const MapTouchpoint* t : by_impact(s)) {
      if (t->moment != MomentState::confirmed && t->moment != MomentState::candidate) continue;
      out += (out.empty() ? "" : "  ") + starred(*t);
    }
    return out;
  }

  [[nodiscard]] static std::string emotions(const MapStage& s) {
    std::string out;
    for (const auto& [emotion, share] : top_emotions(s)) {
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", to_string(emotion), percent(share));
    }
    return out;
  }

  [[nodiscard]] static std::string volume(const MapStage& s) {
    std::string out;
    for (const SourceVolume& v : s.volume) {
      const bool few = v.cell == Cell::hidden;
      if (v.mentions == 0 && !few) continue;
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", v.source,
                         few ? "(few)" : grouped(v.mentions));
    }
    return out;
  }

  void overlays() {
    for (const Overlay& o : map_.overlays) {
      TextBlock block{unicode_ ? o.title : plain(o.title), {}};
      for (std::size_t i = 0; i < o.points.size() && i < map_.stages.size(); ++i) {
        block.lines.emplace_back(map_.stages[i].title, point(o.points[i]));
      }
      add(std::move(block));
    }
  }

  [[nodiscard]] std::string point(const Overlay::Point& p) const {
    if (p.cell == Cell::hidden) return fmt::format("fewer than {} people", map_.min_n);
    if (p.cell == Cell::empty) return "no data";
    std::string out = number(p.mean);
    if (p.interval) out += " " + between(*p.interval);
    if (p.persons > 0) out += fmt::format(", {} people", grouped(p.persons));
    if (!p.change) return out;
    return out + fmt::format("; change {}{} {}",
                             !p.significant  ? ""
                             : *p.change > 0 ? "▲ "
                                             : "▼ ",
                             number(*p.change), between(*p.change_interval));
  }

  void handovers() {
    if (!drawn(MapLane::handovers)) return;
    TextBlock block{"Hand-overs", {}};
    for (const HandOver& gap : map_.handovers) {
      std::string text =
          fmt::format("{} → {}: {}", gap.from_touchpoint, gap.to_touchpoint, joined(gap.changes));
      if (gap.change) {
        text += fmt::format("; change {}{} of {} people", number(*gap.change),
                            gap.interval ? " " + between(*gap.interval) : "", grouped(gap.pairs));
      } else if (page_) {
        text += "; unpaired";
      }
      block.lines.emplace_back(map_.stages[gap.from].title, std::move(text));
    }
    add(std::move(block));
  }

  void trend() {
    if (!drawn(MapLane::trend) || map_.months.empty()) return;
    TextBlock block{"Trend", {}};
    for (const MapStage& s : map_.stages) {
      const auto shown = [](const TrendPoint& p) { return p.cell == Cell::shown; };
      if (std::ranges::none_of(s.trend, shown)) continue;
      block.lines.emplace_back(s.title, page_ || !unicode_ ? months(s) : bars(s));
    }
    add(std::move(block));
  }
  [[nodiscard]] std::string months(const MapStage& s) const {
    std::string out;
    for (std::size_t i = 0; i < s.trend.size() && i < map_.months.size(); ++i) {
      const TrendPoint& p = s.trend[i];
      const std::string value = p.cell == Cell::shown    ? number(p.mean)
                                : p.cell == Cell::hidden ? std::string("hidden")
                                                         : std::string("–");
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", short_month(map_.months[i]), value);
      if (page_ && p.cell == Cell::shown) out += fmt::format(" ({})", grouped(p.persons));
    }
    return out;
  }
  [[nodiscard]] std::string bars(const MapStage& s) const {
    std::string out;
    const TrendPoint* first = nullptr;
    const TrendPoint* last = nullptr;
    for (const TrendPoint& p : s.trend) {
      if (p.cell != Cell::shown) {
        out += p.cell == Cell::hidden ? "·" : " ";
        continue;
      }
      if (first == nullptr) first = &p;
      last = &p;
      const auto level = static_cast<std::size_t>(
          std::clamp(std::floor((p.mean + 1) * 4), 0.0, double{kBars.size() - 1}));
      out += kBars[level];
    }
    out +=
        fmt::format("  {} – {}", short_month(map_.months.front()), short_month(map_.months.back()));
    return first == nullptr
               ? out
               : out + fmt::format("  {} to {}", number(first->mean), number(last->mean));
  }

  void hypotheses() {
    TextBlock block{"Beliefs", {}};
    for (const MapHypothesis& h : map_.hypotheses) {
      std::string text = h.stated.text;
      if (page_ && h.found.verdict != Verdict::too_few) {
        text += ". " + measured_text(h.stated, h.found, h.place, unicode_) + "; " +
                difference_text(h.stated, h.found, unicode_);
      }
      block.lines.emplace_back(to_string(h.found.verdict), std::move(text));
    }
    add(std::move(block));
  }

  void sources() {
    if (!page_ || !drawn(MapLane::data) || map_.ages.empty()) return;
    const Freshness& f = map_.freshness;
    TextBlock block{"Sources", {}};
    for (const SourceAge& age : map_.ages) {
      block.lines.emplace_back(
          age.source,
          age.newest.empty()
              ? std::string("no dates")
              : fmt::format("newest {}, {} {} before {}", short_date(age.newest), grouped(age.days),
                            age.days == 1 ? "day" : "days", short_date(f.on)));
    }
    block.lines.emplace_back(
        "fresh", fmt::format("{} of {} shown stages have data of the last {} days", f.fresh,
                             f.stages, kFreshDays));
    add(std::move(block));
  }

  const MapData& map_;
  bool page_, unicode_;
  std::vector<TextBlock> out_;
};

}  // namespace

std::vector<TextBlock> text_blocks(const MapData& map, TextRoom room, bool unicode) {
  return Blocks(map, room, unicode).take();
}

}  // namespace voxmap
