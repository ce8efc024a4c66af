// The workbook's charts: native ones over the tables, so that they can be restyled and copied.
#include <algorithm>
#include <array>

#include "journey/xlsx_book.hpp"

namespace voxmap::workbook {
namespace {

constexpr lxw_color_t kCurve = 0x0072B2;
constexpr std::array<lxw_color_t, kEmotionCount + 1> kEmotionColours = {
    0xE69F00, 0x009E73, 0xCC79A7, 0xF0E442, 0x56B4E9, 0x0072B2, 0x8C564B, 0xD55E00, 0xD9DEE3};
constexpr std::array<lxw_color_t, 7> kSourceColours = {0x4477AA, 0xAA3377, 0xCCBB44, 0x66CCEE,
                                                       0x228833, 0xEE6677, 0x999999};

// A series over one column of a table that has its stages in rows 2 to the last.
lxw_chart_series* series(lxw_chart* chart, const char* sheet, lxw_col_t column, lxw_row_t last) {
  lxw_chart_series* out = chart_add_series(chart, nullptr, nullptr);
  chart_series_set_categories(out, sheet, 1, 0, last, 0);
  chart_series_set_values(out, sheet, 1, column, last, column);
  chart_series_set_name_range(out, sheet, 0, column);
  return out;
}

void title(lxw_chart* chart, const char* text) {
  chart_title_set_name(chart, text);
  lxw_chart_font font{};
  font.size = 12;
  font.bold = LXW_TRUE;
  chart_title_set_name_font(chart, &font);
}

void colour(lxw_chart_series* of, lxw_color_t colour) {
  lxw_chart_fill fill{};
  fill.color = colour;
  chart_series_set_fill(of, &fill);
}

void end_of_whisker(lxw_chart_series* of) {
  lxw_chart_line none{};
  none.none = LXW_TRUE;
  chart_series_set_line(of, &none);
  // Not a dash: libxlsxwriter 1.1.4 writes a name for it that the format does not have.
  chart_series_set_marker_type(of, LXW_CHART_MARKER_SQUARE);
  chart_series_set_marker_size(of, 3);
  lxw_chart_line edge{};
  edge.color = 0x1D4F73;
  chart_series_set_marker_line(of, &edge);
  lxw_chart_fill inside{};
  inside.color = edge.color;
  chart_series_set_marker_fill(of, &inside);
}

// The whiskers are lines between the lowest and the highest series: error bars of custom values are
// not to be had from the library, and these say the same.
lxw_chart* valence(Book& book, lxw_row_t last) {
  lxw_chart* chart = book.chart(LXW_CHART_LINE);
  title(chart, "Valence by stage, with 95 % interval");
  lxw_chart_series* mean = series(chart, "Stages", 2, last);
  lxw_chart_line line{};
  line.color = kCurve;
  line.width = 2.25;
  chart_series_set_line(mean, &line);
  chart_series_set_marker_type(mean, LXW_CHART_MARKER_CIRCLE);
  chart_series_set_marker_size(mean, 8);
  lxw_chart_fill fill{};
  fill.color = kCurve;
  chart_series_set_marker_fill(mean, &fill);
  chart_series_set_labels(mean);
  chart_series_set_labels_num_format(mean, "+0.00;-0.00;0.00");
  chart_series_set_labels_position(mean, LXW_CHART_LABEL_POSITION_RIGHT);
  end_of_whisker(series(chart, "Stages", 3, last));
  end_of_whisker(series(chart, "Stages", 4, last));
  lxw_chart_line whisker{};
  whisker.color = 0x1D4F73;
  whisker.width = 1.5;
  chart_set_high_low_lines(chart, &whisker);
  chart_axis_set_min(chart->y_axis, -1);
  chart_axis_set_max(chart->y_axis, 1);
  chart_axis_set_num_format(chart->y_axis, "+0.0;-0.0;0");
  chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  return chart;
}

lxw_chart* emotions(Book& book, lxw_row_t last) {
  lxw_chart* chart = book.chart(LXW_CHART_COLUMN_STACKED_PERCENT);
  title(chart, "Emotions, share of marks");
  for (std::size_t i = 0; i < kEmotionColours.size(); ++i) {
    colour(series(chart, "Emotions", static_cast<lxw_col_t>(i + 1), last), kEmotionColours.at(i));
  }
  chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
  return chart;
}

lxw_chart* volume(Book& book, const MapData& map, lxw_row_t last) {
  lxw_chart* chart = book.chart(LXW_CHART_COLUMN_STACKED);
  title(chart, "Mentions by source");
  for (std::size_t i = 0; i < map.sources.size(); ++i) {
    colour(series(chart, "Volume", static_cast<lxw_col_t>(i + 1), last),
           kSourceColours.at(std::min(i, kSourceColours.size() - 1)));
  }
  chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
  return chart;
}

}  // namespace

void add_charts(Book& book, const MapData& map) {
  lxw_worksheet* sheet = book.sheet("Charts");
  if (map.stages.empty()) return;
  const auto last = static_cast<lxw_row_t>(map.stages.size());
  lxw_row_t row = 0;
  const auto insert = [&](lxw_chart* chart) {
    lxw_chart_options size{};
    size.x_scale = 2.2;
    size.y_scale = 1.3;
    worksheet_insert_chart_opt(sheet, row, 0, chart, &size);
    row += 20;
  };
  insert(valence(book, last));
  insert(emotions(book, last));
  // A chart without a series is a damaged one to spreadsheet programs.
  if (!map.sources.empty()) insert(volume(book, map, last));
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 8);  // A3
  worksheet_fit_to_pages(sheet, 1, 1);
}

}  // namespace voxmap::workbook
