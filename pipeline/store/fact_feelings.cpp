// One pass over what the facts keep of feelings.
#include "store/fact_feelings.hpp"

#include <algorithm>

#include "store/fact_scan.hpp"
#include "store/selection.hpp"

namespace voxmap {

namespace {

class FeltPass {
 public:
  FeltPass(sql::Database& db, const std::vector<std::string>& names,
           const std::unordered_map<std::int64_t, std::size_t>& stage_of, std::size_t stages)
      : db_(db),
        names_(names),
        several_(respondents_of_several(db)),
        last_(stages * names.size(), 0) {
    out_.persons.resize(last_.size());
    out_.mentions.resize(last_.size());
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
      const bool several = respondent != 0 && std::ranges::binary_search(several_, respondent);
      ++document_;
      for (std::uint32_t m = block.begin(d); m < block.mentions_end[d]; ++m) {
        const auto& felt = felt_[block.felt_of[m]];
        if (!felt.empty()) add(block.touchpoint[m], felt, several ? respondent : 0);
      }
    }
  }

  FeltCounts take() {
    compact();
    for (const auto& [respondent, cell] : people_) ++out_.persons[cell];
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  static constexpr std::size_t kFirstLimit = 1U << 20U;

  void add(std::int64_t touchpoint, const std::vector<std::size_t>& felt, std::int64_t respondent) {
    const auto row = static_cast<std::size_t>(touchpoint);
    if (row >= stages_.size() || stages_[row] == kNone) db_.fail(SQLITE_CORRUPT);
    const std::size_t first = stages_[row] * names_.size();
    for (const std::size_t feeling : felt) {
      const std::size_t cell = first + feeling;
      ++out_.mentions[cell];
      if (last_[cell] == document_) continue;
      last_[cell] = document_;
      if (respondent == 0) {
        ++out_.persons[cell];
        continue;
      }
      people_.emplace_back(respondent, cell);
      if (people_.size() < limit_) continue;
      compact();
      limit_ = std::max(kFirstLimit, 2 * people_.size());
    }
  }

  void read_names(const FactBlock& block) {
    felt_.assign(block.felt.size(), {});
    for (std::size_t i = 0; i < block.felt.size(); ++i) {
      std::string_view rest = block.felt[i];
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const auto name = std::ranges::lower_bound(names_, rest.substr(0, end), std::less<>{});
        if (name == names_.end() || *name != rest.substr(0, end)) db_.fail(SQLITE_CORRUPT);
        felt_[i].push_back(static_cast<std::size_t>(name - names_.begin()));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }

  void compact() {
    std::ranges::sort(people_);
    people_.erase(std::unique(people_.begin(), people_.end()), people_.end());
  }

  sql::Database& db_;
  const std::vector<std::string>& names_;
  std::vector<std::int64_t> several_;
  std::vector<std::size_t> stages_;             // by row of a touchpoint
  std::vector<std::vector<std::size_t>> felt_;  // of the block: feelings by number
  std::vector<std::int64_t> last_;              // document that the cell was told of last
  std::vector<std::pair<std::int64_t, std::size_t>> people_;  // with several documents
  std::size_t limit_ = kFirstLimit;
  std::int64_t document_ = 0;  // numbered as they come
  FeltCounts out_;
};

}  // namespace

FeltCounts count_felt(sql::Database& db, const Filter& filter,
                      const std::vector<std::string>& names,
                      const std::unordered_map<std::int64_t, std::size_t>& stage_of,
                      std::size_t stages) {
  FeltPass pass(db, names, stage_of, stages);
  if (!names.empty())
    scan_facts(
        db, true, filter, [&](FactPart& part) { pass.add(part); }, true);
  return pass.take();
}

}  // namespace voxmap
