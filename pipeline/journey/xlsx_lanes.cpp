// The workbook's tables of what stands beside the means: months, other lines, hand-overs,
// hypotheses.
#include "journey/format.hpp"
#include "journey/lanes.hpp"
#include "journey/xlsx_book.hpp"

namespace voxmap::workbook {
namespace {

void number_and_range(Table& table, double value, const std::optional<Interval>& range) {
  table.number(rounded(value, 4), Style::valence);
  if (!range) {
    table.blank(2);
    return;
  }
  table.number(rounded(range->low, 4), Style::valence)
      .number(rounded(range->high, 4), Style::valence);
}

}  // namespace

void add_trend(Book& book, const MapData& map) {
  if (map.months.empty()) return;
  Table table(book, "Trend");
  table.head({{"stage", 24}, {"month", 10}, {"people", 9}, {"valence", 9}, {"state", 12}});
  for (const MapStage& s : map.stages) {
    for (std::size_t i = 0; i < s.trend.size() && i < map.months.size(); ++i) {
      const TrendPoint& p = s.trend[i];
      table.text(s.title).text(map.months[i]);
      if (p.cell == Cell::shown) {
        table.whole(p.persons).number(rounded(p.mean, 4), Style::valence);
      } else {
        table.blank(2);
      }
      table.text(to_string(p.cell));
      table.next_row();
    }
  }
  table.filter();
}

void add_lines(Book& book, const MapData& map) {
  if (map.overlays.empty()) return;
  Table table(book, "Lines");
  table.head({{"line", 30},
              {"stage", 24},
              {"people", 9},
              {"valence", 9},
              {"95 % low", 9},
              {"95 % high", 9},
              {"state", 12},
              {"change", 9},
              {"change low", 10},
              {"change high", 10},
              {"significant", 11}});
  for (const Overlay& o : map.overlays) {
    for (std::size_t i = 0; i < o.points.size() && i < map.stages.size(); ++i) {
      const Overlay::Point& p = o.points[i];
      table.text(o.title).text(map.stages[i].title);
      if (p.cell == Cell::shown) {
        p.persons > 0 ? table.whole(p.persons) : table.blank();
        number_and_range(table, p.mean, p.interval);
      } else {
        table.blank(4);
      }
      table.text(to_string(p.cell));
      if (p.change) {
        number_and_range(table, *p.change, p.change_interval);
        table.text(p.significant ? "yes" : "no");
      }
      table.next_row();
    }
  }
  table.filter();
}

void add_handovers(Book& book, const MapData& map) {
  if (map.handovers.empty()) return;
  Table table(book, "Hand-overs");
  table.head({{"from", 24},
              {"to", 24},
              {"from touchpoint", 24},
              {"to touchpoint", 24},
              {"what changes", 40},
              {"pairs", 9},
              {"change", 9},
              {"95 % low", 9},
              {"95 % high", 9}});
  for (const HandOver& gap : map.handovers) {
    std::string changes;
    for (const std::string& change : gap.changes) changes += (changes.empty() ? "" : "; ") + change;
    table.text(map.stages[gap.from].title).text(map.stages[gap.to].title);
    table.text(gap.from_touchpoint).text(gap.to_touchpoint).text(changes, Style::wrap);
    if (gap.change) {
      table.whole(gap.pairs);
      number_and_range(table, *gap.change, gap.interval);
    }
    table.next_row();
  }
  table.filter();
}

void add_hypotheses(Book& book, const MapData& map) {
  if (map.hypotheses.empty()) return;
  Table table(book, "Hypotheses");
  table.head({{"stated", 50},
              {"verdict", 14},
              {"at", 30},
              {"measure", 12},
              {"direction", 10},
              {"people", 9},
              {"others", 9},
              {"value", 9},
              {"reference", 10},
              {"difference", 10},
              {"95 % low", 9},
              {"95 % high", 9},
              {"p (Holm)", 9},
              {"for", 40},
              {"against", 40}});
  for (const MapHypothesis& h : map.hypotheses) {
    const Tested& t = h.found;
    table.text(h.stated.text, Style::wrap).text(to_string(t.verdict)).text(h.place);
    table.text(h.stated.measure).text(h.stated.higher ? "higher" : "lower");
    if (t.verdict != Verdict::too_few) {
      table.whole(t.persons);
      t.others > 0 ? table.whole(t.others) : table.blank();
      table.number(rounded(t.value, 4), Style::valence)
          .number(rounded(t.reference, 4), Style::valence);
      number_and_range(table, t.difference, t.interval);
      table.number(rounded(t.p, 4), Style::decimal);
      table.text(t.supporting ? t.supporting->text : "", Style::wrap);
      table.text(t.opposing ? t.opposing->text : "", Style::wrap);
    }
    table.next_row();
  }
  table.filter();
}

}  // namespace voxmap::workbook
