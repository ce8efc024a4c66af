// Collecting problems, and guessing what a misspelt word meant.
#include "base/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace voxmap {
namespace {

std::string_view line_of(std::string_view text, std::uint64_t line) {
  std::size_t begin = 0;
  for (std::uint64_t i = 1; i < line; ++i) {
    const auto end = text.find('\n', begin);
    if (end == std::string_view::npos) return {};
    begin = end + 1;
  }
  auto found = text.substr(begin, text.find('\n', begin) - begin);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

// Optimal string alignment distance: insert, delete, replace, swap of neighbours cost 1.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
    }
    before = last;
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

void Problems::add(Problem::Severity severity, std::uint64_t line, std::uint64_t column,
                   std::string message, std::string hint, std::uint32_t length) {
  if (severity == Problem::Severity::error) ++errors_;
  problems_.push_back({severity,
                       std::move(message),
                       {file_, line, column},
                       line > 0 ? printable(line_of(text_, line)) : std::string{},
                       length,
                       std::move(hint)});
}

void Problems::error(std::uint64_t line, std::uint64_t column, std::string message,
                     std::string hint, std::uint32_t length) {
  add(Problem::Severity::error, line, column, std::move(message), std::move(hint), length);
}

void Problems::warning(std::uint64_t line, std::uint64_t column, std::string message,
                       std::string hint, std::uint32_t length) {
  add(Problem::Severity::warning, line, column, std::move(message), std::move(hint), length);
}

void Problems::throw_if_failed(Exit exit) {
  if (!failed()) return;
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.where.line < b.where.line; });
  throw Error(exit, fmt::format("{}: {} problem{}", file_, errors_, errors_ == 1 ? "" : "s"),
              take());
}

std::string nearest(std::string_view word, std::span<const std::string> known) {
  std::string best;
  std::size_t best_distance = 3;
  for (const auto& candidate : known) {
    const auto d = distance(word, candidate);
    if (d < best_distance && d * 2 < std::max(word.size(), candidate.size())) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  const auto found = nearest(word, known);
  return found.empty() ? std::string{} : fmt::format("did you mean \"{}\"?", found);
}

}  // namespace voxmap
