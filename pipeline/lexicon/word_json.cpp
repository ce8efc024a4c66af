// Words in JSON, {"word": number} or {"word": ["category", ...]}, and in JavaScript modules.
#include <simdjson.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"

namespace voxmap::lexicon {
namespace {

namespace dom = simdjson::dom;

// `export const words = { abandon: -2, "can't stand": -3, }`: one pair a line, as packages write
// it.
bool read_module(const Reading& reading,
                 const std::function<void(std::string_view, double, Spot)>& number) {
  bool inside = false;
  for (Lines lines(reading.file.text); lines.next();) {
    std::string_view line = trim(lines.text());
    if (!inside) {
      inside = line.ends_with('{');
      continue;
    }
    if (line.starts_with('}')) break;
    if (line.ends_with(',')) line.remove_suffix(1);
    if (line.empty() || line.starts_with("//")) continue;
    reading.out.row();
    const std::size_t colon = line.rfind(':');
    double value = 0;
    if (colon == std::string_view::npos || !parse_number(line.substr(colon + 1), value)) {
      reading.out.skip({lines.number(), 0}, "not: word, colon, number", line);
      continue;
    }
    std::string word;
    std::string_view key = trim(line.substr(0, colon));
    if (key.size() >= 2 && (key.front() == '\'' || key.front() == '"') &&
        key.back() == key.front()) {
      key = key.substr(1, key.size() - 2);
    }
    for (std::size_t i = 0; i < key.size(); ++i) {
      if (key[i] == '\\' && i + 1 < key.size()) ++i;
      word += key[i];
    }
    number(word, value, {lines.number(), 1});
  }
  return inside;
}

}  // namespace

bool read_word_json(
    const Reading& reading,
    const std::function<void(std::string_view word, double value, Spot)>& number,
    const std::function<void(std::string_view word, std::string_view name, Spot)>& name) {
  const std::string_view start = trim(reading.file.text);
  if (!start.starts_with('{')) {
    const std::string_view line = start.substr(0, start.find('\n'));
    const bool module = line.starts_with("export ") || line.starts_with("module.exports") ||
                        line.starts_with("'use strict'") || line.starts_with("/*");
    return module && read_module(reading, number);
  }
  dom::parser parser;
  dom::object words;
  const simdjson::padded_string padded(reading.file.text);
  if (const auto error = parser.parse(padded).get(words); error != simdjson::SUCCESS) {
    reading.out.skip({0, 0}, "not valid JSON", simdjson::error_message(error));
    return true;
  }
  // Places: keys come in the order of the file, so each is looked for after the one before.
  std::uint64_t line = 1;
  std::size_t from = 0;
  std::size_t counted = 0;
  for (const auto [key, value] : words) {
    reading.out.row();
    const std::size_t at = reading.file.text.find(key, from);
    if (at != std::string::npos) {
      const auto begin = reading.file.text.begin();
      line += static_cast<std::uint64_t>(std::count(begin + static_cast<std::ptrdiff_t>(counted),
                                                    begin + static_cast<std::ptrdiff_t>(at), '\n'));
      counted = at;
      from = at + key.size();
    }
    const Spot spot{line, 0};
    double amount = 0;
    dom::array names;
    if (value.get(amount) == simdjson::SUCCESS) {
      number(key, amount, spot);
    } else if (value.get(names) == simdjson::SUCCESS) {
      for (const dom::element element : names) {
        std::string_view category;
        if (element.get(category) == simdjson::SUCCESS) {
          name(key, category, spot);
        } else {
          reading.out.skip(spot, "a category that is no text", key);
        }
      }
    } else {
      reading.out.skip(spot, "neither a number nor a list", key);
    }
  }
  return true;
}

}  // namespace voxmap::lexicon
