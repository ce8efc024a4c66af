// Compiles feelings.tsv and does its arithmetic.
#include "text/feelings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/problems.hpp"

namespace voxmap::text {
namespace {

// "en/emotion:thank you" by "thank you": the rules under which an entry may be evidence.
using RulesByEntry = std::map<std::string_view, std::vector<RuleId>>;
RulesByEntry rules_by_entry(const Rules& rules, std::size_t first) {
  RulesByEntry found;
  for (std::size_t r = first; r < rules.size(); ++r) {
    const std::string_view name = rules.name(rules.at(r));
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) continue;
    found[name.substr(colon + 1)].push_back(rules.at(r));
  }
  return found;
}

// The rules of an entry, or of all that begin so: "frustrat*".
std::vector<RuleId> rules_of(std::string_view word, const RulesByEntry& entries) {
  const bool stem = word.ends_with('*');
  if (stem) word.remove_suffix(1);
  std::vector<RuleId> rules;
  for (auto at = entries.lower_bound(word); at != entries.end(); ++at) {
    if (stem ? !at->first.starts_with(word) : at->first != word) break;
    rules.insert(rules.end(), at->second.begin(), at->second.end());
  }
  return rules;
}

void put(const FeelingRule& rule, std::int32_t intensity, std::uint32_t number, Tagged& tagged) {
  const Mention mention = tagged.mentions[number];
  FeelingScore score{number,
                     rule.feeling,
                     static_cast<std::int16_t>(intensity),
                     rule.rule,
                     static_cast<std::uint32_t>(tagged.feeling_steps.size()),
                     0};
  Span words{mention.span.begin, mention.span.begin};
  for (std::uint32_t k = 0; k < mention.evidence_count && !rule.words.empty(); ++k) {
    const Evidence& step = tagged.evidence[mention.evidence_begin + k];
    if (!std::binary_search(rule.words.begin(), rule.words.end(), step.rule)) continue;
    words = step.span;
    break;
  }
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    if (rule.blend.shares[e] == 0) continue;
    tagged.feeling_steps.push_back({words, static_cast<Emotion>(e), rule.blend.shares[e],
                                    rule.blend.part(e, mention.emotions)});
    ++score.step_count;
  }
  tagged.feelings.push_back(score);
}

}  // namespace

std::vector<FeelingRule> compile_feelings(std::span<const Pack* const> packs,
                                          std::size_t first_rule, std::vector<std::string>& names,
                                          Compiling& to) {
  std::vector<FeelingRule> rules;
  const bool any = std::any_of(packs.begin(), packs.end(),
                               [](const Pack* pack) { return !pack->feelings.empty(); });
  if (!any) return rules;
  const auto entries = rules_by_entry(to.rules, first_rule);
  std::vector<std::string> added;  // names of rules move when they are added: not before the end
  for (const Pack* pack : packs) {
    const std::size_t before = rules.size();
    Problems problems(path_of(*pack, PackFile::feelings), content_of(*pack, PackFile::feelings));
    for (const FeelingRow& row : pack->feelings) {
      const auto at = std::find(names.begin(), names.end(), row.place.first);
      FeelingRule rule;
      rule.feeling = static_cast<std::uint16_t>(at - names.begin());
      if (at == names.end()) names.emplace_back(row.place.first);
      rule.blend = {row.shares, row.low, row.high};
      for (const std::string_view word : row.words) {
        const std::vector<RuleId> found = rules_of(word, entries);
        if (found.empty()) {
          problems.error(row.place.line, 1,
                         fmt::format("\"{}\" is an entry of no table of the packs", word),
                         "add it to emotion.tsv: a feeling needs the emotions it is made of");
          continue;
        }
        rule.words.insert(rule.words.end(), found.begin(), found.end());
      }
      std::sort(rule.words.begin(), rule.words.end());
      rule.words.erase(std::unique(rule.words.begin(), rule.words.end()), rule.words.end());
      rules.push_back(std::move(rule));
      added.push_back(fmt::format("{}/feeling:{}", pack->info.name, row.place.first));
    }
    for (Problem& problem : problems.take()) to.problems.push_back(std::move(problem));
    std::vector<std::uint16_t> redefined;
    for (std::size_t r = before; r < rules.size(); ++r) redefined.push_back(rules[r].feeling);
    for (std::size_t old = before; old-- > 0;) {
      if (std::find(redefined.begin(), redefined.end(), rules[old].feeling) == redefined.end()) {
        continue;
      }
      rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(old));
      added.erase(added.begin() + static_cast<std::ptrdiff_t>(old));
    }
  }
  for (std::size_t r = 0; r < rules.size(); ++r) rules[r].rule = to.rules.add(added[r]);
  std::stable_sort(rules.begin(), rules.end(), [](const FeelingRule& a, const FeelingRule& b) {
    return a.feeling < b.feeling;
  });
  return rules;
}

void add_feelings(std::span<const FeelingRule> rules, std::uint32_t mention, Tagged& tagged) {
  const Mention& m = tagged.mentions[mention];
  if (m.evidence_count == 0) return;
  const auto evidence = std::span(tagged.evidence).subspan(m.evidence_begin, m.evidence_count);
  const auto said = [&](const FeelingRule& rule) {
    return rule.words.empty() ||
           std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& step) {
             return std::binary_search(rule.words.begin(), rule.words.end(), step.rule);
           });
  };
  find_feelings(rules, m.valence, m.emotions, said,
                [&](const FeelingRule& rule, std::int32_t intensity) {
                  put(rule, intensity, mention, tagged);
                });
}

void append_definitions(std::span<const FeelingRule> rules, std::string_view language,
                        std::span<const std::string> feelings, const Rules& names,
                        std::vector<FeelingDefinition>& to) {
  for (const FeelingRule& rule : rules) {
    FeelingDefinition& out = to.emplace_back();
    out.language = language;
    out.feeling = feelings[rule.feeling];
    out.rule = names.name(rule.rule);
    out.blend = rule.blend;
    for (const RuleId word : rule.words) out.words.emplace_back(names.name(word));
    std::sort(out.words.begin(), out.words.end());
    out.words.erase(std::unique(out.words.begin(), out.words.end()), out.words.end());
  }
}

}  // namespace voxmap::text
