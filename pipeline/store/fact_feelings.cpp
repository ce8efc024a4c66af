// One pass over what the facts keep of feelings.
#include "store/fact_feelings.hpp"

#include <algorithm>
#include <deque>

#include "store/fact_scan.hpp"
#include "store/selection.hpp"

namespace voxmap {

namespace {

class FeltPass {
 public:
  FeltPass(const sql::Database& db, const Several& several, const std::vector<std::string>& names,
           const std::unordered_map<std::int64_t, std::size_t>& stage_of, std::size_t stages)
      : db_(db), names_(names), several_(several), counter_(stages * names.size()) {
    for (const auto& [row, stage] : stage_of) {
      const auto at = static_cast<std::size_t>(row);
      if (at >= stages_.size()) stages_.resize(at + 1, kNone);
      stages_[at] = stage;
    }
  }

  void add(const FactPart& part) {
    const FactBlock& block = part.block();
    read_names(block);
    for (const std::uint32_t d : part.admitted()) {
      const std::int64_t respondent = block.respondent[d];
      const bool several = several_.contains(respondent);
      ++document_;
      for (std::uint32_t m = block.begin(d); m < block.mentions_end[d]; ++m) {
        const auto& felt = felt_[block.felt_of[m]];
        if (!felt.empty()) add(block.touchpoint[m], felt, several ? respondent : 0);
      }
    }
  }

  void join(const FeltPass& other) { counter_.join(other.counter_); }
  FeltCounts take() { return counter_.take(); }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  void add(std::int64_t touchpoint, const std::vector<std::size_t>& felt, std::int64_t respondent) {
    const auto row = static_cast<std::size_t>(touchpoint);
    if (row >= stages_.size() || stages_[row] == kNone) {
      db_.damaged("a mention is at a touchpoint that is unknown");
    }
    const std::size_t first = stages_[row] * names_.size();
    for (const std::size_t feeling : felt) counter_.add(first + feeling, document_, respondent);
  }

  void read_names(const FactBlock& block) {
    felt_.assign(block.felt.size(), {});
    for (std::size_t i = 0; i < block.felt.size(); ++i) {
      std::string_view rest = block.felt[i];
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const auto name = std::ranges::lower_bound(names_, rest.substr(0, end), std::less<>{});
        if (name == names_.end() || *name != rest.substr(0, end)) {
          db_.damaged("a feeling is unknown");
        }
        felt_[i].push_back(static_cast<std::size_t>(name - names_.begin()));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  const sql::Database& db_;  // its name only
  const std::vector<std::string>& names_;
  const Several& several_;
  std::vector<std::size_t> stages_;             // by row of a touchpoint
  std::vector<std::vector<std::size_t>> felt_;  // of the block: feelings by number
  std::int64_t document_ = 0;                   // numbered as they come
  FeltCounter counter_;
};

}  // namespace

FeltCounts count_felt(sql::Database& db, std::int64_t as_of, const Filter& filter,
                      const std::vector<std::string>& names,
                      const std::unordered_map<std::int64_t, std::size_t>& stage_of,
                      std::size_t stages, std::size_t shares) {
  const Several several(db);
  std::deque<FeltPass> passes;
  std::vector<FactShare> found;
  for (std::size_t i = 0; i < shares; ++i) {
    FeltPass& pass = passes.emplace_back(db, several, names, stage_of, stages);
    found.emplace_back([&pass](std::size_t, FactPart& part) { pass.add(part); });
  }
  if (!names.empty()) scan_facts(db, as_of, std::span(&filter, 1), found, true);
  for (std::size_t i = 1; i < shares; ++i) passes.front().join(passes[i]);
  return passes.front().take();
}

}  // namespace voxmap
