// Opening a delimited input: head, kind, encoding, dialect, header.
#include "delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "options.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey {
namespace {

// What was set as an option, or else in the mapping.
std::string told(const Input& input, std::string_view name, const std::string Mapping::*member) {
  std::string value = option(input.options, name);
  if (value.empty() && input.mapping != nullptr) value = input.mapping->*member;
  return value;
}

CsvHints hints_of(const Input& input) {
  CsvHints hints;
  hints.delimiter = told(input, "delimiter", &Mapping::delimiter);
  hints.quote = told(input, "quote", &Mapping::quote);
  hints.escape = told(input, "escape", &Mapping::escape);
  const std::string rows = option(input.options, "header_rows");
  if (rows.size() == 1 && rows[0] >= '0' && rows[0] <= '9') {
    hints.header_rows = rows[0] - '0';
  } else if (!rows.empty()) {
    throw Error(Exit::usage, fmt::format("header_rows \"{}\" is not a number from 0 to 9", rows));
  } else if (input.mapping != nullptr) {
    hints.header_rows = input.mapping->header_rows;
  }
  return hints;
}

std::string read_head(std::istream& stream) {
  std::string head(kHeadBytes, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  return head;
}

// "Response" and the like name no choice.
bool says_nothing(std::string_view choice) {
  const std::string word = fold(trim(choice));
  return word.empty() || word == "response" || word == "open-ended response";
}

void name_columns(Table& table) {
  std::size_t width = table.header_rows.empty() ? table.layout.columns : 0;
  for (const auto& row : table.header_rows) width = std::max(width, row.size());
  std::map<std::string, std::size_t> seen;
  std::string above;
  for (std::size_t i = 0; i < width; ++i) {
    Column column;
    const auto cell = [&](std::size_t row) -> std::string {
      if (row >= table.header_rows.size() || i >= table.header_rows[row].size()) return {};
      return std::string(trim(table.header_rows[row][i]));
    };
    column.header = cell(0);
    column.prompt = plain_text(column.header);
    if (table.questions) {
      if (!cell(1).empty()) column.prompt = plain_text(cell(1));
    } else if (table.header_rows.size() == 2) {
      if (!column.header.empty()) above = column.header;
      column.header = above;
      if (!says_nothing(cell(1)) && cell(1) != cell(0)) {
        column.header += (above.empty() ? "" : " - ") + cell(1);
      }
      column.prompt = plain_text(column.header);
    }
    column.name = column.header.empty() ? fmt::format("#{}", i + 1) : plain_text(column.header);
    if (++seen[column.name] > 1) column.name += fmt::format(" #{}", i + 1);
    table.columns.push_back(std::move(column));
  }
}

void read_header(Table& table) {
  CsvRecord record;
  for (std::size_t i = 0; i < table.layout.preamble; ++i) {
    if (!table.reader->next(record)) return;
  }
  while (table.header_rows.size() < table.layout.header_rows && table.reader->next(record)) {
    if (record.blank()) continue;
    auto& row = table.header_rows.emplace_back();
    for (std::size_t i = 0; i < record.size(); ++i) row.push_back(printable(record[i]));
  }
}

}  // namespace

std::string plain_text(std::string_view html) {
  const bool markup = html.find('<') != html.npos || html.find('&') != html.npos;
  return std::string(trim(markup ? std::string_view(html_to_text(html).text) : html));
}

Table open_table(Input& input, HeaderRule rule, bool questions_second) {
  Table table;
  table.name = input.name;
  table.stream = std::move(input.stream);
  table.again = input.again;
  std::string head = read_head(*table.stream);
  table.whole = head.size() < kHeadBytes;
  if (head.empty()) throw Error(Exit::no_input, fmt::format("{} is empty", table.name));
  if (const auto kind = other_kind(head)) {
    throw Error(Exit::data, fmt::format("{} is {}", table.name, *kind),
                "a delimited text file was expected (CSV, TSV)");
  }
  table.encoding = decide_encoding(head, table.whole, told(input, "encoding", &Mapping::encoding));
  if (!table.encoding.note.empty()) table.notes.push_back(table.encoding.note);
  const std::string text = decode_head(head, table.encoding);
  const CsvHints hints = hints_of(input);
  table.layout = detect_layout(text, table.whole, hints);
  std::vector<CsvRow> rows = sample_rows(text, table.whole, table.layout.dialect);
  const auto ruled = rule == nullptr ? std::nullopt : rule(rows);
  if (ruled) {
    table.questions = *ruled > 1 && questions_second;
    table.layout.header_rows = *ruled;
    table.layout.preamble = 0;
    table.layout.reasons.resize(1);
  }
  table.notes.insert(table.notes.end(), table.layout.reasons.begin(), table.layout.reasons.end());
  table.reader = std::make_unique<CsvReader>(
      Decoder(*table.stream, std::move(head), table.encoding), table.layout.dialect);
  read_header(table);
  name_columns(table);
  std::size_t skip = table.layout.preamble;
  std::size_t headers = table.header_rows.size();
  for (CsvRow& row : rows) {
    if (skip > 0) {
      --skip;
    } else if (!row.blank && headers > 0) {
      --headers;
    } else if (!row.blank && row.fault == CsvFault::none &&
               row.cells.size() >= table.columns.size()) {
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace voxmap::survey
