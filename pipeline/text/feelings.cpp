// Compiles feelings.tsv and does its arithmetic.
#include "text/feelings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/problems.hpp"

namespace voxmap::text {
namespace {

// Every word that rows ask for, "thank you" or "frustrat*", with the rules of the entries it stands
// for: "en/emotion:thank you".
using Asked = std::map<std::string_view, std::vector<RuleId>>;

bool stands_for(std::string_view word, std::string_view entry) {
  if (!word.ends_with('*')) return word == entry;
  word.remove_suffix(1);
  return entry.starts_with(word);
}

// A pack has many thousands of rules, most of which begin as no word does.
class Groups {
 public:
  using Group = std::vector<Asked::value_type*>;
  explicit Groups(Asked& asked) : number_(std::size_t{1} << 16U), groups_(1) {
    for (auto& word : asked) {
      std::uint16_t& number = number_[begin_of(word.first)];
      if (number == 0) {
        number = static_cast<std::uint16_t>(groups_.size());
        groups_.emplace_back();
      }
      groups_[number].push_back(&word);
    }
  }
  [[nodiscard]] const Group& of(std::string_view entry) const {
    return groups_[number_[begin_of(entry)]];
  }

 private:
  static std::size_t begin_of(std::string_view word) {
    const auto byte = [&](std::size_t at) {
      return at < word.size() ? static_cast<unsigned char>(word[at]) : std::size_t{0};
    };
    return byte(0) << 8U | byte(1);
  }
  std::vector<std::uint16_t> number_;  // by the first two bytes; 0: none
  std::vector<Group> groups_;
};

Asked asked_for(std::span<const Pack* const> packs, const Rules& rules, std::size_t first) {
  Asked asked;
  for (const Pack* pack : packs) {
    for (const FeelingRow& row : pack->feelings) {
      for (const std::string_view word : row.words) asked[word];
    }
  }
  const Groups groups(asked);
  for (std::size_t r = first; r < rules.size(); ++r) {
    const RuleId rule = rules.at(r);
    const std::string_view name = rules.name(rule);
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view entry = name.substr(colon + 1);
    for (Asked::value_type* word : groups.of(entry)) {
      if (stands_for(word->first, entry)) word->second.push_back(rule);
    }
  }
  return asked;
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
  const Asked asked = asked_for(packs, to.rules, first_rule);
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
        const std::vector<RuleId>& found = asked.find(word)->second;
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
