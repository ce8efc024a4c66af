// What inputs still say although a later record of the same key says otherwise. One file may hold a
// key several times (an export of changes), and of several files each its version (a full export
// every month): read again, the old versions must change nothing.
//
// A version is known by its input and digest. Of an input that brings a new version, those it was
// not seen to say in the same run are forgotten, so that going back to an old text is news again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "store/sqlite.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

// A store of before has none, and is only read.
[[nodiscard]] inline bool has_superseded(sql::Database& db) {
  return db.integer("PRAGMA user_version") >= 9;
}

struct Version {
  std::int64_t input = 0;
  Digest digest{};
  bool operator==(const Version&) const = default;
};

class Superseded {
 public:
  explicit Superseded(sql::Database& db);

  // Does any document have such versions?
  [[nodiscard]] bool any() const noexcept { return any_; }
  // A run begins: nothing is met yet.
  void begin();
  // Is it one of the document's? Then it is met in this run.
  bool meet(std::int64_t document, const Version& version);
  // `inputs` brought new versions of the document, in place of `old`.
  void replaced(std::int64_t document, std::span<const Version> old,
                std::span<const std::int64_t> inputs);

 private:
  sql::Database& db_;
  sql::Statement find_, of_input_, drop_, add_;
  bool any_ = false;
  std::vector<bool> met_;  // by id: a bit a version, however many there are
};

}  // namespace voxmap
