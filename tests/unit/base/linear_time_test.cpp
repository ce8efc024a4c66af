// The tests' own yardstick tells linear work from quadratic work.
#include "support/linear_time.hpp"

namespace voxmap {
namespace {

void steps(std::size_t count) {
  volatile std::size_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum = sum + i;
}
std::size_t same(std::size_t size) { return size; }

TEST(LinearTime, KnowsLinearFromQuadratic) {
  EXPECT_TRUE(testing::linear_time(1'000'000, same, steps));
  // Long enough that a disturbed run of the small one does not excuse the big one.
  EXPECT_FALSE(testing::linear_time(2500, same, [](std::size_t size) { steps(size * size); }));
}

}  // namespace
}  // namespace voxmap
