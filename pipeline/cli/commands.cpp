// The list of commands, and what all of them share.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

std::span<const Command> commands() {
  static const std::array<Command, 17> kCommands = {
      kInit,     kRun,   kLoad,   kRead, kTag,     kMap,   kQuotes,   kSearch, kExplain,
      kEvaluate, kLearn, kStatus, kRuns, kRejects, kCheck, kAdapters, kPacks};
  return kCommands;
}

const Command* find_command(std::string_view name) {
  const auto all = commands();
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.name == name; });
  return it == all.end() ? nullptr : &*it;
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
