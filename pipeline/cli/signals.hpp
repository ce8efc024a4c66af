// Ctrl-C and SIGTERM: the first asks the work to stop at the next batch, the second leaves at once.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

namespace voxmap::cli {

// While it lives, SIGINT and SIGTERM are blocked in this thread and those started after it, and a
// thread of its own waits for them. One at a time, made before any other thread.
class Interrupts {
 public:
  // `told` is called in that thread at the first signal.
  explicit Interrupts(std::function<void()> told);
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }
  // The exit code of the signal that came: 130 or 143; 0 when none did.
  [[nodiscard]] int exit_code() const;

 private:
  std::stop_source source_;
  struct Waiter;
  std::unique_ptr<Waiter> waiter_;
};

}  // namespace voxmap::cli
