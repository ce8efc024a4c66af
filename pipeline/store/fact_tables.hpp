// Documents and mentions read from the tables, as blocks are made of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/fact_block.hpp"
#include "store/felt.hpp"
#include "store/sqlite.hpp"

namespace voxmap {

class FactTables {
 public:
  // `felt`: with what the mentions feel, which takes longer.
  FactTables(sql::Database& db, bool felt);

  // The documents with numbers in [first, last], kFactDocuments or fewer at a time.
  void read(std::int64_t first, std::int64_t last, const std::function<void(FactBuilder&)>& take);

 private:
  sql::Database& db_;
  sql::Statement documents_, verbatims_;
  FactBuilder builder_;
  std::vector<MentionValues> mentions_;
  std::optional<Feelings> feelings_;
  FeltTexts felt_;
  std::string scratch_;
};

}  // namespace voxmap
