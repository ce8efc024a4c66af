// Which thread of a program goes first where there are more threads than processors.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

namespace voxmap {

// The calling thread lets others of equal priority go first from now on: its nice value rises by
// ten. For threads that work ahead of one which everything has to pass. Linux keeps a nice value a
// thread; where that fails, nothing changes.
inline void give_way() noexcept {
  constexpr int kSteps = 10;
  const auto self = static_cast<id_t>(gettid());
  setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + kSteps);
}

}  // namespace voxmap
