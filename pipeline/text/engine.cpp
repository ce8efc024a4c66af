// Builds the engine from packs and journey, and finds the packs that are installed.
#include "text/engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <iterator>

#include "base/problems.hpp"
#include "text/acts.hpp"
#include "voxmap/error.hpp"

namespace voxmap::text {
namespace {

namespace fs = std::filesystem;

bool is_pack(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / kPackFileNames[0], error);
}

// A pack's folder by name or path. Throws Error(Exit::no_input) when there is none.
std::string locate(const std::string& pack, std::span<const std::string> folders) {
  if (pack.find('/') == std::string::npos) {
    for (const std::string& folder : folders) {
      if (is_pack(fs::path(folder) / pack)) return (fs::path(folder) / pack).string();
    }
  }
  if (is_pack(pack)) return pack;
  std::vector<std::string> known;
  for (const PackInfo& info : find_packs(folders)) {
    known.push_back(fs::path(info.folder).filename().string());
  }
  std::string hint = did_you_mean(pack, known);
  if (hint.empty()) {
    hint = known.empty() ? fmt::format("no pack was found in {}", fmt::join(folders, ", "))
                         : fmt::format("there are: {}", fmt::join(known, ", "));
  }
  throw Error(Exit::no_input, fmt::format("pack \"{}\" was not found", pack), std::move(hint));
}

constexpr std::size_t kMostLanguages = 31;  // a bit each, and one for the journey

void compile_names(const std::vector<std::string>& names, Engine& engine, Compiling& to) {
  std::vector<PhrasePart> parts;
  std::vector<Token> tokens;
  for (const std::string& name : names) {
    const std::string why = parse_phrase(name, to.vocabulary, kJourneyWords, tokens, parts);
    if (why.empty()) {
      engine.names.place(parts, Layer::valence) = 1;
      engine.has_names = true;
      continue;
    }
    Problem problem;
    problem.message = fmt::format("names: {}", why);
    problem.hint = "write the words of the name only";
    to.problems.push_back(std::move(problem));
  }
}

// Learned packs last: their phrases use the words and symbols of all others.
void compile_layers(const std::vector<std::vector<const Pack*>>& by_language, Engine& engine,
                    Compiling& to) {
  for (std::size_t i = 0; i < by_language.size(); ++i) {
    Lexicon& lexicon = engine.lexicons[i];
    lexicon.layer_begin = static_cast<std::uint32_t>(engine.layers.size());
    for (const Pack* pack : by_language[i]) {
      if (pack->weights.empty()) continue;
      WeightLayer& layer = engine.layers.emplace_back();
      compile_weights(*pack, static_cast<std::uint32_t>(i), engine.learned, layer, to);
      layer.first_entry = engine.weight_entries;
      engine.weight_entries += static_cast<std::uint32_t>(layer.entries.size());
    }
    lexicon.layer_end = static_cast<std::uint32_t>(engine.layers.size());
  }
}

struct Read {
  std::unique_ptr<Pack> pack;
  std::vector<Problem> problems;
};

Read read_aside(const std::string& folder) {
  Read done;
  done.pack = read_pack(folder, done.problems);
  return done;
}

}  // namespace

std::unique_ptr<Engine> build_engine(const TaggerOptions& options, const Journey* journey) {
  auto engine = std::make_unique<Engine>();
  engine->rules.add("engine/limit");
  engine->rules.add("engine/emphasis");
  engine->rules.add("engine/question");
  engine->rules.add("engine/valence");
  engine->rules.add("engine/anger");
  std::vector<Problem> problems;
  std::vector<std::unique_ptr<Pack>> packs;
  // Packs are read side by side, which halves the time that a dozen takes, and kept in order.
  std::vector<std::future<Read>> reading;
  for (const std::string& name : options.packs) {
    reading.push_back(
        std::async(std::launch::async, read_aside, locate(name, options.pack_folders)));
  }
  for (std::future<Read>& one : reading) {
    Read done = one.get();
    packs.push_back(std::move(done.pack));
    std::move(done.problems.begin(), done.problems.end(), std::back_inserter(problems));
  }
  std::vector<std::vector<const Pack*>> by_language;
  for (const auto& pack : packs) {
    engine->packs.push_back(pack->info);
    const auto at =
        std::find_if(engine->lexicons.begin(), engine->lexicons.end(),
                     [&](const Lexicon& l) { return l.language == pack->info.language; });
    auto index = static_cast<std::size_t>(at - engine->lexicons.begin());
    if (at == engine->lexicons.end()) {
      if (engine->lexicons.size() == kMostLanguages) {
        throw Error(Exit::config, fmt::format("packs: more than {} languages", kMostLanguages),
                    "name fewer packs");
      }
      engine->lexicons.emplace_back().language = pack->info.language;
      by_language.emplace_back();
    }
    by_language[index].push_back(pack.get());
  }
  Compiling to{engine->vocabulary, engine->patterns, engine->pattern_uses, engine->rules, problems};
  for (std::size_t i = 0; i < by_language.size(); ++i) {
    const std::size_t first_rule = engine->rules.size();
    compile_packs(by_language[i], static_cast<std::uint32_t>(i), engine->lexicons[i], to);
    if (options.faint_emotions) engine->lexicons[i].emotions_cut = false;
    const std::string& profile =
        options.profile.empty() ? by_language[i].front()->profile : options.profile;
    if (profile == "vader") {
      engine->lexicons[i].vader = std::make_shared<const Vader>(by_language[i], engine->rules);
    }
    engine->feeling_rules.push_back(
        compile_feelings(by_language[i], first_rule, engine->feelings, to));
  }
  compile_layers(by_language, *engine, to);
  if (journey != nullptr) engine->places.compile(*journey, to);
  compile_names(options.names, *engine, to);
  for (std::size_t i = 0; i < by_language.size(); ++i) {
    compile_acts(by_language[i], engine->lexicons[i].acts, to);
  }
  const auto errors = std::count_if(problems.begin(), problems.end(), [](const Problem& p) {
    return p.severity == Problem::Severity::error;
  });
  if (errors > 0) {
    const std::string message = fmt::format("packs and journey: {} problem{}", problems.size(),
                                            problems.size() == 1 ? "" : "s");
    throw Error(Exit::config, message, std::move(problems));
  }
  for (const auto& [prefix, words] : engine->vocabulary.prefix_uses()) {
    for (Lexicon& lexicon : engine->lexicons) lexicon.phrases.spread(prefix, words);
    engine->places.spread(prefix, words);
  }
  engine->vocabulary.forget();
  for (Lexicon& lexicon : engine->lexicons) {
    lexicon.phrases.finish(engine->vocabulary.size());
    lexicon.acts.phrases.finish(engine->vocabulary.size());
  }
  for (WeightLayer& layer : engine->layers) layer.phrases.finish(engine->vocabulary.size());
  engine->places.finish(engine->vocabulary.size());
  engine->names.finish(engine->vocabulary.size());
  engine->patterns.finish();
  return engine;
}

std::vector<Threshold> thresholds_of(const Engine& engine) {
  std::vector<Threshold> all;
  for (const Lexicon& lexicon : engine.lexicons) {
    const auto add = [&](std::string_view name, std::int16_t value, RuleId rule) {
      const std::string_view by = rule == kNoRule ? std::string_view() : engine.rules.name(rule);
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

}  // namespace voxmap::text

namespace voxmap {

std::vector<PackInfo> find_packs(std::span<const std::string> pack_folders) {
  namespace fs = std::filesystem;
  std::vector<PackInfo> found;
  for (const std::string& folder : pack_folders) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (text::is_pack(entry.path())) names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const PackInfo& info) {
        return fs::path(info.folder).filename() == name;
      });
      if (known) continue;  // the folder named first wins
      try {
        std::vector<Problem> unread;
        found.push_back(text::read_pack((fs::path(folder) / name).string(), unread)->info);
      } catch (const Error&) {
        continue;  // unreadable: make_tagger says why when it is asked for
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const PackInfo& a, const PackInfo& b) {
    return a.name != b.name ? a.name < b.name : a.folder < b.folder;
  });
  return found;
}

}  // namespace voxmap
