// JSON Feed (https://www.jsonfeed.org/version/1.1): blogs, forums and comments that RSS would hold.
#include <array>

#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "quoted.hpp"
#include "social.hpp"

namespace voxmap {
namespace {

using json::Item;

constexpr std::array<std::string_view, 1> kFeedItems = {"items"};

bool recognises_json_feed(std::string_view head) {
  const JsonOutline outline(head);
  return outline.is_json() &&
         (outline.begins(".version", "https://jsonfeed.org/version/") ||
          (outline.has(".items[].id") &&
           (outline.has(".items[].content_html") || outline.has(".items[].content_text")) &&
           outline.has(".title")));
}

std::string author_of_entry(const json::Value& entry) {
  for (const std::string_view field : {"url", "name"}) {
    if (const auto authors = json::array(entry, {"authors"})) {  // version 1.1
      for (const json::Value author : *authors) {
        const std::string_view value = json::text(author, {field});
        if (!value.empty()) return std::string(value);
      }
    }
    const std::string_view value = json::text(entry, {"author", field});  // version 1
    if (!value.empty()) return std::string(value);
  }
  return {};
}

void expand_entry(const Item& item, const Options& /*options*/, std::vector<Record>& out) {
  Document d;
  d.kind = SourceKind::social;
  d.origin = item.origin;
  const std::string_view link = json::text(item.value, {"url"});
  d.key = json::scalar(item.value, {"id"});
  if (d.key.empty()) d.key = link;
  if (d.key.empty()) {
    out.emplace_back(social::make_reject(item, {}, "id", "missing_id", "an entry without its id"));
    return;
  }
  add_pieces(d, pieces_of_text(json::text(item.value, {"title"})), item.origin, {}, true, "Title");
  const std::string_view html = json::text(item.value, {"content_html"});
  std::string_view plain = json::text(item.value, {"content_text"});
  if (plain.empty() && html.empty()) plain = json::text(item.value, {"summary"});
  add_pieces(d, html.empty() ? pieces_of_text(plain) : pieces_of_html(html), item.origin, {}, true);
  if (d.verbatims.empty()) {
    out.emplace_back(social::make_skip(item, "no_text"));
    return;
  }
  d.respondent = author_of_entry(item.value);
  d.language = social::language_tag(json::text(item.value, {"language"}));
  social::set_time(d, json::text(item.value, {"date_published"}));
  if (link != d.key) social::add_attribute(d, "link", std::string(link));
  if (const auto tags = json::array(item.value, {"tags"})) {
    for (const json::Value tag : *tags) {
      social::add_attribute(d, "category", std::string(json::text(tag, {})));
    }
  }
  social::add_attribute(d, "edited", std::string(json::text(item.value, {"date_modified"})));
  out.emplace_back(std::move(d));
}

std::unique_ptr<Source> open_json_feed(Input input) {
  return social::open_social(std::move(input), kFeedItems, expand_entry);
}

}  // namespace

constinit const Adapter kJsonFeed = {
    "json_feed",        "feeds in JSON Feed: blogs, forums, comments",
    SourceKind::social, {},
    "extra/feed.json",  recognises_json_feed,
    open_json_feed};

}  // namespace voxmap
