// A bounded queue between threads: back-pressure instead of memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

namespace voxmap {

// Any number of producers and consumers. After close(), push is refused and pop drains.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  // Waits for room; false when the queue was closed.
  bool push(T value) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push_back(std::move(value));
    some_.notify_one();
    return true;
  }
  // Waits for an item; nullopt when closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    wait_for_item(lock);
    return take(items_.begin());
  }
  // The same for the item pushed last: of several alike it is the one still in the cache.
  std::optional<T> pop_last() {
    std::unique_lock lock(mutex_);
    wait_for_item(lock);
    return take(last());
  }
  std::optional<T> try_pop() {
    std::unique_lock lock(mutex_);
    return take(items_.begin());
  }
  std::optional<T> try_pop_last() {
    std::unique_lock lock(mutex_);
    return take(last());
  }
  void close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    room_.notify_all();
    some_.notify_all();
  }

 private:
  void wait_for_item(std::unique_lock<std::mutex>& lock) {
    some_.wait(lock, [&] { return closed_ || !items_.empty(); });
  }
  typename std::deque<T>::iterator last() {
    return items_.empty() ? items_.end() : std::prev(items_.end());
  }
  // nullopt where there is none.
  std::optional<T> take(typename std::deque<T>::iterator item) {
    if (item == items_.end()) return std::nullopt;
    std::optional<T> value(std::move(*item));
    items_.erase(item);
    room_.notify_one();
    return value;
  }

  std::mutex mutex_;
  std::condition_variable room_, some_;
  std::deque<T> items_;
  std::size_t capacity_;
  bool closed_ = false;
};

}  // namespace voxmap
