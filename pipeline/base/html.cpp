// HTML to text through gumbo, entities by table.
#include "base/html.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

#include "base/utf8.hpp"

namespace voxmap {
namespace {

// --- white space and line breaks ---------------------------------------------------------------

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Collects text the way a browser lays it out: breaks asked for by blocks are owed until words
// follow, so that the text neither begins nor ends with them.
class TextWriter {
 public:
  void line_breaks(std::size_t count) {
    owed_lines_ = std::max(owed_lines_, count);
    owed_space_ = false;
  }
  // <br>: breaks add up.
  void add_line_break() {
    ++breaks_;
    owed_space_ = false;
  }

  void words(std::string_view text, bool keep_space, Span source) {
    const std::size_t before = out_.text.size();
    std::size_t begin = before;
    for (const char c : text) {
      if (is_space(c) && !keep_space) {
        owed_space_ = !out_.text.empty() && owed_lines_ + breaks_ == 0;
        continue;
      }
      if (pay()) begin = out_.text.size();
      out_.text += c;
    }
    if (out_.text.size() > before) {
      const Span target{static_cast<std::uint32_t>(begin),
                        static_cast<std::uint32_t>(out_.text.size())};
      out_.segments.push_back({target, source});
    }
  }

  HtmlText take() { return std::move(out_); }

 private:
  // Writes what is owed; true when it was a line break.
  bool pay() {
    const std::size_t lines = out_.text.empty() ? 0 : std::max(owed_lines_, breaks_);
    out_.text.append(lines, '\n');
    if (lines == 0 && owed_space_ && !out_.text.empty()) out_.text += ' ';
    owed_lines_ = breaks_ = 0;
    owed_space_ = false;
    return lines > 0;
  }

  HtmlText out_;
  std::size_t owed_lines_ = 0;
  std::size_t breaks_ = 0;
  bool owed_space_ = false;
};

// --- with gumbo --------------------------------------------------------------------------------

enum class Layout : std::uint8_t { inline_, line, block, dropped };

Layout layout_of(const GumboElement& element) {
  switch (element.tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_TABLE:
      return Layout::block;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_HR:
      return Layout::line;
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_AUDIO:  // what is in there is for browsers that cannot show the thing
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_CANVAS:
      return Layout::dropped;
    default:
      return Layout::inline_;
  }
}

// Mastodon hides the "https://" and the tail of a link in <span class="invisible">.
bool is_invisible(const GumboElement& element) {
  const GumboAttribute* const attribute = gumbo_get_attribute(&element.attributes, "class");
  if (attribute == nullptr) return false;
  std::string_view classes = attribute->value;
  while (!classes.empty()) {
    const std::size_t end = std::min(classes.find(' '), classes.size());
    if (classes.substr(0, end) == "invisible") return true;
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
  return false;
}

std::size_t breaks_of(Layout layout) {
  return layout == Layout::block ? 2 : layout == Layout::line ? 1 : 0;
}

// A walk without recursion: the depth of the tree is the writer's choice.
void write_tree(const GumboNode& root, const char* begin, TextWriter& out) {
  struct Level {
    const GumboVector* children;
    unsigned next;
    std::size_t breaks;  // owed when the element ends
    bool pre;
  };
  std::vector<Level> levels{{&root.v.element.children, 0, 0, false}};
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.children->length) {
      if (level.breaks > 0) out.line_breaks(level.breaks);
      levels.pop_back();
      continue;
    }
    const auto& node = *static_cast<const GumboNode*>(level.children->data[level.next++]);
    if (node.type == GUMBO_NODE_ELEMENT) {
      const Layout layout = layout_of(node.v.element);
      if (node.v.element.tag == GUMBO_TAG_BR) out.add_line_break();
      if (layout == Layout::dropped || is_invisible(node.v.element)) continue;
      const std::size_t breaks = breaks_of(layout);
      if (breaks > 0) out.line_breaks(breaks);
      const bool pre = level.pre || node.v.element.tag == GUMBO_TAG_PRE;
      levels.push_back({&node.v.element.children, 0, breaks, pre});
    } else if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
               node.type == GUMBO_NODE_CDATA) {
      const GumboText& text = node.v.text;
      const auto source = static_cast<std::uint32_t>(text.original_text.data - begin);
      const auto length = static_cast<std::uint32_t>(text.original_text.length);
      const Span place{source, source + length};
      // Gumbo lets a huge number ("&#111111111111;") overflow into bytes that are no UTF-8.
      if (valid_utf8(text.text)) {
        out.words(text.text, level.pre, place);
      } else {
        out.words(decode_entities({text.original_text.data, text.original_text.length}), level.pre,
                  place);
      }
    }
  }
}

// --- without a parser --------------------------------------------------------------------------

struct TagCount {
  std::size_t all = 0;
  std::size_t formatting = 0;  // reopened by the parser in every block that follows
};

TagCount count_tags(std::string_view html) {
  constexpr std::array<std::string_view, 14> kFormatting = {
      "a",    "b", "big",   "code",   "em",     "font", "i",
      "nobr", "s", "small", "strike", "strong", "tt",   "u"};
  TagCount count;
  for (std::size_t i = html.find('<'); i != std::string_view::npos; i = html.find('<', i + 1)) {
    ++count.all;
    std::string name;
    for (const char c : html.substr(i + 1, 7)) {
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      if (lower < 'a' || lower > 'z') break;
      name += lower;
    }
    if (std::ranges::find(kFormatting, name) != kFormatting.end()) ++count.formatting;
  }
  return count;
}

HtmlText cut_tags(std::string_view html) {
  TextWriter out;
  std::size_t i = 0;
  while (i < html.size()) {
    if (html[i] == '<') {
      const std::size_t end = html.find('>', i);
      if (end == std::string_view::npos) break;
      out.words(" ", false, {});
      i = end + 1;
      continue;
    }
    const std::size_t end = std::min(html.find('<', i), html.size());
    out.words(decode_entities(html.substr(i, end - i)), false,
              {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)});
    i = end;
  }
  return out.take();
}

// --- entities ----------------------------------------------------------------------------------

using Entity = std::pair<std::string_view, std::string_view>;

// Sorted by name. What transcripts and posts hold; everything else comes through gumbo.
constexpr std::array<Entity, 50> kEntities = {{
    {"Aacute", "Á"},   {"Auml", "Ä"},   {"Ccedil", "Ç"}, {"Eacute", "É"}, {"Ouml", "Ö"},
    {"Uuml", "Ü"},     {"aacute", "á"}, {"acirc", "â"},  {"agrave", "à"}, {"amp", "&"},
    {"apos", "'"},     {"aring", "å"},  {"atilde", "ã"}, {"auml", "ä"},   {"bull", "•"},
    {"ccedil", "ç"},   {"copy", "©"},   {"deg", "°"},    {"eacute", "é"}, {"ecirc", "ê"},
    {"egrave", "è"},   {"euml", "ë"},   {"euro", "€"},   {"gt", ">"},     {"hellip", "…"},
    {"iacute", "í"},   {"iuml", "ï"},   {"laquo", "«"},  {"ldquo", "“"},  {"lrm", "\u200E"},
    {"lsquo", "‘"},    {"lt", "<"},     {"mdash", "—"},  {"middot", "·"}, {"nbsp", "\u00A0"},
    {"ndash", "–"},    {"ntilde", "ñ"}, {"oacute", "ó"}, {"ocirc", "ô"},  {"otilde", "õ"},
    {"ouml", "ö"},     {"pound", "£"},  {"quot", "\""},  {"raquo", "»"},  {"rdquo", "”"},
    {"rlm", "\u200F"}, {"rsquo", "’"},  {"szlig", "ß"},  {"uacute", "ú"}, {"uuml", "ü"},
}};
static_assert(std::ranges::is_sorted(kEntities, {}, &Entity::first));

void append_character(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr std::array<std::uint32_t, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLead[static_cast<std::size_t>(more)] | (c >> (6 * more)));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F));
}

// Appends what the name between & and ; stands for; false when it is no entity.
bool append_entity(std::string& out, std::string_view name) {
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    const bool hex = name.starts_with('x') || name.starts_with('X');
    if (hex) name.remove_prefix(1);
    std::uint32_t c = 0;
    const char* const end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, c, hex ? 16 : 10);
    const bool whole = error == std::errc{} && stop == end && !name.empty();
    const bool character = c > 0 && c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
    if (!whole || !character) return false;
    append_character(out, c);
    return true;
  }
  const auto found = std::ranges::lower_bound(kEntities, name, {}, &Entity::first);
  if (found == kEntities.end() || found->first != name) return false;
  out += found->second;
  return true;
}

std::string decode(std::string_view text, bool (*append)(std::string&, std::string_view)) {
  constexpr std::size_t kLongest = 12;
  std::string out;
  out.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t amp = std::min(text.find('&', i), text.size());
    out.append(text.substr(i, amp - i));
    if (amp == text.size()) break;
    const std::size_t end = text.substr(amp + 1, kLongest).find(';');
    if (end != std::string_view::npos && append(out, text.substr(amp + 1, end))) {
      i = amp + 1 + end + 1;
    } else {
      out += '&';
      i = amp + 1;
    }
  }
  return out;
}

bool append_basic(std::string& out, std::string_view name) {
  return (name == "amp" || name == "lt" || name == "gt") && append_entity(out, name);
}

}  // namespace

HtmlText html_to_text(std::string_view html) {
  // Gumbo frees its tree by recursion and reopens formatting elements in every block: what a page
  // can cost is bounded by its tags, before it is parsed.
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  constexpr std::size_t kMostTags = 10000;
  constexpr std::size_t kMostNodes = 2000000;
  const TagCount tags = count_tags(html);
  if (html.size() > kMostBytes || tags.all > kMostTags || tags.all * tags.formatting > kMostNodes) {
    return cut_tags(html.substr(0, UINT32_MAX));
  }
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.fragment_context = GUMBO_TAG_DIV;
  const auto release = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(release)> output(
      gumbo_parse_with_options(&options, html.data(), html.size()), release);
  TextWriter out;
  write_tree(*output->root, html.data(), out);
  return out.take();
}

std::string decode_entities(std::string_view text) { return decode(text, append_entity); }

std::string decode_basic_entities(std::string_view text) { return decode(text, append_basic); }

}  // namespace voxmap
