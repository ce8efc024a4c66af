// Choosing thresholds for given rows.
#include "learn/threshold_choice.hpp"

#include <algorithm>
#include <cstdlib>

#include "learn/metrics.hpp"

namespace voxmap::learn {
namespace {

constexpr std::uint64_t kBagSeed = 0x63616C6962ULL;

// The thresholds tried, ascending: round ones, and the one in force.
std::vector<std::int32_t> candidates(std::int32_t in_force) {
  constexpr std::int32_t kStep = 10;
  std::vector<std::int32_t> all = {1, std::max(in_force, 1)};
  for (std::int32_t value = kStep; value <= kMaxScore; value += kStep) all.push_back(value);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

// How many of the candidates a score reaches.
std::size_t reached(const std::vector<std::int32_t>& candidates, std::int32_t score) {
  return static_cast<std::size_t>(std::upper_bound(candidates.begin(), candidates.end(), score) -
                                  candidates.begin());
}

double f1(double right, double said, double gold) {
  return said + gold > 0 ? 2 * right / (said + gold) : 0;
}

std::int32_t median(std::vector<std::int32_t>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// By candidate: how many rows of each class reach it.
using Reach = std::vector<std::array<double, kClasses>>;

void add_up(Reach& reach) {
  for (std::size_t t = reach.size() - 1; t-- > 0;) {
    for (std::size_t k = 0; k < kClasses; ++k) reach[t][k] += reach[t + 1][k];
  }
}

// A choice among equals: better, or as good and nearer to what is in force.
struct Best {
  double value = -1;
  std::int32_t distance = 0;
  bool take(double candidate, std::int32_t far) {
    constexpr double kSame = 1e-12;
    if (candidate < value - kSame || (candidate <= value + kSame && far >= distance)) return false;
    value = candidate;
    distance = far;
    return true;
  }
};

}  // namespace

std::size_t class_of(Label label) noexcept {
  return label == Label::negative ? kNegative : label == Label::positive ? kPositive : kNeutral;
}

LabelChoice::LabelChoice(const std::vector<Coded>& texts, const std::vector<std::size_t>& rows,
                         const LabelThresholds& before)
    : before_(before),
      up_(candidates(before.positive_from)),
      down_(candidates(-before.negative_from)) {
  for (const std::size_t row : rows) {
    gold_.push_back(class_of(*texts[row].label));
    const std::int32_t valence = texts[row].said == Label::none ? 0 : texts[row].valence;
    ups_.push_back(reached(up_, valence));
    downs_.push_back(reached(down_, -valence));
  }
}

LabelThresholds LabelChoice::choose(const std::vector<std::size_t>& in, std::size_t bags) const {
  std::vector<std::int32_t> ups;
  std::vector<std::int32_t> downs;
  resample(in.size(), bags, kBagSeed, [&](const Counts& counts) {
    const Cuts cuts = best(in, counts);
    downs.push_back(cuts.down);
    ups.push_back(cuts.up);
  });
  if (ups.empty()) return before_;
  return {static_cast<std::int16_t>(-median(downs)), static_cast<std::int16_t>(median(ups))};
}

LabelChoice::Cuts LabelChoice::best(const std::vector<std::size_t>& in,
                                    const Counts& counts) const {
  Reach up(up_.size() + 1);
  Reach down(down_.size() + 1);
  for (std::size_t i = 0; i < in.size(); ++i) {
    up[ups_[in[i]]][gold_[in[i]]] += counts[i];
    down[downs_[in[i]]][gold_[in[i]]] += counts[i];
  }
  add_up(up);
  add_up(down);
  const auto& all = up[0];
  const double rows = all[0] + all[1] + all[2];
  const auto sum = [](const std::array<double, kClasses>& of) { return of[0] + of[1] + of[2]; };
  // A row counts for candidate t when it reaches more than t of them.
  std::vector<double> positive_f1;
  std::vector<double> negative_f1;
  for (std::size_t t = 0; t < up_.size(); ++t) {
    positive_f1.push_back(f1(up[t + 1][kPositive], sum(up[t + 1]), all[kPositive]));
  }
  for (std::size_t t = 0; t < down_.size(); ++t) {
    negative_f1.push_back(f1(down[t + 1][kNegative], sum(down[t + 1]), all[kNegative]));
  }
  Best best;
  Cuts found{-before_.negative_from, before_.positive_from};
  for (std::size_t d = 0; d < down_.size(); ++d) {
    for (std::size_t u = 0; u < up_.size(); ++u) {
      const double between = all[kNeutral] - up[u + 1][kNeutral] - down[d + 1][kNeutral];
      const double said = rows - sum(up[u + 1]) - sum(down[d + 1]);
      const double value = negative_f1[d] + positive_f1[u] + f1(between, said, all[kNeutral]);
      const std::int32_t far =
          std::abs(down_[d] + before_.negative_from) + std::abs(up_[u] - before_.positive_from);
      if (best.take(value, far)) found = {down_[d], up_[u]};
    }
  }
  return found;
}

EmotionChoice::EmotionChoice(const std::vector<Coded>& texts, Emotion emotion, std::int32_t before)
    : before_(std::max(before, 1)), all_(candidates(before)) {
  const auto e = static_cast<std::size_t>(emotion);
  for (const Coded& text : texts) {
    gold_.push_back(text.felt[e] > 0);
    reached_.push_back(reached(all_, text.emotions[e]));
  }
}

std::int32_t EmotionChoice::choose(const std::vector<std::size_t>& in, std::size_t bags) const {
  std::vector<std::int32_t> found;
  std::vector<std::array<double, 2>> reach(all_.size() + 1);
  resample(in.size(), bags, kBagSeed, [&](const Counts& counts) {
    std::fill(reach.begin(), reach.end(), std::array<double, 2>{});
    for (std::size_t i = 0; i < in.size(); ++i) {
      reach[reached_[in[i]]][gold_[in[i]] ? 1 : 0] += counts[i];
    }
    for (std::size_t t = all_.size(); t-- > 0;) {
      reach[t][0] += reach[t + 1][0];
      reach[t][1] += reach[t + 1][1];
    }
    Best best;
    std::int32_t chosen = before_;
    for (std::size_t t = 0; t < all_.size(); ++t) {
      const auto& above = reach[t + 1];
      if (best.take(f1(above[1], above[0] + above[1], reach[0][1]), std::abs(all_[t] - before_))) {
        chosen = all_[t];
      }
    }
    found.push_back(chosen);
  });
  return found.empty() ? before_ : median(found);
}

}  // namespace voxmap::learn
