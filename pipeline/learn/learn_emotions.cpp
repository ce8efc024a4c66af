// Emotions: one logistic regression each, and the offset that makes the most of F1.
#include <fmt/format.h>

#include "learn/learning.hpp"

namespace voxmap::learn {

void Learner::emotion(Emotion emotion) {
  const auto e = static_cast<std::size_t>(emotion);
  const std::string name(to_string(emotion));
  rows_where([](const Coded&) { return true; });
  Gain gain = begin(name, "F1");
  std::vector<std::uint32_t> gold;
  std::vector<std::uint32_t> base;
  for (const Coded& text : texts_) {
    gold.push_back(text.felt[e] > 0 ? 1 : 0);
    base.push_back(text.emotions[e] > 0 ? 1 : 0);
    gain.positive += gold.back();
  }
  if (gold.size() < kLeastRows ||
      std::min(gain.positive, gold.size() - gain.positive) < kLeastOfAClass) {
    refuse(gain, fmt::format("too few rows: {} of {} with it; at least {}, and {} with and without "
                             "it, are needed",
                             gain.positive, gold.size(), kLeastRows, kLeastOfAClass));
    return;
  }
  set_beside([&](const Coded& text) { return static_cast<double>(text.emotions[e]); });
  const Linear linear(design_);
  std::vector<Output> outputs(1);
  for (const std::uint32_t g : gold) outputs[0].truth.push_back(g != 0);
  const HeldOut held = held_out_scores(linear, design_, outputs, folds_, options_.c);
  const auto f1 = [&](const std::vector<std::uint32_t>& answers, const Counts& counts) {
    return label_sets(gold, answers, 1, counts).macro_f1;
  };
  constexpr int kSteps = 30;
  constexpr double kStep = 0.1;
  struct Best {
    std::size_t c = 0;
    double offset = 0;
    double f1 = -1;
  };
  const auto best_without = [&](std::size_t left_out) {
    Counts counts;
    for (const std::size_t row : folds_.rows)
      counts.push_back(folds_.fold[row] != left_out ? 1 : 0);
    Best best;
    std::vector<std::uint32_t> answers(gold.size());
    for (std::size_t c = 0; c < options_.c.size(); ++c) {
      for (int step = 0; step <= 2 * kSteps; ++step) {
        // 0, +1, -1, +2 ...: nearer to no offset wins among equals
        const double offset = (step % 2 == 0 ? -step / 2 : step / 2 + 1) * kStep;
        for (std::size_t i = 0; i < gold.size(); ++i) {
          answers[i] = held[c][0][i] + offset > 0 ? 1 : 0;
        }
        const double value = f1(answers, counts);
        if (value > best.f1 + 1e-12) best = {c, offset, value};
      }
    }
    return best;
  };
  std::vector<std::uint32_t> said(gold.size());
  for (std::size_t k = 0; k < folds_.count; ++k) {
    const Best best = best_without(k);
    for (std::size_t i = 0; i < gold.size(); ++i) {
      if (folds_.fold[i] == k) said[i] = held[best.c][0][i] + best.offset > 0 ? 1 : 0;
    }
  }
  const Counts once(gold.size(), 1);
  const auto accuracy = [&](const std::vector<std::uint32_t>& answers) {
    std::size_t right = 0;
    for (std::size_t i = 0; i < gold.size(); ++i) right += gold[i] == answers[i] ? 1U : 0U;
    return static_cast<double>(right) / static_cast<double>(gold.size());
  };
  const Best best = best_without(folds_.count);
  gain.base = f1(base, once);
  gain.learned = f1(said, once);
  gain.base_accuracy = accuracy(base);
  gain.learned_accuracy = accuracy(said);
  gain.c = options_.c[best.c];
  if (!judge(gain, [&](const Counts& counts) { return f1(said, counts) - f1(base, counts); })) {
    return;
  }
  // In units of the score: one felt text in ten is to reach 800.
  std::vector<double> strengths;
  for (const double score : held[best.c][0]) {
    if (score + best.offset > 0) strengths.push_back(score + best.offset);
  }
  const double reach = quantile(strengths, 0.9);
  const double scale = reach > 0 ? 800 / reach : 200;
  const std::vector<LinearModel> models = final_models(linear, outputs, folds_, gain.c);
  const std::vector<double> factor = {scale};
  add_phrases(models, factor, name);
  add("<base>", name, whole(beside_of(models, factor, 0), 0, kMostBase));
  add("<bias>", name, whole(bias_of(models, factor) + scale * best.offset, -kMostBias, kMostBias));
}

}  // namespace voxmap::learn
