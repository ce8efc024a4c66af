// Man page, shell completions and docs/commands.md, from the table of commands.
#include <fmt/format.h>

#include <algorithm>

#include "cli/help.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string roff(std::string_view text) {
  auto out = replace_all(replace_all(std::string(text), "\\", "\\e"), "-", "\\-");
  return out.starts_with(".") || out.starts_with("'") ? "\\&" + out : out;
}

void man_flags(std::string& out, std::span<const Flag> flags) {
  for (const auto& flag : flags) {
    out += ".TP\n";
    if (flag.letter != '\0') out += fmt::format("\\fB\\-{}\\fR, ", flag.letter);
    out += fmt::format("\\fB\\-\\-{}\\fR", roff(flag.name));
    if (!flag.value.empty()) out += fmt::format(" \\fI{}\\fR", roff(flag.value));
    out += '\n' + roff(flag.help);
    if (!flag.choices.empty()) out += fmt::format(" ({})", roff(flag.choices));
    out += ".\n";
  }
}

std::string man() {
  std::string out = fmt::format(
      ".TH VOXMAP 1 \"\" \"voxmap {}\" \"User commands\"\n.SH NAME\n"
      "voxmap \\- what customers say, placed where they felt it\n"
      ".SH SYNOPSIS\n.B voxmap\n.I COMMAND\n[\\fIflags\\fR]\n.SH DESCRIPTION\n"
      "Reads survey exports, interview transcripts and social posts, tags touchpoints, sentiment "
      "and emotions with lexicons and regular expressions, keeps them in a SQLite journey store "
      "and draws the journey map from it.\n.SH COMMANDS\n",
      roff(version_number()));
  for (const auto& command : commands()) {
    out += fmt::format(".SS {}\n\\fBvoxmap {}\\fR", command.name, command.name);
    for (const auto& positional : command.positionals) {
      out += fmt::format(fmt::runtime(positional.required ? " \\fI{}\\fR" : " [\\fI{}\\fR]"),
                         positional.name);
    }
    out += fmt::format("\n.PP\n{}\n", roff(command.details));
    man_flags(out, command.flags);
    out += ".PP\nExamples:\n.PP\n.nf\n.RS\n";
    std::string_view examples = command.examples;
    while (!examples.empty()) {
      const auto end = std::min(examples.find('\n'), examples.size());
      out += roff(examples.substr(0, end)) + '\n';
      examples.remove_prefix(std::min(end + 1, examples.size()));
    }
    out += ".RE\n.fi\n";
  }
  out += ".SH FLAGS OF EVERY COMMAND\n";
  man_flags(out, common_flags());
  out += ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : exit_codes()) {
    out += fmt::format(".TP\n.B {}\n{}.\n", code, roff(meaning));
  }
  out +=
      ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colour, whatever the terminal.\n"
      ".TP\n.B VOXMAP_COLOR\nauto, always or never; \\fB\\-\\-color\\fR wins.\n"
      ".TP\n.B VOXMAP_PACKS\nFolders with packs, separated by colons, looked at first.\n"
      ".TP\n.B COLUMNS\nWidth of tables, 40 to 100.\n";
  return out;
}

std::string words(const Command& command) {
  std::string out;
  const auto add = [&](const Flag& flag) { out += fmt::format("--{} ", flag.name); };
  std::for_each(command.flags.begin(), command.flags.end(), add);
  std::for_each(common_flags().begin(), common_flags().end(), add);
  out.pop_back();
  return out;
}

std::string bash() {
  std::string out =
      "# bash completion for voxmap\n_voxmap() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command=${COMP_WORDS[1]}\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"";
  for (const auto& word : first_words()) out += fmt::format("{} ", word.name);
  out += "--help --version\" -- \"$cur\"))\n    return\n  fi\n  case \"$command\" in\n";
  for (const auto& group : command_groups()) {
    std::string names;
    for (const auto* command : commands_of(group)) names += fmt::format("{} ", last_word(*command));
    out += fmt::format(
        "    {})\n      if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
        "        COMPREPLY=($(compgen -W \"{}--help\" -- \"$cur\"))\n        return\n      fi\n"
        "      command=\"$command ${{COMP_WORDS[2]}}\" ;;\n",
        group.name, names);
  }
  out += "  esac\n  case \"$command $prev\" in\n";
  for (const auto& command : commands()) {
    for (const auto& flag : command.flags) {
      if (flag.choices.empty()) continue;
      out +=
          fmt::format("    \"{} --{}\") COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return ;;\n",
                      command.name, flag.name, replace_all(std::string(flag.choices), ",", " "));
    }
  }
  out += "  esac\n  case \"$cur\" in\n  -*)\n    case \"$command\" in\n";
  for (const auto& command : commands()) {
    out += fmt::format("      \"{}\") COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")) ;;\n",
                       command.name, words(command));
  }
  return out +
         "    esac ;;\n  *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n  esac\n}\n"
         "complete -o filenames -F _voxmap voxmap\n";
}

std::string zsh_text(std::string_view text) {
  auto out = replace_all(std::string(text), "'", "'\\''");
  for (const std::string_view special : {"[", "]", ":"}) {
    out = replace_all(out, special, fmt::format("\\{}", special));
  }
  return out;
}

std::string zsh() {
  std::string out = "#compdef voxmap\n_voxmap() {\n  local -a commands\n  commands=(\n";
  for (const auto& word : first_words()) {
    out += fmt::format("    '{}:{}'\n", word.name, zsh_text(word.summary));
  }
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
      "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n";
  for (const auto& group : command_groups()) {
    out += fmt::format("  if [[ $command == {} ]]; then\n    commands=(\n", group.name);
    for (const auto* command : commands_of(group)) {
      out += fmt::format("      '{}:{}'\n", last_word(*command), zsh_text(command->summary));
    }
    out +=
        "    )\n    if (( CURRENT == 2 )); then\n      _describe command commands\n"
        "      return\n    fi\n    command=\"$command $words[2]\"\n    shift words\n"
        "    (( CURRENT-- ))\n  fi\n";
  }
  out += "  case $command in\n";
  for (const auto& command : commands()) {
    out += fmt::format("    \"{}\")\n      _arguments", command.name);
    const auto add = [&](const Flag& flag) {
      out += fmt::format(" \\\n        '{}--{}{}[{}]{}'", flag.repeatable ? "*" : "", flag.name,
                         flag.value.empty() ? "" : "=", zsh_text(flag.help),
                         flag.value.empty() ? std::string{}
                         : flag.choices.empty()
                             ? fmt::format(":{}:_files", zsh_text(flag.value))
                             : fmt::format(":{}:({})", zsh_text(flag.value),
                                           replace_all(std::string(flag.choices), ",", " ")));
    };
    std::for_each(command.flags.begin(), command.flags.end(), add);
    std::for_each(common_flags().begin(), common_flags().end(), add);
    out += " \\\n        '*:file:_files'\n      ;;\n";
  }
  return out + "  esac\n}\n_voxmap \"$@\"\n";
}

std::string fish() {
  std::string out = "# fish completion for voxmap\n";
  const auto name_line = [&](std::string_view when, std::string_view name,
                             std::string_view summary) {
    out += fmt::format("complete -c voxmap -n {} -f -a {} -d '{}'\n", when, name,
                       replace_all(std::string(summary), "'", "\\'"));
  };
  for (const auto& word : first_words()) {
    name_line("__fish_use_subcommand", word.name, word.summary);
  }
  for (const auto& group : command_groups()) {
    for (const auto* command : commands_of(group)) {
      name_line(fmt::format("'__fish_seen_subcommand_from {}'", group.name), last_word(*command),
                command->summary);
    }
  }
  for (const auto& command : commands()) {
    const auto seen =
        replace_all(std::string(command.name), " ", "; and __fish_seen_subcommand_from ");
    const auto add = [&](const Flag& flag) {
      out += fmt::format(
          "complete -c voxmap -n '__fish_seen_subcommand_from {}' -l {}{}{} -d '{}'\n", seen,
          flag.name,
          flag.value.empty()     ? ""
          : flag.choices.empty() ? " -r"
                                 : " -x",
          flag.choices.empty()
              ? std::string{}
              : fmt::format(" -a '{}'", replace_all(std::string(flag.choices), ",", " ")),
          replace_all(std::string(flag.help), "'", "\\'"));
    };
    std::for_each(command.flags.begin(), command.flags.end(), add);
    std::for_each(common_flags().begin(), common_flags().end(), add);
  }
  return out;
}

std::string markdown() {
  std::string out =
      "# Commands\n\nThis page is written by `voxmap --generate markdown`; a test keeps it true.\n";
  for (const auto& command : commands()) {
    out += fmt::format("\n## voxmap {}\n\n```text\n{}```\n", command.name, command_help(command));
  }
  out += "\n## Exit codes\n\n| code | meaning |\n|---|---|\n";
  for (const auto& [code, meaning] : exit_codes())
    out += fmt::format("| {} | {} |\n", code, meaning);
  return out;
}

}  // namespace

std::string generate(std::string_view what) {
  if (what == "man") return man();
  if (what == "bash") return bash();
  if (what == "zsh") return zsh();
  if (what == "fish") return fish();
  if (what == "markdown") return markdown();
  throw Error(Exit::usage, fmt::format("--generate cannot make \"{}\"", what),
              "one of: man, bash, zsh, fish, markdown");
}

}  // namespace voxmap::cli
