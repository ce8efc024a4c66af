// Conditions on attributes. The same reading as the journey's own (a test compares them); folders
// beside each other do not include each other.
#include "store/conditions.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "store/json_text.hpp"

namespace voxmap {

namespace {

std::optional<std::int64_t> milli_of(std::string_view text) {
  text = trim(text);
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || !(std::abs(value) <= 9e15)) {
    return std::nullopt;
  }
  return std::llround(value * 1000);
}

bool is_one_of(const Condition& condition, std::string_view value) {
  value = trim(value);
  std::string folded;
  return std::ranges::any_of(condition.values, [&](const std::string& wanted) {
    if (trim(wanted) == value) return true;  // mostly spelt alike: folding is slow
    if (folded.empty()) folded = fold(value);
    return fold(trim(wanted)) == folded;
  });
}

bool compares(const Condition& condition, std::string_view value) {
  const auto number = milli_of(value);
  if (!number) return false;
  switch (condition.op) {
    case Condition::Op::less:
      return *number < condition.number_milli;
    case Condition::Op::less_equal:
      return *number <= condition.number_milli;
    case Condition::Op::greater:
      return *number > condition.number_milli;
    case Condition::Op::greater_equal:
      return *number >= condition.number_milli;
    case Condition::Op::one_of:
    case Condition::Op::not_equal:
      break;
  }
  return false;
}

bool holds(const Condition& condition, std::span<const Attribute> attributes) {
  const auto any = [&](const auto& test) {
    return std::ranges::any_of(attributes, [&](const Attribute& a) {
      return a.name == condition.attribute && test(condition, a.value);
    });
  };
  if (condition.op == Condition::Op::not_equal) return !any(is_one_of);
  return condition.op == Condition::Op::one_of ? any(is_one_of) : any(compares);
}

}  // namespace

bool conditions_hold(std::span<const Condition> conditions, std::string_view json) {
  if (conditions.empty()) return true;
  const std::vector<Attribute> attributes = parse_attributes(json);
  return std::ranges::all_of(conditions, [&](const Condition& c) { return holds(c, attributes); });
}

}  // namespace voxmap
