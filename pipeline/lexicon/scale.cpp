// Scales of foreign lexicons onto ours.
#include <algorithm>

#include "lexicon/import.hpp"

namespace voxmap::lexicon {

std::optional<double> Scale::valence(double x) const {
  if (x < low || x > high) return std::nullopt;
  const double half = x >= centre ? high - centre : centre - low;
  return half <= 0 ? 0 : (x - centre) / half;
}

std::optional<double> Scale::amount(double x) const {
  if (x < low || x > high) return std::nullopt;
  return high <= centre ? 0 : std::max(0.0, (x - centre) / (high - centre));
}

std::optional<Scale> parse_scale(std::string_view text) {
  Scale scale;
  const std::size_t at = text.find('@');
  const std::string_view range = text.substr(0, at);
  const std::size_t dots = range.find("..");
  if (dots == std::string_view::npos || !parse_number(range.substr(0, dots), scale.low) ||
      !parse_number(range.substr(dots + 2), scale.high) || scale.low >= scale.high) {
    return std::nullopt;
  }
  scale.centre = (scale.low + scale.high) / 2;
  if (at != std::string_view::npos && (!parse_number(text.substr(at + 1), scale.centre) ||
                                       scale.centre < scale.low || scale.centre > scale.high)) {
    return std::nullopt;
  }
  return scale;
}

}  // namespace voxmap::lexicon
