// Laying out text without a font: widths are estimated, on the wide side, so that nothing overlaps
// whichever system font draws it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap {

// Width in em of the text in a sans-serif font; bold is wider.
[[nodiscard]] double text_width(std::string_view text, bool bold = false);

// A line of text in pieces that are marked (evidence) or not. Pieces are cleaned, not escaped.
struct TextPiece {
  std::string text;
  bool marked = false;
};
using TextLine = std::vector<TextPiece>;

// Breaks the text at spaces, between East Asian characters, or, with a hyphen, in words longer than
// a line, into at most `max_lines` lines of at most `em` width; what does not fit ends in "…".
// `marks` are byte spans of the text, ascending and disjoint.
[[nodiscard]] std::vector<TextLine> wrap_text(std::string_view text, double em,
                                              std::size_t max_lines,
                                              std::span<const Span> marks = {});

// One line, cut with "…" where it is too long.
[[nodiscard]] std::string fit_text(std::string_view text, double em, bool bold = false);

}  // namespace voxmap
