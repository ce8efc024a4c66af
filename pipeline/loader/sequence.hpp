// Batches of a pipeline of threads, back in their order.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace voxmap {

// Batches, each with a `number` from 0 on, come out in the order of their numbers, whoever finished
// first. One thread takes, any number put.
template <typename Batch>
class Sequence {
 public:
  void put(std::unique_ptr<Batch> batch) {
    const std::lock_guard lock(mutex_);
    const auto number = batch->number;
    waiting_.emplace(number, std::move(batch));
    if (number == next_) changed_.notify_one();
  }
  void end(std::uint64_t count) {
    const std::lock_guard lock(mutex_);
    count_ = count;
    changed_.notify_one();
  }
  // nullptr behind the last one.
  std::unique_ptr<Batch> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return next_ == count_ || waiting_.count(next_) > 0; });
    return take();
  }
  // nullptr, too, where it is not there yet.
  std::unique_ptr<Batch> try_next() {
    const std::lock_guard lock(mutex_);
    return take();
  }

 private:
  std::unique_ptr<Batch> take() {
    auto node = waiting_.extract(next_);
    if (node.empty()) return nullptr;
    ++next_;
    return std::move(node.mapped());
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, std::unique_ptr<Batch>> waiting_;
  std::uint64_t next_ = 0;
  std::uint64_t count_ = UINT64_MAX;
};

}  // namespace voxmap
