// One pass over the facts.
#include "store/selection.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <limits>
#include <span>

#include "base/shares.hpp"
#include "store/fact_scan.hpp"
#include "store/months.hpp"
#include "store/rollup.hpp"
#include "store/scan.hpp"
#include "store/selection_quotes.hpp"
#include "store/selection_sums.hpp"

namespace voxmap {

namespace selecting {
namespace {

constexpr std::int64_t kNoMonth = -1;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();

class Pass {
 public:
  // `shares`: how many passes there are over the same facts.
  Pass(const Ground& ground, std::size_t shares)
      : ground_(ground),
        numbers_(ground.numbers),
        places_(numbers_.rows.size()),
        stages_(numbers_.stage_scopes.size()),
        people_(numbers_.rows.size()),
        stage_people_(numbers_.stage_scopes.size()),
        heard_(ground.several.size()),
        felt_(shares),
        quotes_(2 * numbers_.rows.size()) {}

  void add(FactPart& part) {
    const FactBlock& block = part.block();
    counts_of_kind_.clear();
    for (const FactBlock::Kind& kind : block.kinds) {
      auto& counts = counts_[kind.source];
      if (counts.empty()) counts.resize(numbers_.rows.size());
      counts_of_kind_.push_back(counts.data());
    }
    // Many documents gave the same answers to the same question.
    answers_.assign(block.kinds.size() * block.ratings.size(), 0);
    for (const std::uint32_t d : part.admitted()) add(part, d);
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      if (answers_[i] > 0) {
        count_ratings(block, i / block.ratings.size(), i % block.ratings.size(), answers_[i]);
      }
    }
  }

  // Adds up everybody of whom several documents are known and who falls to this share, which may
  // have been met in any pass. At the same time as the others do theirs, before they are joined.
  void end_several(std::deque<Pass>& passes, std::size_t share) {
    std::vector<Felt> felt;
    for (Pass& pass : passes) {
      felt.insert(felt.end(), pass.felt_[share].begin(), pass.felt_[share].end());
      pass.felt_[share] = {};
    }
    std::ranges::sort(felt, {}, &Felt::person_and_month);
    for (auto at = felt.begin(); at != felt.end();) {
      const auto end =
          std::find_if(at, felt.end(), [&](const Felt& f) { return f.person != at->person; });
      end_person(std::span(at, end));
      at = end;
    }
  }

  // What another share found; nothing is left of it.
  void join(Pass&& other) {
    join_counts(other);
    for (std::size_t place = 0; place < people_.size(); ++place) {
      join(people_[place], other.people_[place]);
    }
    for (std::size_t stage = 0; stage < stage_people_.size(); ++stage) {
      join(stage_people_[stage], other.stage_people_[stage]);
    }
    for (const auto& [month, stages] : other.months_) {
      auto& sums = *month_sums(month);
      for (std::size_t stage = 0; stage < sums.size(); ++stage) join(sums[stage], stages[stage]);
    }
    quotes_.join(std::move(other.quotes_));
    for (std::size_t i = 0; i < heard_.size(); ++i) {
      if (other.heard_[i]) heard_[i] = true;
    }
    for (const std::int64_t ruleset : other.rulesets_) note_rules(ruleset);
  }

  Selection finish() {
    for (const auto& [source, counts] : counts_) {
      for (std::uint32_t place = 0; place < counts.size(); ++place) {
        put_counts(source, place, counts[place]);
      }
    }
    for (std::uint32_t place = 1; place < people_.size(); ++place) {
      if (numbers_.named[place]) put_people(numbers_.rows[place], people_[place]);
    }
    for (std::uint32_t stage = 0; stage < stage_people_.size(); ++stage) {
      put_people(numbers_.stage_scopes[stage], stage_people_[stage]);
    }
    for (const auto& [month, stages] : months_) {
      for (std::uint32_t stage = 1; stage < stages.size(); ++stage) {
        if (stages[stage].persons > 0) {
          out_.months[{numbers_.stage_scopes[stage], month}] = stages[stage];
        }
      }
    }
    quotes_.drain([&](std::size_t side, std::vector<Selection::Quote>&& quotes) {
      out_.quotes[{numbers_.rows[side / 2], side % 2 != 0}] = std::move(quotes);
    });
    out_.persons += std::ranges::count(heard_, true);
    out_.mixed_rules = rulesets_.size() > 1;
    return std::move(out_);
  }

 private:
  void add(FactPart& part, std::uint32_t d) {
    const FactBlock& block = part.block();
    const FactBlock::Kind& kind = block.kinds[block.kind_of[d]];
    const std::int64_t respondent = block.respondent[d];
    const bool several = ground_.several.contains(respondent);
    ++out_.documents;
    if (!several) ++out_.persons;
    if (rulesets_.empty() || rulesets_.back() != kind.ruleset) note_rules(kind.ruleset);
    std::int64_t month = kNoMonth;
    std::int64_t said = kNever;
    if (block.dated[d] != 0) {
      said = block.said_at[d];
      note_time(said);
      month = month_at(said);
    }
    ++answers_[block.kind_of[d] * block.ratings.size() + block.ratings_of[d]];
    Counts* counts = counts_of_kind_[block.kind_of[d]];
    for (std::uint32_t m = block.begin(d); m < block.mentions_end[d]; ++m) {
      const std::uint32_t place = place_of(block.touchpoint[m]);
      count(counts[place], block.flags[m], block.emotions[m]);
      counts[place].newest = std::max(counts[place].newest, said);
      const Label label = FactBlock::label(block.flags[m]);
      if (label != Label::none) places_.add(place, 1, block.valence[m]);
      if ((block.flags[m] & FactBlock::kQuotable) == 0) continue;
      if (label == Label::positive || label == Label::negative) offer(part, d, m, place, label);
    }
    if (several) {
      heard_[static_cast<std::size_t>(respondent)] = true;
      auto& felt = felt_[static_cast<std::size_t>(respondent) % felt_.size()];
      places_.drain([&](std::uint32_t place, const Tally& sum) {
        felt.push_back({static_cast<std::uint32_t>(respondent), place,
                        static_cast<std::int32_t>(month), static_cast<std::int32_t>(sum.count),
                        static_cast<std::int32_t>(sum.valence)});
      });
      return;
    }
    places_.drain([&](std::uint32_t place, const Tally& sum) {
      people_[place].count(sum.valence, sum.count);
      stages_.add(numbers_.stage_of[place], sum.count, sum.valence);
    });
    auto* of_month = month == kNoMonth ? nullptr : month_sums(month);
    stages_.drain([&](std::uint32_t stage, const Tally& sum) {
      PeopleSums one;
      one.count(sum.valence, sum.count);
      join(stage_people_[stage], one);
      if (of_month != nullptr) join((*of_month)[stage], one);
    });
  }

  void note_time(std::int64_t said) {
    if (!out_.oldest || said < *out_.oldest) out_.oldest = said;
    if (!out_.newest || said > *out_.newest) out_.newest = said;
  }

  void join_counts(const Pass& other) {
    out_.documents += other.out_.documents;
    out_.persons += other.out_.persons;
    for (const auto& said : {other.out_.oldest, other.out_.newest}) {
      if (said) note_time(*said);
    }
    for (const auto& [rating, answers] : other.out_.ratings) {
      auto& sums = out_.ratings[rating];
      for (const auto& [milli, times] : answers) sums[milli] += times;
    }
    for (const auto& [source, counts] : other.counts_) {
      auto& sums = counts_[source];
      if (sums.empty()) sums.resize(numbers_.rows.size());
      for (std::size_t place = 0; place < sums.size(); ++place) sums[place].add(counts[place]);
    }
  }

  static void join(PeopleSums& to, const PeopleSums& one) {
    to.persons += one.persons;
    to.sum_mean += one.sum_mean;
    to.sum_mean_square += one.sum_mean_square;
  }

  static void count(Counts& counts, std::uint16_t flags, std::uint8_t emotions) {
    ++counts.by_flags[flags & 7U];
    ++counts.emotions[emotions];
    for (unsigned acts = unsigned{flags} >> FactBlock::kActs; acts != 0; acts &= acts - 1) {
      const auto act = static_cast<std::size_t>(std::countr_zero(acts));
      if (act < kActCount) ++counts.acts[act];
    }
  }

  [[nodiscard]] std::uint32_t place_of(std::int64_t row) const {
    const auto at = static_cast<std::size_t>(row);
    if (at >= numbers_.of_row.size() || numbers_.of_row[at] == kNone) {
      ground_.db.damaged("a mention is at a touchpoint that is unknown");
    }
    return numbers_.of_row[at];
  }

  void note_rules(std::int64_t ruleset) {
    if (std::ranges::find(rulesets_, ruleset) == rulesets_.end()) rulesets_.push_back(ruleset);
  }

  // The month of the document before is nearly always that of the next.
  std::int64_t month_at(std::int64_t said) {
    if (said < month_begin_ || said >= month_end_) {
      namespace time = std::chrono;
      using Milliseconds = time::sys_time<time::milliseconds>;
      const Milliseconds at{time::milliseconds(said)};
      const time::year_month_day day(time::floor<time::days>(at));
      const auto start = [](time::year_month month) {
        return Milliseconds(time::sys_days(month / 1)).time_since_epoch().count();
      };
      const time::year_month here = day.year() / day.month();
      month_begin_ = start(here);
      month_end_ = start(here + time::months(1));
      const std::int64_t found = month_of(said);
      month_ = found >= 0 && found < kLastMonth ? found : kNoMonth;
    }
    return month_;
  }
  std::vector<PeopleSums>* month_sums(std::int64_t month) {
    if (month != last_month_) {
      auto& sums = months_[month];
      if (sums.empty()) sums.resize(numbers_.stage_scopes.size());
      last_month_ = month;
      last_month_sums_ = &sums;
    }
    return last_month_sums_;
  }

  void offer(FactPart& part, std::uint32_t d, std::uint32_t m, std::uint32_t place, Label label) {
    const bool positive = label == Label::positive;
    const int strength = positive ? part.block().valence[m] : -part.block().valence[m];
    const std::size_t side = 2 * std::size_t{place} + (positive ? 1 : 0);
    if (!quotes_.may_keep(side, strength)) return;
    const FactBlock& block = part.block();
    const std::string& source = name_of(block.kinds[block.kind_of[d]].source);
    const std::string_view key = part.key(d);
    const std::uint32_t order = m - block.begin(d);
    if (!quotes_.may_keep(side, strength, source, key, order)) return;
    quotes_.keep(
        side, {strength, (block.base[d] << 20) + block.place[m], order, source, std::string(key)});
  }

  [[nodiscard]] const std::string& name_of(std::int64_t source) const {
    const auto found = ground_.names.find(source);
    if (found == ground_.names.end())
      ground_.db.damaged("a document is of a source that is unknown");
    return found->second;
  }

  void count_ratings(const FactBlock& block, std::size_t kind, std::size_t ratings,
                     std::int64_t times) {
    rows_.clear();
    if (!parse_ratings(block.ratings[ratings], rows_)) {
      ground_.db.damaged("the ratings of a document cannot be read");
    }
    const std::int64_t touchpoint = block.kinds[kind].touchpoint;
    for (const RatingRow& row : rows_) {
      out_.ratings[{touchpoint, row.scale, row.definition}][row.milli] += times;
    }
  }

  // All of somebody's, of which the filter may admit only some, by month.
  void end_person(std::span<const Felt> felt) {
    const auto by_stage = [&](std::span<const Felt> part, const auto& take) {
      for (const Felt& f : part) stages_.add(numbers_.stage_of[f.place], f.count, f.valence);
      stages_.drain(take);
    };
    for (const Felt& f : felt) places_.add(f.place, f.count, f.valence);
    places_.drain([&](std::uint32_t place, const Tally& sum) {
      people_[place].count(sum.valence, sum.count);
    });
    by_stage(felt, [&](std::uint32_t stage, const Tally& sum) {
      stage_people_[stage].count(sum.valence, sum.count);
    });
    while (!felt.empty()) {
      const std::int32_t month = felt.front().month;
      const auto rest = std::ranges::find_if(felt, [&](const Felt& f) { return f.month != month; });
      const auto count = static_cast<std::size_t>(rest - felt.begin());
      if (month != kNoMonth) {
        auto* sums = month_sums(month);
        by_stage(felt.first(count), [&](std::uint32_t stage, const Tally& sum) {
          (*sums)[stage].count(sum.valence, sum.count);
        });
      }
      felt = felt.subspan(count);
    }
  }

  void put_counts(std::int64_t source, std::uint32_t place, const Counts& counts) {
    std::int64_t all = 0;
    for (const std::int64_t n : counts.by_flags) all += n;
    if (all == 0) return;
    out_.mentions += all;
    if (place == 0) out_.unassigned += all;
    const auto put = [&](std::int64_t scope) {
      Stats& stats = out_.stats[scope];
      stats.mentions += all;
      for (std::size_t i = 0; i < counts.by_flags.size(); ++i) {
        stats.by_label[i & 3U] += counts.by_flags[i];
        if ((i & FactBlock::kAtRisk) != 0) stats.at_risk += counts.by_flags[i];
      }
      for (std::size_t bits = 1; bits < counts.emotions.size(); ++bits) {
        if (counts.emotions[bits] == 0) continue;
        for (std::size_t e = 0; e < kEmotionCount; ++e) {
          if ((bits >> e & 1U) != 0) stats.emotion_marks[e] += counts.emotions[bits];
        }
      }
      stats.no_emotion += counts.emotions[0];
      for (std::size_t a = 0; a < kActCount; ++a) stats.acts[a] += counts.acts[a];
      stats.by_source[name_of(source)] += all;
    };
    const std::int64_t stage = numbers_.stage_scopes[numbers_.stage_of[place]];
    if (counts.newest != kNever) {
      auto& newest = out_.newest_of.try_emplace(stage, kNever).first->second;
      newest = std::max(newest, counts.newest);
    }
    put(stage);
    if (numbers_.named[place]) put(numbers_.rows[place]);
  }

  void put_people(std::int64_t scope, const PeopleSums& sums) {
    if (sums.persons == 0) return;
    Stats& stats = out_.stats[scope];
    stats.persons = sums.persons;
    stats.sum_mean = sums.sum_mean;
    stats.sum_mean_square = sums.sum_mean_square;
  }

  const Ground& ground_;
  const Numbers& numbers_;
  Selection out_;
  Tallies places_, stages_;
  std::vector<PeopleSums> people_, stage_people_;
  std::unordered_map<std::int64_t, std::vector<Counts>> counts_;  // by source, by place
  std::vector<Counts*> counts_of_kind_;
  std::map<std::int64_t, std::vector<PeopleSums>> months_;  // by stage
  std::vector<std::int64_t> answers_;  // documents of the block by kind and ratings
  std::vector<RatingRow> rows_;
  std::vector<std::int64_t> rulesets_;
  std::vector<bool> heard_;              // respondents with several documents
  std::vector<std::vector<Felt>> felt_;  // what they said, by the share they fall to
  StrongestQuotes quotes_;               // by place and side
  std::int64_t month_begin_ = 0, month_end_ = 0, month_ = kNoMonth, last_month_ = kNoMonth;
  std::vector<PeopleSums>* last_month_sums_ = nullptr;
};

}  // namespace
}  // namespace selecting

void PeopleSums::count(std::int64_t sum, std::int64_t mentions) noexcept {
  const std::int64_t mean = mentions == 1 ? 100 * sum : mean_centi(sum, mentions);
  ++persons;
  sum_mean += mean;
  sum_mean_square += mean * mean;
}

bool Selection::Quote::before(const Quote& other) const {
  if (strength != other.strength) return strength > other.strength;
  return std::tie(source, key, order) < std::tie(other.source, other.key, other.order);
}

Selection select_facts(sql::Database& db, std::int64_t as_of, const Filter& filter,
                       std::size_t shares) {
  const selecting::Ground ground(db);
  std::deque<selecting::Pass> passes;
  std::vector<FactShare> found;
  for (std::size_t i = 0; i < shares; ++i) {
    found.emplace_back([&pass = passes.emplace_back(ground, shares)](std::size_t, FactPart& part) {
      pass.add(part);
    });
  }
  scan_facts(db, as_of, std::span(&filter, 1), found);
  in_shares(shares, [&](std::size_t share) { passes[share].end_several(passes, share); });
  for (std::size_t i = 1; i < shares; ++i) passes.front().join(std::move(passes[i]));
  return passes.front().finish();
}

}  // namespace voxmap
