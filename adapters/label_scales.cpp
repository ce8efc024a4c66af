// The table of worded scales, parsed once, and which of them a column's answers are of.
#include "label_scales.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/utf8.hpp"

namespace voxmap::survey {

std::string_view label_scales_text();  // label_scales.tsv, generated

namespace {

struct Scales {
  std::vector<LabelScale> scales;
  std::set<std::string, std::less<>> outside;
};

std::string_view take(std::string_view& rest, char end) {
  const std::size_t at = std::min(rest.find(end), rest.size());
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return part;
}

// Folded, without what stands in brackets behind: "Neutral (neither)".
std::string key_of(std::string_view cell) {
  std::string words = fold(trim(cell));
  if (words.ends_with(')')) {
    const std::size_t bracket = words.rfind(" (");
    if (bracket != words.npos && bracket > 0) words.resize(bracket);
  }
  return words;
}

Scales parse(std::string_view text) {
  Scales table;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    LabelScale scale;
    scale.scale = take(line, '\t');
    scale.definition = take(line, '\t');
    take(line, '\t');  // the language is for who edits the table
    while (!line.empty()) {
      std::string_view answer = take(line, '|');
      ++scale.size;
      while (!answer.empty()) scale.answers.emplace(key_of(take(answer, '=')), scale.size);
    }
    if (scale.scale == "none") {
      for (const auto& [words, place] : scale.answers) table.outside.insert(words);
    } else {
      table.scales.push_back(std::move(scale));
    }
  }
  return table;
}

const Scales& scales() {
  static const Scales kScales = parse(label_scales_text());
  return kScales;
}

bool fits(const LabelScale& scale, const std::set<std::string, std::less<>>& labels) {
  std::set<std::size_t> places;
  for (const std::string& label : labels) {
    const auto found = scale.answers.find(label);
    if (found == scale.answers.end() || !places.insert(found->second).second) return false;
  }
  const bool telling =
      places.contains(1) || places.contains(scale.size) || places.contains((scale.size + 1) / 2);
  return places.size() >= 2 && telling;
}

}  // namespace

std::optional<std::int64_t> LabelScale::milli(std::string_view cell) const {
  const auto found = answers.find(key_of(cell));
  if (found == answers.end()) return std::nullopt;
  return static_cast<std::int64_t>(found->second) * 1000;
}

const LabelScale* label_scale(std::span<const std::string_view> cells, std::string_view wanted,
                              std::size_t size) {
  constexpr std::size_t kMost = 12;  // more different answers are no scale
  std::set<std::string, std::less<>> labels;
  for (const std::string_view cell : cells) {
    std::string label = key_of(cell);
    if (!label.empty() && !scales().outside.contains(label)) labels.insert(std::move(label));
    if (labels.size() > kMost) return nullptr;
  }
  for (const LabelScale& scale : scales().scales) {
    const bool of_that = wanted.empty() || (scale.scale == wanted && scale.size == size);
    if (of_that && fits(scale, labels)) return &scale;
  }
  return nullptr;
}

const LabelScale* label_scale_with(std::string_view answer) {
  const std::string key = key_of(answer);
  const auto found = std::ranges::find_if(
      scales().scales, [&](const LabelScale& scale) { return scale.answers.contains(key); });
  return found == scales().scales.end() ? nullptr : &*found;
}

bool outside_scales(std::string_view cell) { return scales().outside.contains(key_of(cell)); }

}  // namespace voxmap::survey
