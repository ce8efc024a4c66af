// The map as a workbook: the map itself, charts, and the tables behind them.
#include "journey/render.hpp"
#include "journey/xlsx_book.hpp"

namespace voxmap {

std::string render_xlsx(const MapData& map) {
  xlsx::Book book(map.title, map.newest);
  xlsx::add_map(book, map);
  xlsx::add_charts(book, map);
  xlsx::add_stages(book, map);
  xlsx::add_touchpoints(book, map);
  xlsx::add_emotions(book, map);
  xlsx::add_acts(book, map);
  xlsx::add_volume(book, map);
  xlsx::add_ratings(book, map);
  xlsx::add_quotes(book, map);
  xlsx::add_about(book, map);
  return book.finish();
}

}  // namespace voxmap
