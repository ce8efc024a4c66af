// The map as a workbook: the map itself, charts, and the tables behind them.
#include "journey/render.hpp"
#include "journey/xlsx_book.hpp"

namespace voxmap {

std::string render_xlsx(const MapData& map) {
  workbook::Book book(map.title, map.newest);
  workbook::add_map(book, map);
  workbook::add_charts(book, map);
  workbook::add_stages(book, map);
  workbook::add_touchpoints(book, map);
  workbook::add_emotions(book, map);
  workbook::add_acts(book, map);
  workbook::add_volume(book, map);
  workbook::add_ratings(book, map);
  workbook::add_quotes(book, map);
  workbook::add_trend(book, map);
  workbook::add_lines(book, map);
  workbook::add_handovers(book, map);
  workbook::add_hypotheses(book, map);
  workbook::add_about(book, map);
  return book.finish();
}

}  // namespace voxmap
