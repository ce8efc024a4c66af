// The map in a terminal: one row a stage, its bar left or right of a common zero line.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.hpp"
#include "journey/format.hpp"
#include "journey/map_blocks.hpp"
#include "journey/render.hpp"
#include "journey/terminal_ink.hpp"

namespace voxmap {
namespace {

struct Glyphs {
  std::string_view zero, axis_left, axis_line, axis_zero, axis_right;
  std::string_view full, half_left, half_right;
  std::string_view plus_minus, dot, path, open, close, dash, ellipsis;
};
constexpr Glyphs kUnicode = {"│", "├", "─", "┼", "┤", "█", "▐", "▌",
                             "±", "·", "›", "“", "”", "–", "…"};
constexpr Glyphs kAscii = {"|",  "|", "-", "+",  "|",  "#", "",  "",
                           "+-", "|", ">", "\"", "\"", "-", ".."};

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

class Page {
 public:
  Page(const MapData& map, const TerminalOptions& options)
      : map_(map),
        unicode_(options.unicode),
        colour_(options.colour),
        glyphs_(options.unicode ? kUnicode : kAscii),
        width_(static_cast<std::size_t>(std::clamp(options.width, 60, 100))) {
    measure();
  }

  std::string draw() {
    head();
    curve();
    points();
    ratings();
    for (const TextBlock& block : text_blocks(map_, TextRoom::line, unicode_)) facts_of(block);
    notes();
    return std::move(out_);
  }

 private:
  // Column widths for the width at hand: the bar and the title shrink first, emotions go last.
  void measure() {
    std::size_t longest = display_width(unassigned_title());
    for (const MapStage& s : map_.stages) longest = std::max(longest, display_width(s.title));
    half_ = width_ >= 96 ? 10 : width_ >= 80 ? 8 : 6;
    title_ = std::min<std::size_t>(longest, width_ >= 96 ? 22 : width_ >= 80 ? 18 : 14);
    const std::size_t used = 2 + title_ + 2 + kPeople + 2 + kMean + 2 + bar_width() + 2;
    emotions_ = used + 12 <= width_ ? width_ - used : 0;
  }
  [[nodiscard]] std::size_t bar_width() const { return 2 * half_ + 1; }
  static std::string unassigned_title() { return "not on any stage"; }

  [[nodiscard]] std::string ink(Ink colour, std::string_view text) const {
    if (!colour_ || colour == Ink::plain || text.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", code(colour), text);
  }
  [[nodiscard]] std::string number(double value) const { return signed_fixed(value, 2, unicode_); }

  void line(std::string text = {}) {
    while (text.ends_with(' ')) text.pop_back();
    out_ += text + "\n";
  }

  [[nodiscard]] std::string fit(std::string_view raw, std::size_t width) const {
    std::string text = terminal_safe(one_line(raw));
    if (display_width(text) <= width) return text;
    const std::size_t room = width - std::min(width, display_width(glyphs_.ellipsis));
    std::string out;
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view c = next_character(text, at);
      used += display_width(c);
      if (used > room) break;
      out += c;
    }
    while (out.ends_with(' ')) out.pop_back();
    return out + std::string(glyphs_.ellipsis);
  }
  [[nodiscard]] std::string left(std::string_view raw, std::size_t width) const {
    std::string text = fit(raw, width);
    return text + std::string(width - std::min(width, display_width(text)), ' ');
  }
  static std::string right(std::string_view text, std::size_t width) {
    return std::string(width - std::min(width, display_width(text)), ' ') + std::string(text);
  }

  // Text broken at spaces (or anywhere, where a word is too long) into lines of at most `width`.
  static std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::string now;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = std::min(text.find(' ', at), text.size());
      std::string_view word = text.substr(at, end - at);
      at = end + 1;
      if (!now.empty() && display_width(now) + 1 + display_width(word) > width) {
        lines.push_back(std::move(now));
        now.clear();
      }
      if (!now.empty()) now += ' ';
      for (std::size_t i = 0; i < word.size();) {
        const std::string_view c = next_character(word, i);
        if (display_width(now) + display_width(c) > width) {
          lines.push_back(std::move(now));
          now.clear();
        }
        now += c;
      }
    }
    if (!now.empty()) lines.push_back(std::move(now));
    return lines;
  }

  // Facts one after another, wrapped between facts.
  void facts(const std::vector<std::string>& list, Ink colour, std::size_t indent = 0) {
    const std::string between = fmt::format(" {} ", glyphs_.dot);
    std::string now;
    for (const std::string& raw : list) {
      const std::string fact = fit(raw, width_ - indent);
      if (!now.empty() &&
          indent + display_width(now) + display_width(between) + display_width(fact) > width_) {
        line(std::string(indent, ' ') + ink(colour, now));
        now.clear();
      }
      now += (now.empty() ? "" : between) + fact;
    }
    if (!now.empty()) line(std::string(indent, ' ') + ink(colour, now));
  }

  void head() {
    line(ink(Ink::heading, fit(map_.title, width_)));
    const MapTotals& t = map_.totals;
    const std::string about = t.rounded ? "about " : "";
    facts({period(map_, unicode_), about + grouped(t.persons) + " people",
           about + grouped(t.documents) + " documents", about + grouped(t.mentions) + " mentions",
           percent(t.coverage) + " on a stage"},
          Ink::plain);
    std::vector<std::string> groups;
    if (!map_.persona.empty()) groups.push_back("persona: " + map_.persona);
    if (!map_.segment.empty()) groups.push_back("segment: " + map_.segment);
    facts(groups, Ink::plain);
    if (map_.later > 0) {
      facts({fmt::format("{} edited since, with later scores", grouped(map_.later))}, Ink::plain);
    }
    line();
  }

  void curve() {
    const std::string axis = repeat(glyphs_.axis_line, half_ - 1);
    const std::string mean = left("valence", kMean);
    line(ink(Ink::dim, std::string(2, ' ') + left("", title_) + "  " + right("people", kPeople) +
                           "  " + mean + "  " + std::string(glyphs_.axis_left) + axis +
                           std::string(glyphs_.axis_zero) + axis + std::string(glyphs_.axis_right) +
                           (emotions_ > 0 ? "  feelings" : "")));
    for (const MapStage& s : map_.stages) {
      row(s.title, s.cell, s.feeling, emotions(s), Ink::bold);
    }
    line(ink(Ink::dim, std::string(2, ' ') + left("", title_) + "  " + right("", kPeople) + "  " +
                           right("", kMean) + "  " + scale()));
    if (map_.totals.unassigned > 0) {
      Cell cell = map_.unassigned_cell;
      row(unassigned_title(), cell, map_.unassigned_feeling.value_or(Feeling{}),
          fmt::format("{}{} mentions", map_.totals.rounded ? "about " : "",
                      grouped(map_.totals.unassigned)),
          Ink::dim, "no score");
    }
  }

  // "-1 ... 0 ... +1" under the bars, its 0 under the zero line.
  [[nodiscard]] std::string scale() const {
    const std::string low = signed_fixed(-1, 0, unicode_);
    const std::size_t gap = half_ - display_width(low);
    return low + std::string(gap, ' ') + "0" + std::string(half_ - 2, ' ') + "+1";
  }

  [[nodiscard]] std::string emotions(const MapStage& stage) const {
    if (stage.cell == Cell::hidden) return fmt::format("fewer than {} people", map_.min_n);
    std::string out;
    int taken = 0;
    for (const auto& [emotion, share] : top_emotions(stage)) {
      const std::string next = fmt::format("{} {}", to_string(emotion), percent(share));
      const std::string joined = out.empty() ? next : fmt::format("{}  {}", out, next);
      if (taken == 2 || share < 0.005 || display_width(joined) > emotions_) break;
      out = joined;
      ++taken;
    }
    return out;
  }

  void row(std::string_view title, Cell cell, const Feeling& f, std::string_view rest, Ink weight,
           std::string_view without = "no data") {
    std::string people = grouped(f.persons);
    std::string mean;
    Ink tone = Ink::plain;
    if (cell == Cell::shown) {
      if (f.directional) people = "~" + people;
      mean = right(number(f.mean), 5) + " " +
             (f.interval ? fmt::format("{}{}", glyphs_.plus_minus, fixed(f.half_width, 2)) : "");
      if (f.tone == Tone::positive) tone = Ink::green;
      if (f.tone == Tone::negative) tone = Ink::red;
    } else {
      people = cell == Cell::hidden ? fmt::format("<{}", map_.min_n) : std::string(glyphs_.dash);
      mean = cell == Cell::hidden ? "hidden" : without;
      weight = Ink::dim;
    }
    std::string text = "  " + ink(weight, left(title, title_)) + "  " +
                       ink(weight == Ink::dim ? Ink::dim : Ink::plain, right(people, kPeople)) +
                       "  " + ink(cell == Cell::shown ? tone : Ink::dim, left(mean, kMean)) + "  " +
                       bar(cell == Cell::shown ? f.mean : 0, tone);
    if (emotions_ > 0 && !rest.empty()) {
      text += "  " + ink(weight == Ink::dim ? Ink::dim : Ink::plain, fit(rest, emotions_));
    }
    line(std::move(text));
  }

  [[nodiscard]] std::string bar(double value, Ink tone) const {
    const auto cells = static_cast<double>(half_);
    const auto halves = static_cast<std::size_t>(
        std::lround(std::min(1.0, std::abs(value)) * cells * (unicode_ ? 2 : 1)));
    const std::size_t full = unicode_ ? halves / 2 : halves;
    const bool half = unicode_ && halves % 2 == 1;
    const std::size_t blank = half_ - full - (half ? 1 : 0);
    const std::string block = repeat(glyphs_.full, full);
    const std::string zero = ink(Ink::dim, glyphs_.zero);
    if (value < 0) {
      return std::string(blank, ' ') +
             ink(tone, std::string(half ? glyphs_.half_left : "") + block) + zero +
             std::string(half_, ' ');
    }
    return std::string(half_, ' ') + zero +
           ink(tone, block + std::string(half ? glyphs_.half_right : "")) + std::string(blank, ' ');
  }

  void points() {
    if (!map_.lowest) return;
    line();
    point("lowest", *map_.lowest);
    const bool same = map_.highest && map_.highest->stage == map_.lowest->stage &&
                      map_.highest->touchpoint == map_.lowest->touchpoint;
    if (map_.highest && !same) point("highest", *map_.highest);
  }

  void point(std::string_view word, const LowPoint& at) {
    const MapStage& stage = map_.stages[at.stage];
    const MapTouchpoint& t = stage.touchpoints[at.touchpoint];
    const Ink tone = t.feeling.tone == Tone::positive   ? Ink::green
                     : t.feeling.tone == Tone::negative ? Ink::red
                                                        : Ink::plain;
    std::string value = number(t.feeling.mean);
    if (t.feeling.interval) {
      value += fmt::format(" {}{}", glyphs_.plus_minus, fixed(t.feeling.half_width, 2));
    }
    std::string tail =
        fmt::format("{}{} people{}", t.rounded ? "about " : "", grouped(t.feeling.persons),
                    t.channel.empty() ? "" : ", " + t.channel);
    const std::string name = fit(stage.title + " " + std::string(glyphs_.path) + " " + t.title,
                                 width_ - kIndent - display_width(value) - 4);
    const std::size_t left_over = width_ - kIndent - display_width(name) - display_width(value) - 4;
    line("  " + ink(Ink::dim, left(word, kIndent - 2)) + ink(Ink::bold, name) + "  " +
         ink(tone, value) + "  " + ink(Ink::dim, left_over > 12 ? fit(tail, left_over) : ""));
    if (!at.quote) return;
    const std::string said = std::string(glyphs_.open) + terminal_safe(one_line(at.quote->text)) +
                             std::string(glyphs_.close);
    for (const std::string& l : wrap(said, width_ - kIndent)) {
      line(std::string(kIndent, ' ') + l);
    }
    line(std::string(kIndent, ' ') + ink(Ink::dim, fit(quote_origin(*at.quote), width_ - kIndent)));
    line(std::string(kIndent, ' ') +
         ink(Ink::dim, terminal_safe(explain_command(map_, *at.quote))));
  }

  void ratings() {
    bool first = true;
    const auto show = [&](std::string_view place, const std::vector<MapKpi>& kpis) {
      bool named = false;
      for (const MapKpi& kpi : kpis) {
        if (kpi.cell == Cell::empty) continue;
        if (first) line();
        line("  " + ink(Ink::dim, left(first ? "ratings" : "", kIndent - 2)) +
             left(named ? "" : place, title_) + "  " + rating(kpi));
        first = false;
        named = true;
      }
    };
    show("whole journey", map_.kpis);
    for (const MapStage& s : map_.stages) show(s.title, s.kpis);
  }

  // Name, value, interval, answers, target: as many of them as the line holds.
  [[nodiscard]] std::string rating(const MapKpi& kpi) const {
    std::vector<std::pair<Ink, std::string>> parts;
    parts.emplace_back(Ink::plain,
                       left(!unicode_ && kpi.label == "Stars 4–5" ? "Stars 4-5" : kpi.label, 9));
    if (kpi.cell == Cell::hidden) {
      parts.emplace_back(Ink::dim, fmt::format("hidden: under {} answers", map_.min_n));
    } else {
      parts.emplace_back(Ink::bold, right(kpi_value(kpi, kpi.estimate.value, unicode_), 5));
      const std::string range = kpi_interval(kpi, unicode_);
      parts.emplace_back(Ink::dim, left(range.empty() ? "" : "95 %: " + range, 19));
      parts.emplace_back(
          Ink::dim,
          left(fmt::format("n {}{}", kpi.directional ? "~" : "", grouped(kpi.estimate.n)), 8));
      if (kpi.target) {
        parts.emplace_back(Ink::dim, "target " + kpi_value(kpi, *kpi.target, unicode_));
      }
    }
    std::string out;
    std::size_t room = width_ - kIndent - title_;
    for (const auto& [colour, text] : parts) {
      const std::size_t needed = 2 + display_width(text);
      if (needed > room) break;
      room -= needed;
      out += (out.empty() ? "" : "  ") + ink(colour, text);
    }
    return out;
  }

  // A long name stands above its lines.
  void facts_of(const TextBlock& block) {
    line();
    const bool beside = display_width(block.name) <= kIndent - 4;
    if (!beside) line("  " + ink(Ink::dim, fit(block.name, width_ - 2)));
    bool first = beside;
    for (const auto& [title, text] : block.lines) {
      line("  " + ink(Ink::dim, left(first ? lower(block.name) : "", kIndent - 2)) +
           left(title, title_) + "  " + fit(text, width_ - kIndent - title_ - 2));
      first = false;
    }
  }
  // Names of blocks are the map's own.
  static std::string lower(std::string name) {
    if (!name.empty() && name.front() >= 'A' && name.front() <= 'Z') {
      name.front() = static_cast<char>(name.front() - 'A' + 'a');
    }
    return name;
  }

  void notes() {
    bool hidden = map_.totals.rounded;
    bool directional = false;
    for (const MapStage& s : map_.stages) {
      hidden = hidden || s.cell == Cell::hidden;
      directional = directional || (s.cell == Cell::shown && s.feeling.directional);
      for (const MapKpi& k : s.kpis) directional = directional || k.directional;
    }
    std::vector<std::string> lines;
    if (directional) {
      lines.push_back(
          fmt::format("~ fewer than {} people: a direction, not a measurement.", kDirectional));
    }
    if (hidden) {
      lines.push_back(fmt::format(
          "hidden: fewer than {} people.{}", map_.min_n,
          map_.totals.rounded ? " Totals are rounded, so that nobody can work out how many." : ""));
    }
    if (!lines.empty()) line();
    for (const std::string& l : lines) {
      for (const std::string& part : wrap(l, width_ - 2)) line("  " + ink(Ink::dim, part));
    }
    if (map_.packs.empty()) return;
    if (lines.empty()) line();
    std::vector<std::string> packs = map_.packs;
    packs.front() = "packs: " + packs.front();
    facts(packs, Ink::dim, 2);
  }

  static constexpr std::size_t kPeople = 7;
  static constexpr std::size_t kMean = 12;
  static constexpr std::size_t kIndent = 11;  // of the facts under the curve
  const MapData& map_;
  bool unicode_, colour_;
  const Glyphs& glyphs_;
  std::size_t width_, half_ = 0, title_ = 0, emotions_ = 0;
  std::string out_;
};

}  // namespace

std::string render_terminal(const MapData& map, const TerminalOptions& options) {
  return Page(map, options).draw();
}

}  // namespace voxmap
