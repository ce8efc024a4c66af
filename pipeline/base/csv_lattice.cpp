// The graph of readings and its cheapest path.
#include "base/csv_lattice.hpp"

#include <algorithm>
#include <optional>

namespace voxmap {
namespace {

// What may have gone wrong, and how unlikely each is.
constexpr CsvCost kDropped = 8 * kCsvBit;  // an empty cell too many
constexpr CsvCost kCut = 8 * kCsvBit;      // no delimiter where there should be one
constexpr CsvCost kMerged = 6 * kCsvBit;   // a delimiter inside a cell without quotes
constexpr CsvCost kMergedBlank = 2 * kCsvBit;
constexpr CsvCost kStray = 10 * kCsvBit;  // a quote in front that opens nothing
constexpr CsvCost kInner = 3 * kCsvBit;   // a quote inside quotes that is not escaped
constexpr CsvCost kBorder = 5 * kCsvBit;  // the same, beside a delimiter
constexpr std::size_t kMostBoundaries = 320;

struct Node {
  std::size_t left = 0;   // where the cell before ends
  std::size_t right = 0;  // where the cell behind begins
  bool real = true;       // a delimiter stands here
};

struct Cell {
  CsvCost wrong = kCsvNever;
  CellLook look;
  std::size_t stray = 0, merged = 0;
};

class Graph {
 public:
  Graph(std::string_view raw, const CsvDialect& dialect, std::size_t columns,
        const std::function<CsvCost(std::size_t, const CellLook&)>& price)
      : raw_(raw), dialect_(dialect), columns_(columns), price_(price) {}

  bool build();
  [[nodiscard]] std::uint64_t work() const noexcept {
    return std::uint64_t{nodes_.size()} * nodes_.size() * columns_ / 2;
  }
  CsvPath walk();

 private:
  struct State {
    CsvCost cost = kCsvNever;
    std::uint32_t node = 0, column = 0;  // where from
    bool quoted = false;                 // how the cell between was read
  };
  [[nodiscard]] bool blank(char c) const noexcept {
    return (c == ' ' || c == '\t') && c != dialect_.delimiter[0];
  }
  [[nodiscard]] std::string_view between(std::size_t i, std::size_t j) const noexcept {
    return raw_.substr(nodes_[i].right, nodes_[j].left - nodes_[i].right);
  }
  [[nodiscard]] std::string_view trimmed(std::string_view s) const noexcept {
    while (!s.empty() && blank(s.front())) s.remove_prefix(1);
    while (!s.empty() && blank(s.back())) s.remove_suffix(1);
    return s;
  }
  [[nodiscard]] bool delimiter_at(std::size_t p) const noexcept {
    return raw_.substr(p).starts_with(dialect_.delimiter);
  }
  [[nodiscard]] bool enclosed(std::string_view s) const noexcept {
    return dialect_.quote != '\0' && s.size() >= 2 && s.front() == dialect_.quote &&
           s.back() == dialect_.quote;
  }
  std::string unquoted(std::string_view s, Cell* cell) const;
  [[nodiscard]] Cell quoted_cell(std::string_view s) const;
  [[nodiscard]] Cell plain_cell(std::string_view s, std::size_t i, std::size_t j) const;
  void reach(std::size_t to, std::size_t column, CsvCost cost, State from);
  State& state(std::size_t node, std::size_t column) {
    return states_[node * (columns_ + 1) + column];
  }
  CsvPath collect(std::size_t column, CsvCost missing);

  std::string_view raw_;
  const CsvDialect& dialect_;
  std::size_t columns_;
  const std::function<CsvCost(std::size_t, const CellLook&)>& price_;
  std::vector<Node> nodes_;
  std::vector<State> states_;
};

bool Graph::build() {
  nodes_.push_back({0, 0, true});
  const std::size_t size = dialect_.delimiter.size();
  const char quote = dialect_.quote;
  for (std::size_t p = 0; p < raw_.size(); ++p) {
    if (nodes_.size() > kMostBoundaries) return false;
    if (raw_[p] == dialect_.escape && raw_[p] != quote && p + 1 < raw_.size()) {
      ++p;
    } else if (delimiter_at(p)) {
      nodes_.push_back({p, p + size, true});
      p += size - 1;
    } else if (quote != '\0' && raw_[p] == quote) {
      // Between cells of which one at least is in quotes.
      const bool begins = p > 0 && nodes_.back().right != p;
      if (begins) nodes_.push_back({p, p, false});
      if (p + 1 < raw_.size() && !delimiter_at(p + 1)) nodes_.push_back({p + 1, p + 1, false});
    }
  }
  nodes_.push_back({raw_.size(), raw_.size(), true});
  return nodes_.size() <= kMostBoundaries;
}

// The text inside the quotes; counts in `cell` what is not as it should be.
std::string Graph::unquoted(std::string_view s, Cell* cell) const {
  const char quote = dialect_.quote;
  const std::string_view inner = s.substr(1, s.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    const char c = inner[i];
    const char following = i + 1 < inner.size() ? inner[i + 1] : '\0';
    if (c == dialect_.escape && c != quote && (following == quote || following == c)) {
      text += following;
      ++i;
    } else if (c == quote && following == quote && i + 1 < inner.size() &&
               dialect_.escape != '\0') {
      text += quote;
      ++i;
    } else {
      if (c == quote && cell != nullptr) {
        const std::size_t at = static_cast<std::size_t>(inner.data() - raw_.data()) + i;
        const std::size_t size = dialect_.delimiter.size();
        const bool border = delimiter_at(at + 1) || (at >= size && delimiter_at(at - size));
        cell->wrong += border ? kBorder : kInner;
        ++cell->stray;
      }
      text += c;
    }
  }
  return text;
}

Cell Graph::quoted_cell(std::string_view s) const {
  Cell cell;
  if (!enclosed(s)) return cell;
  cell.wrong = 0;
  std::string text = unquoted(s, &cell);
  // A stray quote says nothing about what the cell holds.
  if (cell.stray > 0 && text.size() > 1 && text.front() == dialect_.quote) text.erase(0, 1);
  cell.look = look_at(text, true);
  return cell;
}

Cell Graph::plain_cell(std::string_view s, std::size_t i, std::size_t j) const {
  Cell cell;
  cell.wrong = 0;
  for (std::size_t k = i + 1; k < j; ++k) cell.merged += nodes_[k].real ? 1U : 0U;
  cell.wrong +=
      static_cast<CsvCost>(cell.merged) * (dialect_.delimiter == " " ? kMergedBlank : kMerged);
  if (dialect_.quote != '\0' && !s.empty() && s.front() == dialect_.quote) {
    cell.wrong += kStray;
    ++cell.stray;
    s.remove_prefix(1);
    // It would seem to close as well.
    if (s.find(dialect_.quote) != std::string_view::npos) cell.wrong += kStray;
  }
  cell.look = look_at(s, false);
  return cell;
}

void Graph::reach(std::size_t to, std::size_t column, CsvCost cost, State from) {
  State& there = state(to, column);
  if (cost >= there.cost) return;
  there = from;
  there.cost = cost;
}

CsvPath Graph::walk() {
  states_.assign(nodes_.size() * (columns_ + 1), {});
  state(0, 0).cost = 0;
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    const CsvCost cut = nodes_[i].real ? 0 : kCut;
    for (std::size_t j = i + 1; j < nodes_.size(); ++j) {
      if (nodes_[j].left < nodes_[i].right) continue;
      const std::string_view whole = between(i, j);
      const std::string_view text = trimmed(whole);
      const bool nothing = text.empty() && nodes_[i].real && nodes_[j].real && j == i + 1;
      if (whole.empty() && (!nodes_[i].real || !nodes_[j].real)) continue;
      const Cell in_quotes = quoted_cell(text);
      const Cell plain = plain_cell(whole, i, j);
      for (std::size_t c = 0; c <= columns_; ++c) {
        const CsvCost before = state(i, c).cost;
        if (before >= kCsvNever) continue;
        const auto node = static_cast<std::uint32_t>(i);
        const auto column = static_cast<std::uint32_t>(c);
        if (nothing) reach(j, c, before + kDropped, {0, node, column, false});
        if (c == columns_) continue;
        if (in_quotes.wrong < kCsvNever) {
          reach(j, c + 1, before + cut + in_quotes.wrong + price_(c, in_quotes.look),
                {0, node, column, true});
        }
        reach(j, c + 1, before + cut + plain.wrong + price_(c, plain.look),
              {0, node, column, false});
      }
    }
  }
  const std::size_t end = nodes_.size() - 1;
  const CellLook empty = look_at({}, false);
  CsvPath best;
  CsvCost cheapest = kCsvNever;
  for (std::size_t c = 1; c <= columns_; ++c) {
    CsvCost missing = 0;
    for (std::size_t rest = c; rest < columns_; ++rest)
      missing += kCsvMissing + price_(rest, empty);
    const CsvCost cost = state(end, c).cost;
    if (cost >= kCsvNever || cost + missing >= cheapest) continue;
    cheapest = cost + missing;
    best = collect(c, missing);
  }
  return best;
}

// The path that ends with `column` cells.
CsvPath Graph::collect(std::size_t column, CsvCost missing) {
  CsvPath path;
  path.found = true;
  path.missing = columns_ - column;
  path.column = column;
  std::size_t j = nodes_.size() - 1;
  const CsvCost total = state(j, column).cost + missing;
  std::size_t c = column;
  std::vector<std::string> cells(columns_);
  while (j > 0) {
    const State from = state(j, c);
    const std::size_t i = from.node;
    const std::string_view whole = between(i, j);
    bool odd = false;
    if (from.column == c) {
      ++path.dropped;
      path.wrong += kDropped;
      odd = true;
    } else {
      const std::string_view text = trimmed(whole);
      const Cell cell = from.quoted ? quoted_cell(text) : plain_cell(whole, i, j);
      cells[c - 1] = from.quoted ? unquoted(text, nullptr) : std::string(whole);
      path.wrong += cell.wrong;
      path.stray += cell.stray;
      path.merged += cell.merged;
      odd = cell.wrong > 0;
    }
    if (!nodes_[i].real) {
      ++path.cut;
      path.wrong += kCut;
      odd = true;
    }
    if (odd) path.column = from.column;
    j = i;
    c = from.column;
  }
  path.wrong += static_cast<CsvCost>(path.missing) * kCsvMissing;
  path.content = total - path.wrong;
  path.cells = std::move(cells);
  return path;
}

}  // namespace

CsvPath cheapest_path(std::string_view raw, const CsvDialect& dialect, std::size_t columns,
                      const std::function<CsvCost(std::size_t, const CellLook&)>& price,
                      std::uint64_t& work) {
  Graph graph(raw, dialect, columns, price);
  if (!graph.build() || graph.work() > work) return {};
  work -= graph.work();
  return graph.walk();
}

}  // namespace voxmap
