// The filter of keys: never wrong where it says no.
#include "store/key_filter.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace voxmap {
namespace {

std::string key(int n) { return fmt::format("R_{:07}", n); }

TEST(KeyFilter, KnowsEveryKeyAddedAndFewOthers) {
  constexpr int kMany = 200000;
  KeyFilter filter;
  filter.begin(true);
  EXPECT_FALSE(filter.may_have(key(0)));
  for (int n = 0; n < kMany; ++n) filter.add(key(n));
  int taken_for_known = 0;
  for (int n = 0; n < kMany; ++n) {
    ASSERT_TRUE(filter.may_have(key(n))) << n;
    taken_for_known += filter.may_have(key(kMany + n)) ? 1 : 0;
  }
  EXPECT_LT(taken_for_known, kMany / 100);
}

TEST(KeyFilter, KnowsNothingOfASourceThatHadKeys) {
  KeyFilter filter;
  EXPECT_TRUE(filter.may_have("k"));
  filter.begin(false);
  filter.add("other");
  EXPECT_TRUE(filter.may_have("k"));
  filter.begin(true);
  EXPECT_FALSE(filter.may_have("other")) << "another run's";
}

}  // namespace
}  // namespace voxmap
