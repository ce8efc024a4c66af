// Versions of documents that others took the place of.
#include "store/superseded.hpp"

namespace voxmap {

Superseded::Superseded(sql::Database& db)
    : db_(db),
      find_(db, "SELECT id FROM superseded WHERE document = ?1 AND input = ?2 AND digest = ?3"),
      of_input_(db, "SELECT id FROM superseded WHERE document = ?1 AND input = ?2"),
      drop_(db, "DELETE FROM superseded WHERE id = ?1"),
      add_(db,
           "INSERT INTO superseded (document, input, digest) VALUES (?1, ?2, ?3) ON CONFLICT "
           "(document, input, digest) DO UPDATE SET digest = digest RETURNING id") {}

void Superseded::begin() {
  const std::int64_t last = db_.integer("SELECT coalesce(max(id), 0) FROM superseded");
  any_ = last > 0;
  met_.assign(static_cast<std::size_t>(last) + 1, false);
}

bool Superseded::meet(std::int64_t document, const Version& version) {
  if (!any_) return false;
  const sql::Resetter guard(find_);
  find_.bind(1, document).bind(2, version.input);
  find_.bind_blob(3, version.digest.data(), version.digest.size());
  if (!find_.step()) return false;
  met_.at(static_cast<std::size_t>(find_.integer(0))) = true;
  return true;
}

void Superseded::replaced(std::int64_t document, std::span<const Version> old,
                          std::span<const std::int64_t> inputs) {
  std::vector<std::int64_t> gone;
  for (const std::int64_t input : inputs) {
    const sql::Resetter guard(of_input_);
    of_input_.bind(1, document).bind(2, input);
    while (of_input_.step()) {
      const std::int64_t id = of_input_.integer(0);
      if (!met_.at(static_cast<std::size_t>(id))) gone.push_back(id);
    }
  }
  for (const std::int64_t id : gone) drop_.bind(1, id).run();
  for (const Version& version : old) {
    const sql::Resetter guard(add_);
    add_.bind(1, document).bind(2, version.input);
    add_.bind_blob(3, version.digest.data(), version.digest.size());
    if (!add_.step()) db_.fail(SQLITE_CORRUPT);
    const auto id = static_cast<std::size_t>(add_.integer(0));
    if (id >= met_.size()) met_.resize(id + 1, false);
    met_[id] = true;
    any_ = true;
  }
}

}  // namespace voxmap
