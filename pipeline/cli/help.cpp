// --help of the program and of its commands.
#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace voxmap::cli {
namespace {

std::string signature(const Flag& flag) {
  return fmt::format("{}--{}{}{}", flag.letter == '\0' ? "    " : fmt::format("-{}, ", flag.letter),
                     flag.name, flag.value.empty() ? "" : " ", flag.value);
}

// Wraps `text` to 78 columns, continued under `indent` spaces.
std::string wrap(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  while (!text.empty()) {
    const auto space = std::min(text.find(' '), text.size());
    if (column > indent && column + space + 1 > 78) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += text.substr(0, space);
    column += space;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return out;
}

void add_flags(std::string& out, std::span<const Flag> flags) {
  for (const auto& flag : flags) {
    std::string help(flag.help);
    if (!flag.choices.empty()) {
      std::string choices(flag.choices);
      for (auto at = choices.find(','); at != std::string::npos; at = choices.find(',', at + 2)) {
        choices.replace(at, 1, ", ");
      }
      help += fmt::format(" ({})", choices);
    }
    if (flag.repeatable) help += "; may be given more than once";
    const auto left = signature(flag);
    out += left.size() > 26 ? fmt::format("  {}\n{:30}", left, "") : fmt::format("  {:28}", left);
    out += wrap(help, 30) + '\n';
  }
}

}  // namespace

std::span<const ExitCode> exit_codes() {
  static constexpr std::array<ExitCode, 14> kCodes = {{
      {0, "done"},
      {1, "\"no\": nothing found, or a check with warnings under --strict"},
      {64, "the command line is wrong"},
      {65, "bad data: a damaged store, an input of the wrong kind, rejects over the limit"},
      {66, "an input is missing or empty"},
      {69, "a source could not be reached"},
      {70, "a bug in voxmap"},
      {73, "an output cannot be created"},
      {74, "reading or writing failed, or the disk is full"},
      {75, "try again: the store is locked, or an input changed while it was read"},
      {77, "permission denied"},
      {78, "a config, journey, mapping or pack has problems"},
      {130, "interrupted by Ctrl-C; the batch at hand was committed"},
      {143, "terminated; the batch at hand was committed"},
  }};
  return kCodes;
}

std::string overview_help() {
  std::string out =
      "voxmap: what customers say, placed where they felt it\n\n"
      "  voxmap init shop && cd shop        # a commented config and journey to start from\n"
      "  voxmap run                         # every source, then every output\n\n"
      "Usage: voxmap COMMAND [...]\n\nCommands:\n";
  for (const auto& word : first_words()) {
    out += fmt::format("  {:12}{}\n", word.name, word.summary);
  }
  out += "\nvoxmap COMMAND --help explains a command. -V, --version tells the version.\n";
  return out;
}

std::string group_help(const CommandGroup& group) {
  std::string out = fmt::format("voxmap {}: {}\n\nUsage: voxmap {} COMMAND [...]\n\nCommands:\n",
                                group.name, group.summary, group.name);
  for (const auto* command : commands_of(group)) {
    out += fmt::format("  {:16}{}\n", command->name, command->summary);
  }
  return out + fmt::format("\nvoxmap {} COMMAND --help explains a command.\n", group.name);
}

std::string command_help(const Command& command) {
  std::string out;
  std::string_view examples = command.examples;
  while (!examples.empty()) {
    const auto end = std::min(examples.find('\n'), examples.size());
    out += fmt::format("  {}\n", examples.substr(0, end));
    examples.remove_prefix(std::min(end + 1, examples.size()));
  }
  out += fmt::format("\nvoxmap {}: {}\n\nUsage: voxmap {}", command.name, command.summary,
                     command.name);
  for (const auto& positional : command.positionals) {
    out += fmt::format(fmt::runtime(positional.required ? " {}{}" : " [{}{}]"), positional.name,
                       positional.repeatable ? "..." : "");
  }
  out += " [flags]\n\n" + wrap(command.details, 0) + '\n';
  if (!command.positionals.empty()) {
    out += "\nArguments:\n";
    for (const auto& positional : command.positionals) {
      out += fmt::format("  {:28}{}\n", positional.name, wrap(positional.help, 30));
    }
  }
  out += "\nFlags:\n";
  add_flags(out, command.flags);
  add_flags(out, common_flags());
  return out;
}

}  // namespace voxmap::cli
