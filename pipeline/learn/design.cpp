// Counts phrases and numbers those that stay.
#include "learn/design.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>

#include "base/digest.hpp"

namespace voxmap::learn {
namespace {

bool is_mark(std::string_view word) { return word == "!" || word == "?"; }

bool is_code(std::string_view word) {
  return word.size() > 3 && word.front() != '<' &&
         std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Every phrase of the text, some more than once.
template <typename Visit>
void each_phrase(const std::vector<std::string>& words, std::size_t longest, Visit visit) {
  std::string phrase;
  for (std::size_t i = 0; i < words.size(); ++i) {
    phrase.clear();
    for (std::size_t k = i; k < words.size() && k - i < longest; ++k) {
      const std::string& word = words[k];
      if (word.empty() || is_code(word) || (k > i && is_mark(word))) break;
      if (k > i) phrase += ' ';
      phrase += word;
      visit(phrase);
      if (is_mark(word)) break;
    }
  }
}

struct Use {
  std::size_t texts = 0;
  std::size_t persons = 0;
  std::size_t last_text = 0;      // 1 + index
  std::set<std::uint32_t> known;  // persons, until there are enough
};

}  // namespace

Design make_design(const std::vector<Coded>& texts, const PhraseLimits& limits) {
  std::unordered_map<std::string, Use> uses;
  std::map<std::string, std::uint32_t, std::less<>> persons;
  for (std::size_t t = 0; t < texts.size(); ++t) {
    const Coded& text = texts[t];
    const auto next = static_cast<std::uint32_t>(persons.size() + 1);
    const std::uint32_t person =
        text.person.empty() ? 0 : persons.try_emplace(text.person, next).first->second;
    each_phrase(text.words, limits.longest, [&](const std::string& phrase) {
      Use& use = uses[phrase];
      if (use.last_text == t + 1) return;
      use.last_text = t + 1;
      ++use.texts;
      if (person == 0) {
        ++use.persons;
      } else if (use.known.size() < limits.least_persons && use.known.insert(person).second) {
        ++use.persons;
      }
    });
  }
  Design design;
  std::vector<std::pair<std::size_t, std::string>> kept;
  for (const auto& [phrase, use] : uses) {
    if (use.texts >= limits.least_texts && use.persons >= limits.least_persons) {
      kept.emplace_back(use.texts, phrase);
    }
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  kept.resize(std::min(kept.size(), limits.most));
  for (auto& [count, phrase] : kept) design.phrases.push_back(std::move(phrase));
  std::sort(design.phrases.begin(), design.phrases.end());
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  for (std::uint32_t p = 0; p < design.phrases.size(); ++p) numbers[design.phrases[p]] = p;
  for (const Coded& text : texts) {
    std::vector<std::uint32_t>& row = design.rows.emplace_back();
    each_phrase(text.words, limits.longest, [&](const std::string& phrase) {
      if (const auto at = numbers.find(phrase); at != numbers.end()) row.push_back(at->second);
    });
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
  }
  design.beside.resize(texts.size());
  return design;
}

std::vector<std::size_t> fold_of(const std::vector<Coded>& texts, std::size_t folds) {
  std::vector<std::size_t> out;
  out.reserve(texts.size());
  Sha256 sha;
  for (const Coded& text : texts) {
    sha.field(text.person.empty() ? text.id : text.person);
    const auto digest = sha.finish();
    std::uint64_t number = 0;
    for (std::size_t b = 0; b < 8; ++b) number = number << 8U | digest[b];
    out.push_back(number % folds);
  }
  return out;
}

}  // namespace voxmap::learn
