// Reads a pack's folder and its pack.toml.
#include "text/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/toml.hpp"

namespace voxmap::text {
namespace {

namespace fs = std::filesystem;

void append_problems(std::vector<Problem>& to, Problems& from) {
  for (Problem& problem : from.take()) to.push_back(std::move(problem));
}

// A table whose name is not one of ours would be left out in silence: "valance.tsv".
void report_strangers(const std::string& folder, std::vector<Problem>& problems) {
  std::vector<std::string> known(kPackFileNames.begin(), kPackFileNames.end());
  std::vector<std::string> strangers;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".tsv") && std::find(known.begin(), known.end(), name) == known.end()) {
      strangers.push_back(name);
    }
  }
  std::sort(strangers.begin(), strangers.end());
  for (const std::string& name : strangers) {
    Problem problem;
    problem.message = fmt::format("\"{}\" is not a file of a pack", name);
    problem.where.file = (fs::path(folder) / name).string();
    problem.hint = did_you_mean(name, known);
    problems.push_back(std::move(problem));
  }
}

std::string digest_of(const Pack& pack) {
  Sha256 sha;
  for (std::size_t f = 0; f < kPackFiles; ++f) {
    if (!pack.present[f]) continue;
    sha.field(kPackFileNames[f]);
    sha.field(pack.content[f]);
  }
  const auto bytes = sha.finish();
  return hex(bytes.data(), bytes.size());
}

std::optional<std::int16_t> threshold(TomlTable& table, std::string_view key, std::int64_t low,
                                      std::int64_t high) {
  const auto value = table.integer(key);
  if (!value) return std::nullopt;
  if (*value < low || *value > high) {
    table.error(key, fmt::format("{} is {}, outside {} to {}", key, *value, low, high));
    return std::nullopt;
  }
  return static_cast<std::int16_t>(*value);
}

void read_label_thresholds(TomlTable& table, Pack& pack) {
  if (const auto from = threshold(table, "positive_from", 1, kMaxScore)) pack.positive_from = from;
  if (const auto from = threshold(table, "negative_from", -kMaxScore, -1)) {
    pack.negative_from = from;
  }
}

void read_act_weights(TomlTable& table, Pack& pack, Problems& problems) {
  for (const std::string_view name : {"effort", "churn"}) {
    const auto* found = table.table(name);
    if (found == nullptr) continue;
    TomlTable inner(*found, std::string(name), problems);
    for (std::size_t w = 0; w < kActWeights; ++w) {
      const ActWeightKey& key = kActWeightKeys[w];
      if (key.table == name) pack.act_weights[w] = threshold(inner, key.key, key.low, key.high);
    }
    inner.done();
  }
}

}  // namespace

void parse_pack_toml(Pack& pack, std::vector<Problem>& problems) {
  Problems own(path_of(pack, PackFile::pack), content_of(pack, PackFile::pack));
  const toml::table parsed = parse_toml(content_of(pack, PackFile::pack), own);
  if (own.failed()) {
    append_problems(problems, own);
    return;
  }
  TomlTable table(parsed, "", own);
  pack.info.name = table.required_string("name");
  pack.info.version = table.required_string("version");
  pack.info.language = table.required_string("language");
  pack.info.summary = table.string("summary");
  pack.title = table.string("title");
  pack.license = table.required_string("license");
  pack.authors = table.strings("authors");
  pack.sources = table.strings("sources");
  const std::string kind = table.required_string("kind");
  pack.domain = kind == "domain";
  pack.learned = kind == "learned";
  if (!kind.empty() && kind != "language" && !pack.domain && !pack.learned) {
    table.error("kind", fmt::format("kind \"{}\" is unknown", kind),
                "write kind = \"language\", \"domain\" or \"learned\"");
  }
  pack.profile = table.string("profile");
  if (!pack.profile.empty() && pack.profile != "voxmap" && pack.profile != "vader") {
    table.error("profile", fmt::format("profile \"{}\" is unknown", pack.profile),
                "write profile = \"voxmap\" or profile = \"vader\"");
  }
  read_label_thresholds(table, pack);
  if (const auto* thresholds = table.table("thresholds")) {
    TomlTable inner(*thresholds, "thresholds", own);
    read_label_thresholds(inner, pack);
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      const auto from = threshold(inner, kEmotionNames[e], 1, kMaxScore);
      pack.emotion_from[e] = from.value_or(0);
    }
    inner.done();
  }
  read_act_weights(table, pack, own);
  if (const auto before = threshold(table, "negation_before", 0, 8)) pack.negation_before = *before;
  pack.common_words = table.strings("common_words");
  table.done();
  append_problems(problems, own);
}

void open_pack_toml(const std::string& folder, Pack& pack, std::vector<Problem>& problems) {
  constexpr auto kToml = static_cast<std::size_t>(PackFile::pack);
  pack.info.folder = folder;
  pack.paths[kToml] = (fs::path(folder) / kPackFileNames[kToml]).string();
  pack.content[kToml] = read_file(pack.paths[kToml]);
  parse_pack_toml(pack, problems);
}

std::unique_ptr<Pack> open_pack(const std::string& folder, std::vector<Problem>& problems) {
  auto pack = std::make_unique<Pack>();
  pack->info.folder = folder;
  for (std::size_t f = 0; f < kPackFiles; ++f) {
    pack->paths[f] = (fs::path(folder) / kPackFileNames[f]).string();
    std::error_code error;
    pack->present[f] = fs::exists(pack->paths[f], error);
    if (pack->present[f] || f == 0) {
      pack->content[f] = read_file(pack->paths[f]);
      pack->present[f] = true;
    }
  }
  const std::string journey = (fs::path(folder) / kPackJourney).string();
  std::error_code error;
  if (fs::exists(journey, error)) pack->info.journey = journey;
  const auto missing = [&](PackFile file, std::string message, std::string hint) {
    Problem problem;
    problem.message = std::move(message);
    problem.where.file = path_of(*pack, file);
    problem.hint = std::move(hint);
    problems.push_back(std::move(problem));
  };
  const auto has = [&](PackFile file) { return pack->present[static_cast<std::size_t>(file)]; };
  report_strangers(folder, problems);
  parse_pack_toml(*pack, problems);
  if (!pack->learned && !has(PackFile::samples)) {
    missing(PackFile::samples, "samples.tsv is missing",
            "a pack shows by samples that it works: text<TAB>label<TAB>emotions");
  }
  if (!pack->learned && !has(PackFile::valence) && !has(PackFile::emotion)) {
    missing(PackFile::valence, "the pack has neither valence.tsv nor emotion.tsv",
            "add at least one of them");
  }
  if (has(PackFile::journey_samples) && pack->info.journey.empty()) {
    missing(PackFile::journey_samples, "journey_samples.tsv without a journey.toml",
            "its rows say what the pack's own journey finds: add the journey, or remove the file");
  }
  if (has(PackFile::acts_samples) != has(PackFile::acts)) {
    const bool samples = has(PackFile::acts_samples);
    missing(samples ? PackFile::acts_samples : PackFile::acts,
            fmt::format("{} without {}",
                        kPackFileNames[static_cast<std::size_t>(samples ? PackFile::acts_samples
                                                                        : PackFile::acts)],
                        kPackFileNames[static_cast<std::size_t>(samples ? PackFile::acts
                                                                        : PackFile::acts_samples)]),
            "acts_samples.tsv shows by texts that the phrases of acts.tsv find what they say");
  }
  const bool thresholds =
      pack->positive_from || pack->negative_from || pack->emotion_from != Intensities{};
  if (pack->learned && !thresholds && !has(PackFile::weights)) {
    missing(PackFile::weights, "the pack has neither weights.tsv nor thresholds",
            "learn it again: voxmap learn --help");
  }
  for (const PackFile file :
       {PackFile::valence, PackFile::emotion, PackFile::modifiers, PackFile::emoji,
        PackFile::patterns, PackFile::emotion_weights, PackFile::feelings, PackFile::acts,
        PackFile::acts_samples, PackFile::weights}) {
    if (has(file) && pack->learned != (file == PackFile::weights)) {
      missing(file,
              fmt::format("{} is no file of a pack of kind \"{}\"",
                          kPackFileNames[static_cast<std::size_t>(file)],
                          pack->learned  ? "learned"
                          : pack->domain ? "domain"
                                         : "language"),
              "weights.tsv belongs into a learned pack, the other tables into the other kinds");
    }
  }
  pack->info.digest = digest_of(*pack);
  return pack;
}

void parse_pack(Pack& pack, std::vector<Problem>& problems) {
  parse_pack_tables(pack, problems);
  pack.info.entries = pack.valence.size() + pack.emotion.size() + pack.modifiers.size() +
                      pack.symbols.size() + pack.patterns.size() + pack.weights.size() +
                      pack.emoji_words.size() + pack.emotion_weights.size() + pack.feelings.size() +
                      pack.acts.size();
}

std::unique_ptr<Pack> read_pack(const std::string& folder, std::vector<Problem>& problems) {
  auto pack = open_pack(folder, problems);
  parse_pack(*pack, problems);
  return pack;
}

}  // namespace voxmap::text
