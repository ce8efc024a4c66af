// Telling quotes from what the writer says.
#include "quoted.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/html.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {

void push(std::vector<QuotablePiece>& out, std::string_view text, bool quoted) {
  if (trim(text).empty()) return;
  out.push_back({std::string(text), quoted});
}

// Whether a tag of that name begins (or, with a slash, ends) at this '<'.
bool tag_at(std::string_view html, std::size_t at, std::string_view name) {
  if (html.size() < at + name.size() + 2) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = html[at + 1 + i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != name[i]) return false;
  }
  const char after = html[at + 1 + name.size()];
  return after == '>' || after == ' ' || after == '\n' || after == '\t' || after == '/';
}

}  // namespace

std::vector<QuotablePiece> pieces_of_text(std::string_view text) {
  std::vector<QuotablePiece> out;
  constexpr std::string_view kEscaped = "&gt;";  // as Reddit and its downloads write it
  if (text.find('>') == std::string_view::npos && text.find(kEscaped) == std::string_view::npos) {
    push(out, text, false);
    return out;
  }
  std::size_t begin = 0;  // of the piece
  std::size_t end = 0;    // of its last line with something on it
  std::size_t at = 0;
  bool quoted = false;
  bool any = false;
  while (at < text.size()) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, stop - at));
    if (!line.empty()) {
      const bool is_quote = line.front() == '>' || line.starts_with(kEscaped);
      if (any && is_quote != quoted) {
        push(out, text.substr(begin, end - begin), quoted);
        begin = at;
      }
      quoted = is_quote;
      any = true;
      end = stop;
    }
    at = stop + 1;
  }
  // Untouched when it is all of one kind.
  if (out.empty()) end = text.size();
  push(out, text.substr(begin, end - begin), quoted);
  return out;
}

std::vector<QuotablePiece> pieces_of_posting(std::string_view text) {
  constexpr std::string_view kOpen = "[quote";
  constexpr std::string_view kClose = "[/quote]";
  std::vector<QuotablePiece> out;
  const auto own = [&](std::string_view words) {
    for (QuotablePiece& piece : pieces_of_text(words)) out.push_back(std::move(piece));
  };
  while (true) {
    const std::size_t open = text.find(kOpen);
    std::size_t at = open;
    std::size_t depth = 0;
    while (at < text.size()) {  // quotes in quotes end with the outermost
      const std::string_view rest = text.substr(at);
      if (rest.starts_with(kOpen)) ++depth;
      if (rest.starts_with(kClose) && --depth == 0) break;
      at = std::min(text.find('[', at + 1), text.size());
    }
    if (at >= text.size()) break;  // none, or one without its end
    own(text.substr(0, open));
    push(out, text.substr(open, at + kClose.size() - open), true);
    text.remove_prefix(at + kClose.size());
  }
  own(text);
  if (out.size() == 1) return out;
  for (QuotablePiece& piece : out) piece.text = trim(piece.text);
  return out;
}

std::vector<QuotablePiece> pieces_of_html(std::string_view html) {
  constexpr std::array<std::string_view, 2> kQuotes = {"blockquote", "aside"};
  constexpr std::array<std::string_view, 2> kEnds = {"/blockquote", "/aside"};
  std::vector<QuotablePiece> out;
  std::size_t begin = 0;
  std::size_t depth = 0;
  const auto cut = [&](std::size_t end, bool quoted) {
    push(out, html_to_text(html.substr(begin, end - begin)).text, quoted);
    begin = end;
  };
  for (std::size_t i = html.find('<'); i != std::string_view::npos; i = html.find('<', i + 1)) {
    const auto is = [&](std::string_view name) { return tag_at(html, i, name); };
    if (std::ranges::any_of(kQuotes, is)) {
      if (depth++ == 0) cut(i, false);
    } else if (depth > 0 && std::ranges::any_of(kEnds, is)) {
      if (--depth > 0) continue;
      cut(std::min(html.find('>', i), html.size() - 1) + 1, true);
    }
  }
  cut(html.size(), depth > 0);
  return out;
}

void add_pieces(Document& document, std::vector<QuotablePiece> pieces, const Place& origin,
                std::string_view speaker, bool scored, std::string_view prompt) {
  for (QuotablePiece& piece : pieces) {
    Verbatim& verbatim = document.verbatims.emplace_back();
    verbatim.text = std::move(piece.text);
    verbatim.prompt = prompt;
    verbatim.speaker = piece.quoted ? "Quoted" : std::string(speaker);
    verbatim.scored = scored && !piece.quoted;
    verbatim.origin = origin;
  }
}

}  // namespace voxmap
