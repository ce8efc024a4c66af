// The workbook's first sheet, the map itself, and its last, which says what the numbers are.
#include <fmt/format.h>

#include "journey/format.hpp"
#include "journey/lanes.hpp"
#include "journey/xlsx_book.hpp"

namespace voxmap::workbook {
namespace {

constexpr lxw_row_t kHead = 3;  // of the stages' names; above it the title

Style style_of(const Lane& lane) {
  if (lane.unit == "text") return Style::wrap;
  if (lane.unit == "valence") return Style::valence;
  if (lane.unit == "share") return Style::share;
  return lane.decimals == 0 ? Style::whole : Style::decimal;
}

void cell(Table& table, const MapData& map, const Lane& lane, std::size_t stage) {
  const LaneCell& c = lane.cells[stage];
  if (c.state == Cell::hidden) {
    table.text(fmt::format("hidden (fewer than {} people)", map.min_n), Style::muted);
  } else if (c.state == Cell::empty) {
    table.blank();
  } else if (!c.value) {
    table.text(c.text, Style::wrap);
  } else {
    const bool felt = lane.id == "valence";
    table.number(rounded(*c.value, lane.decimals),
                 felt ? workbook::style_of(map.stages[stage].feeling.tone) : style_of(lane));
  }
}

// Both ends of the interval, as a row of its own below the lane.
void interval(Table& table, const Lane& lane, std::string_view title, double Interval::*end) {
  table.text(title, Style::soft);
  for (const LaneCell& c : lane.cells) {
    if (c.interval) {
      table.number(rounded((*c.interval).*end, lane.decimals), style_of(lane));
    } else {
      table.blank();
    }
  }
  table.next_row();
}

std::string subtitle(const MapData& map) {
  const MapTotals& t = map.totals;
  const std::string_view about = t.rounded ? "about " : "";
  std::string out =
      fmt::format("{}; {}{} people, {}{} mentions, {} placed on a stage", period(map), about,
                  grouped(t.persons), about, grouped(t.mentions), percent(t.coverage));
  if (!map.persona.empty()) out += "; persona: " + map.persona;
  if (!map.segment.empty()) out += "; segment: " + map.segment;
  return out;
}

// Two columns: what, and its words or number.
class Facts {
 public:
  explicit Facts(Book& book) : table_(book, "About") {
    worksheet_set_column(table_.sheet(), 0, 0, 26, nullptr);
    worksheet_set_column(table_.sheet(), 1, 1, 110, nullptr);
  }
  void title(std::string_view title) {
    if (table_.row() > 0) table_.next_row();
    table_.text(title, Style::title);
    table_.next_row();
  }
  void fact(std::string_view what, std::string_view value) {
    if (value.empty()) return;
    table_.text(what, Style::side).text(value, Style::wrap);
    table_.next_row();
  }

 private:
  Table table_;
};

}  // namespace

void add_map(Book& book, const MapData& map) {
  Table table(book, "Map");
  lxw_worksheet* sheet = table.sheet();
  worksheet_set_column(sheet, 0, 0, 22, nullptr);
  if (!map.stages.empty()) {
    worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(map.stages.size()), 24, nullptr);
  }
  table.text(map.title, Style::title).next_row();
  table.text(subtitle(map), Style::soft).next_row();
  while (table.row() < kHead) table.next_row();
  table.text("", Style::stage);
  for (const MapStage& s : map.stages) table.text(s.title, Style::stage);
  table.next_row();
  worksheet_freeze_panes(sheet, kHead + 1, 1);
  for (const Lane& lane : lanes_of(map)) {
    table.text(lane.title, Style::side);
    for (std::size_t i = 0; i < lane.cells.size(); ++i) cell(table, map, lane, i);
    table.next_row();
    if (lane.id == "valence") {
      interval(table, lane, "95 % interval, low", &Interval::low);
      interval(table, lane, "95 % interval, high", &Interval::high);
    }
  }
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 8);  // A3
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_repeat_rows(sheet, kHead, kHead);
}

void add_about(Book& book, const MapData& map) {
  Facts about(book);
  about.title("This map");
  about.fact("journey", map.title);
  about.fact("journey id, version", map.journey + (map.version.empty() ? "" : ", " + map.version));
  about.fact("journey file, SHA-256", map.journey_digest);
  about.fact("rules, SHA-256", map.rules_digest);
  for (const std::string& pack : map.packs) about.fact("pack", pack);
  about.fact("period asked for", map.from.empty() && map.to.empty() ? "all" : period(map));
  about.fact("data", map.oldest.empty() ? "none" : map.oldest + " to " + map.newest);
  about.fact("persona", map.persona.empty() ? "all" : map.persona);
  about.fact("segment", map.segment.empty() ? "all" : map.segment);
  about.fact("as of", as_of_sentence(map));
  const std::string_view rounded = map.totals.rounded ? " (rounded)" : "";
  about.fact("documents", grouped(map.totals.documents) + std::string(rounded));
  about.fact("people", grouped(map.totals.persons) + std::string(rounded));
  about.fact("mentions", grouped(map.totals.mentions) + std::string(rounded));
  about.fact("mentions on no stage", grouped(map.totals.unassigned) + std::string(rounded));
  about.fact("hidden below", fmt::format("{} people: no number, emotion or quote", map.min_n));
  about.fact("directional below", fmt::format("{} people", kDirectional));
  about.fact("personal data", redaction_sentence(map.redaction));
  about.title("What the numbers are");
  about.fact("mention", "one clause that speaks of one touchpoint, or of none");
  about.fact("people", "respondents; where the source names none, documents");
  about.fact("valence",
             "-1 to +1: each person's mean over their scored mentions here, then the mean over the "
             "people. A long interview counts as much as a short answer.");
  about.fact(
      "95 % low, high",
      "mean ± t × s / √n over people, cut to -1..+1. It says how far these people may be from "
      "others like them; not who did not answer, nor mistakes of the scoring.");
  about.fact("tone",
             "positive: the whole interval is above 0 (green); negative: below (orange); unclear: "
             "it includes 0 (grey)");
  about.fact("negative, neutral, positive", "share of the scored mentions, Wilson's 95 % interval");
  about.fact("emotions",
             "share of all marks: a mention has one for each of Plutchik's eight emotions found in "
             "it, and one \"none\" if there is none");
  about.fact(
      "acts, at risk",
      "mentions by speech act; share of the mentions that come from records with a churn risk "
      "of 500 of 1000 or more");
  about.fact("ratings", "formulas by definition in docs/journey.md; net values from -100 to +100");
  about.fact("quotes",
             "chosen by rule, not by hand: the strongest of 25 to 160 characters; nobody is quoted "
             "twice. \"shown by\" is the command that prints the arithmetic.");
}

}  // namespace voxmap::workbook
