// SVG elements as text.
#include <fmt/format.h>

#include <cmath>

#include "journey/format.hpp"
#include "journey/svg.hpp"

namespace voxmap {

std::string number(double value) {
  std::string out = fixed(value, 2);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

void Canvas::rect(double x, double y, double w, double h, std::string_view css, double radius) {
  out_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}")", number(x), number(y),
                      number(w), number(h));
  if (radius > 0) out_ += fmt::format(R"( rx="{}")", number(radius));
  out_ += fmt::format(R"( class="{}"/>)", css);
}

void Canvas::line(double x1, double y1, double x2, double y2, std::string_view css) {
  out_ += fmt::format(R"(<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>)", number(x1),
                      number(y1), number(x2), number(y2), css);
}

void Canvas::circle(double x, double y, double r, std::string_view css) {
  out_ += fmt::format(R"(<circle cx="{}" cy="{}" r="{}" class="{}"/>)", number(x), number(y),
                      number(r), css);
}

void Canvas::path(std::string_view d, std::string_view css) {
  out_ += fmt::format(R"(<path d="{}" class="{}"/>)", d, css);
}

void Canvas::text(double x, double y, double size, std::string_view text, std::string_view css,
                  std::string_view anchor) {
  this->text(x, y, size, TextLine{{std::string(text), false}}, css, anchor);
}

void Canvas::text(double x, double y, double size, const TextLine& line, std::string_view css,
                  std::string_view anchor) {
  out_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}" class="{}")", number(x), number(y),
                      number(size), css);
  if (anchor != "start") out_ += fmt::format(R"( text-anchor="{}")", anchor);
  out_ += ">";
  for (const TextPiece& piece : line) {
    const std::string safe = escape_xml(piece.text);
    out_ += piece.marked ? R"(<tspan class="u">)" + safe + "</tspan>" : safe;
  }
  out_ += "</text>\n";
}

void Canvas::open_focus(std::string_view css, std::string_view name) {
  const std::string safe = escape_xml(name);
  out_ +=
      fmt::format("<g class=\"{}\" tabindex=\"0\" role=\"img\" aria-label=\"{}\"><title>{}</title>",
                  css, safe, safe);
}

void Canvas::open(std::string_view css) { out_ += fmt::format("<g class=\"{}\">", css); }

}  // namespace voxmap
