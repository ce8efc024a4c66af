// Signals taken by a waiting thread: nothing runs inside a signal handler.
#include "cli/signals.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <ctime>
#include <thread>

namespace voxmap::cli {
namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

struct Interrupts::Waiter {
  std::atomic<int> signal = 0;
  sigset_t before{};
  std::jthread thread;
};

Interrupts::Interrupts(std::function<void()> told) : waiter_(std::make_unique<Waiter>()) {
  const auto blocked = stop_signals();
  pthread_sigmask(SIG_BLOCK, &blocked, &waiter_->before);
  waiter_->thread = std::jthread([this, told = std::move(told)](const std::stop_token& end) {
    const auto set = stop_signals();
    while (!end.stop_requested()) {
      constexpr timespec kWait = {0, 50'000'000};
      const int got = sigtimedwait(&set, nullptr, &kWait);
      if (got <= 0) continue;
      if (waiter_->signal != 0) ::_exit(128 + got);
      waiter_->signal = got;
      told();
      source_.request_stop();
    }
  });
}

Interrupts::~Interrupts() {
  waiter_->thread.request_stop();
  waiter_->thread.join();
  pthread_sigmask(SIG_SETMASK, &waiter_->before, nullptr);
}

int Interrupts::exit_code() const {
  const int got = waiter_->signal;
  return got == 0 ? 0 : 128 + got;
}

}  // namespace voxmap::cli
