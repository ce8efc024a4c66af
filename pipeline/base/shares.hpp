// Work that is shared out among threads.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace voxmap {

// Calls work(0) to work(shares - 1), each in a thread of its own, the first in the caller's, and
// returns when all have. What the first of them to throw, by number, has thrown is thrown here.
inline void in_shares(std::size_t shares, const std::function<void(std::size_t)>& work) {
  std::vector<std::exception_ptr> thrown(shares);
  const auto run = [&](std::size_t share) noexcept {
    try {
      work(share);
    } catch (...) {
      thrown[share] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < shares; ++i) threads.emplace_back(run, i);
    run(0);
  }
  for (const std::exception_ptr& one : thrown) {
    if (one) std::rethrow_exception(one);
  }
}

}  // namespace voxmap
