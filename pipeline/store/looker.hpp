// The Looker: answers "is this record stored as it is?" from committed data, for a thread that
// tags.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "store/schema.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

class SqliteLooker final : public Looker {
 public:
  SqliteLooker(const std::string& path, std::string_view source, std::string_view rules_digest,
               std::shared_ptr<const HeldFile> held);
  Seen seen(std::string_view key, const Digest& digest) override;
  [[nodiscard]] bool keeps_looking() const override { return asked_ > 0; }
  void let_go() override {
    if (asked_ > 0) close_snapshot();
  }

 private:
  [[nodiscard]] bool earlier(std::int64_t document, const Digest& digest);
  void open_snapshot();
  void close_snapshot();

  std::shared_ptr<const HeldFile> held_;
  sql::Database db_;
  std::string source_name_, rules_digest_;
  sql::Statement find_, earlier_;
  std::int64_t source_ = 0, ruleset_ = 0, run_ = 0;
  int asked_ = 0, others_ = 0;  // in this snapshot: all, not unchanged
};

}  // namespace voxmap
