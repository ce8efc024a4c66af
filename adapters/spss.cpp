// SPSS data files: variables are columns, labels are what they ask.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "delimited.hpp"
#include "guess.hpp"
#include "options.hpp"
#include "spss_file.hpp"
#include "survey.hpp"
#include "transcript.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using survey::Plan;
using survey::Table;

bool recognises_spss(std::string_view head) {
  constexpr std::size_t kHeader = 176;
  return head.size() >= kHeader && (head.starts_with("$FL2") || head.starts_with("$FL3")) &&
         head.substr(4, 5) == "@(#) ";
}

// What is asked tells more than names such as Q5_1: the guess goes by it.
Plan guess(Table& table, const std::set<std::string>& labelled) {
  std::vector<std::string> names;
  for (survey::Column& column : table.columns) {
    names.push_back(column.header);
    // Choices may read like sentences.
    if (labelled.contains(column.header)) column.nature = survey::Column::Nature::closed;
    if (!column.prompt.empty()) column.header = column.prompt;
  }
  Plan plan = survey::guess_plan(table);
  for (std::size_t i = 0; i < names.size(); ++i) table.columns[i].header = names[i];
  return plan;
}

std::unique_ptr<Source> open_table(Input input, const std::set<std::string>& labelled) {
  const std::string zone = option(input.options, "zone");
  const auto two = [](const std::vector<CsvRow>&) -> std::optional<std::size_t> { return 2; };
  const Mapping* const mapping = input.mapping;
  Table table = survey::open_table(input, two);
  Plan plan =
      mapping != nullptr ? survey::plan_from_mapping(*mapping, table) : guess(table, labelled);
  // Responses that nobody gave, in what Qualtrics exports.
  for (std::size_t i = 0; i < table.columns.size() && !plan.status; ++i) {
    const std::string words = fold(table.columns[i].prompt);
    if (words != "response type" && words != "status") continue;
    const bool known = std::ranges::any_of(table.rows, [&](const CsvRow& row) {
      const std::string_view cell = trim(row.cells[i]);
      return cell == "IP Address" || !survey::qualtrics_skip_reason(cell).empty();
    });
    if (!known) continue;
    plan.status = i;
    plan.skip = survey::qualtrics_skip_reason;
  }
  if (!zone.empty()) plan.zone = zone;
  survey::settle_times(plan, table, {});
  return survey::make_source(std::move(table), std::move(plan));
}

std::unique_ptr<Source> open_spss(Input input) {
  spss::FileOptions file;
  file.labelled = std::make_shared<std::set<std::string>>();
  file.encoding = option(input.options, "encoding");
  file.all_codes = flag_option(input.options, "codes");
  if (input.mapping != nullptr) {
    for (const RatingColumn& rating : input.mapping->ratings) file.codes.insert(rating.column.name);
  }
  std::vector<std::string> notes;
  std::string bytes = read_file_whole(*input.stream, input.name);
  auto rows = spss::open_file(std::move(bytes), input.name, file, notes);
  return open_cells(std::move(input), std::move(rows), std::move(notes),
                    [&file](Input text) { return open_table(std::move(text), *file.labelled); });
}

constexpr std::array<Option, 3> kSpssOptions = {{
    {"codes", "", "true: values as the numbers they are stored as, not as their labels"},
    {"zone", "", "IANA time zone of its times, which have none (UTC)"},
    {"encoding", "", "character encoding; empty: as the file says"},
}};

}  // namespace

constinit const Adapter kSpss = {
    "spss",
    "SPSS data files (.sav, .zsav), with labels of variables and values",
    SourceKind::survey,
    kSpssOptions,
    "extra/hotel-stay.sav",
    recognises_spss,
    open_spss};

}  // namespace voxmap
