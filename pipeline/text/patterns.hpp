// Regular expressions over the original text: packs' patterns and touchpoints' patterns together.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/error.hpp"
#include "voxmap/span.hpp"

namespace voxmap::text {

using PatternId = std::uint32_t;

struct PatternMatch {
  Span span;
  PatternId pattern = 0;
};

// Working memory of one thread.
struct PatternScratch {
  std::string lowered;
  std::vector<std::uint64_t> stamps;       // by pattern: the search that last met an atom of it
  std::vector<std::uint64_t> atom_stamps;  // by atom: the search that last met it
  std::vector<std::uint32_t> missing;      // by pattern: needed atoms not met in this search
  std::uint64_t stamp = 0;
  std::vector<PatternId> candidates;
  std::vector<int> set_ids;
  int tried = 0, many = 0, resting = 0, rest = 0;  // see Patterns::narrow
};

// All expressions of a tagger. Searching has three steps: literal pieces that a match cannot do
// without are looked for in a lowered copy of the text; patterns with none of theirs are out;
// when many remain one RE2::Set narrows them in one pass; what is left is searched one by one.
// A match never reaches over kWindow bytes, and a pattern matches at most kMost times in one
// window: so hostile texts cost linear time.
class Patterns {
 public:
  static constexpr std::size_t kWindow = 32768;
  static constexpr int kMost = 256;

  Patterns();
  ~Patterns();
  Patterns(const Patterns&) = delete;
  Patterns& operator=(const Patterns&) = delete;

  // Compiles and numbers an expression (case-insensitive; ' also means the curly one). What is
  // wrong with it is added to `problems` at `where`, whose column is the expression's first
  // character; nothing is added then and the number is not to be used.
  PatternId add(std::string_view regex, const Location& where, std::string_view line,
                std::vector<Problem>& problems);
  // To be called once after the last add().
  void finish();

  [[nodiscard]] std::size_t size() const noexcept;
  // Those that no literal piece keeps from being searched for in every text.
  [[nodiscard]] const std::vector<PatternId>& without_literal() const noexcept;
  // All matches, unordered, not overlapping within one pattern. Empty matches do not count.
  void find(std::string_view text, PatternScratch& scratch, std::vector<PatternMatch>& out) const;
  // The same without prefilter and set: the reference for tests.
  void find_plainly(std::string_view text, std::vector<PatternMatch>& out) const;

 private:
  struct State;
  void candidates(std::string_view window, PatternScratch& scratch) const;
  [[nodiscard]] bool narrow(std::string_view window, PatternScratch& scratch) const;
  void search(std::string_view text, std::size_t begin, std::size_t end, PatternId pattern,
              std::vector<PatternMatch>& out) const;
  std::unique_ptr<State> state_;
};

// A \b or \B of RE2 knows ASCII letters only: the byte offset in `regex` of the first one that
// stands next to a letter beyond ASCII; npos when there is none.
[[nodiscard]] std::size_t boundary_beside_letter(std::string_view regex);

// `regex` with every ' made to match the curly apostrophe as well.
[[nodiscard]] std::string with_curly_apostrophes(std::string_view regex);

}  // namespace voxmap::text
