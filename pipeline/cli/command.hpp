// The table of commands: parser, help, man page and completions all come from these rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.hpp"

namespace voxmap::cli {

// One flag. Every flag has a long name; a flag with a `value` takes exactly one, given as
// "--name value" or "--name=value"; a switch takes none.
struct Flag {
  std::string_view name;   // "store", without dashes
  char letter = '\0';      // only for the common ones
  std::string_view value;  // "FILE"; empty: a switch
  std::string_view help;   // one sentence, lower-case start, no full stop
  bool repeatable = false;
  std::string_view choices;  // "terminal,html,json": the values allowed; empty: any
};

struct Positional {
  std::string_view name;  // "FILE"
  std::string_view help;
  bool required = false;
  bool repeatable = false;
};

// What was typed, checked against the command's row.
class Arguments {
 public:
  void set(std::string_view name, std::vector<std::string> values) {
    values_[std::string(name)] = std::move(values);
  }
  [[nodiscard]] bool has(std::string_view name) const {
    return values_.find(name) != values_.end();
  }
  // The last value given; `fallback` when there is none.
  [[nodiscard]] std::string get(std::string_view name, std::string_view fallback = {}) const {
    const auto it = values_.find(name);
    return it == values_.end() || it->second.empty() ? std::string(fallback) : it->second.back();
  }
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const {
    const auto it = values_.find(name);
    return it == values_.end() ? std::vector<std::string>{} : it->second;
  }
  // A whole number of at least `least`. Throws Error(Exit::usage).
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view name, std::int64_t least) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// Where a command reads its wishes from and writes its answer to.
struct Context {
  const Arguments& arguments;
  Stream& out;  // the answer
  Stream& err;  // everything else
};

struct Command {
  std::string_view name;      // one word, or a group's and its own: "lexicon import"
  std::string_view summary;   // one line
  std::string_view details;   // a paragraph for --help and the man page
  std::string_view examples;  // lines "voxmap ...", each with a comment behind "  # "
  std::span<const Positional> positionals;
  std::span<const Flag> flags;
  int (*run)(Context& context);
};

// All commands, in the order of the help.
[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] const Command* find_command(std::string_view name);

// Commands that share their first word.
struct CommandGroup {
  std::string_view name;
  std::string_view summary;
};
[[nodiscard]] std::span<const CommandGroup> command_groups();
[[nodiscard]] const CommandGroup* find_group(std::string_view name);
// What is typed first: names and groups, each once, in the order of the help.
struct FirstWord {
  std::string_view name;
  std::string_view summary;
};
[[nodiscard]] std::vector<FirstWord> first_words();
// The commands of a group.
[[nodiscard]] std::vector<const Command*> commands_of(const CommandGroup& group);
// The part of a command's name behind its group: "import"; the name when it has none.
[[nodiscard]] std::string_view last_word(const Command& command);

// Flags every command has.
[[nodiscard]] std::span<const Flag> common_flags();

// The rows, one a file: cmd_<name>.cpp.
extern const Command kInit, kLoad, kRun, kRead, kTag, kExplain, kRescore, kMap, kDrivers, kPaths,
    kMoments, kHypotheses, kAlerts, kMaturity, kQuotes, kSearch, kRuns, kRejects, kEvaluate,
    kCalibrate, kLearn, kStatus, kCheck, kAdapters, kPacks, kMapping, kLexiconImport, kLexiconLint,
    kLexiconDiff;

}  // namespace voxmap::cli
