// Which filters a Selection answers, and whose documents are not all theirs.
#include <algorithm>

#include "store/scan.hpp"
#include "store/selection.hpp"

namespace voxmap {

Several::Several(sql::Database& db) {
  constexpr std::int64_t kMost = std::int64_t{1} << 32;  // more than a store can hold
  sql::Statement several(db, "SELECT id FROM respondent WHERE only IS NULL ORDER BY id DESC");
  while (several.step()) {
    const std::int64_t id = several.integer(0);
    if (id < 0 || id > kMost) db.damaged("the number of a respondent makes no sense");
    const auto at = static_cast<std::size_t>(id);
    if (known_.empty()) known_.resize(at + 1);
    known_[at] = true;
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
