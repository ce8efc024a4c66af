// Order of day and month and the zone of a table's times, settled once for all its records.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <charconv>
#include <set>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "delimited.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey {
namespace {

// "13/2/2026": only the day can be 13. nullopt: the date does not begin so, or could be either.
std::optional<DateOrder> order_in(std::string_view cell) {
  std::array<unsigned, 2> numbers{};
  const char* at = cell.data();
  const char* const end = at + cell.size();
  for (unsigned& number : numbers) {
    const auto read = std::from_chars(at, end, number);
    const bool two_digits = read.ec == std::errc{} && read.ptr - at <= 2 && read.ptr != end;
    if (!two_digits || (*read.ptr != '/' && *read.ptr != '.' && *read.ptr != '-')) {
      return std::nullopt;
    }
    at = read.ptr + 1;
  }
  if (numbers[0] > 12 && numbers[1] <= 12) return DateOrder::day_first;
  if (numbers[1] > 12 && numbers[0] <= 12) return DateOrder::month_first;
  return std::nullopt;
}

struct Reading {
  std::size_t certain = 0;   // dates that can only be read so
  std::size_t backward = 0;  // times that are before the one in the row above
  std::size_t forward = 0;
};

Reading read_all(const Table& table, std::size_t column, DateOrder order) {
  Reading reading;
  std::optional<TimePoint> last;
  for (const CsvRow& row : table.rows) {
    const std::string_view cell = trim(row.cells[column]);
    if (is_null_word(cell)) continue;
    if (order_in(cell) == order) ++reading.certain;
    const auto time = parse_time(without_ambiguous_zone(cell), order);
    if (!time) continue;
    if (last && time->at < *last) ++reading.backward;
    if (last && time->at > *last) ++reading.forward;
    last = time->at;
  }
  return reading;
}

void settle_order(Plan& plan, Table& table, std::string_view order_option) {
  if (order_option == "mdy" || order_option == "dmy") {
    plan.order = order_option == "mdy" ? DateOrder::month_first : DateOrder::day_first;
    return;
  }
  if (!order_option.empty()) {
    throw Error(Exit::usage, fmt::format("date_order \"{}\" is not mdy or dmy", order_option));
  }
  bool ambiguous = false;
  for (const CsvRow& row : table.rows) {
    const auto time = parse_time(without_ambiguous_zone(row.cells[*plan.time]));
    ambiguous = ambiguous || (time && time->ambiguous_order);
  }
  if (!ambiguous) return;
  const Reading month = read_all(table, *plan.time, DateOrder::month_first);
  const Reading day = read_all(table, *plan.time, DateOrder::day_first);
  const std::string& name = table.columns[*plan.time].name;
  // Exports are in order of time, up or down: the reading with fewer turns is the likelier.
  const std::size_t month_turns = std::min(month.backward, month.forward);
  const std::size_t day_turns = std::min(day.backward, day.forward);
  if (month.certain != day.certain) {
    plan.order = month.certain > day.certain ? DateOrder::month_first : DateOrder::day_first;
    table.notes.push_back(
        fmt::format("dates in '{}' read with the {} first: some dates can only be read so", name,
                    plan.order == DateOrder::month_first ? "month" : "day"));
  } else if (month_turns != day_turns) {
    plan.order = month_turns < day_turns ? DateOrder::month_first : DateOrder::day_first;
    table.notes.push_back(
        fmt::format("dates in '{}' read with the {} first: so they are in order of time", name,
                    plan.order == DateOrder::month_first ? "month" : "day"));
  } else {
    plan.order = DateOrder::month_first;
    table.notes.push_back(fmt::format(
        "dates in '{}' assumed to have the month first: nothing in them tells; set date_order",
        name));
  }
}

// How the zone is known, where the times say it by an abbreviation.
void note_zone_names(const Plan& plan, Table& table) {
  std::set<std::string, std::less<>> certain;
  std::set<std::string, std::less<>> ambiguous;
  for (const CsvRow& row : table.rows) {
    const std::string_view cell = row.cells[*plan.time];
    const std::string_view name = zone_name(cell);
    if (name.empty()) continue;
    (zone_offset(name, false) ? certain : ambiguous).emplace(name);
  }
  const std::string& column = table.columns[*plan.time].name;
  if (!certain.empty()) {
    table.notes.push_back(
        fmt::format("times in '{}' say their zone: {}", column, fmt::join(certain, ", ")));
  }
  if (ambiguous.empty()) return;
  const std::string names = fmt::format("{}", fmt::join(ambiguous, ", "));
  table.notes.push_back(
      plan.zone.empty()
          ? fmt::format("times in '{}' are in {}, which is the name of several zones: kept as "
                        "written, but not used; set zone",
                        column, names)
          : fmt::format("times in '{}' are in {}, the name of several zones: {} by the option zone",
                        column, names, plan.zone));
}

}  // namespace

void settle_times(Plan& plan, Table& table, std::string_view order_option) {
  if (!plan.time) return;
  settle_order(plan, table, order_option);
  note_zone_names(plan, table);
  if (!plan.zone.empty()) {
    if (!known_zone(plan.zone)) {
      throw Error(Exit::config, fmt::format("zone \"{}\" is not a time zone", plan.zone),
                  "use an IANA name such as Europe/Amsterdam or UTC");
    }
    if (plan.zone == "UTC" || plan.zone == "Z" || plan.zone == "Etc/UTC") plan.zone.clear();
    return;
  }
  for (const CsvRow& row : table.rows) {
    const auto time = parse_time(trim(row.cells[*plan.time]), plan.order);
    if (time && !time->has_zone) {
      table.notes.push_back(fmt::format("times in '{}' have no zone: UTC assumed; set zone",
                                        table.columns[*plan.time].name));
      return;
    }
  }
}

}  // namespace voxmap::survey
