// What a Journey answers: looking up ids, and whether a record belongs to a persona or segment.
// Here because loader, store and journey all ask.
#include "voxmap/journey.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.hpp"

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

template <typename Items>
std::optional<std::uint32_t> index_of(const Items& items, std::string_view id) {
  const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.id == id; });
  if (found == items.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - items.begin());
}

}  // namespace

bool holds(const Condition& condition, std::span<const Attribute> attributes) {
  const auto any = [&](const auto& test) {
    return std::ranges::any_of(attributes, [&](const Attribute& a) {
      return a.name == condition.attribute && test(condition, a.value);
    });
  };
  // Who did not say which country they live in is not known to live in y: "!= y" holds for them.
  if (condition.op == Condition::Op::not_equal) return !any(is_one_of);
  return condition.op == Condition::Op::one_of ? any(is_one_of) : any(compares);
}

bool matches(const Group& group, std::span<const Attribute> attributes) {
  return std::ranges::all_of(group.when, [&](const Condition& c) { return holds(c, attributes); });
}

std::optional<std::uint32_t> Journey::find_touchpoint(std::string_view touchpoint) const {
  return index_of(touchpoints, touchpoint);
}

std::optional<std::uint32_t> Journey::find_stage(std::string_view stage) const {
  return index_of(stages, stage);
}

}  // namespace voxmap
