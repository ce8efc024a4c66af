// Times as exports write them, to UTC and back. No locale and no machine zone is ever consulted.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace voxmap {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

struct ParsedTime {
  TimePoint at{};
  bool has_zone = false;         // false: `at` is the civil time read as UTC; see to_utc
  bool ambiguous_order = false;  // day/month order could not be known from this value alone
};

// Order of day and month in all-numeric dates such as 3/4/2026. A date that cannot be read in the
// order that is given ("25/12/2026" with the month first) is none.
enum class DateOrder : std::uint8_t { unknown, month_first, day_first };

// ISO 8601 and RFC 3339 (also with a space, no seconds, fraction, +hhmm), "1/11/2021 18:06",
// "9/6/2018 0:06:16", "2022/06/22 11:07:29 AM", "Wed Oct 19 20:07:25 +0000 2022", RFC 2822 dates,
// bare dates, epoch seconds / milliseconds / microseconds of 10, 13, 16 digits. nullopt: no time.
// "0000-00-00 00:00:00" is no time. Behind a clock "CET" and other abbreviations of one meaning are
// zones; a time with one of several meanings ("AST") is none: see without_ambiguous_zone.
[[nodiscard]] std::optional<ParsedTime> parse_time(std::string_view text,
                                                   DateOrder order = DateOrder::unknown);

// "CET" -> 60 minutes. `of_mail`: those that RFC 5322 defines for mail, too. nullopt: unknown, or
// of more than one meaning.
[[nodiscard]] std::optional<std::chrono::minutes> zone_offset(std::string_view abbreviation,
                                                              bool of_mail);
// The abbreviation that ends a time, whether its meaning is certain or not; empty: none.
[[nodiscard]] std::string_view zone_name(std::string_view time);
// "2022/06/22 11:07:29 AM AST" -> the same without AST; other times as they are, but for blanks.
[[nodiscard]] std::string_view without_ambiguous_zone(std::string_view time);

// A civil time in an IANA zone, to UTC. Ambiguous local times (clock set back) take the first
// reading, gaps move forward. nullopt: no such zone on this machine's tz database.
[[nodiscard]] std::optional<TimePoint> to_utc(TimePoint civil, std::string_view zone);
[[nodiscard]] bool known_zone(std::string_view zone);

// "2026-03-01T09:30:00Z", with milliseconds only when they are not 0.
[[nodiscard]] std::string format_time(TimePoint at);
[[nodiscard]] std::string format_date(TimePoint at);  // "2026-03-01"
// "00:01:42.500" of a recording.
[[nodiscard]] std::string format_offset(std::chrono::milliseconds at);

}  // namespace voxmap
