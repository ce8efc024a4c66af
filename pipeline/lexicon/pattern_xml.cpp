// Pattern's and TextBlob's sentiment files: one <word> element a sense.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"
#include "voxmap/error.hpp"

namespace voxmap::lexicon {

void read_pattern_xml(const Reading& reading) {
  reading.out.settle(Repeats::average, true);
  const std::string& text = reading.file.text;
  pugi::xml_document document;
  // No entities of its own are expanded by pugixml, and none are fetched.
  const auto result = document.load_buffer(
      text.data(), text.size(), pugi::parse_minimal | pugi::parse_escapes, pugi::encoding_utf8);
  const auto line_at = [&](std::ptrdiff_t offset) {
    const auto end =
        text.begin() + std::min<std::ptrdiff_t>(offset, static_cast<std::ptrdiff_t>(text.size()));
    return static_cast<std::uint64_t>(std::count(text.begin(), end, '\n')) + 1;
  };
  if (!result) {
    reading.out.skip({line_at(result.offset), 0}, "the XML breaks off here", result.description());
  }
  const Scale scale = reading.scale({-1, 1, 0});
  std::uint64_t line = 1;
  std::ptrdiff_t counted = 0;
  for (const pugi::xml_node node : document.child("sentiment").children("word")) {
    const std::ptrdiff_t offset = node.offset_debug();
    if (offset > counted) {
      line += static_cast<std::uint64_t>(
          std::count(text.begin() + counted, text.begin() + offset, '\n'));
      counted = offset;
    }
    const Spot spot{line, 0};
    reading.out.row();
    const std::string_view form = node.attribute("form").value();
    const std::string_view pos = node.attribute("pos").value();
    double polarity = 0, intensity = 1;
    if (!parse_number(node.attribute("polarity").value(), polarity)) {
      reading.out.skip(spot, "no polarity", form);
      continue;
    }
    // An adverb's intensity multiplies the word after it: "very" 1.3.
    if (pos == "RB" && parse_number(node.attribute("intensity").value(), intensity) &&
        std::fabs(intensity - 1) > 0.0005) {
      const double amount = std::clamp((intensity - 1) * 1000, -1000.0, 2000.0);
      reading.out.modifier(form, amount > 0 ? "intensifier" : "diminisher",
                           static_cast<int>(std::lround(amount)), spot);
    }
    if (const auto value = scale.valence(polarity)) {
      reading.out.valence(form, *value, spot);
    } else {
      reading.out.skip(spot, "the number is outside the scale", form);
    }
  }
}

}  // namespace voxmap::lexicon
