// Parsing with CLI11, built from the table: the only file that sees CLI11.
#include "cli/parse.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <memory>

#include "base/problems.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

// Where CLI11 puts what was typed, by flag or positional name.
using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const auto comma = list.find(',');
    out.emplace_back(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return out;
}

void add_flag(CLI::App& app, const Flag& flag, Values& values) {
  auto names = fmt::format("--{}", flag.name);
  if (flag.letter != '\0') names = fmt::format("-{},{}", flag.letter, names);
  auto& into = values[std::string(flag.name)];
  if (flag.value.empty()) {
    app.add_flag_callback(names, [&into] { into = {"true"}; });
    return;
  }
  auto* option = app.add_option(names, into)->expected(1)->take_all()->allow_extra_args(false);
  if (!flag.repeatable) option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

[[noreturn]] void unknown_command(const std::string& word) {
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  for (const auto& group : command_groups()) names.emplace_back(group.name);
  auto hint = did_you_mean(word, names);
  hint += hint.empty() ? "" : "  ";
  throw Error(Exit::usage, fmt::format("no command \"{}\"", word),
              hint + "voxmap --help lists all commands");
}

[[noreturn]] void unknown_flag(const Command& command, const std::string& word) {
  std::vector<std::string> names;
  for (const auto& flag : command.flags) names.push_back(fmt::format("--{}", flag.name));
  for (const auto& flag : common_flags()) names.push_back(fmt::format("--{}", flag.name));
  const auto bare = word.substr(0, word.find('='));
  auto hint = did_you_mean(bare, names);
  hint += hint.empty() ? "" : "  ";
  throw Error(Exit::usage, fmt::format("voxmap {}: unknown flag {}", command.name, bare),
              hint + fmt::format("voxmap {} --help lists its flags", command.name));
}

void check_choices(const Command& command, const Values& values) {
  const auto check = [&](const Flag& flag) {
    if (flag.choices.empty()) return;
    const auto allowed = split(flag.choices);
    for (const auto& value : values.at(std::string(flag.name))) {
      if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) continue;
      auto hint = did_you_mean(value, allowed);
      throw Error(
          Exit::usage,
          fmt::format("voxmap {}: --{} cannot be \"{}\"", command.name, flag.name, value),
          fmt::format("{}{}one of: {}", hint, hint.empty() ? "" : "  ", fmt::join(allowed, ", ")));
    }
  };
  for (const auto& flag : command.flags) check(flag);
  for (const auto& flag : common_flags()) check(flag);
}

}  // namespace

Parsed parse(const std::vector<std::string>& words) {
  Parsed parsed;
  if (words.empty() || words.front().starts_with("-")) {
    for (const auto& word : words) {
      if (word == "-h" || word == "--help")
        parsed.arguments.set("help", {"true"});
      else if (word == "-V" || word == "--version")
        parsed.arguments.set("version", {"true"});
      else if (word.starts_with("--generate="))
        parsed.arguments.set("generate", {word.substr(11)});
      else if (word == "--generate" && words.size() == 2)
        parsed.arguments.set("generate", {words[1]});
      else if (word != words.back() || words.size() != 2 || words[0] != "--generate")
        unknown_command(word);
    }
    return parsed;
  }
  auto rest = words;
  if (rest.front() == "help") {
    rest.erase(rest.begin());
    if (rest.empty()) {
      parsed.arguments.set("help", {"true"});
      return parsed;
    }
    rest.emplace_back("--help");
  }
  auto command_name = rest.front();
  if (const auto* group = find_group(command_name); group != nullptr) {
    if (rest.size() == 1 || rest[1] == "--help" || rest[1] == "-h") {
      parsed.group = group;
      if (rest.size() > 1) parsed.arguments.set("help", {"true"});
      return parsed;
    }
    command_name += " " + rest[1];
    rest.erase(rest.begin());
  }
  parsed.command = find_command(command_name);
  if (parsed.command == nullptr) unknown_command(command_name);
  const Command& command = *parsed.command;

  CLI::App app;
  app.set_help_flag();
  Values values;
  for (const auto& flag : command.flags) add_flag(app, flag, values);
  for (const auto& flag : common_flags()) add_flag(app, flag, values);
  for (const auto& positional : command.positionals) {
    auto* option =
        app.add_option(std::string(positional.name), values[std::string(positional.name)]);
    // Without this the first positional would take the words of the second.
    option->allow_extra_args(positional.repeatable);
    option->expected(positional.repeatable ? 0 : 1,
                     positional.repeatable ? CLI::detail::expected_max_vector_size : 1);
  }
  app.allow_extras(false);
  rest.erase(rest.begin());
  const bool help = std::any_of(rest.begin(), rest.end(),
                                [](const auto& word) { return word == "--help" || word == "-h"; });
  std::reverse(rest.begin(), rest.end());  // CLI11 takes its words from the back
  try {
    if (!help) app.parse(rest);
  } catch (const CLI::ExtrasError&) {
    for (const auto& word : app.remaining()) {
      if (word.starts_with("-")) unknown_flag(command, word);
    }
    throw Error(Exit::usage,
                fmt::format("voxmap {}: too many arguments: {}", command.name,
                            fmt::join(app.remaining(), " ")),
                fmt::format("voxmap {} --help shows what it takes", command.name));
  } catch (const CLI::ParseError& error) {
    throw Error(Exit::usage, fmt::format("voxmap {}: {}", command.name, error.what()),
                fmt::format("voxmap {} --help shows what it takes", command.name));
  }
  if (help) values["help"] = {"true"};
  check_choices(command, values);
  for (const auto& positional : command.positionals) {
    if (help || !positional.required || !values[std::string(positional.name)].empty()) continue;
    throw Error(Exit::usage, fmt::format("voxmap {}: {} is missing", command.name, positional.name),
                fmt::format("voxmap {} --help shows an example", command.name));
  }
  for (auto& [name, given] : values) {
    if (!given.empty()) parsed.arguments.set(name, std::move(given));
  }
  return parsed;
}

}  // namespace voxmap::cli
