// The map as a tidy table: one row a number, so that a pivot table or a script can take any of it.
#include <fmt/format.h>

#include <array>

#include "journey/csv_text.hpp"
#include "journey/format.hpp"
#include "journey/render.hpp"

namespace voxmap {
namespace {

class Table {
 public:
  Table() : out_("stage,touchpoint,metric,group,value,low,high,n,state\n") {}

  struct Row {
    std::string_view stage, touchpoint, metric, group;
    std::string value, low, high, n;
    std::string_view state = "shown";

    void range(const std::optional<Interval>& interval, int decimals = 4) {
      if (!interval) return;
      low = fixed(interval->low, decimals);
      high = fixed(interval->high, decimals);
    }
  };
  void add(const Row& r) {
    out_ += fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_text(r.stage), csv_text(r.touchpoint),
                        r.metric, csv_text(r.group), r.value, r.low, r.high, r.n, r.state);
  }
  void count(std::string_view stage, std::string_view metric, std::string_view group,
             std::int64_t value) {
    add({stage, "", metric, group, std::to_string(value), "", "", ""});
  }
  void feeling(std::string_view stage, std::string_view touchpoint, const Feeling& f) {
    Row row{stage, touchpoint, "valence", "", fixed(f.mean, 4), "", "", std::to_string(f.persons)};
    row.range(f.interval);
    if (f.directional) row.state = "directional";
    add(row);
  }
  void share(Row row, const Share& share) {
    row.value = fixed(share.share, 4);
    row.range(share.interval);
    add(row);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void add_kpis(Table& table, std::string_view stage, const std::vector<MapKpi>& kpis) {
  for (const MapKpi& k : kpis) {
    Table::Row row{stage, "", "kpi", k.definition, "", "", "", ""};
    if (k.cell == Cell::shown) {
      row.value = fixed(k.estimate.value, 2);
      row.n = std::to_string(k.estimate.n);
      row.range(k.estimate.interval, 2);
      if (k.directional) row.state = "directional";
    } else {
      row.state = k.cell == Cell::hidden ? "hidden" : "not_asked";
    }
    table.add(row);
    if (k.target)
      table.add({stage, "", "kpi_target", k.definition, fixed(*k.target, 2), "", "", ""});
  }
}

// What people decided stands also where the numbers are hidden.
void add_moment(Table& table, const MapStage& s, const MapTouchpoint& t) {
  if (t.moment == MomentState::none) return;
  table.add({s.id, t.id, "moment", "", "", "", "", "", to_string(t.moment)});
}

void add_stage(Table& table, const MapStage& s) {
  if (s.cell != Cell::shown) {
    table.add(
        {s.id, "", "valence", "", "", "", "", "", s.cell == Cell::hidden ? "hidden" : "empty"});
    add_kpis(table, s.id, s.kpis);
    for (const MapTouchpoint& t : s.touchpoints) add_moment(table, s, t);
    return;
  }
  table.feeling(s.id, "", s.feeling);
  table.count(s.id, "persons", "", s.feeling.persons);
  table.count(s.id, "mentions", "", s.mentions);
  const std::array<std::pair<std::string_view, const Share*>, 3> labels = {
      {{"negative", &s.negative}, {"neutral", &s.neutral}, {"positive", &s.positive}}};
  for (const auto& [name, share] : labels) {
    table.share({s.id, "", "label_share", name, "", "", "", std::to_string(s.scored)}, *share);
  }
  const std::int64_t marks = s.marks();
  const auto emotion = [&](std::string_view name, std::int64_t count) {
    const double share = marks == 0 ? 0 : static_cast<double>(count) / static_cast<double>(marks);
    table.add({s.id, "", "emotion_share", name, fixed(share, 4), "", "", std::to_string(marks)});
  };
  for (std::size_t i = 0; i < kEmotionCount; ++i) emotion(kEmotionNames[i], s.emotion_marks[i]);
  emotion("none", s.no_emotion);
  for (const MapFeeling& f : s.feelings) {
    const bool shown = f.cell == Cell::shown;
    table.add({s.id, "", "feeling", f.feeling, shown ? std::to_string(f.persons) : "", "", "",
               shown ? std::to_string(f.mentions) : "", shown ? "shown" : "hidden"});
  }
  for (std::size_t a = 0; a < kActCount; ++a) table.count(s.id, "act", kActNames[a], s.acts[a]);
  table.share({s.id, "", "at_risk_share", "", "", "", "", std::to_string(s.mentions)}, s.at_risk);
  for (const SourceVolume& v : s.volume) {
    if (v.cell == Cell::shown) {
      table.count(s.id, "volume", v.source, v.mentions);
    } else {
      table.add({s.id, "", "volume", v.source, "", "", "", "", "hidden"});
    }
  }
  add_kpis(table, s.id, s.kpis);
  for (const MapTouchpoint& t : s.touchpoints) {
    add_moment(table, s, t);
    if (t.cell != Cell::shown) {
      table.add(
          {s.id, t.id, "valence", "", "", "", "", "", t.cell == Cell::hidden ? "hidden" : "empty"});
      continue;
    }
    table.feeling(s.id, t.id, t.feeling);
    table.add({s.id, t.id, "share", "", fixed(t.share, 4), "", "", ""});
    if (t.impact) table.add({s.id, t.id, "impact", "", fixed(*t.impact, 4), "", "", ""});
  }
}

std::string_view state(Cell cell) {
  return cell == Cell::shown ? "shown" : cell == Cell::hidden ? "hidden" : "empty";
}

void add_trend(Table& table, const MapStage& s, const std::vector<std::string>& months) {
  for (std::size_t i = 0; i < s.trend.size(); ++i) {
    const TrendPoint& p = s.trend[i];
    const bool shown = p.cell == Cell::shown;
    table.add({s.id, "", "trend", months[i], shown ? fixed(p.mean, 4) : "", "", "",
               shown ? std::to_string(p.persons) : "", state(p.cell)});
  }
}

void add_overlay(Table& table, const Overlay& o, const MapData& map) {
  for (std::size_t i = 0; i < o.points.size() && i < map.stages.size(); ++i) {
    const Overlay::Point& p = o.points[i];
    const std::string& stage = map.stages[i].id;
    Table::Row row{stage, "", "overlay", o.title, "", "", "", "", state(p.cell)};
    if (p.cell == Cell::shown) {
      row.value = fixed(p.mean, 4);
      row.range(p.interval);
      if (p.persons > 0) row.n = std::to_string(p.persons);
    }
    table.add(row);
    if (!p.change) continue;
    Table::Row change{
        stage, "", "change", o.title, "", "", "", "", p.significant ? "significant" : "unclear"};
    change.value = fixed(*p.change, 4);
    change.range(p.change_interval);
    table.add(change);
  }
}

void add_handover_rows(Table& table, const MapData& map) {
  for (const HandOver& gap : map.handovers) {
    const std::string group = gap.from_touchpoint + " > " + gap.to_touchpoint;
    Table::Row row{map.stages[gap.from].id, "", "handover", group, "", "", "", "", "unpaired"};
    if (gap.change) {
      row.value = fixed(*gap.change, 4);
      row.n = std::to_string(gap.pairs);
      row.state = gap.sure ? "significant" : "unclear";
    }
    row.range(gap.interval);
    table.add(row);
  }
}

void add_hypotheses(Table& table, const MapData& map) {
  for (const MapHypothesis& h : map.hypotheses) {
    const Tested& t = h.found;
    Table::Row row{h.stated.stage,
                   h.stated.touchpoint,
                   "hypothesis",
                   h.stated.id,
                   "",
                   "",
                   "",
                   "",
                   t.verdict == Verdict::too_few ? "hidden" : to_string(t.verdict)};
    if (t.verdict != Verdict::too_few) {
      row.value = fixed(t.difference, 4);
      row.n = std::to_string(t.persons);
    }
    row.range(t.interval);
    table.add(row);
  }
}

void add_ages(Table& table, const MapData& map) {
  for (const SourceAge& age : map.ages) {
    const bool known = !age.newest.empty();
    table.add({"", "", "age_days", age.source, known ? std::to_string(age.days) : "", "", "", "",
               known ? "shown" : "empty"});
  }
}

}  // namespace

std::string render_csv(const MapData& map) {
  Table table;
  const MapTotals& t = map.totals;
  const std::string_view state = t.rounded ? "rounded" : "shown";
  const std::array<std::pair<std::string_view, std::int64_t>, 4> totals = {
      {{"documents", t.documents},
       {"persons", t.persons},
       {"mentions", t.mentions},
       {"unassigned", t.unassigned}}};
  for (const auto& [metric, value] : totals) {
    table.add({"", "", metric, "", std::to_string(value), "", "", "", state});
  }
  table.add({"", "", "coverage", "", fixed(t.coverage, 4), "", "", "", state});
  add_kpis(table, "", map.kpis);
  for (const MapStage& s : map.stages) {
    add_stage(table, s);
    add_trend(table, s, map.months);
  }
  for (const Overlay& o : map.overlays) add_overlay(table, o, map);
  add_handover_rows(table, map);
  add_hypotheses(table, map);
  add_ages(table, map);
  return table.take();
}

}  // namespace voxmap
