// Estimated text widths and greedy line breaking.
#include "journey/text_layout.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "journey/format.hpp"

namespace voxmap {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr double kBold = 1.14;

struct Letter {
  std::string text;
  double width = 0;
  bool marked = false;
  bool wide = false;  // East Asian: a line may end before or after it
  [[nodiscard]] bool space() const { return text == " "; }
};

double letter_width(std::string_view c) {
  if (c.size() > 1) return static_cast<double>(display_width(c)) * (c == kEllipsis ? 1.0 : 0.62);
  const char a = c[0];
  const auto in = [&](std::string_view set) { return set.find(a) != std::string_view::npos; };
  if (in("ijl.,:;|!'`I")) return 0.32;
  if (in("ftr()[]{}-/\\ \"")) return 0.40;
  if (in("mwMW@%")) return 0.95;
  if (a >= 'A' && a <= 'Z') return 0.72;
  if (a >= '0' && a <= '9') return 0.64;
  return 0.61;
}

std::vector<Letter> letters_of(std::string_view text, std::span<const Span> marks) {
  std::vector<Letter> out;
  auto mark = marks.begin();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const std::string clean = one_line(next_character(text, at));
    while (mark != marks.end() && mark->end <= begin) ++mark;
    if (clean.empty()) continue;
    Letter letter{clean, letter_width(clean), mark != marks.end() && mark->begin <= begin, false};
    letter.wide = clean.size() > 2 && display_width(clean) == 2;
    if (letter.space() && (out.empty() || out.back().space())) continue;
    out.push_back(std::move(letter));
  }
  while (!out.empty() && out.back().space()) out.pop_back();
  return out;
}

TextLine text_line(std::span<const Letter> letters) {
  TextLine line;
  for (const Letter& l : letters) {
    if (line.empty() || line.back().marked != l.marked) line.push_back({"", l.marked});
    line.back().text += l.text;
  }
  return line;
}

double width_of(std::span<const Letter> letters) {
  double sum = 0;
  for (const Letter& l : letters) sum += l.width;
  return sum;
}

// The letters that fit before "…", without spaces at their end.
std::size_t fitting(std::span<const Letter> letters, double em) {
  double used = letter_width(kEllipsis);
  std::size_t count = 0;
  while (count < letters.size() && used + letters[count].width <= em)
    used += letters[count++].width;
  while (count > 0 && letters[count - 1].space()) --count;
  return count;
}

// The first line: how many letters, and whether it ends in the middle of a word.
struct Break {
  std::size_t count = 0;
  bool hyphen = false;
};
Break break_at(std::span<const Letter> letters, double em) {
  double used = 0;
  std::size_t good = 0;  // the last place where a line may end
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters[i].space() || (i > 0 && (letters[i].wide || letters[i - 1].wide))) good = i;
    used += letters[i].width;
    if (used <= em) continue;
    if (good > 0) return {good, false};
    return i > 2 ? Break{i - 1, true} : Break{std::max<std::size_t>(i, 1), false};
  }
  return {letters.size(), false};
}

}  // namespace

double text_width(std::string_view text, bool bold) {
  return width_of(letters_of(text, {})) * (bold ? kBold : 1);
}

std::vector<TextLine> wrap_text(std::string_view text, double em, std::size_t max_lines,
                                std::span<const Span> marks) {
  const std::vector<Letter> letters = letters_of(text, marks);
  std::span<const Letter> rest = letters;
  std::vector<TextLine> lines;
  while (!rest.empty() && lines.size() < max_lines) {
    if (lines.size() + 1 == max_lines && width_of(rest) > em) {
      lines.push_back(text_line(rest.first(fitting(rest, em))));
      lines.back().push_back({std::string(kEllipsis), false});
      break;
    }
    const auto [count, hyphen] = break_at(rest, em);
    lines.push_back(text_line(rest.first(count)));
    if (hyphen) lines.back().back().text += '-';
    rest = rest.subspan(count);
    while (!rest.empty() && rest.front().space()) rest = rest.subspan(1);
  }
  return lines;
}

std::string fit_text(std::string_view text, double em, bool bold) {
  std::string out;
  for (const TextLine& line : wrap_text(text, bold ? em / kBold : em, 1)) {
    for (const TextPiece& piece : line) out += piece.text;
  }
  return out;
}

}  // namespace voxmap
