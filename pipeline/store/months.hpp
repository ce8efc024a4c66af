// Calendar months of moments, for the roll-up of stages month by month.
#pragma once

#include <chrono>
#include <cstdint>

namespace voxmap {

// Of ms since 1970 (UTC), counted from January of year 0.
[[nodiscard]] inline std::int64_t month_of(std::int64_t ms) noexcept {
  using namespace std::chrono;
  const year_month_day day(floor<days>(sys_time<milliseconds>(milliseconds(ms))));
  return std::int64_t{int{day.year()}} * 12 + unsigned{day.month()} - 1;
}

}  // namespace voxmap
