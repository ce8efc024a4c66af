// Collects what is wrong with a file that a person wrote, and says it well.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/error.hpp"

namespace voxmap {

class Problems {
 public:
  // `text` is the whole file, for the excerpt shown above the caret. Both are borrowed.
  Problems(std::string file, std::string_view text) : file_(std::move(file)), text_(text) {}

  // line and column 1-based; 0 for "the whole file" or "the whole line".
  void error(std::uint64_t line, std::uint64_t column, std::string message, std::string hint = {},
             std::uint32_t length = 1);
  void warning(std::uint64_t line, std::uint64_t column, std::string message, std::string hint = {},
               std::uint32_t length = 1);

  [[nodiscard]] bool failed() const noexcept { return errors_ > 0; }
  [[nodiscard]] const std::vector<Problem>& all() const noexcept { return problems_; }
  std::vector<Problem> take() { return std::move(problems_); }
  // Throws Error(exit, "<file>: 2 problems", problems) when there was an error.
  void throw_if_failed(Exit exit = Exit::config);

 private:
  void add(Problem::Severity severity, std::uint64_t line, std::uint64_t column,
           std::string message, std::string hint, std::uint32_t length);
  std::string file_;
  std::string_view text_;
  std::vector<Problem> problems_;
  std::size_t errors_ = 0;
};

// The known word nearest to `word` (Damerau-Levenshtein distance at most 2 and less than half its
// length); empty when none is near.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> known);

// " did you mean "load"?" or nothing; ready to be a hint.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace voxmap
