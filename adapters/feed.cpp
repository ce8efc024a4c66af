// RSS and Atom feeds: blogs, forums and comment feeds.
#include <algorithm>
#include <sstream>

#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "quoted.hpp"
#include "social.hpp"
#include "survey_plan.hpp"
#include "xml_source.hpp"

namespace voxmap {
namespace {

bool recognises_feed(std::string_view head) {
  return is_xml(head, "rss") || is_xml(head, "RDF") ||
         (is_xml(head, "feed") && head.find("itunes.apple.com/rss") == head.npos);
}

// Of the child elements with one of these names, the first that has text; its place in the list
// decides. Prefixes count where the name says so ("content:encoded").
pugi::xml_node child_of(const pugi::xml_node& entry, std::initializer_list<const char*> names) {
  for (const char* const name : names) {
    for (const pugi::xml_node& child : entry.children(name)) {
      if (child.first_child()) return child;
    }
  }
  return {};
}

std::string text_of(const pugi::xml_node& element) {
  std::string out;
  for (const pugi::xml_node& part : element.children()) out += part.value();
  return out;
}

std::string text_of(const pugi::xml_node& entry, std::initializer_list<const char*> names) {
  return std::string(trim(text_of(child_of(entry, names))));
}

// HTML, as a string or (Atom's xhtml) as elements; plain text stays as it is.
std::vector<QuotablePiece> words_of(const pugi::xml_node& element) {
  const std::string_view type = element.attribute("type").value();
  std::string content = text_of(element);
  if (type == "xhtml") {
    std::ostringstream markup;
    for (const pugi::xml_node& part : element.children()) {
      part.print(markup, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    }
    content = markup.str();
  }
  const bool html = type != "text" && content.find_first_of("<&") != std::string::npos;
  return html ? pieces_of_html(content) : pieces_of_text(trim(content));
}

std::string link_of(const pugi::xml_node& entry) {
  std::string link = text_of(entry, {"link"});
  if (!link.empty()) return link;
  for (const pugi::xml_node& child : entry.children("link")) {
    const std::string_view rel = child.attribute("rel").value();
    if (rel.empty() || rel == "alternate") return child.attribute("href").value();
  }
  return {};
}

std::string author_of(const pugi::xml_node& entry) {
  const pugi::xml_node author = entry.child("author");
  for (const char* const name : {"uri", "email", "name"}) {
    std::string value = text_of(author, {name});
    if (!value.empty()) return value;
  }
  return text_of(entry, {"author", "dc:creator"});
}

std::string language_of_entry(const pugi::xml_node& entry) {
  for (pugi::xml_node above = entry; above; above = above.parent()) {
    const std::string_view declared = above.attribute("xml:lang").value();
    if (!declared.empty()) return survey::language_tag(declared);
    const std::string channel = text_of(above, {"language", "dc:language"});
    if (!channel.empty()) return survey::language_tag(channel);
  }
  return {};
}

void read_entry(const pugi::xml_node& entry, const Place& place, std::vector<Record>& out) {
  Document d;
  d.kind = SourceKind::social;
  d.origin = place;
  const std::vector<QuotablePiece> title = words_of(child_of(entry, {"title"}));
  for (const QuotablePiece& piece : title) add_pieces(d, {piece}, place, {}, true, "Title");
  // The whole text where the feed has it, else its summary.
  std::vector<QuotablePiece> words =
      words_of(child_of(entry, {"content:encoded", "content", "description", "summary"}));
  // Short posts have themselves for a title.
  if (!title.empty() && !words.empty() && title.front().text == words.front().text) {
    d.verbatims.clear();
  }
  add_pieces(d, std::move(words), place, {}, true);
  if (d.verbatims.empty()) {
    out.emplace_back(Skip{place, "no_text"});
    return;
  }
  const std::string link = link_of(entry);
  const std::string written =
      text_of(entry, {"pubDate", "published", "dc:date", "updated", "a10:updated"});
  d.key = text_of(entry, {"guid", "id"});
  if (d.key.empty()) d.key = entry.attribute("rdf:about").value();
  if (d.key.empty()) d.key = link;
  if (d.key.empty()) {
    Sha256 digest;
    digest.field(written);
    for (const Verbatim& verbatim : d.verbatims) digest.field(verbatim.text);
    constexpr std::size_t kBytes = 16;
    d.key = "entry-" + hex(digest.finish().data(), kBytes);
    d.key_is_digest = true;
  }
  d.respondent = author_of(entry);
  d.language = language_of_entry(entry);
  social::set_time(d, written);
  if (link != d.key) social::add_attribute(d, "link", link);
  social::add_attribute(d, "category", text_of(entry, {"category"}));
  const std::string updated = text_of(entry, {"updated"});
  if (updated != written) social::add_attribute(d, "edited", updated);
  out.emplace_back(std::move(d));
}

std::unique_ptr<Source> open_feed(Input input) {
  return open_entries(std::move(input), read_entry);
}

}  // namespace

constinit const Adapter kFeed = {"feed",
                                 "RSS and Atom feeds: blogs, forums, comments",
                                 SourceKind::social,
                                 {},
                                 "extra/feed.xml",
                                 recognises_feed,
                                 open_feed};

}  // namespace voxmap
