// voxmap lexicon import: other people's word lists as packs.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <filesystem>

#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "cli/lexicon_report.hpp"
#include "cli/load_job.hpp"
#include "journey/format.hpp"
#include "lexicon/pack_writer.hpp"
#include "text/lexicon.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<Positional, 1> kLexiconImportPositionals = {
    {{"FILE", "the lexicon's files; several become one pack", false, true}}};
constexpr std::array<Flag, 18> kLexiconImportFlags = {{
    {"output", 'o', "DIR", "the pack's folder, new or empty; its name becomes the pack's", false,
     ""},
    {"format", '\0', "NAME", "how to read the files (default: recognised by their content)", false,
     ""},
    {"list", '\0', "", "list the formats instead", false, ""},
    {"language", '\0', "CODE", "the pack's language (default: the format's, else en)", false, ""},
    {"name", '\0', "NAME", "the pack's name (default: its folder's)", false, ""},
    {"title", '\0', "TEXT", "the pack's title (default: the format's)", false, ""},
    {"scale", '\0', "LOW..HIGH", "the scale of the numbers: 1..9, or 0..100@50 with its centre",
     false, ""},
    {"column", '\0', "ROLE=COLUMN",
     "a table's column by header or number; roles: word, valence, category, value, positive, "
     "negative, an emotion",
     true, ""},
    {"delimiter", '\0', "CHAR", "of a table (default: recognised)", false, ""},
    {"encoding", '\0', "NAME", "of the files (default: recognised)", false, ""},
    {"categories", '\0', "FILE",
     "what categories mean: lines of category, tab, emotion or positive or negative or -", false,
     ""},
    {"senses", '\0', "HOW", "a word with several numbers gets (default: as the format means)",
     false, "average,first,last,strongest"},
    {"strength", '\0', "N", "valence of a word in a list without numbers (default: 500)", false,
     ""},
    {"intensity", '\0', "N", "intensity of a word listed under an emotion (default: 250)", false,
     ""},
    {"modifiers", '\0', "PACK",
     "take negation and intensifiers from this pack, or none (default: the language's pack)", false,
     ""},
    {"profile", '\0', "NAME", "whose arithmetic scores (default: vader for VADER's lexicon)", false,
     "voxmap,vader"},
    {"replace", '\0', "", "replace the files of a pack that is there", false, ""},
    {"json", '\0', "", "the report as one JSON object, every skipped row in it", false, ""},
}};

std::string primary_language(std::string_view code) {
  std::string language(code.substr(0, code.find_first_of("-_")));
  for (char& c : language) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return language;
}

int list_formats(Context& context) {
  for (const auto& format : lexicon::formats()) {
    std::string out;
    if (context.arguments.has("json")) {
      JsonLine json(out);
      json.open('{').field("name", format.name).field("title", format.title);
      json.field("shape", format.shape).field("licence", format.licence);
      json.optional_field("language", format.language).close('}');
      out += '\n';
    } else {
      out =
          fmt::format("{}  {}\n{:22}{}\n", pad(context.out.styled(Style::heading, format.name), 20),
                      format.title, "", format.shape);
      if (!format.licence.empty()) out += fmt::format("{:22}terms: {}\n", "", format.licence);
    }
    context.out.write(out);
  }
  return 0;
}

lexicon::ImportOptions read_options(const Arguments& args) {
  lexicon::ImportOptions options;
  options.format = args.get("format");
  options.encoding = args.get("encoding");
  options.delimiter = args.get("delimiter");
  if (args.has("scale")) {
    options.scale = lexicon::parse_scale(args.get("scale"));
    if (!options.scale) {
      throw Error(Exit::usage, fmt::format("--scale cannot be \"{}\"", args.get("scale")),
                  "write LOW..HIGH, or LOW..HIGH@CENTRE: -5..5, 1..9, 0..100@50");
    }
  }
  for (std::size_t i = 0; i < lexicon::kRepeatNames.size(); ++i) {
    if (args.get("senses") == lexicon::kRepeatNames[i]) {
      options.repeats = static_cast<lexicon::Repeats>(i);
    }
  }
  std::vector<std::string> roles = {"word",     "valence",  "category", "value",
                                    "positive", "negative", "language"};
  roles.insert(roles.end(), kEmotionNames.begin(), kEmotionNames.end());
  for (const auto& column : args.all("column")) {
    const auto equals = column.find('=');
    const auto role = column.substr(0, equals);
    if (equals == std::string::npos || equals + 1 == column.size() ||
        std::find(roles.begin(), roles.end(), role) == roles.end()) {
      throw Error(Exit::usage, fmt::format("--column cannot be \"{}\"", column),
                  fmt::format("write ROLE=COLUMN; the roles are {}", fmt::join(roles, ", ")));
    }
    options.columns[role] = column.substr(equals + 1);
  }
  if (args.has("categories")) options.categories = read_categories(args.get("categories"));
  return options;
}

// A whole number from 1 to 1000.
int per_mille(const Arguments& args, std::string_view name, int fallback) {
  const auto value = args.number(name, 1);
  if (value && *value > kMaxScore) {
    throw Error(Exit::usage, fmt::format("--{} takes a number from 1 to 1000", name));
  }
  return value ? static_cast<int>(*value) : fallback;
}

// modifiers.tsv of an installed pack, for lists without grammar of their own.
void borrow_modifiers(const std::string& wanted, lexicon::PackSettings& settings) {
  if (wanted == "none") return;
  const auto& name = wanted.empty() ? settings.language : wanted;
  std::vector<std::string> places;
  for (const auto& folder : pack_folders()) places.push_back((fs::path(folder) / name).string());
  if (!wanted.empty()) places.push_back(wanted);
  for (const auto& place : places) {
    const auto path = fs::path(place) / "modifiers.tsv";
    if (!fs::is_regular_file(path)) continue;
    settings.modifiers = read_file(path.string());
    settings.modifiers_of = fs::path(place).filename().string();
    return;
  }
  if (!wanted.empty()) {
    throw Error(Exit::no_input, fmt::format("no pack \"{}\" with a modifiers.tsv", wanted),
                "voxmap packs lists the packs; --modifiers none does without");
  }
}

void write_files(const std::string& folder, const lexicon::WrittenPack& pack, bool replace) {
  std::error_code error;
  if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder, error))) {
    if (!replace) {
      throw Error(Exit::cannot_create, fmt::format("{} is there already", folder),
                  "choose another folder, or --replace the pack in it");
    }
    if (!fs::exists(fs::path(folder) / "pack.toml")) {
      throw Error(Exit::cannot_create, fmt::format("{} is not a pack", folder),
                  "--replace replaces packs only");
    }
    for (const auto name : text::kPackFileNames) fs::remove(fs::path(folder) / name, error);
  }
  for (const auto& [name, content] : pack.files) {
    const auto path = (fs::path(folder) / name).string();
    make_folder_of(path);
    write_file(path, content);
  }
}

int run_lexicon_import(Context& context) {
  const auto& args = context.arguments;
  if (args.has("list")) return list_formats(context);
  if (!args.has("FILE")) {
    throw Error(Exit::usage, "voxmap lexicon import: FILE is missing",
                "voxmap lexicon import --list shows what can be read");
  }
  if (!args.has("output")) {
    throw Error(Exit::usage, "voxmap lexicon import: --output DIR is missing",
                "the pack is a folder: -o packs/NAME");
  }
  auto folder = args.get("output");
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  lexicon::PackSettings settings;
  settings.strength = per_mille(args, "strength", settings.strength);
  settings.intensity = per_mille(args, "intensity", settings.intensity);
  auto imported = lexicon::read_lexicons(args.all("FILE"), read_options(args));
  settings.name = args.get("name", fs::path(folder).filename().string());
  settings.title = args.get("title");
  settings.language = primary_language(args.get("language"));
  if (settings.language.empty()) {
    settings.language = imported.languages.empty() ? "en" : imported.languages.front();
  }
  settings.profile = args.get("profile", imported.vader ? "vader" : "");
  borrow_modifiers(args.get("modifiers"), settings);
  text::EntryCheck engine;
  const auto judge = [&](std::string_view entry, bool symbol) {
    auto found = engine.check(entry, symbol);
    return lexicon::Verdict{std::move(found.fault), std::move(found.key)};
  };
  const auto pack = lexicon::write_pack(imported, settings, judge);
  write_files(folder, pack, args.has("replace"));
  print_import({folder, imported, pack, settings}, args.has("json"), args.has("quiet"),
               context.out);
  return 0;
}

}  // namespace

const Command kLexiconImport = {
    "lexicon import",
    "bring LIWC, NRC, VADER, AFINN and other word lists in as a pack",
    "Reads lexicons in the formats they are handed out in and writes one pack from them, for the "
    "use of whoever may use those files: voxmap ships none of them. The format is recognised by "
    "content. Numbers are brought to -1000..1000 around the scale's neutral point, several senses "
    "of a word become one, categories become valence and emotions where their meaning is known. "
    "Every row that gives no entry is reported with its place and reason.",
    "voxmap lexicon import NRC-Emotion-Lexicon-Wordlevel-v0.92.txt -o packs/nrc\n"
    "voxmap lexicon import vader_lexicon.txt emoji_utf8_lexicon.txt -o packs/vader\n"
    "voxmap lexicon import words.csv --column word=1 --column valence=3 --scale 1..9 -o packs/own\n"
    "voxmap tag --pack packs/nrc -t 'What a nice surprise'",
    kLexiconImportPositionals,
    kLexiconImportFlags,
    run_lexicon_import};

}  // namespace voxmap::cli
