// The workbook's tables: one row a stage, touchpoint, rating or quote.
#include <algorithm>
#include <vector>

#include "journey/acts.hpp"
#include "journey/format.hpp"
#include "journey/lanes.hpp"
#include "journey/xlsx_book.hpp"

namespace voxmap::workbook {
namespace {

// "directional" says more than "shown".
std::string_view state_of(Cell cell, bool directional) {
  return cell == Cell::shown && directional ? "directional" : to_string(cell);
}

void rating(Table& table, std::string_view scope, const MapKpi& k) {
  table.text(scope).text(k.definition).text(k.label).text(unit_of(k.formula));
  table.text(k.cell == Cell::empty ? "not_asked" : state_of(k.cell, k.directional));
  if (k.cell == Cell::shown) {
    table.whole(k.estimate.n).number(rounded(k.estimate.value, 2), Style::decimal);
    if (k.estimate.interval) {
      table.number(rounded(k.estimate.interval->low, 2), Style::decimal)
          .number(rounded(k.estimate.interval->high, 2), Style::decimal);
    } else {
      table.blank(2);
    }
  } else {
    table.blank(4);
  }
  table.maybe(k.target, Style::decimal);
  table.next_row();
}

void quote(Table& table, const MapData& map, std::string_view stage, std::string_view kind,
           const std::optional<Quote>& q) {
  if (!q) return;
  table.text(stage).text(kind).text(q->text, Style::wrap);
  table.number(q->valence / 1000.0, q->valence > 0 ? Style::positive : Style::negative);
  table.text(q->touchpoint).text(q->source).text(q->key);
  if (q->line > 0) {
    table.whole(static_cast<std::int64_t>(q->line));
  } else {
    table.blank();
  }
  table.text(q->date).text(explain_command(map, *q));
  table.next_row();
}

}  // namespace

void add_stages(Book& book, const MapData& map) {
  Table table(book, "Stages");
  // The charts take the columns A to F by their place.
  table.head({
      {"stage", 24},     {"people", 9},      {"valence", 9},    {"95 % low", 9},
      {"95 % high", 9},  {"mentions", 10},   {"tone", 10},      {"state", 12},
      {"scored", 9},     {"negative", 9},    {"neutral", 9},    {"positive", 9},
      {"lowest at", 24}, {"highest at", 24}, {"goal", 40},      {"business goal", 40},
      {"owner", 16},     {"id", 16},         {"± valence", 10},
  });
  for (const MapStage& s : map.stages) {
    table.text(s.title);
    if (s.cell == Cell::shown) {
      table.whole(s.feeling.persons).feeling(s.feeling).whole(s.mentions);
      table.text(to_string(s.feeling.tone)).text(state_of(s.cell, s.feeling.directional));
      table.whole(s.scored);
      for (const Share* share : {&s.negative, &s.neutral, &s.positive}) {
        table.number(rounded(share->share, 4), Style::share);
      }
      table.text(s.lowest ? s.touchpoints[*s.lowest].title : "");
      table.text(s.highest ? s.touchpoints[*s.highest].title : "");
    } else {
      table.blank(6).text(to_string(s.cell), Style::muted).blank(6);
    }
    table.text(s.goal).text(s.business_goal).text(s.owner).text(s.id);
    if (s.cell == Cell::shown) {
      if (s.feeling.interval) table.number(rounded(s.feeling.half_width, 4), Style::decimal);
    }
    table.next_row();
  }
  table.filter();
}

void add_touchpoints(Book& book, const MapData& map) {
  Table table(book, "Touchpoints");
  table.head({
      {"stage", 24},
      {"touchpoint", 26},
      {"people", 9},
      {"valence", 9},
      {"95 % low", 9},
      {"95 % high", 9},
      {"mentions", 10},
      {"share", 8},
      {"tone", 10},
      {"state", 12},
      {"channel", 12},
      {"department", 14},
      {"owner", 16},
      {"id", 26},
      {"impact", 9},
      {"moment of truth", 16},
  });
  for (const MapStage& s : map.stages) {
    for (const MapTouchpoint& t : s.touchpoints) {
      table.text(s.title).text(t.title);
      if (t.cell == Cell::shown) {
        table.whole(t.feeling.persons).feeling(t.feeling);
        if (t.rounded) {
          table.text("rounded", Style::muted);
        } else {
          table.whole(t.mentions);
        }
        table.number(rounded(t.share, 4), Style::share).text(to_string(t.feeling.tone));
        table.text(state_of(t.cell, t.feeling.directional));
      } else {
        table.blank(7).text(to_string(t.cell), Style::muted);
      }
      table.text(t.channel).text(t.department).text(t.owner).text(t.id);
      table.maybe(t.impact, Style::valence);
      table.text(t.moment == MomentState::none ? "" : to_string(t.moment));
      table.next_row();
    }
  }
  table.filter();
}

void add_emotions(Book& book, const MapData& map) {
  Table table(book, "Emotions");
  std::vector<Table::Column> columns = {{"stage", 24}};
  for (const Emotion e : kEmotionOrder) columns.push_back({std::string(to_string(e)), 12});
  columns.push_back({"none", 12});
  columns.push_back({"marks", 12});
  table.head(columns);
  for (const MapStage& s : map.stages) {
    table.text(s.title);
    if (s.cell == Cell::shown) {
      const auto all = static_cast<double>(std::max<std::int64_t>(1, s.marks()));
      const auto share = [&](std::int64_t marks) {
        table.number(rounded(static_cast<double>(marks) / all, 4), Style::share);
      };
      for (const Emotion e : kEmotionOrder) share(s.emotion_marks.at(static_cast<std::size_t>(e)));
      share(s.no_emotion);
      table.whole(s.marks());
    } else {
      table.blank(9).text(to_string(s.cell), Style::muted);
    }
    table.next_row();
  }
}

void add_acts(Book& book, const MapData& map) {
  if (std::ranges::none_of(map.stages, [](const MapStage& s) { return s.any_act(); })) return;
  Table table(book, "Acts");
  std::vector<Table::Column> columns = {{"stage", 24}};
  for (std::size_t a = 0; a < kActCount; ++a) {
    columns.push_back({std::string(act_title(static_cast<Act>(a))), 13});
  }
  columns.push_back({"at risk", 10});
  columns.push_back({"95 % low", 9});
  columns.push_back({"95 % high", 9});
  table.head(columns);
  for (const MapStage& s : map.stages) {
    table.text(s.title);
    if (s.cell == Cell::shown) {
      for (const std::int64_t mentions : s.acts) table.whole(mentions);
      for (const double share :
           {s.at_risk.share, s.at_risk.interval.low, s.at_risk.interval.high}) {
        table.number(rounded(share, 4), Style::share);
      }
    } else {
      table.text(to_string(s.cell), Style::muted);
    }
    table.next_row();
  }
}

void add_volume(Book& book, const MapData& map) {
  Table table(book, "Volume");
  std::vector<Table::Column> columns = {{"stage", 24}};
  for (const std::string& source : map.sources) columns.push_back({source, 18});
  table.head(columns);
  for (const MapStage& s : map.stages) {
    table.text(s.title);
    if (s.cell == Cell::shown) {
      for (const SourceVolume& v : s.volume) {
        if (v.cell == Cell::shown) {
          table.whole(v.mentions);
        } else {
          table.text(to_string(v.cell), Style::muted);
        }
      }
    } else {
      table.text(to_string(s.cell), Style::muted);
    }
    table.next_row();
  }
}

void add_ratings(Book& book, const MapData& map) {
  Table table(book, "Ratings");
  table.head({
      {"stage", 24},
      {"definition", 18},
      {"rating", 28},
      {"unit", 12},
      {"state", 12},
      {"answers", 9},
      {"value", 9},
      {"95 % low", 9},
      {"95 % high", 9},
      {"target", 9},
  });
  for (const MapKpi& k : map.kpis) rating(table, "(whole journey)", k);
  for (const MapStage& s : map.stages) {
    for (const MapKpi& k : s.kpis) rating(table, s.title, k);
  }
  table.filter();
}

void add_quotes(Book& book, const MapData& map) {
  Table table(book, "Quotes");
  table.head({
      {"stage", 24},
      {"kind", 10},
      {"quote", 60},
      {"valence", 9},
      {"touchpoint", 26},
      {"source", 20},
      {"key", 16},
      {"line", 8},
      {"date", 12},
      {"shown by", 44},
  });
  for (const MapStage& s : map.stages) {
    quote(table, map, s.title, "positive", s.best);
    quote(table, map, s.title, "negative", s.worst);
  }
  table.filter();
}

}  // namespace voxmap::workbook
