// Batches back in their order.
#include "loader/sequence.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace voxmap {
namespace {

TEST(Sequence, ComesInOrderWhoeverWasFirst) {
  struct Batch {
    std::uint64_t number = 0;
  };
  Sequence<Batch> sequence;
  const auto put = [&](std::uint64_t number) {
    sequence.put(std::make_unique<Batch>(Batch{number}));
  };
  put(1);
  EXPECT_EQ(sequence.try_next(), nullptr);
  std::jthread late([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    put(0);
  });
  EXPECT_EQ(sequence.next()->number, 0U);
  EXPECT_EQ(sequence.try_next()->number, 1U);
  put(2);
  sequence.end(3);
  EXPECT_EQ(sequence.next()->number, 2U);
  EXPECT_EQ(sequence.next(), nullptr);
  EXPECT_EQ(sequence.try_next(), nullptr);
}

}  // namespace
}  // namespace voxmap
