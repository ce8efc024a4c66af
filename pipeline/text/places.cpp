// Compiles the journey's words, patterns and questions.
#include "text/places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace voxmap::text {

void Places::compile(const Journey& journey, Compiling& to) {
  std::vector<PhrasePart> parts;
  std::vector<Token> tokens;
  for (std::size_t t = 0; t < journey.touchpoints.size(); ++t) {
    const Touchpoint& touchpoint = journey.touchpoints[t];
    const auto index = static_cast<std::int32_t>(t);
    stages_.push_back(static_cast<std::int32_t>(touchpoint.stage));
    ids_.emplace_back(touchpoint.id, index);
    for (const std::string& word : touchpoint.words) {
      const std::string why = parse_phrase(word, to.vocabulary, kJourneyWords, tokens, parts);
      if (!why.empty()) {
        Problem problem;
        problem.message = fmt::format("touchpoint {}: {}", touchpoint.id, why);
        problem.where.file = journey.file;
        problem.hint = "write words only, or use patterns";
        to.problems.push_back(std::move(problem));
        continue;
      }
      std::uint32_t& payload = words_.place(parts, Layer::valence);
      if (payload != kNothing) continue;  // the touchpoint that comes first keeps a shared word
      payload = static_cast<std::uint32_t>(meanings_.size());
      meanings_.push_back(
          {index, to.rules.add(fmt::format("{}/{}:{}", journey.id, touchpoint.id, word))});
    }
    for (std::size_t n = 0; n < touchpoint.patterns.size(); ++n) {
      const Pattern& pattern = touchpoint.patterns[n];
      const std::size_t before = to.problems.size();
      const PatternId id =
          to.patterns.add(pattern.regex, pattern.where, pattern.regex, to.problems);
      const RuleId rule = to.rules.add(fmt::format("{}/{}#{}", journey.id, touchpoint.id, n + 1));
      if (to.problems.size() > before) continue;
      to.pattern_uses.resize(id + 1);
      to.pattern_uses[id] = {-1, kNothing, index, rule};
    }
    for (const std::string& question : touchpoint.questions) {
      std::string folded = fold(trim(question));
      if (!folded.empty()) questions_.push_back({std::move(folded), index});
    }
  }
  std::sort(ids_.begin(), ids_.end());
  std::stable_sort(questions_.begin(), questions_.end(), [](const Question& a, const Question& b) {
    return a.folded.size() > b.folded.size();
  });
}

std::int32_t Places::declared(std::string_view id) const {
  if (id.empty()) return kUnassigned;
  const auto at = std::lower_bound(ids_.begin(), ids_.end(), id,
                                   [](const auto& a, std::string_view b) { return a.first < b; });
  return at != ids_.end() && at->first == id ? at->second : kUnassigned;
}

std::int32_t Places::asked(std::string_view prompt) const {
  const std::string folded = fold(prompt);
  for (const Question& question : questions_) {
    if (folded.find(question.folded) != std::string::npos) return question.touchpoint;
  }
  return kUnassigned;
}

}  // namespace voxmap::text
