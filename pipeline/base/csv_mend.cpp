// Choosing among the readings of a record that does not fit.
#include "base/csv_mend.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/csv_lattice.hpp"

namespace voxmap {
namespace {

constexpr CsvCost kSurplus = 25 * kCsvBit;      // a cell with text beyond the last column
constexpr CsvCost kSurplusEmpty = 8 * kCsvBit;  // the same without text
constexpr CsvCost kApart = 10 * kCsvBit;
constexpr CsvCost kOther = 12 * kCsvBit;  // another delimiter
constexpr CsvCost kSure = 2 * kCsvBit;    // what a place must be ahead of the next best
constexpr CsvCost kSlack = 30 * kCsvBit;
constexpr std::size_t kEnoughRecords = 5;    // sound records needed before anything is mended
constexpr std::size_t kLongestParted = 400;  // bytes of a cell that may be taken apart anywhere
constexpr std::uint64_t kBudget = std::uint64_t{1} << 31U;
constexpr std::array<std::string_view, 5> kOthers = {",", ";", "\t", "|", " "};

bool splits_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

std::vector<CellLook> looks(const CsvRecord& record) {
  std::vector<CellLook> all;
  for (std::size_t i = 0; i < record.size(); ++i) {
    all.push_back(look_at(record[i], record.quoted(i)));
  }
  return all;
}

}  // namespace

std::string_view to_string(CsvMend mend) noexcept {
  switch (mend) {
    case CsvMend::none:
      return "read as it is";
    case CsvMend::dropped:
      return "a delimiter too many: an empty cell left out";
    case CsvMend::split:
      return "a delimiter missing: a cell taken apart";
    case CsvMend::joined:
      return "a delimiter missing, where is uncertain: the next cell left empty";
    case CsvMend::requoted:
      return "a stray quote: kept as text";
    case CsvMend::merged:
      return "delimiters in a cell without quotes: kept as text";
    case CsvMend::delimiter:
      return "another delimiter than elsewhere";
  }
  return "";
}

struct CsvMender::Reading {
  CsvMended mended;
  CsvCost cost = kCsvNever;
  CsvCost content = kCsvNever;
};

CsvMender::CsvMender(CsvDialect dialect, std::size_t columns, const std::vector<CsvRow>& rows)
    : dialect_(std::move(dialect)), profile_(columns), budget_(kBudget) {
  std::vector<std::vector<CellLook>> sound;
  for (const CsvRow& row : rows) {
    if (row.cells.size() != columns || row.fault != CsvFault::none || row.blank) continue;
    auto& cells = sound.emplace_back();
    for (std::size_t i = 0; i < columns; ++i) {
      cells.push_back(look_at(row.cells[i], row.quoted[i]));
    }
    profile_.learn(cells);
  }
  std::vector<CsvCost> costs;
  for (const auto& cells : sound) {
    CsvCost& sum = costs.emplace_back(0);
    for (std::size_t i = 0; i < columns; ++i) sum += profile_.cost(i, cells[i]);
  }
  if (costs.empty()) return;
  const auto most = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() * 19 / 20);
  std::nth_element(costs.begin(), most, costs.end());
  usual_ = *most;
}

CsvCost CsvMender::limit(bool names) const noexcept {
  return names ? 8 * kCsvBit : usual_ + usual_ / 4 + kSlack;
}

CsvMender::Reading CsvMender::as_read(const CsvRecord& record, bool names) const {
  Reading reading;
  reading.content = 0;
  CsvCost wrong = record.fault() == CsvFault::none ? 0 : 6 * kCsvBit;
  for (std::size_t i = 0; i < std::max(record.size(), profile_.columns()); ++i) {
    if (i >= profile_.columns()) {
      wrong += record[i].empty() ? kSurplusEmpty : kSurplus;
    } else if (i >= record.size()) {
      wrong += kCsvMissing;
      reading.content += price(i, look_at({}, false), names);
    } else {
      reading.content += price(i, look_at(record[i], record.quoted(i)), names);
    }
  }
  reading.cost = reading.content + wrong;
  return reading;
}

// One cell too few: the cell and the place in it where two were joined.
CsvMender::Reading CsvMender::taken_apart(const CsvRecord& record) const {
  const std::size_t n = record.size();
  const std::vector<CellLook> cells = looks(record);
  std::vector<CsvCost> after(n + 1, 0);
  for (std::size_t i = n; i-- > 0;) after[i] = after[i + 1] + profile_.cost(i + 1, cells[i]);
  CsvCost before = 0;
  Reading best;
  CsvCost next = kCsvNever;
  std::size_t place = 0;
  for (std::size_t k = 0; k < n; before += profile_.cost(k, cells[k]), ++k) {
    const std::string_view text = record[k];
    if (record.quoted(k) || text.empty() || text.size() > kLongestParted) continue;
    if (before + after[k + 1] >= best.cost) continue;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      if (splits_character(text, at)) continue;
      const CsvCost cost = before + after[k + 1] +
                           profile_.cost(k, look_at(text.substr(0, at), false)) +
                           profile_.cost(k + 1, look_at(text.substr(at), false));
      if (cost < best.content) {
        next = best.content;
        best.content = cost;
        best.mended.column = k;
        place = at;
      } else {
        next = std::min(next, cost);
      }
    }
  }
  if (best.content >= kCsvNever) return best;
  const bool sure = next - best.content >= kSure;
  best.cost = best.content + kApart;
  best.mended.mend = sure ? CsvMend::split : CsvMend::joined;
  for (std::size_t i = 0; i < n; ++i) {
    const std::string_view text = record[i];
    if (i != best.mended.column) {
      best.mended.cells.emplace_back(text);
    } else {
      best.mended.cells.emplace_back(sure ? text.substr(0, place) : text);
      best.mended.cells.emplace_back(sure ? text.substr(place) : std::string_view());
    }
  }
  return best;
}

CsvMender::Reading CsvMender::anew(std::string_view raw, const std::string& delimiter, bool names) {
  Reading reading;
  CsvDialect dialect = dialect_;
  dialect.delimiter = delimiter;
  CsvPath path = cheapest_path(
      raw, dialect, profile_.columns(),
      [&](std::size_t column, const CellLook& look) { return price(column, look, names); },
      budget_);
  if (!path.found) return reading;
  const bool other = delimiter != dialect_.delimiter;
  if (other && (path.missing > 0 || path.cut > 0 || (names && path.merged > 0))) return reading;
  reading.cost = path.cost() + (other ? kOther : 0);
  reading.content = path.content;
  reading.mended.column = path.column;
  reading.mended.cells = std::move(path.cells);
  reading.mended.mend = other              ? CsvMend::delimiter
                        : path.cut > 0     ? CsvMend::split
                        : path.stray > 0   ? CsvMend::requoted
                        : path.dropped > 0 ? CsvMend::dropped
                        : path.merged > 0  ? CsvMend::merged
                                           : CsvMend::none;
  return reading;
}

CsvMended CsvMender::mend(const CsvRecord& record, bool names) {
  if (profile_.records() < kEnoughRecords || profile_.columns() < 2 || record.size() == 0)
    return {};
  Reading best = as_read(record, names);
  const auto consider = [&](Reading&& reading) {
    if (reading.cost < best.cost && reading.content <= limit(names)) best = std::move(reading);
  };
  if (record.size() + 1 == profile_.columns() && record.fault() == CsvFault::none && !names) {
    consider(taken_apart(record));
  }
  consider(anew(record.raw(), dialect_.delimiter, names));
  if (names || best.content > limit(names)) {
    for (const std::string_view other : kOthers) {
      if (dialect_.delimiter.find(other) != std::string::npos) continue;
      if (record.raw().find(other) == std::string_view::npos) continue;
      consider(anew(record.raw(), std::string(other), names));
    }
  }
  return std::move(best.mended);
}

}  // namespace voxmap
