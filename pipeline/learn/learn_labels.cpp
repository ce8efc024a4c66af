// Valence from labels: one score a class, and offsets that make the most of macro-F1.
#include <fmt/format.h>

#include "learn/learning.hpp"
#include "learn/threshold_choice.hpp"

namespace voxmap::learn {
namespace {

// Two offsets of a decision, tried on a grid.
struct Choice {
  std::size_t c = 0;
  double valence = 0, band = 0;
};

std::size_t decide(double valence, double band) {
  const double edge = std::max(band, 0.0);
  return valence > edge ? 2 : valence < -edge ? 0 : 1;
}

}  // namespace

void Learner::labels() {
  rows_where([](const Coded& text) { return text.label.has_value(); });
  Gain gain = begin("valence", "macro-F1");
  std::array<std::size_t, kClasses> of_class{};
  std::vector<std::size_t> gold;
  std::vector<std::size_t> base;
  for (const std::size_t row : folds_.rows) {
    gold.push_back(class_of(*texts_[row].label));
    base.push_back(class_of(texts_[row].said));
    ++of_class[gold.back()];
  }
  if (gold.size() < kLeastRows || std::min(of_class[0], of_class[2]) < kLeastOfAClass) {
    refuse(gain, fmt::format("too few rows: {} with a label, {} negative and {} positive; at least "
                             "{}, and {} of both, are needed",
                             gold.size(), of_class[0], of_class[2], kLeastRows, kLeastOfAClass));
    return;
  }
  const bool three = of_class[1] >= kLeastOfAClass;
  set_beside([](const Coded& text) { return static_cast<double>(text.valence); });
  const Linear linear(design_);
  std::vector<Output> outputs(three ? 3 : 1);
  const std::vector<std::size_t> classes =
      three ? std::vector<std::size_t>{0, 1, 2} : std::vector<std::size_t>{2};
  for (std::size_t o = 0; o < outputs.size(); ++o) {
    outputs[o].truth.assign(texts_.size(), false);
    for (std::size_t i = 0; i < gold.size(); ++i) {
      outputs[o].truth[folds_.rows[i]] = gold[i] == classes[o];
    }
  }
  const HeldOut held = held_out_scores(linear, design_, outputs, folds_, options_.c);
  const auto valence_at = [&](std::size_t c, std::size_t i) {
    return three ? held[c][2][i] - held[c][0][i] : held[c][0][i];
  };
  const auto band_at = [&](std::size_t c, std::size_t i) {
    return three ? 2 * held[c][1][i] - held[c][0][i] - held[c][2][i] : 0.0;
  };
  // Every choice of C and offsets, its confusion by fold.
  std::vector<Choice> choices;
  constexpr int kSteps = 6;
  constexpr double kStep = 0.25;
  for (std::size_t c = 0; c < options_.c.size(); ++c) {
    for (int v = -kSteps; v <= kSteps; ++v) {
      for (int b = three ? -kSteps : 0; b <= (three ? kSteps : 0); ++b) {
        choices.push_back({c, v * kStep, b * kStep});
      }
    }
  }
  std::vector<std::size_t> among;
  for (std::size_t k = 0; k < kClasses; ++k) {
    if (of_class[k] > 0) among.push_back(k);
  }
  std::vector<double> best(folds_.count + 1, -1);  // by fold left out; the last: none is
  std::vector<std::size_t> chosen(folds_.count + 1, 0);
  for (std::size_t n = 0; n < choices.size(); ++n) {
    const Choice& choice = choices[n];
    std::vector<Confusion> by_fold(folds_.count, Confusion(kClasses));
    for (std::size_t i = 0; i < gold.size(); ++i) {
      by_fold[folds_.fold[folds_.rows[i]]].add(
          gold[i],
          decide(valence_at(choice.c, i) + choice.valence, band_at(choice.c, i) + choice.band));
    }
    for (std::size_t left_out = 0; left_out <= folds_.count; ++left_out) {
      Confusion sum(kClasses);
      for (std::size_t k = 0; k < folds_.count; ++k) {
        if (k == left_out) continue;
        for (std::size_t cell = 0; cell < kClasses * kClasses; ++cell) {
          sum.add(cell / kClasses, cell % kClasses,
                  by_fold[k].at(cell / kClasses, cell % kClasses));
        }
      }
      const double f1 = sum.macro_f1(among);
      // Nearer to no offsets wins among equals, so that few rows do not choose at random.
      const auto size = [&](const Choice& x) { return std::abs(x.valence) + std::abs(x.band); };
      if (f1 > best[left_out] + 1e-12 ||
          (f1 > best[left_out] - 1e-12 && size(choice) < size(choices[chosen[left_out]]))) {
        best[left_out] = f1;
        chosen[left_out] = n;
      }
    }
  }
  std::vector<std::size_t> said;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    const Choice& choice = choices[chosen[folds_.fold[folds_.rows[i]]]];
    said.push_back(
        decide(valence_at(choice.c, i) + choice.valence, band_at(choice.c, i) + choice.band));
  }
  const auto confusion = [&](const std::vector<std::size_t>& answers, const Counts& counts) {
    Confusion sum(kClasses);
    for (std::size_t i = 0; i < gold.size(); ++i) sum.add(gold[i], answers[i], counts[i]);
    return sum;
  };
  const Counts once(gold.size(), 1);
  const Choice& choice = choices[chosen.back()];
  gain.base = confusion(base, once).macro_f1(among);
  gain.learned = confusion(said, once).macro_f1(among);
  gain.base_accuracy = confusion(base, once).accuracy();
  gain.learned_accuracy = confusion(said, once).accuracy();
  gain.c = options_.c[choice.c];
  if (!judge(gain, [&](const Counts& counts) {
        return confusion(said, counts).macro_f1(among) - confusion(base, counts).macro_f1(among);
      })) {
    return;
  }
  // In units of the score: one text in ten is to reach 700.
  std::vector<double> strengths;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    const double v = valence_at(choice.c, i) + choice.valence;
    const double band = std::max(band_at(choice.c, i) + choice.band, 0.0);
    strengths.push_back(std::max(std::abs(v) - band, 0.0));
  }
  const double reach = quantile(strengths, 0.9);
  const double scale = reach > 0 ? 700 / reach : 200;
  const std::vector<LinearModel> models = final_models(linear, outputs, folds_, gain.c);
  const std::vector<double> valence =
      three ? std::vector<double>{-scale, 0, scale} : std::vector<double>{scale};
  add_phrases(models, valence, "valence");
  add("<base+>", "valence", whole(beside_of(models, valence, 0), -kMostBase, kMostBase));
  add("<base->", "valence", whole(beside_of(models, valence, 1), -kMostBase, kMostBase));
  add("<bias>", "valence",
      whole(bias_of(models, valence) + scale * choice.valence, -kMostBias, kMostBias));
  pack_.positive_from = 1;
  pack_.negative_from = -1;
  if (!three) return;
  const std::vector<double> band = {-scale, 2 * scale, -scale};
  add_phrases(models, band, "neutral");
  add("<base+>", "neutral", whole(beside_of(models, band, 0), -kMostBase, kMostBase));
  add("<base->", "neutral", whole(-beside_of(models, band, 1), -kMostBase, kMostBase));
  add("<bias>", "neutral",
      whole(bias_of(models, band) + scale * choice.band, -kMostBias, kMostBias));
}

}  // namespace voxmap::learn
