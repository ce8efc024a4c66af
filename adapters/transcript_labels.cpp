// The shapes of speaker labels.
#include "transcript_labels.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "transcript_roles.hpp"

namespace voxmap::transcript {
namespace {

// Small words inside names.
constexpr std::array kParticles = {"al", "bin", "da", "de",  "del", "den", "der", "di",
                                   "du", "la",  "le", "van", "von", "zu",  "y",   "e"};

constexpr std::size_t kLongestLabel = 80;  // bytes; the longest seen in 62,215 Zoom cues has 38

bool is_upper_start(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  if (first >= 0x80) {
    // Other alphabets: a letter that case folding changes is a capital one; scripts without case
    // (CJK) have nothing to fold and are taken as names.
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    const std::string_view letter = word.substr(0, size);
    return size > 2 || fold(letter) != letter;
  }
  return !(first >= 'a' && first <= 'z');
}

LabelShape shape_of(std::string_view name) {
  if (name.empty() || name.size() > kLongestLabel) return LabelShape::none;
  if (name.find_first_of(":?!;\"<>{}=\t") != std::string_view::npos) return LabelShape::none;
  if (name.front() == '-' || name.front() == '#' || name.front() == ',' || name.front() == '.' ||
      name.front() == '(' || name.front() == '[') {
    return LabelShape::none;
  }
  if (name.starts_with("X-")) return LabelShape::none;  // mail headers
  const std::string folded = fold(name);
  if (is_role_label(folded) || is_interviewer_label(name)) return LabelShape::role;
  if (is_no_name(folded)) return LabelShape::none;
  std::size_t words = 0;
  bool capitals = true;
  bool letters = false;
  bool inside = false;  // parentheses may hold anything: "Z. Victor Zhou (xinbenlv)"
  std::string_view rest = name;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (word.empty()) continue;
    if (word.find(',') != std::string_view::npos && word.back() != ',') return LabelShape::none;
    if (word.front() == '(' || word == "|") inside = true;
    const bool mark = word == "|" || word == "/" || word == "-" || word == "–" || word == "&";
    const bool particle = std::ranges::find(kParticles, word) != kParticles.end();
    if (!mark) ++words;
    if (!inside && !mark && !(particle && words > 1) && !is_upper_start(word)) capitals = false;
    letters = letters || std::ranges::any_of(word, [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       static_cast<unsigned char>(c) >= 0x80;
              });
    if (word.back() == ')') inside = false;
  }
  if (!letters || words > 6) return LabelShape::none;
  if (capitals) return LabelShape::name;
  return words <= 2 ? LabelShape::word : LabelShape::phrase;
}

// A stamp at the front, bare or in brackets, with what parts it from the rest. Moves `pos`.
Offset take_stamp(std::string_view line, std::size_t& pos) {
  const std::string_view rest = line.substr(pos);
  const bool bracket = rest.starts_with('[') || rest.starts_with('(');
  const std::size_t begin = bracket || rest.starts_with('@') ? 1 : 0;
  const std::size_t end = rest.find_first_not_of("0123456789:.,", begin);
  const std::size_t stop = end == std::string_view::npos ? rest.size() : end;
  const auto at = parse_stamp(rest.substr(begin, stop - begin));
  if (!at) return std::nullopt;
  std::size_t after = stop;
  if (bracket) {
    if (after == rest.size() || (rest[after] != ']' && rest[after] != ')')) return std::nullopt;
    ++after;
  } else if (after < rest.size() && rest[after] != ' ' && rest[after] != '\t') {
    return std::nullopt;
  }
  // "01:02 PM | Ann Lee: words" are hours and minutes.
  auto when = *at;
  const std::string_view half = rest.substr(after, 3);
  if (!bracket && (half == " AM" || half == " PM") && rest.substr(after + 3).starts_with(" |")) {
    constexpr std::chrono::hours kHalfDay{12};
    if (std::ranges::count(rest.substr(0, stop), ':') == 1) when *= 60;
    if (when >= kHalfDay) when -= kHalfDay;
    if (half == " PM") when += kHalfDay;
    after += 3;
  }
  while (after < rest.size() &&
         (rest[after] == ' ' || rest[after] == '\t' || rest[after] == '-' || rest[after] == '|')) {
    ++after;
  }
  pos += after;
  return when;
}

// A stamp at the end of a name: "Speaker 1 (00:03)", "Anna  0:03", "Anna | 0:03". Cuts it off;
// `parted` says that more than one space stood between.
Offset cut_stamp(std::string_view& name, bool& parted) {
  std::string_view rest = name;
  bool bracket = false;
  if (!rest.empty() && (rest.back() == ')' || rest.back() == ']')) {
    rest.remove_suffix(1);
    bracket = true;
  }
  std::size_t begin = rest.size();
  while (begin > 0 &&
         (is_digit(rest[begin - 1]) || rest[begin - 1] == ':' || rest[begin - 1] == '.')) {
    --begin;
  }
  const auto at = parse_stamp(rest.substr(begin));
  if (!at) return std::nullopt;
  rest = rest.substr(0, begin);
  if (bracket) {
    if (rest.empty() || (rest.back() != '(' && rest.back() != '[')) return std::nullopt;
    rest.remove_suffix(1);
  } else if (rest.empty() || (rest.back() != ' ' && rest.back() != '\t')) {
    return std::nullopt;
  }
  std::string_view cut = trim(rest);
  while (!cut.empty() && (cut.back() == '|' || cut.back() == '-')) {
    cut = trim(cut.substr(0, cut.size() - 1));
    bracket = true;
  }
  parted = bracket || rest.size() >= cut.size() + 2 || rest.find('\t') != std::string_view::npos;
  name = cut;
  return at;
}

// The colon that ends a label: before white space or the end of the line, never inside a stamp.
std::size_t label_colon(std::string_view line, std::size_t pos) {
  const std::size_t limit = std::min(line.size(), pos + kLongestLabel + 24);
  for (std::size_t i = pos; i < limit; ++i) {
    if (line.substr(i).starts_with("：")) return i;
    if (line[i] != ':') continue;
    const bool end = i + 1 == line.size();
    const std::string_view after = line.substr(i + 1);
    if (end || after.front() == ' ' || after.front() == '\t' || after.front() == '*' ||
        after.starts_with("\u00A0")) {
      return i;
    }
    const bool in_stamp = i > pos && is_digit(line[i - 1]) && is_digit(after.front());
    if (!in_stamp) return std::string_view::npos;
  }
  return std::string_view::npos;
}

std::string_view without_stars(std::string_view text) {
  while (!text.empty() && text.front() == '*') text.remove_prefix(1);
  while (!text.empty() && text.back() == '*') text.remove_suffix(1);
  return trim(text);
}

std::optional<Label> bracket_label(std::string_view line, std::size_t pos) {
  constexpr std::size_t kLongest = 40;
  const std::size_t close = line.substr(pos, kLongest).find(']');
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inside = trim(line.substr(pos + 1, close - 1));
  const std::string folded = fold(inside);
  if (is_sound(folded) || shape_of(inside) == LabelShape::none) return std::nullopt;
  std::size_t end = pos + close + 1;
  if (end < line.size() && line[end] == ':') ++end;
  if (end < line.size() && line[end] != ' ' && line[end] != '\t') return std::nullopt;
  // "[Ann Lee] 10:02:11" alone on its line, as Zoom saves captions.
  if (const Offset beside = parse_stamp(trim(line.substr(end)))) {
    return Label{std::string(inside), shape_of(inside), line.size(), beside};
  }
  // "[SPEAKER_00]: words"
  const LabelShape shape = shape_of(inside);
  const bool role = shape == LabelShape::role && line[end - 1] == ':';
  return Label{std::string(inside), role ? shape : LabelShape::bracket, end, std::nullopt};
}

constexpr std::string_view kFrom = "From ";

// "From Ann Lee to Everyone" of a Zoom chat is what Ann Lee wrote.
std::string_view writer_of(std::string_view name) {
  if (!name.starts_with(kFrom)) return name;
  const std::string_view writer = trim(name.substr(kFrom.size()));
  return trim(writer.substr(0, writer.find(" to ")));
}

// "Ann Lee [00:00:04] words", as Trint writes it.
std::optional<Label> stamped_label(std::string_view line, std::size_t pos) {
  const std::size_t open = line.substr(0, pos + kLongestLabel).find(" [", pos);
  if (open == std::string_view::npos) return std::nullopt;
  const std::string_view name = without_stars(trim(line.substr(pos, open - pos)));
  const LabelShape shape = shape_of(name);
  if (shape != LabelShape::name && shape != LabelShape::role) return std::nullopt;
  std::size_t end = open + 1;
  const Offset at = take_stamp(line, end);
  if (!at || (end < line.size() && line[end] == ':')) return std::nullopt;
  return Label{std::string(name), shape, end, at};
}

}  // namespace

ChatHead chat_head(std::string_view line) {
  std::size_t pos = std::min(line.find_first_not_of(" \t"), line.size());
  if (!take_stamp(line, pos)) return ChatHead::none;
  std::string_view head = trim(line.substr(pos));
  const std::size_t colon = head.find(':');
  if (!head.starts_with(kFrom) || colon == head.npos) return ChatHead::none;
  head = trim(head.substr(0, colon));
  const std::size_t bracket = head.rfind('(');
  if (head.find(" to ") == head.npos || !head.ends_with(')') || bracket == head.npos) {
    return ChatHead::open;
  }
  const std::string how = fold(head.substr(bracket));
  const bool direct = how.find("direct") != how.npos || how.find("privat") != how.npos;
  return direct ? ChatHead::direct : ChatHead::open;
}

bool is_name_line(std::string_view line) {
  const LabelShape shape = shape_of(line);
  return shape == LabelShape::name || shape == LabelShape::role;
}

std::optional<Label> label_at(std::string_view line) {
  std::size_t pos = std::min(line.find_first_not_of(" \t"), line.size());
  // "(Ann Lee)" alone on its line, as Google Meet's captions have it; one word may be a sound.
  if (line.size() > pos + 2 && line[pos] == '(' && line.back() == ')') {
    const std::string_view name = line.substr(pos + 1, line.size() - pos - 2);
    const bool words = name.find(' ') != name.npos && !is_sound(fold(name));
    if (words && shape_of(name) == LabelShape::name) {
      return Label{std::string(name), LabelShape::bracket, line.size(), std::nullopt};
    }
  }
  if (auto label = stamped_label(line, pos)) return label;
  Offset at = take_stamp(line, pos);
  // "[00:00:04.80] - Ann Lee", as Happy Scribe writes it.
  // "@0:04 - Ann Lee" and "0:04 | Ann Lee" are others' ways.
  const std::string_view before = line.substr(0, pos);
  const bool dashed =
      at && (before.find("] - ") != before.npos || before.find(" | ") != before.npos ||
             (before.starts_with('@') && before.ends_with("- ")));
  if (pos < line.size() && line[pos] == '[') {
    auto label = bracket_label(line, pos);
    if (label && at) label->at = at;
    return label;
  }
  bool parted = false;
  const std::size_t colon = label_colon(line, pos);
  if (colon == std::string_view::npos) {
    // A header line: the name, a gap and the time, nothing else.
    std::string_view name = trim(line.substr(pos));
    if (name.size() > kLongestLabel + 24) return std::nullopt;
    const Offset header = cut_stamp(name, parted);
    name = without_stars(name);
    const LabelShape shape = shape_of(name);
    // "00:00:03 Speaker 1"
    const bool named = dashed && shape == LabelShape::name;
    if (!header && at && (named || shape == LabelShape::role)) {
      return Label{std::string(name), shape, line.size(), at};
    }
    const bool believed = parted || shape == LabelShape::role;
    if (!header || !believed || shape == LabelShape::none) return std::nullopt;
    return Label{std::string(name), shape, line.size(), header};
  }
  std::string_view name = without_stars(trim(line.substr(pos, colon - pos)));
  if (const Offset beside = cut_stamp(name, parted)) at = beside;
  name = without_stars(name);
  if (at) name = writer_of(name);
  const LabelShape shape = shape_of(name);
  if (shape == LabelShape::none) return std::nullopt;
  std::size_t end = colon + (line[colon] == ':' ? 1 : std::string_view("：").size());
  while (end < line.size() && line[end] == '*') ++end;
  // "S1: 0:00:03" alone on its line, "Ann Lee:<tab>0:03<tab>words".
  if (std::size_t next = line.find_first_not_of(" \t", end);
      !at && next != std::string_view::npos && is_digit(line[next])) {
    const std::size_t stop = std::min(line.find_first_of(" \t", next), line.size());
    const Offset bare = parse_stamp(line.substr(next, stop - next));
    if (bare && (stop == line.size() || line[stop] == '\t')) {
      at = bare;
      end = stop;
    }
  }
  // "Speaker 1: (00:03)", as Rev writes it.
  if (std::size_t next = line.find_first_not_of(" \t", end);
      !at && next != std::string_view::npos && (line[next] == '(' || line[next] == '[')) {
    if (const Offset behind = take_stamp(line, next)) {
      at = behind;
      end = next;
    }
  }
  return Label{std::string(name), shape, end, at};
}

}  // namespace voxmap::transcript
