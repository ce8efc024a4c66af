// The lines of a mail: own, quoted, or signature.
#include "mail_text.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"

namespace voxmap::mail {
namespace {

struct Line {
  std::string_view text;  // without its end
  Part part = Part::own;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({line, Part::own});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_quote(std::string_view line) { return trim(line).starts_with('>'); }

// "-----Original Message-----", "---------- Forwarded message ---------", in any language.
bool is_divider(std::string_view line) {
  line = trim(line);
  constexpr std::size_t kDashes = 4;
  if (line.size() < kDashes * 2 + 3 || line.size() > 80) return false;
  const std::size_t first = line.find_first_not_of('-');
  const std::size_t last = line.find_last_not_of('-');
  return first != std::string_view::npos && first >= kDashes && line.size() - last - 1 >= kDashes;
}

// "From: ...", "Gesendet: ...": a short word, a colon, more.
bool is_header(std::string_view line) {
  line = trim(line);
  if (line.starts_with('*')) line.remove_prefix(1);
  const std::size_t colon = line.find(':');
  constexpr std::size_t kLongest = 24;
  return colon != std::string_view::npos && colon > 1 && colon <= kLongest &&
         line.substr(0, colon).find_first_of("0123456789.,;!?()") == std::string_view::npos;
}

// "10:12" anywhere in it.
bool has_clock(std::string_view line) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t i = 1; i + 2 < line.size(); ++i) {
    if (line[i] == ':' && digit(line[i - 1]) && digit(line[i + 1]) && digit(line[i + 2])) {
      return true;
    }
  }
  return false;
}

// Three such lines in a row, with an address or a time among them: a mail that is answered below
// what was written.
bool is_header_block(const std::vector<Line>& lines, std::size_t at) {
  std::size_t headers = 0;
  bool address = false;
  bool clock = false;
  while (at < lines.size() && is_header(lines[at].text)) {
    const std::string_view line = lines[at++].text;
    address = address || line.find('@') != std::string_view::npos;
    clock = clock || has_clock(line);
    ++headers;
  }
  return headers >= 3 && (address || clock);
}

bool is_signature(const std::vector<Line>& lines, std::size_t at) {
  const std::string_view line = lines[at].text;
  if (line == "-- " || line == "--" || line == "- -- ") return true;
  const std::string_view text = trim(line);
  // Mailman's footer, and what it put in place of attachments.
  constexpr std::size_t kRule = 20;
  if (text.size() >= kRule && text.find_first_not_of('_') == std::string_view::npos) return true;
  return is_divider(text) && text.find("next part") != std::string_view::npos;
}

void set_parts(std::vector<Line>& lines) {
  std::optional<Part> rest;  // of all that follows
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!rest && is_signature(lines, i)) rest = Part::signature;
    if (!rest && (is_divider(lines[i].text) || is_header_block(lines, i))) rest = Part::quoted;
    lines[i].part = rest ? *rest : is_quote(lines[i].text) ? Part::quoted : Part::own;
  }
  // Who announces a quote says nothing: "On Monday Ann wrote:", over two lines at most.
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool begins = is_quote(lines[i].text) && (i == 0 || !is_quote(lines[i - 1].text));
    if (!begins) continue;
    std::size_t above = i;
    while (above > 0 && trim(lines[above - 1].text).empty()) --above;
    if (above == 0 || !trim(lines[above - 1].text).ends_with(':')) continue;
    if (lines[above - 1].part != Part::own) continue;
    lines[above - 1].part = Part::quoted;
    const std::string_view line = lines[above - 1].text;
    const bool whole = line.find_first_of("0123456789@") != std::string_view::npos;
    if (above > 1 && !whole && lines[above - 2].part == Part::own) {
      const std::string_view before = lines[above - 2].text;
      if (before.find_first_of("@<") != std::string_view::npos) {
        lines[above - 2].part = Part::quoted;
      }
    }
  }
  // An empty line belongs to what stands above it.
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (trim(lines[i].text).empty()) lines[i].part = lines[i - 1].part;
  }
}

// The width that lines were wrapped to; 0 when they were not.
std::size_t wrapped_at(const std::vector<Line>& lines) {
  std::size_t longest = 0;
  for (const Line& line : lines) {
    if (line.part == Part::own) longest = std::max(longest, line.text.size());
  }
  constexpr std::size_t kNarrowest = 50;
  constexpr std::size_t kWidest = 100;
  return longest >= kNarrowest && longest <= kWidest ? longest : 0;
}

// Whether the line was broken because its next word did not fit.
bool goes_on(std::string_view line, std::string_view next, std::size_t width, bool flowed) {
  if (trim(line).empty() || trim(next).empty()) return false;
  if (flowed) return line.ends_with(' ');
  // What ends with a sentence may as well be a line of its own: nothing depends on it.
  if (width == 0 || std::string_view(".!?:;").find(line.back()) != std::string_view::npos) {
    return false;
  }
  const char first = next.front();
  if (first == ' ' || first == '\t' || first == '-' || first == '*') return false;  // a list
  const std::size_t word = std::min(next.find(' '), next.size());
  constexpr std::size_t kSlack = 4;
  return line.size() + 1 + word + kSlack > width;
}

}  // namespace

std::vector<Passage> passages_of(std::string_view text, bool flowed) {
  std::vector<Line> lines = lines_of(text);
  set_parts(lines);
  const std::size_t width = wrapped_at(lines);
  std::vector<Passage> passages;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    const bool same = !passages.empty() && passages.back().part == line.part;
    if (!same) passages.push_back({{}, line.part});
    std::string& out = passages.back().text;
    if (same) {
      const Line& above = lines[i - 1];
      const bool joined = line.part == Part::own && goes_on(above.text, line.text, width, flowed);
      if (!joined) {
        out += '\n';
      } else if (!out.ends_with(' ')) {
        out += ' ';
      }
    }
    out += line.text;
  }
  for (Passage& passage : passages) {
    const std::size_t begin = passage.text.find_first_not_of(" \t\r\n");
    const std::size_t end = passage.text.find_last_not_of(" \t\r\n");
    passage.text = begin == std::string::npos ? "" : passage.text.substr(begin, end - begin + 1);
  }
  std::erase_if(passages, [](const Passage& passage) { return passage.text.empty(); });
  return passages;
}

}  // namespace voxmap::mail
