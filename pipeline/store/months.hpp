// Calendar months as scopes of the roll-up: a stage in a month is counted like a stage.
#pragma once

#include <chrono>
#include <cstdint>

#include "store/sqlite.hpp"

namespace voxmap {

// Of ms since 1970 (UTC), counted from January of year 0.
[[nodiscard]] inline std::int64_t month_of(std::int64_t ms) noexcept {
  namespace time = std::chrono;
  const time::sys_time<time::milliseconds> at{time::milliseconds(ms)};
  const time::year_month_day day(time::floor<time::days>(at));
  return std::int64_t{int{day.year()}} * 12 + unsigned{day.month()} - 1;
}

// Scopes of months lie below those of stages, which are rows negated.
constexpr std::int64_t kMonthScope = std::int64_t{1} << 32U;
constexpr std::int64_t kLastMonth = std::int64_t{12} * 10000;  // the year 9999 ends before it

[[nodiscard]] constexpr std::int64_t month_scope(std::int64_t stage_scope,
                                                 std::int64_t month) noexcept {
  return stage_scope - (month + 1) * kMonthScope;
}
[[nodiscard]] constexpr bool is_month_scope(std::int64_t scope) noexcept {
  return scope <= -kMonthScope;
}
// Of a month's scope: the stage's own, above -2^32.
[[nodiscard]] constexpr std::int64_t stage_of(std::int64_t scope) noexcept {
  return -(-scope % kMonthScope);
}
[[nodiscard]] constexpr std::int64_t month_of_scope(std::int64_t scope) noexcept {
  return -scope / kMonthScope - 1;
}

// Does the store count months?
[[nodiscard]] inline bool has_months(sql::Database& db) {
  return db.integer("PRAGMA user_version") >= 6;
}

}  // namespace voxmap
