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

// A record of one cell says little for its dialect, one of two half.
double worth(std::size_t cells) {
  return std::max(1e-3, static_cast<double>(cells) - 1) / static_cast<double>(cells);
}

// Cells of the first record when all of them may be names of columns, otherwise 0.
std::size_t count_names(const std::vector<CsvRow>& rows) {
  const auto first = std::find_if(rows.begin(), rows.end(), [](const auto& r) { return !r.blank; });
  if (first == rows.end()) return 0;
  const bool all = std::all_of(first->cells.begin(), first->cells.end(), [](const auto& cell) {
    const CellKind kind = cell_kind(cell);
    return kind == CellKind::word || kind == CellKind::text;
  });
  return all ? first->cells.size() : 0;
}

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
  const auto share = [&](std::size_t count) {
    return static_cast<double>(count) / static_cast<double>(s.records);
  };
  double pattern = 0;
  for (const auto& [length, count] : patterns) {
    pattern += share(count) * share(count) * worth(length);
  }
  for (const std::size_t length : order) {
    if (patterns[length] > s.agreeing) {
      s.agreeing = patterns[length];
      s.columns = length;
    }
  }
  if (s.records == 0) return s;
  // Names in the first record, and no record has fewer cells: delimiters inside cells.
  const std::size_t names = count_names(rows);
  std::size_t wide = 0;
  for (const auto& [length, count] : patterns) wide += length >= names ? count : 0;
  const bool varied = s.agreeing * 10 < s.records * 9 && s.columns > names;
  if (names >= 3 && wide * 20 >= s.records * 19 && varied) {
    pattern = std::max(pattern, worth(names) / 2);
    s.columns = names;
    s.agreeing = patterns[names];
  }
  // Quotes that do not pair but leave the record its width weigh less.
  std::size_t harmless = 0;
  for (const CsvRow& row : rows) {
    const bool fits = row.cells.size() == s.columns && s.columns > 1;
    harmless += row.fault != CsvFault::none && fits ? 1U : 0U;
  }
  const double sound = share(s.records - s.faults) + share(harmless) * 3 / 4;
  s.value = pattern * type_score(rows) * sound;
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

// "a, b, c": the delimiter is two bytes wide, so to speak. Cells in quotes do not tell.
bool blank_after_each(const std::vector<CsvRow>& rows) {
  std::size_t with = 0;
  std::size_t all = 0;
  for (const CsvRow& row : rows) {
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      if (row.quoted[i]) continue;
      ++all;
      with += row.cells[i].starts_with(' ') ? 1U : 0U;
    }
  }
  return all > 1 && with * 50 >= all * 49;
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
      if (common && (one || within_values(delimiter))) continue;
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

  // Whether ':' stands in times and addresses for the most part.
  bool within_values(std::string_view delimiter) const {
    if (delimiter != ":") return false;
    const auto digit = [&](std::size_t p) {
      return p < head_.size() && head_[p] >= '0' && head_[p] <= '9';
    };
    std::size_t all = 0;
    std::size_t within = 0;
    for (std::size_t p = head_.find(':'); p != std::string_view::npos; p = head_.find(':', p + 1)) {
      ++all;
      const bool time = p > 0 && digit(p - 1) && digit(p + 1) && digit(p + 2);
      within += time || head_.substr(p).starts_with("://") ? 1U : 0U;
    }
    return within * 2 > all;
  }

  // Whether cells begin with this quote, more of them than with the usual one.
  bool opens(char quote, std::string_view delimiter) const {
    const auto count = [&](char wanted) {
      std::size_t n = 0;
      for (std::size_t p = head_.find(wanted); p != std::string_view::npos;
           p = head_.find(wanted, p + 1)) {
        const std::string_view before = head_.substr(0, p);
        const bool first = before.empty() || before.back() == '\n' || before.back() == '\r';
        n += first || before.ends_with(delimiter) ? 1U : 0U;
      }
      return n;
    };
    return count(quote) > count('"');
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
      if (head_.find('\'') != std::string_view::npos && opens('\'', base.delimiter)) {
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
  const std::vector<CsvRow> rows = sample_rows(head, whole, layout.dialect);
  layout.blanks = hints.delimiter.empty() && blank_after_each(rows);
  if (layout.blanks) layout.reasons.emplace_back("the blank after each delimiter is left out");
  find_header(rows, hints.header_rows, layout);
  return layout;
}

}  // namespace voxmap
