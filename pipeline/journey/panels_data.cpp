// Small multiples for the terminal, spreadsheets and programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "journey/csv_text.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"
#include "journey/panels.hpp"

namespace voxmap {
namespace {

using Json = nlohmann::ordered_json;

template <typename Take>
void each(const Panels& panels, const Take& take) {
  take(panels.whole);
  for (const Series& part : panels.parts) take(part);
}

}  // namespace

std::string panels_terminal(const Panels& panels, bool unicode) {
  std::string out = fmt::format("{} by {}\n", one_line(panels.title), panels.by);
  for (std::size_t i = 0; i < panels.titles.size(); ++i) {
    out += fmt::format("\n  {}\n", one_line(panels.titles[i]));
    each(panels, [&](const Series& series) {
      const SeriesStage& s = series.stages[i];
      std::string text;
      if (s.cell == Cell::shown) {
        text = fmt::format("{} {}{}  n {}", signed_fixed(s.feeling.mean, 2, unicode),
                           unicode ? "±" : "+-", fixed(s.feeling.half_width, 2),
                           grouped(s.feeling.persons));
      } else {
        text = s.cell == Cell::hidden ? "hidden" : "no data";
      }
      out += fmt::format("    {}   {}\n", text, one_line(series.title));
    });
  }
  return out;
}

std::string panels_csv(const Panels& panels) {
  std::string out = panels.by + ",stage,valence,low,high,n,state\n";
  each(panels, [&](const Series& series) {
    for (std::size_t i = 0; i < series.stages.size(); ++i) {
      const SeriesStage& s = series.stages[i];
      const bool shown = s.cell == Cell::shown;
      const Feeling& f = s.feeling;
      out += fmt::format("{},{},{},{},{},{},{}\n", csv_text(series.title), csv_text(panels.ids[i]),
                         shown ? fixed(f.mean, 4) : "", f.interval ? fixed(f.interval->low, 4) : "",
                         f.interval ? fixed(f.interval->high, 4) : "",
                         shown ? std::to_string(f.persons) : "", cell_word(s.cell));
    }
  });
  return out;
}

std::string panels_json(const Panels& panels) {
  Json out = {{"title", panels.title}, {"by", panels.by}, {"min_n", panels.min_n}};
  out["panels"] = Json::array();
  each(panels, [&](const Series& series) {
    Json one = {{"title", series.title},
                {"persons", series.persons},
                {"rounded", series.rounded},
                {"stages", Json::array()}};
    for (std::size_t i = 0; i < series.stages.size(); ++i) {
      const SeriesStage& s = series.stages[i];
      Json stage = {{"id", panels.ids[i]}, {"state", cell_word(s.cell)}};
      if (s.cell == Cell::shown) {
        stage["persons"] = s.feeling.persons;
        stage["valence"] = rounded(s.feeling.mean, 4);
        stage["interval"] = s.feeling.interval ? Json::array({rounded(s.feeling.interval->low, 4),
                                                              rounded(s.feeling.interval->high, 4)})
                                               : Json(nullptr);
      }
      one["stages"].push_back(std::move(stage));
    }
    out["panels"].push_back(std::move(one));
  });
  return json_text(out, 2);
}

}  // namespace voxmap
