// Deals documents out to blocks, newest scores last, and to the tables.
#include "store/fact_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

#include "store/fact_block.hpp"

namespace voxmap {

namespace {

// Numbers that have been dealt out, as ranges that neither overlap nor touch.
class Covered {
 public:
  // The parts of the range that were not covered; they are from now on.
  std::vector<FactRange> take(FactRange range) {
    std::vector<FactRange> parts;
    if (range.first > range.second) return parts;
    auto at = ranges_.upper_bound(range.first);
    if (at != ranges_.begin() && std::prev(at)->second >= range.first) --at;
    FactRange whole = range;
    std::int64_t next = range.first;
    while (at != ranges_.end() && at->first <= range.second) {
      if (at->first > next) parts.emplace_back(next, at->first - 1);
      next = at->second + 1;
      whole = {std::min(whole.first, at->first), std::max(whole.second, at->second)};
      at = ranges_.erase(at);
    }
    if (next <= range.second) parts.emplace_back(next, range.second);
    ranges_[whole.first] = whole.second;
    return parts;
  }

 private:
  std::map<std::int64_t, std::int64_t> ranges_;
};

std::vector<std::int64_t> documents_in(sql::Database& db, const char* table) {
  std::vector<std::int64_t> out;
  sql::Statement rows(db, fmt::format("SELECT document FROM {} ORDER BY document", table));
  while (rows.step()) out.push_back(rows.integer(0));
  return out;
}

// The last document there was after that run: numbers and runs grow together.
std::int64_t last_document(sql::Database& db, std::int64_t as_of) {
  std::int64_t low = 0;
  std::int64_t high = db.integer("SELECT max(id) FROM main.document");
  sql::Statement at(
      db, "SELECT id, first_run FROM main.document WHERE id <= ?1 ORDER BY id DESC LIMIT 1");
  while (low < high) {
    const sql::Resetter guard(at);
    const std::int64_t middle = low + (high - low + 1) / 2;
    if (!at.bind(1, middle).step() || at.integer(0) <= low) {
      // None in (low, middle].
      sql::Statement next(db, "SELECT min(id) FROM main.document WHERE id > ?1");
      next.bind(1, middle).step();
      if (next.null(0) || next.integer(0) > high) return low;
      sql::Statement run(db, "SELECT first_run FROM main.document WHERE id = ?1");
      if (!run.bind(1, next.integer(0)).step() || run.integer(0) > as_of) return low;
      low = next.integer(0);
    } else if (at.integer(1) <= as_of) {
      low = middle;
    } else {
      high = at.integer(0) - 1;
    }
  }
  return low;
}

class Planner {
 public:
  explicit Planner(sql::Database& db) : db_(db) {}

  void add_past(std::int64_t as_of, std::int64_t last) {
    stale_ = documents_in(db_, "past_fact_stale");
    sql::Statement rows(db_,
                        "SELECT id, first, last, format FROM past_fact WHERE until_run > ?1 ORDER "
                        "BY until_run, first");
    rows.bind(1, as_of);
    while (rows.step()) add(true, rows.integer(0), rows, last);
  }
  void add_present(std::int64_t last) {
    const auto changed = documents_in(db_, "fact_stale");
    const auto known = static_cast<std::ptrdiff_t>(stale_.size());
    stale_.insert(stale_.end(), changed.begin(), changed.end());
    std::inplace_merge(stale_.begin(), stale_.begin() + known, stale_.end());
    stale_.erase(std::unique(stale_.begin(), stale_.end()), stale_.end());
    sql::Statement rows(db_, "SELECT first, first, last, format FROM fact ORDER BY first");
    while (rows.step()) add(false, rows.integer(0), rows, last);
  }
  FactPlan finish(std::int64_t last) {
    for (const FactRange& gap : covered_.take({1, last})) plan_.gaps.push_back(gap);
    std::ranges::sort(plan_.gaps);
    return std::move(plan_);
  }

 private:
  void add(bool past, std::int64_t row, const sql::Statement& block, std::int64_t last) {
    const FactRange range{block.integer(1), block.integer(2)};
    if (!past && block.integer(3) != kFactFormat) return;  // as none
    auto parts = covered_.take({range.first, std::min(range.second, last)});
    if (parts.empty()) return;
    if (block.integer(3) != kFactFormat) {
      plan_.gaps.insert(plan_.gaps.end(), parts.begin(), parts.end());
      return;
    }
    FactPlan::Block& out = plan_.blocks.emplace_back();
    out.past = past;
    out.row = row;
    out.range = range;
    for (const FactRange& part : parts) {
      for (auto d = std::ranges::lower_bound(stale_, part.first);
           d != stale_.end() && *d <= part.second; ++d) {
        out.stale.push_back(*d);
        if (!plan_.gaps.empty() && plan_.gaps.back().second == *d - 1) {
          plan_.gaps.back().second = *d;
        } else {
          plan_.gaps.emplace_back(*d, *d);
        }
      }
    }
    out.of = std::move(parts);
  }

  sql::Database& db_;
  FactPlan plan_;
  Covered covered_;
  std::vector<std::int64_t> stale_;
};

}  // namespace

FactRanges read_fact_ranges(sql::Database& db) {
  FactRanges out;
  const std::int64_t last = db.integer("SELECT max(id) FROM document");
  std::int64_t next = 1;
  const auto gap_before = [&](std::int64_t first) {
    if (first > next) out.gaps.emplace_back(next, first - 1);
  };
  sql::Statement blocks(db, fmt::format("SELECT first, last FROM fact WHERE format = {} ORDER BY "
                                        "first",
                                        kFactFormat));
  while (blocks.step()) {
    gap_before(blocks.integer(0));
    out.blocks.emplace_back(blocks.integer(0), blocks.integer(1));
    next = std::max(next, blocks.integer(1) + 1);
  }
  gap_before(last + 1);
  auto gap = out.gaps.begin();
  for (const std::int64_t document : documents_in(db, "fact_stale")) {
    while (gap != out.gaps.end() && gap->second < document) ++gap;
    if (gap == out.gaps.end() || document < gap->first) out.stale.push_back(document);
  }
  return out;
}

FactPlan plan_facts(sql::Database& db, std::int64_t as_of) {
  Planner planner(db);
  const std::int64_t last = as_of == 0           ? db.integer("SELECT max(id) FROM document")
                            : has_past_facts(db) ? last_document(db, as_of)
                                                 : db.integer("SELECT max(id) FROM main.document");
  if (as_of != 0 && has_past_facts(db)) planner.add_past(as_of, last);
  if (as_of == 0 ? has_facts(db) : has_past_facts(db)) planner.add_present(last);
  return planner.finish(last);
}

}  // namespace voxmap
