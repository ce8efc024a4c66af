// The looks of cells and how surprising they are.
#include "base/csv_profile.hpp"

#include <algorithm>
#include <bit>

namespace voxmap {
namespace {

constexpr std::size_t kMost = 4096;  // distinct shapes or values kept a column
constexpr std::size_t kShaped = 48;  // bytes of a cell that make its shape
constexpr std::uint32_t kRun = 4;    // digits or capitals counted in a row
constexpr std::uint64_t kBasis = 14695981039346656037U;

constexpr std::uint64_t mix(std::uint64_t digest, unsigned char c) {
  return (digest ^ c) * 1099511628211U;  // FNV-1a
}

enum class Glyph : std::uint8_t { none, digit, capital, small, blank, quote, stop, sign };

constexpr Glyph glyph(char c) {
  if (c >= '0' && c <= '9') return Glyph::digit;
  if (c >= 'A' && c <= 'Z') return Glyph::capital;
  if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) return Glyph::small;
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return Glyph::blank;
  if (c == '"' || c == '\'') return Glyph::quote;
  if (c == '.' || c == '!' || c == '?' || c == ')') return Glyph::stop;
  return Glyph::sign;
}

std::uint64_t shape_of(std::string_view cell) {
  std::uint64_t digest = kBasis;
  Glyph before = Glyph::none;
  std::uint32_t run = 0;
  for (const char c : cell.substr(0, kShaped)) {
    const Glyph g = glyph(c);
    run = g == before ? run + 1 : 1;
    before = g;
    if (g == Glyph::small && run > 1) continue;
    if ((g == Glyph::digit || g == Glyph::capital) && run > kRun) continue;
    const bool itself = g == Glyph::sign || g == Glyph::stop || g == Glyph::quote;
    digest = mix(digest, itself ? static_cast<unsigned char>(c) : static_cast<unsigned char>(g));
  }
  return digest;
}

// Thousandths of log2(n / of), linear between powers of two; 0 when n <= of.
CsvCost log_ratio(std::uint64_t n, std::uint64_t of) {
  const auto log = [](std::uint64_t x) -> CsvCost {
    const int power = static_cast<int>(std::bit_width(x)) - 1;
    const std::uint64_t rest = x - (std::uint64_t{1} << static_cast<unsigned>(power));
    return power * kCsvBit + static_cast<CsvCost>((rest * 1000) >> static_cast<unsigned>(power));
  };
  return n <= of ? 0 : log(n) - log(std::max<std::uint64_t>(of, 1));
}

// Seen `count` times in `records`; never seen counts a quarter.
CsvCost rarity(std::uint64_t count, std::uint64_t records) {
  return log_ratio(4 * records + 4, 4 * count + 1);
}

}  // namespace

CellLook look_at(std::string_view cell, bool quoted) noexcept {
  CellLook look;
  look.kind = cell_kind(cell);
  look.quoted = quoted;
  look.length = static_cast<std::uint8_t>(std::bit_width(cell.size()));
  look.shape = shape_of(cell);
  look.value = kBasis;
  for (const char c : cell) look.value = mix(look.value, static_cast<unsigned char>(c));
  if (!cell.empty()) {
    look.first = static_cast<std::uint8_t>(glyph(cell.front()));
    look.last = static_cast<std::uint8_t>(glyph(cell.back()));
  }
  return look;
}

void CsvProfile::Seen::add(std::uint64_t digest) {
  if (counts.size() >= kMost && !counts.contains(digest)) {
    ++once;
    return;
  }
  const std::uint32_t count = ++counts[digest];
  if (count == 1) ++once;
  if (count == 2) --once;
}

// What was seen once tells how much there is that was not seen yet (Good and Turing).
CsvCost CsvProfile::Seen::cost(std::uint64_t digest, std::size_t records) const noexcept {
  const auto found = counts.find(digest);
  const std::uint32_t count = found == counts.end() ? 0 : found->second;
  return rarity(std::max(count, count < 2 ? once : 0), records) + (count == 0 ? kCsvBit : 0);
}

void CsvProfile::learn(const std::vector<CellLook>& cells) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const CellLook& cell = cells[i];
    Column& column = columns_[i];
    ++column.kinds[static_cast<std::size_t>(cell.kind)];
    ++column.first[cell.first];
    ++column.last[cell.last];
    ++column.lengths[std::min<std::size_t>(cell.length, column.lengths.size() - 1)];
    column.quoted += cell.quoted ? 1U : 0U;
    column.shapes.add(cell.shape);
    column.values.add(cell.value);
  }
  ++records_;
}

CsvCost CsvProfile::cost(std::size_t c, const CellLook& cell) const noexcept {
  const Column& column = columns_[c];
  const std::size_t length = std::min<std::size_t>(cell.length, column.lengths.size() - 1);
  const std::uint32_t near = (length > 0 ? column.lengths[length - 1] : 0) +
                             (length + 1 < column.lengths.size() ? column.lengths[length + 1] : 0);
  const auto quoted = cell.quoted ? column.quoted : records_ - column.quoted;
  CsvCost sum =
      rarity(column.kinds[static_cast<std::size_t>(cell.kind)], records_) +
      rarity(column.first[cell.first], records_) + rarity(column.last[cell.last], records_) +
      rarity(column.lengths[length] + near / 4, records_) +
      std::min(rarity(quoted, records_), 4 * kCsvBit) + column.shapes.cost(cell.shape, records_);
  // Few values that come again and again are known by heart.
  if (column.values.counts.size() * 4 <= records_) sum += column.values.cost(cell.value, records_);
  return sum;
}

CsvCost CsvProfile::name_cost(const CellLook& cell) noexcept {
  switch (cell.kind) {
    case CellKind::word:
    case CellKind::text:
      return 0;
    case CellKind::dirty:
      return 3 * kCsvBit;
    default:
      return 8 * kCsvBit;
  }
}

namespace {

// How much alike the columns beside `joined` look when each row's surplus is taken from there. A
// cell in quotes was not torn: each row in which one would be joined counts against it.
std::int64_t likeness(const std::vector<std::vector<CellLook>>& rows, std::size_t columns,
                      std::size_t joined) {
  std::int64_t sum = 0;
  for (const auto& row : rows) {
    const auto first = row.begin() + static_cast<std::ptrdiff_t>(joined);
    const auto end = first + static_cast<std::ptrdiff_t>(row.size() - columns + 1);
    const bool torn =
        end - first > 1 && std::any_of(first, end, [](const auto& c) { return c.quoted; });
    if (torn) sum -= static_cast<std::int64_t>(rows.size());
  }
  for (std::size_t c = 0; c < columns; ++c) {
    if (c == joined) continue;
    std::array<std::int64_t, 256> counts{};
    for (const auto& row : rows) {
      const CellLook& cell = row[c < joined ? c : c + row.size() - columns];
      ++counts[(static_cast<std::size_t>(cell.kind) * 16 + std::size_t{cell.first} * 2 +
                (cell.quoted ? 1U : 0U)) %
               counts.size()];
    }
    for (const std::int64_t n : counts) sum += n * n;
  }
  return sum;
}

}  // namespace

void join_surplus(std::vector<CsvRow>& rows, std::size_t columns, std::string_view delimiter) {
  constexpr std::size_t kLooked = 300;
  std::vector<std::vector<CellLook>> looks;
  std::size_t right = 0;
  for (const CsvRow& row : rows) {
    right += row.cells.size() == columns ? 1U : 0U;
    if (row.cells.size() < columns || looks.size() == kLooked) continue;
    auto& cells = looks.emplace_back();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      cells.push_back(look_at(row.cells[i], row.quoted[i]));
    }
  }
  if (columns < 2 || right * 4 > rows.size() || looks.size() * 2 < std::min(rows.size(), kLooked)) {
    return;
  }
  std::size_t best = 0;
  std::int64_t most = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    const std::int64_t alike = likeness(looks, columns, c);
    if (alike > most) {
      most = alike;
      best = c;
    }
  }
  for (CsvRow& row : rows) {
    while (row.cells.size() > columns) {
      row.cells[best].append(delimiter).append(row.cells[best + 1]);
      row.quoted[best] = false;
      const auto next = static_cast<std::ptrdiff_t>(best + 1);
      row.cells.erase(row.cells.begin() + next);
      row.quoted.erase(row.quoted.begin() + next);
    }
  }
}

}  // namespace voxmap
