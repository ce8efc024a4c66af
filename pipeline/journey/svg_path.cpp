// The line between means, forward and back.
#include <fmt/format.h>

#include "journey/svg.hpp"

namespace voxmap {
namespace {

std::string smooth(const std::vector<Point>& points, bool back) {
  const std::vector<double> slopes = monotone_slopes(points);
  const std::size_t n = points.size();
  std::string d;
  for (std::size_t k = 0; k + 1 < n; ++k) {
    const std::size_t i = back ? n - 1 - k : k;
    const std::size_t j = back ? i - 1 : i + 1;
    const Point& a = points[i];
    const Point& b = points[j];
    const double h = (b.x - a.x) / 3;  // Hermite to Bezier
    d += fmt::format("C{} {} {} {} {} {}", number(a.x + h), number(a.y + h * slopes[i]),
                     number(b.x - h), number(b.y - h * slopes[j]), number(b.x), number(b.y));
  }
  return d;
}

std::string straight(const std::vector<Point>& points, bool back) {
  std::string d;
  for (std::size_t k = 1; k < points.size(); ++k) {
    const Point& p = points[back ? points.size() - 1 - k : k];
    d += fmt::format("L{} {}", number(p.x), number(p.y));
  }
  return d;
}

// A level as wide as its column; the first one's beginning is not in it.
std::string steps(const std::vector<Point>& points, double half, bool back) {
  std::string d;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const Point& p = points[back ? points.size() - 1 - k : k];
    if (k > 0) d += fmt::format("V{}", number(p.y));
    d += fmt::format("H{}", number(back ? p.x - half : p.x + half));
  }
  return d;
}

std::string run(const std::vector<Point>& points, CurveStyle style, double half, bool back) {
  if (style == CurveStyle::step) return steps(points, half, back);
  return style == CurveStyle::line ? straight(points, back) : smooth(points, back);
}

}  // namespace

std::string line_mark(std::size_t number_of, double x, double y) {
  Canvas canvas;
  if (number_of == 0) {
    canvas.rect(x - 3.5, y - 3.5, 7, 7, "om0");
  } else {
    canvas.path(fmt::format("M{} {}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z", number(x), number(y - 4.5)),
                "om1");
  }
  return canvas.take();
}

std::string line_path(const std::vector<Point>& points, CurveStyle style, double half) {
  const double x = points.front().x - (style == CurveStyle::step ? half : 0);
  return fmt::format("M{} {}", number(x), number(points.front().y)) +
         run(points, style, half, false);
}

std::string line_back(const std::vector<Point>& points, CurveStyle style, double half) {
  const double x = points.back().x + (style == CurveStyle::step ? half : 0);
  return fmt::format("L{} {}", number(x), number(points.back().y)) + run(points, style, half, true);
}

}  // namespace voxmap
