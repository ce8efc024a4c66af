// Builds one language's engine from its packs and the journey.
#include "text/engine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/acts.hpp"

namespace voxmap::text {
namespace {

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
void compile_layers(const std::vector<const Pack*>& packs, std::uint32_t first_entry,
                    Engine& engine, Compiling& to) {
  for (const Pack* pack : packs) {
    if (pack->weights.empty()) continue;
    WeightLayer& layer = engine.layers.emplace_back();
    compile_weights(*pack, engine.learned, layer, to);
    layer.first_entry = first_entry;
    first_entry += static_cast<std::uint32_t>(layer.entries.size());
  }
  if (engine.lexicons.empty()) return;
  engine.lexicons.front().layer_end = static_cast<std::uint32_t>(engine.layers.size());
}

void mark_frequent(const std::vector<std::span<const std::string>>& frequent,
                   Vocabulary& vocabulary) {
  std::vector<Token> tokens;
  for (std::size_t language = 0; language < frequent.size(); ++language) {
    for (const std::string& word : frequent[language]) {
      tokens.clear();
      tokenize_entry(word, vocabulary, tokens);
      for (const Token& token : tokens) {
        if (token.is_word()) vocabulary.mark_common(token.id, 1U << language);
      }
    }
  }
}

}  // namespace

std::unique_ptr<Engine> build_engine(const EngineParts& parts, const Shared& shared,
                                     std::vector<Problem>& problems) {
  auto engine = std::make_unique<Engine>(parts.first_rule);
  if (parts.first_rule == 0) {
    engine->rules.add("engine/limit");
    engine->rules.add("engine/emphasis");
    engine->rules.add("engine/question");
    engine->rules.add("engine/valence");
    engine->rules.add("engine/anger");
  }
  engine->first_layer = parts.first_layer;
  engine->weight_entries = shared.weight_entries;
  std::vector<const Pack*> packs;
  for (const auto& pack : parts.packs) packs.push_back(pack.get());
  Compiling to{engine->vocabulary, engine->patterns, engine->pattern_uses, engine->rules, problems};
  if (!packs.empty()) {
    Lexicon& lexicon = engine->lexicons.emplace_back();
    lexicon.language = packs.front()->info.language;
    const std::size_t first_rule = engine->rules.size();
    compile_packs(packs, 0, lexicon, to);
    if (shared.options.faint_emotions) lexicon.emotions_cut = false;
    const std::string& profile =
        shared.options.profile.empty() ? packs.front()->profile : shared.options.profile;
    if (profile == "vader") lexicon.vader = std::make_shared<const Vader>(packs, engine->rules);
    std::vector<std::string> feelings = shared.feelings;
    engine->feeling_rules = compile_feelings(packs, first_rule, feelings, to);
  }
  compile_layers(packs, parts.first_entry, *engine, to);
  if (shared.journey != nullptr) engine->places.compile(*shared.journey, to);
  compile_names(shared.options.names, *engine, to);
  if (!packs.empty()) compile_acts(packs, engine->lexicons.front().acts, to);
  mark_frequent(parts.frequent, engine->vocabulary);
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

}  // namespace voxmap::text
