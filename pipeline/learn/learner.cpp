// Learns a pack: what is common to its dimensions.
#include "learn/learner.hpp"

#include <fmt/format.h>

#include "learn/learning.hpp"

namespace voxmap::learn {
namespace {

constexpr std::uint64_t kLearnerSeed = 0x6C6561726EULL;

}  // namespace

bool Learner::judge(Gain gain, const std::function<double(const Counts&)>& difference) {
  std::vector<double> drawn;
  resample(folds_.rows.size(), options_.resamples, kLearnerSeed,
           [&](const Counts& counts) { drawn.push_back(difference(counts)); });
  const auto above = std::count_if(drawn.begin(), drawn.end(), [](double d) { return d > 0; });
  gain.better = static_cast<double>(above) / static_cast<double>(drawn.size());
  gain.difference = percentiles(std::move(drawn));
  gain.kept = gain.learned > gain.base && gain.better >= kSure;
  if (!gain.kept) {
    gain.refused = gain.learned > gain.base
                       ? fmt::format("the gain may be chance: {:.0f} % of the resamples show it",
                                     100 * gain.better)
                       : "no better than the packs it stands on";
  }
  pack_.gains.push_back(gain);
  return gain.kept;
}

LearnedPack Learner::finish() {
  pack_.candidates = design_.phrases.size();
  for (const auto& [phrase, dimensions] : lines_) {
    const bool constant = phrase == "<bias>" || phrase.starts_with("<base");
    pack_.phrases += constant ? 0U : 1U;
    for (const auto& [dimension, weight] : dimensions) {
      pack_.weights.push_back({phrase, dimension, weight});
    }
  }
  return std::move(pack_);
}

bool LearnedPack::any() const {
  return std::any_of(gains.begin(), gains.end(), [](const Gain& gain) { return gain.kept; });
}

LearnedPack learn_pack(const std::vector<Coded>& texts, std::optional<By> by,
                       const std::vector<Emotion>& emotions, const LearnOptions& options) {
  Learner learner(texts, options);
  if (by == By::labels) learner.labels();
  if (by == By::scores) learner.scores();
  for (const Emotion emotion : emotions) learner.emotion(emotion);
  return learner.finish();
}

}  // namespace voxmap::learn
