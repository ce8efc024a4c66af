// Opens the packs of all languages, and makes their engines.
#include "text/languages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <iterator>
#include <utility>

#include "text/installed.hpp"
#include "text/words.hpp"
#include "voxmap/error.hpp"

namespace voxmap::text {
namespace {

constexpr std::size_t kMostLanguages = 31;  // a bit each, and one for the journey
constexpr unsigned kRuleBits = 22;          // rules of one language's engine

struct Opened {
  std::unique_ptr<Pack> pack;
  std::vector<Problem> problems;
};

Opened open_aside(const std::string& folder, bool parse) {
  Opened done;
  done.pack = open_pack(folder, done.problems);
  if (parse) parse_pack(*done.pack, done.problems);
  return done;
}

void move_to(std::vector<Problem>& to, std::vector<Problem>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

void throw_errors(std::vector<Problem> problems) {
  const bool failed = std::any_of(problems.begin(), problems.end(), [](const Problem& p) {
    return p.severity == Problem::Severity::error;
  });
  if (!failed) return;
  const std::string message = fmt::format("packs and journey: {} problem{}", problems.size(),
                                          problems.size() == 1 ? "" : "s");
  throw Error(Exit::config, message, std::move(problems));
}

// The first columns of a table, each once where they stand together.
template <class Take>
void each_key(std::string_view table, const Take& take) {
  std::string_view last;
  while (!table.empty()) {
    const std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(line.size() + 1, table.size()));
    const std::string_view key = line.substr(0, line.find('\t'));
    if (key.empty() || key.front() == '#' || key == last) continue;
    last = key;
    take(key);
  }
}

// Marks what is one word; entries are folded already.
void mark_words(const Pack& pack, std::size_t language, Vocabulary& words, Letters& letters) {
  const std::uint32_t bit = 1U << language;
  for (const PackFile file : {PackFile::valence, PackFile::emotion}) {
    each_key(content_of(pack, file), [&](std::string_view key) {
      const bool word = key.size() <= kLongestWord && key.find_first_of(" <*") == key.npos;
      if (!word) return;
      words.mark(words.add(hash_word(key)), bit);
      letters.note(key, language);
    });
  }
  std::vector<Token> tokens;
  for (const std::string& word : pack.common_words) {
    letters.note(word, language);
    tokens.clear();
    tokenize_entry(word, words, tokens);
    for (const Token& token : tokens) {
      if (token.is_word()) words.mark_common(token.id, bit);
    }
  }
}

}  // namespace

struct Languages::One {
  std::string code;
  EngineParts parts;
  bool later = false;
  std::once_flag once;
  std::exception_ptr failure;  // of making it
  std::unique_ptr<Engine> engine;
  std::atomic<bool> made = false;  // `engine` may be read by every thread
};

Languages::Languages(TaggerOptions options, const Journey* journey)
    : options_(std::move(options)), shared_{options_, journey, {}, 0, 0} {
  // Packs are read side by side, which halves the time that a dozen takes, and kept in order.
  std::vector<std::future<Opened>> reading;
  const auto open = [&](const std::vector<std::string>& names, bool parse) {
    for (const std::string& name : names) {
      reading.push_back(
          std::async(std::launch::async, open_aside, locate(name, options_.pack_folders), parse));
    }
  };
  open(options_.packs, true);
  std::erase_if(options_.later, [&](const std::string& name) {
    return std::find(options_.packs.begin(), options_.packs.end(), name) != options_.packs.end();
  });
  open(options_.later, false);
  std::vector<Problem> problems;
  std::vector<std::unique_ptr<Pack>> packs;
  for (std::future<Opened>& one : reading) {
    Opened done = one.get();
    packs.push_back(std::move(done.pack));
    move_to(problems, done.problems);
  }
  group(std::move(packs), options_.packs.size(), problems);
  build_now(problems);
  throw_errors(std::move(problems));
  if (all_.size() == 1) all_.front()->parts.packs.clear();  // else words() reads them
}

Languages::~Languages() = default;

void Languages::group(std::vector<std::unique_ptr<Pack>> packs, std::size_t now,
                      std::vector<Problem>& problems) {
  any_ = !packs.empty();
  for (std::size_t p = 0; p < packs.size(); ++p) {
    const PackInfo& info = packs[p]->info;
    const auto known = std::find_if(all_.begin(), all_.end(),
                                    [&](const auto& one) { return one->code == info.language; });
    One* one = known == all_.end() ? nullptr : known->get();
    if (p >= now && one != nullptr && !one->later) continue;  // its language is there already
    if (p >= now && packs[p]->learned) {
      Problem problem;
      problem.message = fmt::format("the learned pack {} cannot be loaded later", info.name);
      problem.where.file = path_of(*packs[p], PackFile::pack);
      problem.hint = "name it with the packs that are loaded at once";
      problems.push_back(std::move(problem));
    }
    infos_.push_back(info);
    if (one == nullptr) {
      if (all_.size() == kMostLanguages) {
        throw Error(Exit::config, fmt::format("packs: more than {} languages", kMostLanguages),
                    "name fewer packs");
      }
      one = all_.emplace_back(std::make_unique<One>()).get();
      one->code = info.language;
      one->later = p >= now;
    }
    each_key(content_of(*packs[p], PackFile::feelings), [&](std::string_view feeling) {
      auto& names = shared_.feelings;
      if (std::find(names.begin(), names.end(), feeling) == names.end()) {
        names.emplace_back(feeling);
      }
    });
    one->parts.packs.push_back(std::move(packs[p]));
  }
  if (all_.empty()) all_.push_back(std::make_unique<One>());  // for the journey
}

void Languages::build_now(std::vector<Problem>& problems) {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    EngineParts& parts = all_[i]->parts;
    parts.first_rule = static_cast<RuleId>(i << kRuleBits);
    parts.first_layer = shared_.layers;
    parts.first_entry = shared_.weight_entries;
    for (const auto& pack : parts.packs) {
      if (pack->weights.empty()) continue;
      ++shared_.layers;
      shared_.weight_entries += static_cast<std::uint32_t>(pack->weights.size()) + 1;
    }
  }
  if (all_.size() > 1) {
    for (const auto& one : all_) {
      const auto& first = one->parts.packs.front()->common_words;
      all_.front()->parts.frequent.emplace_back(first);
    }
  }
  std::vector<std::future<std::vector<Problem>>> building;
  for (const auto& one : all_) {
    if (one->later) continue;
    const auto build = [this, made = one.get()] {
      std::vector<Problem> found;
      made->engine = build_engine(made->parts, shared_, found);
      return found;
    };
    // The first in this thread: most taggers have one language.
    const auto how = one == all_.front() ? std::launch::deferred : std::launch::async;
    building.push_back(std::async(how, build));
  }
  std::vector<Problem> elsewhere;
  for (std::size_t b = 0; b < building.size(); ++b) {
    std::vector<Problem> found = building[b].get();
    // All engines have met the same journey and names: told once.
    std::erase_if(found, [&](const Problem& problem) {
      return b > 0 && std::any_of(elsewhere.begin(), elsewhere.end(), [&](const Problem& known) {
               return known.where.file == problem.where.file &&
                      known.where.line == problem.where.line && known.message == problem.message;
             });
    });
    if (b == 0) elsewhere = found;
    move_to(problems, found);
  }
}

std::size_t Languages::count() const noexcept { return any_ ? all_.size() : 0; }

const std::string& Languages::code(std::int32_t language) const {
  return all_[static_cast<std::size_t>(language)]->code;
}

std::int32_t Languages::of_code(std::string_view code) const noexcept {
  for (std::size_t i = 0; i < count(); ++i) {
    if (all_[i]->code == code) return static_cast<std::int32_t>(i);
  }
  return -1;
}

const Engine& Languages::make(One& one) const {
  std::call_once(one.once, [&] {
    try {
      std::vector<Problem> problems;
      for (const auto& pack : one.parts.packs) parse_pack(*pack, problems);
      auto engine = build_engine(one.parts, shared_, problems);
      throw_errors(std::move(problems));
      one.engine = std::move(engine);
      one.made.store(true, std::memory_order_release);
    } catch (const Error&) {
      one.failure = std::current_exception();  // a second try would fail like the first
    }
  });
  if (one.failure) std::rethrow_exception(one.failure);
  return *one.engine;
}

const Engine& Languages::engine(std::int32_t language) const {
  One& one = *all_[static_cast<std::size_t>(std::max(language, 0))];
  return one.later ? make(one) : *one.engine;
}

const Lexicon* Languages::lexicon(std::int32_t language) const {
  return language < 0 ? nullptr : &engine(language).lexicons.front();
}

const Vocabulary& Languages::words() const {
  std::call_once(words_once_, [&] {
    auto words = std::make_unique<Vocabulary>();
    for (std::size_t i = 0; i < all_.size(); ++i) {
      for (const auto& pack : all_[i]->parts.packs) mark_words(*pack, i, *words, letters_);
    }
    words_ = std::move(words);
  });
  return *words_;
}

const Letters& Languages::letters() const {
  (void)words();
  return letters_;
}

std::vector<Threshold> Languages::thresholds() const {
  std::vector<Threshold> all;
  for (const auto& one : all_) {
    if (one->later || one->engine->lexicons.empty()) continue;
    const Lexicon& lexicon = one->engine->lexicons.front();
    const auto add = [&](std::string_view name, std::int16_t value, RuleId rule) {
      const std::string_view by = rule == kNoRule ? std::string_view() : rule_name(rule);
      all.push_back(
          {lexicon.language, std::string(name), value, std::string(by.substr(0, by.find('/')))});
    };
    add("positive_from", lexicon.positive_from, lexicon.positive_rule);
    add("negative_from", lexicon.negative_from, lexicon.negative_rule);
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      if (lexicon.emotion_from[e] > 0) {
        add(kEmotionNames[e], lexicon.emotion_from[e], lexicon.emotion_rules[e]);
      }
    }
  }
  return all;
}

std::vector<FeelingDefinition> Languages::feeling_definitions() const {
  std::vector<FeelingDefinition> all;
  for (const auto& one : all_) {
    if (one->later && !one->made.load(std::memory_order_acquire)) continue;
    append_definitions(one->engine->feeling_rules, one->code, shared_.feelings, one->engine->rules,
                       all);
  }
  return all;
}

std::string_view Languages::rule_name(RuleId rule) const {
  return all_[rule >> kRuleBits]->engine->rules.name(rule);
}

std::size_t Languages::rule_count() const {
  std::size_t rules = 0;
  for (const auto& one : all_) {
    if (!one->later) rules += one->engine->rules.size();
  }
  return rules;
}

}  // namespace voxmap::text
