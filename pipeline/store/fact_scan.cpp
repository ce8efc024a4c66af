// Blocks of facts against a filter.
#include "store/fact_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <string>
#include <unordered_map>

#include "store/conditions.hpp"
#include "store/fact_tables.hpp"
#include "store/facts.hpp"

namespace voxmap {

namespace {

// What a filter says of documents, with names looked up.
class Admission {
 public:
  Admission(sql::Database& db, const Filter& filter)
      : filter_(filter), attributes_(db, "SELECT attributes FROM document WHERE id = ?1") {
    if (filter.from) from_ = filter.from->time_since_epoch().count();
    if (filter.to) to_ = filter.to->time_since_epoch().count();
    const auto look_up = [&](const char* sql, const std::string& name) {
      sql::Statement row(db, sql);
      return row.bind(1, std::string_view(name)).step() ? row.integer(0) : kNobody;
    };
    if (!filter.source.empty()) {
      source_ = look_up("SELECT id FROM source WHERE name = ?1", filter.source);
    }
    if (!filter.persona.empty()) {
      persona_ = look_up("SELECT id FROM string WHERE text = ?1", filter.persona);
    }
  }

  void admit(const FactBlock& block, std::span<const std::int64_t> stale,
             std::vector<std::uint32_t>& admitted) {
    admitted.clear();
    kinds_.clear();
    for (const FactBlock::Kind& kind : block.kinds) {
      const bool of_source = source_ == 0 || kind.source == source_;
      const bool of_persona = persona_ == 0 || kind.persona == persona_;
      kinds_.push_back(of_source && of_persona ? 1 : 0);
    }
    texts_.clear();
    if (!filter_.when.empty()) {
      for (const std::string_view text : block.attributes) texts_.push_back(hold(text));
    }
    const bool timed = filter_.from || filter_.to;
    for (std::uint32_t d = 0; d < block.documents(); ++d) {
      if (kinds_[block.kind_of[d]] == 0) continue;
      if (timed && (block.dated[d] == 0 || block.said_at[d] < from_ || block.said_at[d] >= to_)) {
        continue;
      }
      if (!filter_.when.empty() &&
          !(block.attributes_kept ? texts_[block.attributes_of[d]] != 0 : asked(block.id[d]))) {
        continue;
      }
      if (!stale.empty() && std::ranges::binary_search(stale, block.id[d])) continue;
      admitted.push_back(d);
    }
  }

 private:
  static constexpr std::int64_t kNobody = -1;
  static constexpr std::size_t kRemembered = 65536;

  char hold(std::string_view attributes) {
    if (const auto known = known_.find(attributes); known != known_.end()) return known->second;
    const char holds = conditions_hold(filter_.when, attributes) ? 1 : 0;
    if (known_.size() < kRemembered) {
      known_.emplace(remembered_.emplace_back(attributes), holds);
    }
    return holds;
  }
  bool asked(std::int64_t document) {
    const sql::Resetter guard(attributes_);
    return attributes_.bind(1, document).step() &&
           conditions_hold(filter_.when, attributes_.text(0));
  }

  const Filter& filter_;
  sql::Statement attributes_;
  std::int64_t source_ = 0, persona_ = 0;
  std::int64_t from_ = std::numeric_limits<std::int64_t>::min();
  std::int64_t to_ = std::numeric_limits<std::int64_t>::max();
  std::vector<char> kinds_, texts_;
  std::deque<std::string> remembered_;
  std::unordered_map<std::string_view, char> known_;
};

}  // namespace

std::string_view FactPart::key(std::uint32_t document) {
  if (keys_.empty() && !block_->decode_keys((*key_bytes_)(), keys_)) db_->fail(SQLITE_CORRUPT);
  return keys_[document];
}

void scan_facts(sql::Database& db, bool present, const Filter& filter,
                const std::function<void(FactPart&)>& found, bool felt) {
  Admission admission(db, filter);
  FactBlock block;
  std::vector<std::uint32_t> admitted;
  const auto look = [&](std::string_view facts, std::span<const std::int64_t> stale,
                        const std::function<std::string_view()>& keys) {
    if (!block.decode(facts)) db.fail(SQLITE_CORRUPT);
    admission.admit(block, stale, admitted);
    if (admitted.empty()) return;
    FactPart part(db, block, admitted, keys);
    found(part);
  };

  FactRanges ranges;
  if (present && has_facts(db)) {
    ranges = read_fact_ranges(db);
    sql::Statement rows(db, fmt::format("SELECT facts, keys, first, last FROM fact WHERE format = "
                                        "{} ORDER BY first",
                                        kFactFormat));
    const std::function<std::string_view()> keys = [&] { return rows.text(1); };
    auto stale = ranges.stale.begin();
    while (rows.step()) {
      const auto begin = stale;
      while (stale != ranges.stale.end() && *stale <= rows.integer(3)) ++stale;
      look(rows.text(0), {begin, stale}, keys);
    }
  } else {
    ranges.gaps.emplace_back(1, db.integer("SELECT max(id) FROM document"));
  }
  FactTables tables(db, felt);
  std::string facts, key_bytes;
  const std::function<std::string_view()> keys = [&] { return std::string_view(key_bytes); };
  const auto read = [&](std::int64_t first, std::int64_t last) {
    tables.read(first, last, [&](const FactBuilder& builder) {
      builder.encode(facts, key_bytes);
      look(facts, {}, keys);
    });
  };
  for (const auto& [first, last] : ranges.gaps) read(first, last);
  for (const std::int64_t document : ranges.stale) read(document, document);
}

}  // namespace voxmap
