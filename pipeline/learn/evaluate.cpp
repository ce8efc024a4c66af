// Counts what agrees, and how sure one can be of it.
#include "learn/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "learn/threshold_choice.hpp"

namespace voxmap::learn {
namespace {

constexpr std::uint64_t kReportSeed = 0x766F786D;  // "voxm"
constexpr std::size_t kBinWidth = 200;

constexpr std::array<Label, kClasses> kLabels = {Label::negative, Label::neutral, Label::positive};

// The rows that one report is about, as columns.
struct Columns {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> gold, said;  // classes
  std::vector<double> valence, score;
  std::vector<std::uint32_t> felt, answered;  // masks over the gold's emotions
};

Columns labelled(const GoldTable& table, const std::vector<Answer>& answers,
                 const std::vector<std::size_t>& among) {
  Columns c;
  for (const std::size_t i : among) {
    if (!table.rows[i].label) continue;
    c.rows.push_back(i);
    c.gold.push_back(class_of(*table.rows[i].label));
    c.said.push_back(class_of(answers[i].label));
    c.valence.push_back(answers[i].valence);
  }
  return c;
}

Columns scored(const GoldTable& table, const std::vector<Answer>& answers,
               const std::vector<std::size_t>& among) {
  Columns c;
  for (const std::size_t i : among) {
    if (!table.rows[i].score) continue;
    c.rows.push_back(i);
    c.score.push_back(*table.rows[i].score);
    c.valence.push_back(answers[i].valence);
  }
  return c;
}

Columns felt(const GoldTable& table, const std::vector<Answer>& answers,
             const std::vector<std::size_t>& among) {
  Columns c;
  for (const std::size_t i : among) {
    std::uint32_t gold = 0;
    std::uint32_t said = 0;
    for (std::size_t k = 0; k < table.emotions.size(); ++k) {
      const auto e = static_cast<std::size_t>(table.emotions[k]);
      gold |= table.rows[i].emotions[k] > 0 ? 1U << k : 0U;
      said |= answers[i].emotions[e] > 0 ? 1U << k : 0U;
    }
    c.rows.push_back(i);
    c.felt.push_back(gold);
    c.answered.push_back(said);
  }
  return c;
}

Confusion confusion_of(const Columns& c, const Counts& counts) {
  Confusion confusion(kClasses);
  for (std::size_t i = 0; i < c.rows.size(); ++i) confusion.add(c.gold[i], c.said[i], counts[i]);
  return confusion;
}

std::vector<std::size_t> classes_in(const std::vector<std::size_t>& gold) {
  std::vector<std::size_t> classes;
  for (std::size_t k = 0; k < kClasses; ++k) {
    if (std::find(gold.begin(), gold.end(), k) != gold.end()) classes.push_back(k);
  }
  return classes;
}

// Fills the intervals of `measures` from what `measure` says of each resample, in their order.
void add_intervals(std::size_t rows, std::size_t resamples,
                   const std::function<std::vector<std::optional<double>>(const Counts&)>& measure,
                   const std::vector<Measured*>& measures) {
  std::vector<std::vector<double>> values(measures.size());
  resample(rows, resamples, kReportSeed, [&](const Counts& counts) {
    const auto all = measure(counts);
    for (std::size_t m = 0; m < measures.size(); ++m) {
      if (all[m]) values[m].push_back(*all[m]);
    }
  });
  for (std::size_t m = 0; m < measures.size(); ++m) {
    if (measures[m] != nullptr) measures[m]->interval = percentiles(std::move(values[m]));
  }
}

std::vector<bool> is_class(const Columns& c, std::size_t cls) {
  std::vector<bool> truth;
  truth.reserve(c.gold.size());
  for (const std::size_t gold : c.gold) truth.push_back(gold == cls);
  return truth;
}

LabelReport label_report(const Columns& c, const std::vector<Answer>& answers,
                         std::size_t resamples) {
  LabelReport report;
  report.rows = c.rows.size();
  report.no_evidence =
      static_cast<std::size_t>(std::count_if(c.rows.begin(), c.rows.end(), [&](std::size_t i) {
        return answers[i].label == Label::none;
      }));
  const Counts once(c.rows.size(), 1);
  const std::vector<std::size_t> classes = classes_in(c.gold);
  const Confusion confusion = confusion_of(c, once);
  for (const std::size_t cls : classes) {
    report.classes.push_back({kLabels[cls], confusion.of(cls)});
  }
  for (std::size_t g = 0; g < kClasses; ++g) {
    for (std::size_t s = 0; s < kClasses; ++s) report.confusion[g][s] = confusion.at(g, s);
  }
  report.accuracy.value = confusion.accuracy();
  report.macro_f1.value = confusion.macro_f1(classes);
  report.macro_recall.value = confusion.macro_recall(classes);
  report.auc_positive = auc(c.valence, is_class(c, 2), once);
  std::vector<double> turned = c.valence;
  for (double& v : turned) v = -v;
  report.auc_negative = auc(turned, is_class(c, 0), once);
  const bool binary = classes.size() == 2;
  const std::vector<bool> upper = is_class(c, classes.back());
  if (binary) {
    if (const auto value = auc(c.valence, upper, once)) report.auc = Measured{*value, {}};
  }
  add_intervals(c.rows.size(), resamples,
                [&](const Counts& counts) {
                  const Confusion drawn = confusion_of(c, counts);
                  return std::vector<std::optional<double>>{
                      drawn.accuracy(), drawn.macro_f1(classes), drawn.macro_recall(classes),
                      binary ? auc(c.valence, upper, counts) : std::nullopt};
                },
                {&report.accuracy, &report.macro_f1, &report.macro_recall,
                 report.auc ? &*report.auc : nullptr});
  return report;
}

ScoreReport score_report(const Columns& c, std::size_t resamples) {
  ScoreReport report;
  report.rows = c.rows.size();
  const Counts once(c.rows.size(), 1);
  const auto measured = [](std::optional<double> value) {
    return value ? std::optional<Measured>({*value, {}}) : std::nullopt;
  };
  report.pearson = measured(pearson(c.valence, c.score, once));
  report.spearman = measured(spearman(c.valence, c.score, once));
  if (!report.pearson) return report;
  add_intervals(c.rows.size(), resamples,
                [&](const Counts& counts) {
                  return std::vector<std::optional<double>>{pearson(c.valence, c.score, counts),
                                                            spearman(c.valence, c.score, counts)};
                },
                {&*report.pearson, &*report.spearman});
  return report;
}

EmotionReport emotion_report(const GoldTable& table, const std::vector<Answer>& answers,
                             const Columns& c, std::size_t resamples) {
  EmotionReport report;
  report.rows = c.rows.size();
  const std::size_t labels = table.emotions.size();
  const Counts once(c.rows.size(), 1);
  const LabelSets sets = label_sets(c.felt, c.answered, labels, once);
  for (std::size_t k = 0; k < labels; ++k) {
    report.emotions.emplace_back(table.emotions[k], sets.labels[k]);
    std::vector<double> intensity;
    std::vector<bool> truth;
    for (std::size_t i = 0; i < c.rows.size(); ++i) {
      intensity.push_back(answers[c.rows[i]].emotions[static_cast<std::size_t>(table.emotions[k])]);
      truth.push_back((c.felt[i] >> k & 1U) != 0);
    }
    report.auc.push_back(auc(intensity, truth, once));
  }
  report.macro_f1.value = sets.macro_f1;
  report.micro_f1.value = sets.micro_f1;
  report.jaccard.value = sets.jaccard;
  add_intervals(
      c.rows.size(), resamples,
      [&](const Counts& counts) {
        const LabelSets drawn = label_sets(c.felt, c.answered, labels, counts);
        return std::vector<std::optional<double>>{drawn.macro_f1, drawn.micro_f1, drawn.jaccard};
      },
      {&report.macro_f1, &report.micro_f1, &report.jaccard});
  return report;
}

TouchpointReport touchpoint_report(const GoldTable& table, const std::vector<Answer>& answers) {
  TouchpointReport report;
  std::map<std::string, Hits> hits;
  for (const GoldRow& row : table.rows) {
    for (const std::string& name : row.touchpoints) hits[name];
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::set<std::string> gold(table.rows[i].touchpoints.begin(),
                                     table.rows[i].touchpoints.end());
    const std::set<std::string> said(answers[i].touchpoints.begin(), answers[i].touchpoints.end());
    ++report.rows;
    report.exact += gold == said ? 1U : 0U;
    for (const std::string& name : gold) {
      ++hits[name].gold;
      ++report.all.gold;
    }
    for (const std::string& name : said) {
      const bool right = gold.count(name) != 0;
      ++report.all.said;
      report.all.right += right ? 1U : 0U;
      if (const auto at = hits.find(name); at != hits.end()) {
        ++at->second.said;
        at->second.right += right ? 1U : 0U;
      }
    }
  }
  report.touchpoints.assign(hits.begin(), hits.end());
  return report;
}

std::vector<Bin> bins_of(const Columns& c, const std::vector<Answer>& answers) {
  std::vector<Bin> bins{{0, 0, false, 0, {}}};
  constexpr std::int32_t kWidth = kBinWidth;
  for (std::int32_t from = -kMaxScore; from < kMaxScore; from += kWidth) {
    bins.push_back({from, from + kWidth, true, 0, {}});
  }
  for (std::size_t i = 0; i < c.rows.size(); ++i) {
    const auto above = static_cast<std::size_t>(c.valence[i] + double{kMaxScore});
    const bool evidence = answers[c.rows[i]].label != Label::none;
    Bin& bin = bins[evidence ? std::min(1 + above / kBinWidth, bins.size() - 1) : 0];
    ++bin.rows;
    ++bin.gold[c.gold[i]];
  }
  return bins;
}

Group group_of(std::string by, std::string name, const std::vector<std::size_t>& among,
               const GoldTable& table, const std::vector<Answer>& answers) {
  Group group{std::move(by), std::move(name), among.size(), {}, {}, {}, {}};
  if (const Columns c = labelled(table, answers, among); !c.rows.empty()) {
    const Confusion confusion = confusion_of(c, Counts(c.rows.size(), 1));
    group.accuracy = confusion.accuracy();
    group.macro_f1 = confusion.macro_f1(classes_in(c.gold));
  }
  if (const Columns c = scored(table, answers, among); !c.rows.empty()) {
    group.pearson = pearson(c.valence, c.score, Counts(c.rows.size(), 1));
  }
  if (!table.emotions.empty()) {
    const Columns c = felt(table, answers, among);
    group.emotion_macro_f1 =
        label_sets(c.felt, c.answered, table.emotions.size(), Counts(c.rows.size(), 1)).macro_f1;
  }
  return group;
}

std::vector<Group> groups_of(const GoldTable& table, const std::vector<Answer>& answers) {
  std::map<std::string, std::vector<std::size_t>> languages;
  std::map<std::string, std::vector<std::size_t>> sources;
  std::map<std::string, std::vector<std::size_t>> touchpoints;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const GoldRow& row = table.rows[i];
    languages[row.language.empty() ? answers[i].language : row.language].push_back(i);
    if (!row.source.empty()) sources[row.source].push_back(i);
    for (const std::string& name : row.touchpoints) touchpoints[name].push_back(i);
  }
  std::vector<Group> groups;
  const auto add = [&](const char* by, const auto& values, std::size_t least) {
    if (values.size() < least) return;
    for (const auto& [name, among] : values) {
      groups.push_back(group_of(by, name, among, table, answers));
    }
  };
  add("language", languages, 2);
  add("source", sources, 1);
  add("touchpoint", touchpoints, 1);
  return groups;
}

// How wrong an answer is, 0: not at all. By label, else by score (difference of ranks), else by
// the emotions' intensities.
std::vector<double> badness(const GoldTable& table, const std::vector<Answer>& answers,
                            const Columns& labels, const Columns& scores) {
  std::vector<double> bad(table.rows.size(), 0);
  if (!labels.rows.empty()) {
    for (std::size_t i = 0; i < labels.rows.size(); ++i) {
      if (labels.gold[i] == labels.said[i]) continue;
      const double wanted = (static_cast<double>(labels.gold[i]) - 1.0) * kMaxScore;
      bad[labels.rows[i]] = std::abs(labels.valence[i] - wanted);
    }
  } else if (!scores.rows.empty()) {
    const Counts once(scores.rows.size(), 1);
    const auto said = mean_ranks(scores.valence, once);
    const auto gold = mean_ranks(scores.score, once);
    for (std::size_t i = 0; i < said.size(); ++i) bad[scores.rows[i]] = std::abs(said[i] - gold[i]);
  } else {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (std::size_t k = 0; k < table.emotions.size(); ++k) {
        const double said = answers[i].emotions[static_cast<std::size_t>(table.emotions[k])];
        const bool gold = table.rows[i].emotions[k] > 0;
        if (gold != (said > 0)) bad[i] += gold ? kMaxScore : said;
      }
    }
  }
  return bad;
}

std::vector<std::size_t> worst_of(const std::vector<double>& bad, std::size_t most) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < bad.size(); ++i) {
    if (bad[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return bad[a] > bad[b]; });
  order.resize(std::min(order.size(), most));
  return order;
}

}  // namespace

Report evaluate(const GoldTable& table, const std::vector<Answer>& answers,
                const EvaluateOptions& options) {
  Report report;
  report.rows = table.rows.size();
  report.resamples = options.resamples;
  std::vector<std::size_t> all(table.rows.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const Columns labels = labelled(table, answers, all);
  const Columns scores = scored(table, answers, all);
  if (!labels.rows.empty()) {
    report.labels = label_report(labels, answers, options.resamples);
    report.bins = bins_of(labels, answers);
  }
  if (!scores.rows.empty()) report.scores = score_report(scores, options.resamples);
  if (!table.emotions.empty() && !all.empty()) {
    report.emotions = emotion_report(table, answers, felt(table, answers, all), options.resamples);
  }
  if (table.touchpoints) report.touchpoints = touchpoint_report(table, answers);
  report.groups = groups_of(table, answers);
  report.worst = worst_of(badness(table, answers, labels, scores), options.worst);
  return report;
}

}  // namespace voxmap::learn
