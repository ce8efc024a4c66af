// Blocks of facts against a filter.
#include "store/fact_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

#include "base/shares.hpp"
#include "store/conditions.hpp"
#include "store/fact_plan.hpp"
#include "store/fact_tables.hpp"

namespace voxmap {

namespace {

constexpr std::string_view kUnreadable = "the facts of some documents cannot be read";

// What a filter says of documents, with names looked up.
class Admission {
 public:
  Admission(sql::Database& db, std::mutex& using_db, const Filter& filter)
      : using_db_(using_db),
        filter_(filter),
        attributes_(db, "SELECT attributes FROM document WHERE id = ?1") {
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
    const std::scoped_lock lock(using_db_);
    const sql::Resetter guard(attributes_);
    return attributes_.bind(1, document).step() &&
           conditions_hold(filter_.when, attributes_.text(0));
  }

  std::mutex& using_db_;
  const Filter& filter_;
  sql::Statement attributes_;
  std::int64_t source_ = 0, persona_ = 0;
  std::int64_t from_ = std::numeric_limits<std::int64_t>::min();
  std::int64_t to_ = std::numeric_limits<std::int64_t>::max();
  std::vector<char> kinds_, texts_;
  std::deque<std::string> remembered_;
  std::unordered_map<std::string_view, char> known_;
};

// The blocks of a plan, one at a time to whoever asks next.
class Blocks {
 public:
  Blocks(sql::Database& db, std::int64_t as_of)
      : db_(db), plan_(plan_facts(db, as_of)), statements_(kStatements) {}

  [[nodiscard]] const FactPlan& plan() const noexcept { return plan_; }
  [[nodiscard]] std::mutex& using_db() noexcept { return using_db_; }

  // nullptr: there are no more, or one of those who ask has failed.
  const FactPlan::Block* next(std::string& facts) {
    const std::scoped_lock lock(using_db_);
    if (stopped_ || next_ == plan_.blocks.size()) return nullptr;
    const FactPlan::Block& block = plan_.blocks[next_++];
    read(block, "facts", block.past ? 1 : 0, facts);
    return &block;
  }
  void read_keys(const FactPlan::Block& block, std::string& keys) {
    const std::scoped_lock lock(using_db_);
    read(block, "keys", block.past ? 3 : 2, keys);
  }
  void stop() {
    const std::scoped_lock lock(using_db_);
    stopped_ = true;
  }

 private:
  static constexpr std::size_t kStatements = 4;

  void read(const FactPlan::Block& block, std::string_view column, std::size_t at,
            std::string& out) {
    std::optional<sql::Statement>& row = statements_[at];
    if (!row) {
      row.emplace(db_, fmt::format("SELECT {} FROM {} WHERE {} = ?1", column,
                                   block.past ? "past_fact" : "fact", block.past ? "id" : "first"));
    }
    const sql::Resetter guard(*row);
    if (!row->bind(1, block.row).step()) db_.fail(SQLITE_CORRUPT);
    out = row->text(0);
  }

  sql::Database& db_;
  std::mutex using_db_;
  FactPlan plan_;
  std::size_t next_ = 0;
  bool stopped_ = false;
  std::vector<std::optional<sql::Statement>> statements_;
};

// One share of a scan.
class Scanner {
 public:
  Scanner(sql::Database& db, Blocks& blocks, std::span<const Filter> filters,
          const FactShare& found)
      : db_(db), blocks_(blocks), found_(found), details_(db, block_) {
    for (const Filter& filter : filters) admissions_.emplace_back(db, blocks.using_db(), filter);
  }

  void run() {
    try {
      while (const FactPlan::Block* block = blocks_.next(facts_)) {
        look(facts_, block->of, block->stale,
             [this, block](std::string& keys) { blocks_.read_keys(*block, keys); });
      }
    } catch (...) {
      blocks_.stop();
      throw;
    }
  }
  void look(std::string_view facts, std::span<const FactRange> of,
            std::span<const std::int64_t> stale, FactDetails::Read keys) {
    if (!block_.decode(facts)) db_.damaged(kUnreadable);
    details_.begin(std::move(keys));
    for (std::size_t i = 0; i < admissions_.size(); ++i) {
      admissions_[i].admit(block_, of, stale, admitted_);
      if (admitted_.empty()) continue;
      FactPart part(block_, admitted_, details_);
      found_(i, part);
    }
  }

 private:
  const sql::Database& db_;
  Blocks& blocks_;
  const FactShare& found_;
  std::deque<Admission> admissions_;
  FactBlock block_;
  FactDetails details_;
  std::string facts_;
  std::vector<std::uint32_t> admitted_;
};

}  // namespace

void FactDetails::begin(Read read) {
  read_ = std::move(read);
  have_bytes_ = false;
  keys_.clear();
  begins_.clear();
}

std::string_view FactDetails::bytes() {
  if (!have_bytes_) read_(bytes_);
  have_bytes_ = true;
  return bytes_;
}

std::string_view FactDetails::key(std::uint32_t document) {
  if (keys_.empty() && !block_.decode_keys(bytes(), keys_)) db_.damaged(kUnreadable);
  return keys_[document];
}

std::span<const std::int16_t> FactDetails::intensities(std::uint32_t document) {
  if (begins_.empty() && !block_.decode_intensities(bytes(), intensities_, begins_)) {
    db_.damaged(kUnreadable);
  }
  const std::size_t begin = begins_[document];
  const std::size_t end =
      document + 1 < begins_.size() ? begins_[document + 1] : intensities_.size();
  return std::span(intensities_).subspan(begin, end - begin);
}

void scan_facts(sql::Database& db, std::int64_t as_of, const Filter& filter,
                const std::function<void(FactPart&)>& found, bool felt) {
  const FactShare all = [&](std::size_t, FactPart& part) { found(part); };
  scan_facts(db, as_of, std::span(&filter, 1), std::span(&all, 1), felt);
}

void scan_facts(sql::Database& db, std::int64_t as_of, std::span<const Filter> filters,
                std::span<const FactShare> found, bool felt) {
  Blocks blocks(db, as_of);
  std::deque<Scanner> scanners;
  for (const FactShare& share : found) scanners.emplace_back(db, blocks, filters, share);
  in_shares(scanners.size(), [&](std::size_t share) { scanners[share].run(); });
  if (blocks.plan().gaps.empty()) return;
  FactTables tables(db, felt);
  std::string facts, keys;
  constexpr FactRange kWhole{std::numeric_limits<std::int64_t>::min(),
                             std::numeric_limits<std::int64_t>::max()};
  for (const auto& [first, last] : blocks.plan().gaps) {
    tables.read(first, last, [&](const FactBuilder& builder) {
      builder.encode(facts, keys);
      scanners.front().look(facts, std::span(&kWhole, 1), {},
                            [&](std::string& out) { out = keys; });
    });
  }
}

std::size_t fact_shares(sql::Database& db) {
  constexpr std::int64_t kWorthwhile = 16;  // blocks
  constexpr std::size_t kMost = 4;
  if (!has_facts(db)) return 1;
  if (db.integer("SELECT max(first) FROM fact") < kWorthwhile * std::int64_t{kFactDocuments}) {
    return 1;
  }
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMost);
}

}  // namespace voxmap
