// Order of day and month and the zone of a table's times, settled once for all its records.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/csv.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "delimited.hpp"
#include "survey_record.hpp"
#include "voxmap/archive.hpp"
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
  Reading& operator+=(const Reading& other) {
    certain += other.certain;
    backward += other.backward;
    forward += other.forward;
    return *this;
  }
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

std::string_view word_of(DateOrder order) {
  return order == DateOrder::month_first ? "month" : "day";
}

// What the rest of a table says that its head leaves open.
struct Found {
  DateOrder order = DateOrder::unknown;
  std::string cell;
  std::uint64_t line = 0;
};

// The first date of the whole input that can only be read one way; unknown when there is none, or
// when the head has no numeric date and the first time after it is none either.
class FirstCertain {
 public:
  explicit FirstCertain(bool any_numeric) : any_numeric_(any_numeric) {}
  // True when nothing more is to be looked for; `where` says it in a note.
  template <typename Where>
  bool see(std::string_view written, const Where& where) {
    const std::string_view cell = trim(written);
    const auto order = order_in(cell);
    if (order && parse_time(without_ambiguous_zone(cell), *order)) {
      found_ = {*order, printable(cell, 40), where()};
      return true;
    }
    if (any_numeric_) return false;
    const auto time = parse_time(without_ambiguous_zone(cell));
    any_numeric_ = time.has_value();
    return time && !time->ambiguous_order;
  }
  Found found() { return std::move(found_); }

 private:
  bool any_numeric_;
  Found found_;
};

Found look_through(const Table& table, const std::vector<std::size_t>& columns, bool any_numeric) {
  FirstCertain first(any_numeric);
  if (table.walk) {
    table.walk([&](const Row& row) {
      return std::ranges::any_of(columns, [&](std::size_t column) {
        return first.see(row.cell(column), [&] { return row.place().line; });
      });
    });
    return first.found();
  }
  const auto stream = table.again();
  auto* const cells = dynamic_cast<CellText*>(stream.get());
  std::string head(kHeadBytes, '\0');
  stream->read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream->gcount()));
  CsvReader reader(Decoder(*stream, std::move(head), table.encoding), table.layout.dialect);
  CsvRecord record;
  while (reader.next(record)) {
    // A sheet's rows are counted as the sheet counts them.
    std::optional<Place> row;
    if (cells != nullptr) row = cells->row_at(record.place().byte);
    for (const std::size_t column : columns) {
      if (column >= record.size()) continue;
      const auto line = [&] { return row ? row->line : record.place().line; };
      if (first.see(record[column], line)) return first.found();
    }
  }
  return first.found();
}

void settle_order(Plan& plan, Table& table, std::string_view order_option) {
  if (order_option == "mdy" || order_option == "dmy") {
    plan.order = order_option == "mdy" ? DateOrder::month_first : DateOrder::day_first;
    plan.order_why = "by the option date_order";
    return;
  }
  if (!order_option.empty()) {
    throw Error(Exit::usage, fmt::format("date_order \"{}\" is not mdy or dmy", order_option));
  }
  std::vector<std::size_t> columns = plan.other_times;
  columns.insert(columns.begin(), *plan.time);
  bool ambiguous = false;
  bool dotted = false;
  bool any = false;
  for (const CsvRow& row : table.rows) {
    for (const std::size_t column : columns) {
      const std::string_view cell = trim(row.cells[column]);
      const auto time = parse_time(without_ambiguous_zone(cell));
      any = any || time.has_value();
      ambiguous = ambiguous || (time && time->ambiguous_order);
      dotted = dotted || (time && !time->ambiguous_order && cell.find('.') <= 2);
    }
  }
  Reading month;
  Reading day;
  for (const std::size_t column : columns) {
    month += read_all(table, column, DateOrder::month_first);
    day += read_all(table, column, DateOrder::day_first);
  }
  const std::string& name = table.columns[*plan.time].name;
  const auto settle = [&](DateOrder order, std::string_view why, std::string note) {
    plan.order = order;
    plan.order_why = why;
    table.notes.push_back(std::move(note));
  };
  if (month.certain != day.certain) {
    const DateOrder order =
        month.certain > day.certain ? DateOrder::month_first : DateOrder::day_first;
    const std::size_t against = std::min(month.certain, day.certain);
    settle(order, "as others of the column can only be read",
           fmt::format("dates in '{}' read with the {} first: some dates can only be read so{}",
                       name, word_of(order),
                       against == 0 ? ""
                                    : fmt::format(", {} of the first only the other way: they are "
                                                  "rejected",
                                                  against)));
    return;
  }
  const bool unknown_head = ambiguous || !any;
  if (unknown_head && month.certain == 0 && !table.whole && (table.again || table.walk)) {
    if (const Found found = look_through(table, columns, ambiguous);
        found.order != DateOrder::unknown) {
      settle(found.order, "as others of the column can only be read",
             fmt::format("dates in '{}' read with the {} first: \"{}\" in line {} can only be read "
                         "so, and none before it tells",
                         name, word_of(found.order), found.cell, found.line));
      return;
    }
  }
  if (!ambiguous) {
    if (dotted) {
      plan.order = DateOrder::day_first;
      plan.order_why = "as dates with dots are written";
    }
    return;
  }
  // Exports are in order of time, up or down: the reading with fewer turns is the likelier.
  const std::size_t month_turns = std::min(month.backward, month.forward);
  const std::size_t day_turns = std::min(day.backward, day.forward);
  const bool looked = table.whole || table.again || table.walk;
  const std::string seen =
      looked ? ""
             : fmt::format(" (told by the first {} records: the input can be read only once)",
                           table.rows.size());
  if (month_turns != day_turns) {
    const DateOrder order = month_turns < day_turns ? DateOrder::month_first : DateOrder::day_first;
    settle(order, "in which the first ones are in order of time",
           fmt::format("dates in '{}' read with the {} first: so they are in order of time{}", name,
                       word_of(order), seen));
  } else {
    settle(DateOrder::month_first, "assumed, since the first ones do not tell",
           fmt::format("dates in '{}' assumed to have the month first: nothing in {} tells; set "
                       "date_order",
                       name,
                       looked ? std::string("them")
                              : fmt::format("the first {} records of an input that can be "
                                            "read only once",
                                            table.rows.size())));
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

ZonedName without_zone(std::string_view header) {
  header = trim(header);
  const std::size_t open = header.rfind(" (");
  if (open == header.npos || !header.ends_with(')')) return {header, {}};
  const std::string_view zone = header.substr(open + 2, header.size() - open - 3);
  if (zone != "UTC" && (zone.find('/') == zone.npos || !known_zone(zone))) return {header, {}};
  return {trim(header.substr(0, open)), zone};
}

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
