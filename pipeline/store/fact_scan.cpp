// Blocks of facts against a filter.
#include "store/fact_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>

#include "store/conditions.hpp"
#include "store/fact_plan.hpp"
#include "store/fact_tables.hpp"

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

  // Of its documents in the ranges `of`, ascending.
  void admit(const FactBlock& block, std::span<const FactRange> of,
             std::span<const std::int64_t> stale, std::vector<std::uint32_t>& admitted) {
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
      while (!of.empty() && of.front().second < block.id[d]) of = of.subspan(1);
      if (of.empty()) break;
      if (block.id[d] < of.front().first) continue;
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

void FactDetails::begin(const std::function<std::string_view()>& bytes) {
  bytes_ = &bytes;
  keys_.clear();
  begins_.clear();
}

std::string_view FactDetails::key(std::uint32_t document) {
  if (keys_.empty() && !block_.decode_keys((*bytes_)(), keys_)) db_.fail(SQLITE_CORRUPT);
  return keys_[document];
}

std::span<const std::int16_t> FactDetails::intensities(std::uint32_t document) {
  if (begins_.empty() && !block_.decode_intensities((*bytes_)(), intensities_, begins_)) {
    db_.fail(SQLITE_CORRUPT);
  }
  const std::size_t begin = begins_[document];
  const std::size_t end =
      document + 1 < begins_.size() ? begins_[document + 1] : intensities_.size();
  return std::span(intensities_).subspan(begin, end - begin);
}

void scan_facts(sql::Database& db, std::int64_t as_of, const Filter& filter,
                const std::function<void(FactPart&)>& found, bool felt) {
  scan_facts(
      db, as_of, std::span(&filter, 1), [&](std::size_t, FactPart& part) { found(part); }, felt);
}

void scan_facts(sql::Database& db, std::int64_t as_of, std::span<const Filter> filters,
                const std::function<void(std::size_t, FactPart&)>& found, bool felt) {
  std::deque<Admission> admissions;
  for (const Filter& filter : filters) admissions.emplace_back(db, filter);
  FactBlock block;
  FactDetails details(db, block);
  std::vector<std::uint32_t> admitted;
  std::vector<FactRange> whole{
      {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}};
  const auto look = [&](std::string_view facts, std::span<const FactRange> of,
                        std::span<const std::int64_t> stale,
                        const std::function<std::string_view()>& keys) {
    if (!block.decode(facts)) db.fail(SQLITE_CORRUPT);
    details.begin(keys);
    for (std::size_t i = 0; i < admissions.size(); ++i) {
      admissions[i].admit(block, of, stale, admitted);
      if (admitted.empty()) continue;
      FactPart part(block, admitted, details);
      found(i, part);
    }
  };

  const FactPlan plan = plan_facts(db, as_of);
  if (!plan.blocks.empty()) {
    sql::Statement now(db, "SELECT facts, keys FROM fact WHERE first = ?1");
    std::optional<sql::Statement> past;
    if (as_of != 0) past.emplace(db, "SELECT facts, keys FROM past_fact WHERE id = ?1");
    for (const FactPlan::Block& part : plan.blocks) {
      sql::Statement& row = part.past ? *past : now;
      const sql::Resetter guard(row);
      if (!row.bind(1, part.row).step()) db.fail(SQLITE_CORRUPT);
      const std::function<std::string_view()> keys = [&] { return row.text(1); };
      look(row.text(0), part.of, part.stale, keys);
    }
  }
  if (plan.gaps.empty()) return;
  FactTables tables(db, felt);
  std::string facts, key_bytes;
  const std::function<std::string_view()> keys = [&] { return std::string_view(key_bytes); };
  for (const auto& [first, last] : plan.gaps) {
    tables.read(first, last, [&](const FactBuilder& builder) {
      builder.encode(facts, key_bytes);
      look(facts, whole, {}, keys);
    });
  }
}

}  // namespace voxmap
