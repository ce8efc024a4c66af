// What RE2's syntax does not do for people who write other languages and curly apostrophes.
#include "text/chars.hpp"
#include "text/patterns.hpp"

namespace voxmap::text {
namespace {

bool letter_at(std::string_view text, std::size_t i) {
  if (i >= text.size() || static_cast<unsigned char>(text[i]) < 0x80) return false;
  const CharClass kind = char_tables().of(decode(text, i).c);
  return kind == CharClass::letter || kind == CharClass::solo || kind == CharClass::mark;
}

bool letter_before(std::string_view text, std::size_t i) {
  if (i == 0) return false;
  --i;
  while (i > 0 && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80) --i;
  return letter_at(text, i);
}

}  // namespace

std::size_t boundary_beside_letter(std::string_view regex) {
  for (std::size_t i = 0; i + 1 < regex.size(); ++i) {
    if (regex[i] != '\\') continue;
    if ((regex[i + 1] == 'b' || regex[i + 1] == 'B') &&
        (letter_before(regex, i) || letter_at(regex, i + 2))) {
      return i;
    }
    ++i;  // what is escaped is no backslash itself
  }
  return std::string_view::npos;
}

std::string with_curly_apostrophes(std::string_view regex) {
  std::string out;
  bool in_class = false;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    const char c = regex[i];
    if (c == '\\' && i + 1 < regex.size()) {
      out += c;
      out += regex[++i];
    } else if (c == '\'') {
      out += in_class ? "'\u2019" : "['\u2019]";
    } else {
      if (c == '[' && !in_class) {
        in_class = true;
        out += c;
        // A ] or ^] that stands first is a member of the class.
        if (i + 1 < regex.size() && regex[i + 1] == '^') out += regex[++i];
        if (i + 1 < regex.size() && regex[i + 1] == ']') out += regex[++i];
        continue;
      }
      if (c == ']') in_class = false;
      out += c;
    }
  }
  return out;
}

}  // namespace voxmap::text
