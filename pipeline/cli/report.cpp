// Printing errors and problems.
#include "cli/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace voxmap::cli {
namespace {

// The excerpt around the column, so that a caret can stand under it on a terminal of 100 columns.
void print_excerpt(const Problem& problem, Stream& err) {
  constexpr std::size_t kBefore = 60;
  constexpr std::size_t kShown = 92;
  std::string_view line = problem.excerpt;
  std::size_t column = problem.where.column > 0 ? problem.where.column - 1 : 0;
  std::string_view before = line;
  std::size_t at = 0;
  for (std::size_t i = 0; i < column && at < line.size(); ++i) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) ++at;
  }
  before = line.substr(0, at);
  bool cut = false;
  while (display_width(before) > kBefore) {
    before.remove_prefix(1);
    while (!before.empty() && (static_cast<unsigned char>(before[0]) & 0xC0U) == 0x80U) {
      before.remove_prefix(1);
    }
    cut = true;
  }
  line.remove_prefix(at - before.size());
  const auto shown = cut_utf8(line, kShown);
  const std::string lead = cut ? "..." : "";
  err.write(fmt::format("    | {}{}{}\n", lead, terminal_safe(shown),
                        shown.size() < line.size() ? "..." : ""));
  if (problem.where.column == 0) return;
  const auto indent = display_width(before) + lead.size();
  const auto length =
      std::clamp<std::size_t>(problem.length, 1, kShown - std::min(kShown - 1, indent));
  err.write(fmt::format("    | {}{}\n", std::string(indent, ' '),
                        err.styled(Style::bad, std::string(length, '^'))));
}

}  // namespace

void print(const Problem& problem, Stream& err) {
  const bool warning = problem.severity == Problem::Severity::warning;
  err.write(fmt::format(
      "{} {}\n", err.styled(warning ? Style::warn : Style::bad, warning ? "warning:" : "error:"),
      terminal_safe(problem.message)));
  if (!problem.where.file.empty()) {
    err.write(fmt::format("  --> {}", terminal_safe(problem.where.file)));
    if (problem.where.line > 0) err.write(fmt::format(":{}", problem.where.line));
    if (problem.where.column > 0) err.write(fmt::format(":{}", problem.where.column));
    err.write("\n");
  }
  if (!problem.excerpt.empty()) print_excerpt(problem, err);
  if (!problem.hint.empty()) {
    err.write(fmt::format("{} {}\n", err.styled(Style::dim, "help:"), terminal_safe(problem.hint)));
  }
}

void print(const Error& error, Stream& err) {
  for (const auto& problem : error.problems()) {
    print(problem, err);
    err.write("\n");
  }
  err.write(fmt::format("{} {}\n", err.styled(Style::bad, "error:"), terminal_safe(error.what())));
  if (!error.hint().empty()) {
    err.write(fmt::format("{} {}\n", err.styled(Style::dim, "help:"), terminal_safe(error.hint())));
  }
}

void print_warning(std::string_view message, Stream& err) {
  err.write(fmt::format("{} {}\n", err.styled(Style::warn, "warning:"), terminal_safe(message)));
}

}  // namespace voxmap::cli
