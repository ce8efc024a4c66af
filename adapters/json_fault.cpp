// Finding where brackets and quotes of a broken JSON text do not pair.
#include "json_fault.hpp"

#include <fmt/format.h>

#include <vector>

namespace voxmap::json {
namespace {

struct Spot {
  char opener = 0;
  std::uint64_t line = 0, byte = 0;
};

std::string said(const Spot& at) { return fmt::format("line {} (byte {})", at.line, at.byte); }

}  // namespace

std::string where_it_breaks(std::string_view text, std::uint64_t line, std::uint64_t byte,
                            std::string_view message) {
  constexpr std::size_t kDeepestOpen = 1024;  // what the parser reads; hostile input goes deeper
  std::vector<Spot> open;
  const std::uint64_t first = byte;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const Spot here{c, line, first + i};
    if (c == '\n') {
      ++line;
    } else if (c == '"') {
      // To the quote that ends it; a line end in between is none of JSON's.
      for (++i; i < text.size() && text[i] != '"' && text[i] != '\n'; ++i) {
        if (text[i] == '\\') ++i;
      }
      if (i >= text.size()) {
        return fmt::format("it ends in line {} (byte {}), inside a string that begins in {}", line,
                           first + text.size(), said(here));
      }
      if (text[i] == '\n') {
        return fmt::format("the string that begins in {} is not closed in its line", said(here));
      }
    } else if (c == '{' || c == '[') {
      if (open.size() == kDeepestOpen) return std::string(message);
      open.push_back(here);
    } else if (c == '}' || c == ']') {
      const char opener = c == '}' ? '{' : '[';
      if (open.empty()) return fmt::format("{} in {} closes nothing", c, said(here));
      if (open.back().opener != opener) {
        return fmt::format("{} in {} does not close the {} of {}", c, said(here),
                           open.back().opener, said(open.back()));
      }
      open.pop_back();
    }
  }
  if (open.empty()) return std::string(message);
  return fmt::format("it ends in line {} (byte {}), inside an {} that begins in {}", line,
                     first + text.size(), open.back().opener == '[' ? "array" : "object",
                     said(open.back()));
}

}  // namespace voxmap::json
