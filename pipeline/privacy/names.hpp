// Names to be found as whole words: of a list, and a record's own.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "privacy/find.hpp"

namespace voxmap::privacy {

// Words are runs of letters and digits; a character of a script without blanks is a word of its
// own. Words are compared case-folded (NFKC), and a name matches when its words stand in a row with
// at most a blank, hyphen, apostrophe or full stop and a blank between them.
class Names {
 public:
  // `exact`: also the case must agree, which tells "Will" from "will". False when it has no word.
  bool add(std::string_view name, PersonalData kind, bool exact = false);
  [[nodiscard]] bool empty() const noexcept { return by_first_.empty(); }

  // Appends the names in `text`, each the longest at its place.
  void find(std::string_view text, Hits& hits) const;

 private:
  struct Name {
    std::vector<std::string> words;  // folded, all but the first
    PersonalData kind;
    std::string as_written;  // the first word; empty: the case does not matter
  };
  [[nodiscard]] std::size_t match(std::string_view text, std::size_t end, std::string_view first,
                                  const Name& name) const;

  std::unordered_map<std::string, std::vector<Name>> by_first_;  // longest first
  std::array<std::uint64_t, 4> initials_{};                      // bytes a name can begin with
};

// The names a record has of its own: the whole value, and, where it reads as a person's name, each
// of its parts of three letters and more as written. Roles, and labels with fewer than four digits
// ("Interviewer", "P07"), name nobody.
void add_own_name(std::string_view value, Names& names);

}  // namespace voxmap::privacy
