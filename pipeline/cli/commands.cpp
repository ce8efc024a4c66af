// The list of commands, and what all of them share.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "cli/cmd_export.hpp"
#include "cli/command.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

std::span<const Command> commands() {
  static const auto kCommands = std::to_array<Command>(
      {kInit,    kRun,      kLoad,     kRead,          kMapping,     kTag,        kMap,    kExport,
       kDrivers, kPaths,    kMoments,  kHypotheses,    kAlerts,      kMaturity,   kQuotes, kSearch,
       kExplain, kRescore,  kEvaluate, kCalibrate,     kLearn,       kStatus,     kRuns,   kRejects,
       kCheck,   kAdapters, kPacks,    kLexiconImport, kLexiconLint, kLexiconDiff});
  return kCommands;
}

const Command* find_command(std::string_view name) {
  const auto all = commands();
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.name == name; });
  return it == all.end() ? nullptr : &*it;
}

std::span<const CommandGroup> command_groups() {
  static constexpr std::array<CommandGroup, 1> kGroups = {{
      {"lexicon", "import, lint, diff: other people's lexicons as packs, checks, comparison"},
  }};
  return kGroups;
}

const CommandGroup* find_group(std::string_view name) {
  const auto all = command_groups();
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const auto& g) { return g.name == name; });
  return it == all.end() ? nullptr : &*it;
}

std::vector<FirstWord> first_words() {
  std::vector<FirstWord> words;
  for (const auto& command : commands()) {
    const auto* group = find_group(command.name.substr(0, command.name.find(' ')));
    if (group == nullptr) {
      words.push_back({command.name, command.summary});
    } else if (words.empty() || words.back().name != group->name) {
      words.push_back({group->name, group->summary});
    }
  }
  return words;
}

std::vector<const Command*> commands_of(const CommandGroup& group) {
  std::vector<const Command*> found;
  for (const auto& command : commands()) {
    if (command.name.substr(0, command.name.find(' ')) == group.name) found.push_back(&command);
  }
  return found;
}

std::string_view last_word(const Command& command) {
  return command.name.substr(command.name.rfind(' ') + 1);
}

std::span<const Flag> common_flags() {
  static constexpr std::array<Flag, 3> kFlags = {{
      {"help", 'h', "", "show this help and leave", false, ""},
      {"quiet", 'q', "", "say nothing but errors on standard error", false, ""},
      {"color", '\0', "WHEN", "colour the output", false, "auto,always,never"},
  }};
  return kFlags;
}

std::optional<std::int64_t> Arguments::number(std::string_view name, std::int64_t least) const {
  if (!has(name)) return std::nullopt;
  const auto text = get(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least) {
    throw Error(Exit::usage, fmt::format("--{} takes a whole number of at least {}, not \"{}\"",
                                         name, least, text));
  }
  return value;
}

}  // namespace voxmap::cli
