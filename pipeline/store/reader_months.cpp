// Stages month by month: from the roll-up, or by the plain query it must equal.
#include <algorithm>
#include <map>

#include "store/months.hpp"
#include "store/reader.hpp"
#include "store/rollup.hpp"
#include "store/scan.hpp"

namespace voxmap {

namespace {

struct Sums {
  std::int64_t persons = 0, mean = 0, square = 0;
};
// By stage scope and month.
using Months = std::map<std::pair<std::int64_t, std::int64_t>, Sums>;

void read_months(sql::Database& db, const Filter& filter,
                 const std::map<std::int64_t, std::int64_t>& scope_of, Months& months) {
  struct Felt {
    std::int64_t person = 0, scope = 0, month = 0, count = 0, valence = 0;
  };
  std::vector<Felt> felt;
  std::size_t limit = std::size_t{1} << 20U;
  const auto key = [](const Felt& f) { return std::tuple(f.person, f.scope, f.month); };
  const auto compact = [&] {
    std::ranges::sort(felt, {}, key);
    std::size_t kept = 0;
    for (const Felt& f : felt) {
      if (kept > 0 && key(felt[kept - 1]) == key(f)) {
        felt[kept - 1].count += f.count;
        felt[kept - 1].valence += f.valence;
      } else {
        felt[kept++] = f;
      }
    }
    felt.resize(kept);
  };
  scan_mentions(db, filter, [&](const ScannedMention& m) {
    if (m.label == Label::none || !m.said_at) return;
    const auto scope = scope_of.find(m.touchpoint);
    if (scope == scope_of.end()) return;
    const std::int64_t month = month_of(*m.said_at);
    if (month < 0 || month >= kLastMonth) return;
    felt.push_back(
        {m.respondent != 0 ? m.respondent : -m.document, scope->second, month, 1, m.valence});
    if (felt.size() < limit) return;
    compact();
    limit = std::max(limit, 2 * felt.size());
  });
  compact();
  for (const Felt& f : felt) {
    const std::int64_t mean = mean_centi(f.valence, f.count);
    Sums& sums = months[{f.scope, f.month}];
    ++sums.persons;
    sums.mean += mean;
    sums.square += mean * mean;
  }
}

}  // namespace

std::vector<MonthStats> SqliteReader::months(const Filter& filter, bool plain) {
  const Snapshot snapshot(db_);
  std::map<std::int64_t, std::int64_t> scope_of;  // touchpoint row -> stage scope
  std::map<std::int64_t, std::string> stages;     // by scope
  {
    sql::Statement rows(
        db_, "SELECT t.id, g.id, g.name FROM touchpoint AS t JOIN stage AS g ON g.id = t.stage");
    while (rows.step()) {
      scope_of[rows.integer(0)] = -rows.integer(1);
      stages[-rows.integer(1)] = rows.string(2);
    }
  }
  Months months;
  if (filter.all() && !plain && present() && has_months(db_)) {
    sql::Statement rows(db_,
                        "SELECT scope, persons, sum_mean, sum_mean_square FROM rollup_person "
                        "WHERE scope <= ?1 AND persons > 0");
    rows.bind(1, -kMonthScope);
    while (rows.step()) {
      const std::int64_t scope = rows.integer(0);
      months[{stage_of(scope), month_of_scope(scope)}] = {rows.integer(1), rows.integer(2),
                                                          rows.integer(3)};
    }
  } else if (!plain && selects_documents(filter)) {
    for (const auto& [where, sums] : selection(filter).months) {
      months[where] = {sums.persons, sums.sum_mean, sums.sum_mean_square};
    }
  } else {
    read_months(db_, filter, scope_of, months);
  }
  std::vector<MonthStats> list;
  for (const auto& [where, sums] : months) {
    list.push_back({.stage = stages.at(where.first),
                    .month = where.second,
                    .persons = sums.persons,
                    .sum_mean = sums.mean,
                    .sum_mean_square = sums.square});
  }
  std::ranges::sort(list, {}, [](const MonthStats& m) { return std::pair(m.stage, m.month); });
  return list;
}

}  // namespace voxmap
