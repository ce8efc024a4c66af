// Choosing delimiter, quote and escape: the dialect whose rows and cells make most sense.
#include "base/csv_detect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "base/csv_header.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

// In order of preference where two make equal sense.
constexpr std::array<std::string_view, 16> kDelimiters = {
    ",", ";", "\t", "|", "::", "||", "^", "~", "\x1F", "\x01", "&", "*", "#", ":", " ", "\xC2\xA6"};

std::string shown(std::string_view delimiter) {
  if (delimiter == "\t") return "tab";
  if (delimiter == " ") return "space";
  return fmt::format("'{}'", printable(delimiter));
}

std::string delimiter_of(const std::string& hint) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNames = {
      {{"tab", "\t"},
       {"\\t", "\t"},
       {"space", " "},
       {"comma", ","},
       {"semicolon", ";"},
       {"pipe", "|"},
       {"colon", ":"},
       {"caret", "^"}}};
  for (const auto& [name, value] : kNames) {
    if (hint == name) return std::string(value);
  }
  if (hint.find_first_of("\r\n") != std::string::npos) {
    throw Error(Exit::config, "delimiter must not contain a line end");
  }
  return hint;
}

char byte_of(const std::string& hint, std::string_view what) {
  if (hint == "none") return '\0';
  if (hint.size() != 1 || hint == "\n" || hint == "\r") {
    throw Error(Exit::config, fmt::format("{} \"{}\" is not one byte", what, printable(hint)),
                "give one character, or \"none\"");
  }
  return hint[0];
}

// Cells seen as values, 0..1; quoted cells were put in quotes on purpose and always are.
double type_score(const std::vector<CsvRow>& rows) {
  double known = 0;
  double all = 0;
  for (const CsvRow& row : rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      ++all;
      if (row.quoted[i]) {
        known += 1;
        continue;
      }
      switch (cell_kind(row.cells[i])) {
        case CellKind::dirty:
          known += 0.1;
          break;
        case CellKind::text:
          known += 0.9;
          break;
        default:
          known += 1;
      }
    }
  }
  return all == 0 ? 0 : known / all;
}

struct Score {
  double value = 0;
  std::size_t columns = 0;  // of most records; the earliest such number where several tie
  std::size_t agreeing = 0;
  std::size_t records = 0;
  std::size_t faults = 0;
  std::size_t quoted = 0;
};

Score score(const std::vector<CsvRow>& rows) {
  Score s;
  std::map<std::size_t, std::size_t> patterns;
  std::vector<std::size_t> order;
  for (const CsvRow& row : rows) {
    if (row.blank) continue;
    ++s.records;
    if (row.fault != CsvFault::none) ++s.faults;
    for (const bool q : row.quoted) s.quoted += q ? 1U : 0U;
    if (++patterns[row.cells.size()] == 1) order.push_back(row.cells.size());
  }
  double pattern = 0;
  for (const auto& [length, count] : patterns) {
    const double cells =
        std::max(1e-3, static_cast<double>(length) - 1) / static_cast<double>(length);
    pattern += static_cast<double>(count) * cells;
  }
  for (const std::size_t length : order) {
    if (patterns[length] > s.agreeing) {
      s.agreeing = patterns[length];
      s.columns = length;
    }
  }
  if (s.records == 0) return s;
  const double sound = static_cast<double>(s.records - s.faults) / static_cast<double>(s.records);
  s.value = pattern / static_cast<double>(patterns.size()) * type_score(rows) * sound;
  return s;
}

// A column of times or numbers is not two columns because there is a ':' or a blank in each.
bool is_one_column(const std::vector<CsvRow>& rows) {
  std::size_t strict = 0;
  std::size_t all = 0;
  for (std::size_t i = rows.size() > 1 ? 1 : 0; i < rows.size(); ++i) {
    if (rows[i].blank) continue;
    if (rows[i].cells.size() != 1) return false;
    const CellKind kind = cell_kind(rows[i].cells[0]);
    ++all;
    if (kind != CellKind::text && kind != CellKind::word && kind != CellKind::dirty) ++strict;
  }
  return all > 0 && strict == all;
}

struct Choice {
  CsvDialect dialect;
  Score score;
};

class Search {
 public:
  Search(std::string_view head, bool whole, const CsvHints& hints)
      : head_(head), whole_(whole), hints_(hints) {}

  Choice best() {
    Choice best;
    best.dialect = quoting({",", '"', '"'});
    best.score = rate(best.dialect);
    if (!hints_.delimiter.empty()) {
      best.dialect.delimiter = delimiter_of(hints_.delimiter);
      return with_quotes(best.dialect);
    }
    const bool one = is_one_column(sample_rows(head_, whole_, {"\n", '"', '"'}));
    for (const std::string_view delimiter : kDelimiters) {
      if (head_.find(delimiter) == std::string_view::npos) continue;
      const bool common = delimiter == ":" || delimiter == " " || delimiter == "#" ||
                          delimiter == "&" || delimiter == "*";
      if (common && one) continue;
      Choice choice = with_quotes(quoting({std::string(delimiter), '"', '"'}));
      if (choice.score.columns < 2) continue;
      // Ordinary punctuation has to be twice as convincing.
      if (common) choice.score.value *= 0.5;
      if (choice.score.value > best.score.value * (1 + 1e-9)) best = std::move(choice);
    }
    return best;
  }

 private:
  CsvDialect quoting(CsvDialect dialect) const {
    if (!hints_.quote.empty()) dialect.quote = dialect.escape = byte_of(hints_.quote, "quote");
    if (hints_.escape == "double") {
      dialect.escape = dialect.quote;
    } else if (!hints_.escape.empty()) {
      dialect.escape = byte_of(hints_.escape, "escape");
    }
    return dialect;
  }

  Score rate(const CsvDialect& dialect) const { return score(sample_rows(head_, whole_, dialect)); }

  // The quote and escape that suit this delimiter best; '"' doubled unless another is better.
  Choice with_quotes(const CsvDialect& base) const {
    Choice best{base, rate(base)};
    const auto consider = [&](CsvDialect dialect, bool needs_quoted) {
      const Score s = rate(dialect);
      if (needs_quoted && s.quoted < 2) return;
      if (s.value > best.score.value * (1 + 1e-9)) best = {std::move(dialect), s};
    };
    const bool slashes = head_.find('\\') != std::string_view::npos;
    if (hints_.escape.empty() && slashes) consider({base.delimiter, base.quote, '\\'}, true);
    if (hints_.quote.empty()) {
      if (head_.find('\'') != std::string_view::npos && best.score.quoted == 0) {
        consider({base.delimiter, '\'', hints_.escape.empty() ? '\'' : base.escape}, true);
        if (hints_.escape.empty() && slashes) consider({base.delimiter, '\'', '\\'}, true);
      }
      // Quotes that open and do not close are characters, not quotes.
      if (best.score.faults > 2 && best.score.faults > best.score.quoted / 4) {
        consider({base.delimiter, '\0', hints_.escape.empty() ? '\0' : base.escape}, false);
      }
    }
    return best;
  }

  std::string_view head_;
  bool whole_;
  const CsvHints& hints_;
};

}  // namespace

std::vector<CsvRow> sample_rows(std::string_view head, bool whole, const CsvDialect& dialect,
                                std::size_t limit) {
  std::istringstream none;
  CsvLimits limits;
  limits.chunk = head.size() + 64;
  CsvReader reader(Decoder(none, std::string(head), Encoding{}), dialect, limits);
  CsvRecord record;
  std::vector<CsvRow> rows;
  while (rows.size() < limit && reader.next(record)) {
    CsvRow& row = rows.emplace_back();
    row.fault = record.fault();
    row.blank = record.blank();
    row.cells.reserve(record.size());
    for (std::size_t i = 0; i < record.size(); ++i) {
      row.cells.emplace_back(record[i]);
      row.quoted.push_back(record.quoted(i));
    }
  }
  if (!whole && rows.size() > 1 && rows.size() < limit) rows.pop_back();
  return rows;
}

CsvLayout detect_layout(std::string_view head, bool whole, const CsvHints& hints) {
  const Choice choice = Search(head, whole, hints).best();
  CsvLayout layout;
  layout.dialect = choice.dialect;
  layout.columns = choice.score.columns;
  layout.reasons.push_back(fmt::format(
      "delimiter {}: {}{} column{} in {} of {} records", shown(layout.dialect.delimiter),
      hints.delimiter.empty() ? "" : "as told, ", layout.columns, layout.columns == 1 ? "" : "s",
      choice.score.agreeing, choice.score.records));
  if (layout.dialect.quote == '\0') {
    layout.reasons.emplace_back(hints.quote.empty()
                                    ? "no quote character: quotes that open are not closed"
                                    : "no quote character: as told");
  } else if (layout.dialect.quote != '"') {
    layout.reasons.push_back(fmt::format("quote {}: {}", layout.dialect.quote,
                                         hints.quote.empty() ? "it encloses fields" : "as told"));
  }
  if (layout.dialect.escape != layout.dialect.quote && layout.dialect.escape != '\0') {
    layout.reasons.push_back(
        fmt::format("escape {}: {}", layout.dialect.escape,
                    hints.escape.empty() ? "fields close properly with it only" : "as told"));
  }
  find_header(sample_rows(head, whole, layout.dialect, 200), hints.header_rows, layout);
  return layout;
}

}  // namespace voxmap
