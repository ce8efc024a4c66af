// Scoring twice and counting what differs.
#include "cli/score_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/utf8.hpp"
#include "cli/load_job.hpp"
#include "journey/format.hpp"

namespace voxmap::cli {

// A label that turns counts for more than a number that moves.
int ScoreChanges::Example::size() const {
  constexpr int kFlip = 3000;
  return std::abs(valence_after - valence_before) + (before != after ? kFlip : 0);
}

ScoreChanges::ScoreChanges(const std::vector<std::string>& before,
                           const std::vector<std::string>& after, std::string language,
                           std::size_t examples)
    : language_(std::move(language)), kept_(examples) {
  before_.tagger = make_tagger({before, pack_folders()}, nullptr);
  after_.tagger = make_tagger({after, pack_folders()}, nullptr);
  before_.scratch = before_.tagger->scratch();
  after_.scratch = after_.tagger->scratch();
}

void ScoreChanges::add(std::string_view id, std::string_view text, std::string_view language) {
  std::vector<TargetScore> none;
  const std::string_view declared = language.empty() || language == "und" ? language_ : language;
  for (Side* side : {&before_, &after_}) {
    side->tagger->tag_text(text, declared, {}, *side->scratch, side->tagged, none);
  }
  const Tagged& a = before_.tagged;
  const Tagged& b = after_.tagged;
  ++texts_;
  ++flips_[static_cast<std::size_t>(a.label)][static_cast<std::size_t>(b.label)];
  shift_ += b.valence - a.valence;
  if (a.emotions != b.emotions) ++emotions_;
  if (a.label != b.label) ++labels_;
  if (a.valence == b.valence && a.label == b.label) return;
  ++scores_;
  const Example example{std::string(id), std::string(text), a.label, b.label, a.valence, b.valence};
  const auto at =
      std::upper_bound(examples_.begin(), examples_.end(), example,
                       [](const Example& x, const Example& y) { return x.size() > y.size(); });
  if (at - examples_.begin() >= static_cast<std::ptrdiff_t>(kept_)) return;
  examples_.insert(at, example);
  if (examples_.size() > kept_) examples_.pop_back();
}

void ScoreChanges::print(Stream& out) const {
  const auto n = [](std::uint64_t count) { return grouped(static_cast<std::int64_t>(count)); };
  out.write(fmt::format(
      "\n{}: {} texts, {} with another score, {} with another label, {} with "
      "other emotions\n",
      out.styled(Style::heading, "scores"), n(texts_), n(scores_), n(labels_), n(emotions_)));
  if (texts_ == 0) return;
  const double mean = static_cast<double>(shift_) / static_cast<double>(texts_);
  out.write(fmt::format("  mean change of valence {:+.1f}\n", mean));
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      if (a == b || flips_[a][b] == 0) continue;
      out.write(
          fmt::format("  {} from {} to {}\n", n(flips_[a][b]), kLabelNames[a], kLabelNames[b]));
    }
  }
  for (const Example& example : examples_) {
    out.write(fmt::format("  {}  {} {:+} -> {} {:+}\n    “{}”\n", terminal_safe(example.id),
                          to_string(example.before), example.valence_before,
                          to_string(example.after), example.valence_after,
                          terminal_safe(cut_utf8(example.text, 200))));
  }
}

void ScoreChanges::write_json(JsonLine& json) const {
  json.key("scores").open('{').field("texts", texts_).field("changed", scores_);
  json.field("labels_changed", labels_).field("emotions_changed", emotions_);
  json.field("sum_of_changes", shift_).key("flips").open('[');
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      if (a == b || flips_[a][b] == 0) continue;
      json.open('{').field("from", kLabelNames[a]).field("to", kLabelNames[b]);
      json.field("texts", flips_[a][b]).close('}');
    }
  }
  json.close(']').key("examples").open('[');
  for (const Example& example : examples_) {
    json.open('{').field("id", printable(example.id)).field("text", printable(example.text));
    json.field("label_before", to_string(example.before));
    json.field("label_after", to_string(example.after));
    json.field("valence_before", example.valence_before);
    json.field("valence_after", example.valence_after).close('}');
  }
  json.close(']').close('}');
}

}  // namespace voxmap::cli
