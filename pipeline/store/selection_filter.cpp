// Which filters a Selection answers, and whose documents are not all theirs.
#include <algorithm>

#include "store/scan.hpp"
#include "store/selection.hpp"

namespace voxmap {

Several::Several(sql::Database& db) {
  constexpr std::int64_t kMost = UINT32_MAX;  // more than a store can hold
  const std::int64_t last = db.integer("SELECT max(id) FROM respondent");
  if (last > kMost) db.damaged("the number of a respondent makes no sense");
  known_.resize(static_cast<std::size_t>(std::max<std::int64_t>(last, 0)) + 1);
  sql::Statement several(db, "SELECT id FROM respondent WHERE only IS NULL");  // by its index
  while (several.step()) {
    const std::int64_t id = several.integer(0);
    if (id < 0) db.damaged("the number of a respondent makes no sense");
    known_[static_cast<std::size_t>(id)] = true;
  }
}

bool selects_documents(const Filter& filter) { return !filters_mentions(filter); }

bool same_documents(const Filter& a, const Filter& b) {
  const auto same = [](const Condition& x, const Condition& y) {
    return x.attribute == y.attribute && x.op == y.op && x.values == y.values &&
           x.number_milli == y.number_milli;
  };
  return a.source == b.source && a.persona == b.persona && a.from == b.from && a.to == b.to &&
         std::ranges::equal(a.when, b.when, same);
}

}  // namespace voxmap
