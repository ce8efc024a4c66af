// Drawing the map as SVG: shared by the .svg file and the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journey/curve.hpp"
#include "journey/map.hpp"
#include "journey/text_layout.hpp"

namespace voxmap {

// Collects SVG elements; coordinates are written with two decimals at most.
class Canvas {
 public:
  void raw(std::string_view element) { out_ += element; }
  void rect(double x, double y, double w, double h, std::string_view css, double radius = 0);
  void line(double x1, double y1, double x2, double y2, std::string_view css);
  void circle(double x, double y, double r, std::string_view css);
  void path(std::string_view d, std::string_view css);
  // `text` is escaped here. Anchor: "start", "middle", "end".
  void text(double x, double y, double size, std::string_view text, std::string_view css,
            std::string_view anchor = "start");
  void text(double x, double y, double size, const TextLine& line, std::string_view css,
            std::string_view anchor = "start");
  // Opens an element that may be focused, with its accessible name and tooltip.
  void open_focus(std::string_view css, std::string_view name);
  void open(std::string_view css);
  void close() { out_ += "</g>"; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Where the columns stand. The gutter with the lanes' names is a drawing of its own, so that a page
// can keep it in view while the columns scroll.
struct MapLayout {
  double gutter = 168;
  double left = 40;  // of the body, for the curve's axis
  double right = 14;
  double column = 0;  // 104..320, by the number of stages
  std::size_t stages = 0;

  explicit MapLayout(const MapData& map);
  [[nodiscard]] double width() const { return left + right + column * static_cast<double>(stages); }
  [[nodiscard]] double x(std::size_t stage) const {
    return left + column * static_cast<double>(stage);
  }
  [[nodiscard]] double middle(std::size_t stage) const { return x(stage) + column / 2; }
};

struct MapDrawing {
  std::string gutter, body;  // SVG fragments, each with its own origin
  double gutter_width = 0, body_width = 0, height = 0;
};
[[nodiscard]] MapDrawing draw_map(const MapData& map);

// The curve lane alone, its top at `y`; returns its height.
double draw_curve(const MapData& map, const MapLayout& layout, double y, Canvas& back,
                  Canvas& front);

// "M.." data of the line through the points, of which there is one at least; `half`: of a column,
// for steps. And the way back from the last to the first, to close a band with.
[[nodiscard]] std::string line_path(const std::vector<Point>& points, CurveStyle style,
                                    double half);
[[nodiscard]] std::string line_back(const std::vector<Point>& points, CurveStyle style,
                                    double half);
// The sign of a second (0) or third (1) line: a square, a rhombus. Not told by colour alone.
[[nodiscard]] std::string line_mark(std::size_t number, double x, double y);
// Both ends of the curve's scale: 0.5 where every interval and every other line fits, otherwise 1.
[[nodiscard]] double curve_limit(const MapData& map);
[[nodiscard]] std::string number(double value);  // at most two decimals, "12.5"

// CSS classes of the drawing, light, and dark where the reader prefers that.
[[nodiscard]] std::string svg_style();
[[nodiscard]] std::string svg_defs();
[[nodiscard]] std::string_view tone_class(Tone tone);  // "pos", "neg", "unc"
[[nodiscard]] std::string emotion_class(Emotion emotion);
[[nodiscard]] std::string source_class(std::size_t index);  // sources beyond the 7th share one
inline constexpr std::string_view kFontFamily =
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif";

// One sentence for those who cannot see the drawing.
[[nodiscard]] std::string describe(const MapData& map);

}  // namespace voxmap
