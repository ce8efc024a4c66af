// What is known of each rule, by its number.
#pragma once

#include <cstddef>
#include <vector>

#include "voxmap/mention.hpp"

namespace voxmap {

// In pages made when needed: the numbers of rules have gaps of millions between languages.
template <class Value>
class ByRule {
 public:
  // Value{} until something else is put there. Good until the next call.
  Value& operator[](RuleId rule) {
    const std::size_t page = rule / kPage;
    if (page >= pages_.size()) pages_.resize(page + 1);
    if (pages_[page].empty()) pages_[page].resize(kPage);
    return pages_[page][rule % kPage];
  }

 private:
  static constexpr std::size_t kPage = 4096;
  std::vector<std::vector<Value>> pages_;
};

}  // namespace voxmap
