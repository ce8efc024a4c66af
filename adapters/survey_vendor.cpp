// Planning a table with what its vendor's format says.
#include "survey_vendor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.hpp"
#include "codebook.hpp"
#include "guess.hpp"
#include "options.hpp"

namespace voxmap::survey {

bool has_name(const std::vector<std::string>& row, std::string_view name) {
  return std::ranges::any_of(row, [&](const std::string& cell) {
    const std::string_view text = trim(cell);
    return text.size() <= name.size() * 2 && fold(text) == name;
  });
}

Draft::Draft(Table& table_, const Input& input_) : table(table_), input(input_) {
  for (const Column& column : table.columns) names_.push_back(fold(trim(column.header)));
}

std::optional<std::size_t> Draft::find(std::string_view name) const {
  const auto found = std::ranges::find(names_, name);
  if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
  const auto zoned = std::ranges::find_if(table.columns, [&](const Column& column) {
    const ZonedName header = without_zone(column.header);
    return !header.zone.empty() && fold(header.name) == name;
  });
  if (zoned == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(zoned - table.columns.begin());
}

void Draft::rename(std::size_t column, std::string_view name) { names_[column] = fold(name); }

bool Draft::all(std::size_t column, const std::function<bool(std::string_view)>& test) const {
  bool any = false;
  for (const CsvRow& row : table.rows) {
    const std::string_view cell = trim(row.cells[column]);
    if (cell.empty()) continue;
    if (!test(cell)) return false;
    any = true;
  }
  return any;
}

void Draft::key(std::initializer_list<std::string_view> names) {
  for (const std::string_view wanted : names) {
    const auto column = find(wanted);
    if (!column || !own.key.empty()) continue;
    const bool whole = std::ranges::none_of(
        table.rows, [&](const CsvRow& row) { return trim(row.cells[*column]).empty(); });
    if (!whole) continue;
    own.key = {*column};
    note(fmt::format("key: column '{}'", table.columns[*column].name));
  }
}

void Draft::times(std::initializer_list<std::string_view> names) {
  for (const std::string_view wanted : names) {
    const auto column = find(wanted);
    if (!column) continue;
    const auto is_time = [](std::string_view cell) {
      const std::string_view time = without_ambiguous_zone(cell);
      return is_null_word(cell) || parse_time(time) || parse_time(time, DateOrder::day_first);
    };
    const bool blank = std::ranges::all_of(
        table.rows, [&](const CsvRow& row) { return trim(row.cells[*column]).empty(); });
    if (!blank && !all(*column, is_time)) continue;
    table.columns[*column].nature = Column::Nature::closed;
    if (!own.time) {
      own.time = column;
      own.zone = without_zone(table.columns[*column].header).zone;
      note(fmt::format("time: column '{}'{}{}", table.columns[*column].name,
                       own.zone.empty() ? "" : "; as it says, in ", own.zone));
    } else {
      own.other_times.push_back(*column);
    }
  }
}

void Draft::respondent(std::initializer_list<std::string_view> names) {
  for (const std::string_view wanted : names) {
    const auto column = find(wanted);
    if (!column || own.respondent || !all(*column, [](std::string_view) { return true; })) continue;
    own.respondent = column;
    note(fmt::format("respondent: column '{}'", table.columns[*column].name));
  }
}

void Draft::language(std::initializer_list<std::string_view> names) {
  for (const std::string_view wanted : names) {
    const auto column = find(wanted);
    if (!column || own.language) continue;
    if (all(*column, [](std::string_view cell) { return !language_tag(cell).empty(); })) {
      own.language = column;
    }
    closed({wanted});
  }
}

void Draft::personal(std::initializer_list<std::string_view> names, std::string_view why) {
  for (const std::string_view wanted : names) {
    if (const auto column = find(wanted)) table.columns[*column].personal = why;
  }
}

void Draft::closed(std::initializer_list<std::string_view> names) {
  for (const std::string_view wanted : names) {
    if (const auto column = find(wanted)) table.columns[*column].nature = Column::Nature::closed;
  }
}

void Draft::open(std::size_t column, std::string_view why) {
  if (survey::personal(table, column)) return;
  table.columns[column].nature = Column::Nature::open;
  table.columns[column].why = why;
}

void Draft::keep(std::string_view name, std::string attribute) {
  const auto column = find(name);
  if (!column) return;
  AttributeRole role = attribute_role(table, *column, Attribute::Care::keep);
  role.name = std::move(attribute);
  own.attributes.push_back(std::move(role));
}

void Draft::choice(std::size_t column, std::string group, std::string label) {
  table.columns[column].nature = Column::Nature::closed;
  table.columns[column].group = std::move(group);
  table.columns[column].choice = std::move(label);
}

void Draft::note_spreadsheet() {
  const auto shown = [](std::string_view cell) { return printable(cell, 40); };
  for (const CsvRow& row : table.rows) {
    if (own.time) {
      const std::string_view cell = row.cells[*own.time];
      if (cell.find('/') != cell.npos && std::ranges::count(cell, ':') == 1) {
        note(
            fmt::format("re-saved by a spreadsheet: times such as \"{}\" have lost their seconds "
                        "and perhaps their order of day and month",
                        shown(cell)));
        break;
      }
    }
  }
  for (const CsvRow& row : table.rows) {
    if (own.key.empty()) return;
    const std::string_view cell = row.cells[own.key[0]];
    const std::size_t power = cell.find("E+");
    if (power != cell.npos && power > 0 && cell.find_first_not_of("0123456789.,E+") == cell.npos) {
      note(
          fmt::format("re-saved by a spreadsheet: ids such as \"{}\" have lost their digits and "
                      "may be the same for several records; export the file again",
                      shown(cell)));
      return;
    }
  }
}

void split_choices(Table& table, std::size_t column, std::string_view separator, bool trailing) {
  Column& c = table.columns[column];
  if (c.nature != Column::Nature::unknown || !c.separator.empty()) return;
  std::map<std::string, std::size_t, std::less<>> parts;
  std::size_t answers = 0;
  std::size_t several = 0;
  std::size_t total = 0;
  for (const CsvRow& row : table.rows) {
    std::string_view cell = trim(row.cells[column]);
    if (cell.empty()) continue;
    ++answers;
    const bool parted = cell.find(separator) != cell.npos;
    several += parted ? 1U : 0U;
    if (trailing && parted && !cell.ends_with(separator)) return;
    while (!cell.empty()) {
      const std::size_t end = std::min(cell.find(separator), cell.size());
      const std::string_view part = trim(cell.substr(0, end));
      // "Waste (food, trash)" is one option: a part of it shows by its bracket.
      if (std::ranges::count(part, '(') != std::ranges::count(part, ')')) return;
      if (!part.empty()) ++parts[std::string(part)];
      total += part.empty() ? 0U : 1U;
      cell.remove_prefix(std::min(end + separator.size(), cell.size()));
    }
  }
  constexpr std::size_t kMostOptions = 60;
  if (several == 0 || parts.size() > kMostOptions) return;
  // Options come back; parts of sentences do not.
  const auto again = std::ranges::count_if(parts, [](const auto& part) { return part.second > 1; });
  const bool choices = trailing || (static_cast<std::size_t>(again) * 2 >= parts.size() &&
                                    total >= parts.size() * 2);
  if (!choices) return;
  c.separator = separator;
  c.nature = Column::Nature::closed;
  table.notes.push_back(
      fmt::format("column '{}': several choices in a cell, parted by \"{}\" ({} "
                  "choices in {} answers)",
                  c.name, separator, parts.size(), answers));
}

Plan plan_columns(Table& table, const Input& input, void (*own)(Draft& draft)) {
  const std::string zone = option(input.options, "zone");
  const std::string codebook = option(input.options, "codebook");
  if (!codebook.empty()) apply(read_codebook(codebook), table);
  Draft draft(table, input);
  if (own != nullptr && !table.columns.empty()) own(draft);
  find_speakers(draft.own, table);
  Plan plan = input.mapping != nullptr ? plan_from_mapping(*input.mapping, table, &draft.own)
                                       : guess_plan(table, std::move(draft.own));
  if (!zone.empty()) plan.zone = zone;
  for (std::string& code : list_option(input.options, "missing")) {
    plan.missing.push_back(std::move(code));
  }
  settle_times(plan, table, option(input.options, "date_order"));
  return plan;
}

Planned plan_table(Input& input, const Vendor& vendor) {
  Table table = open_table(input, vendor.header, vendor.questions_second);
  Plan plan = plan_columns(table, input, table.header_rows.empty() ? nullptr : vendor.own);
  return {std::move(table), std::move(plan)};
}

}  // namespace voxmap::survey
