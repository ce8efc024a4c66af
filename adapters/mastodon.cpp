// Mastodon and other ActivityPub servers: an account's outbox, or statuses from the client API.
#include <algorithm>
#include <array>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "options.hpp"
#include "social.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;

constexpr std::array<std::string_view, 3> kMastodonArrays = {"orderedItems", "statuses", "items"};

constexpr std::array kMastodonOptions = {
    Option{"include_private", "false", "also read posts that are not addressed to the public"},
};

bool recognises_mastodon(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json() || !outline.archive_part().empty()) return false;
  for (const std::string_view type : {"OrderedCollection", "OrderedCollectionPage"}) {
    if (outline.is(".type", type)) return true;
  }
  for (const std::string_view at : {".orderedItems[]", "", "[]"}) {
    const std::string path(at);
    const bool activity =
        outline.is(path + ".type", "Create") || outline.is(path + ".type", "Announce");
    if (activity && outline.has(path + ".actor") && outline.has(path + ".object")) return true;
    if (outline.is(path + ".type", "Note") && outline.has(path + ".attributedTo")) return true;
  }
  return std::ranges::any_of(std::array{"", "[]", ".statuses[]"}, [&](const char* at) {
    const std::string path(at);
    return outline.has(path + ".account.acct") && outline.has(path + ".content") &&
           (outline.has(path + ".uri") || outline.has(path + ".visibility"));
  });
}

bool is_public_address(std::string_view address) {
  return address == "https://www.w3.org/ns/activitystreams#Public" || address == "as:Public" ||
         address == "Public";
}

bool addresses_public(const Value& from) {
  for (const std::string_view field : {"to", "cc"}) {
    if (is_public_address(json::text(from, {field}))) return true;
    const auto list = json::array(from, {field});
    if (!list) continue;
    for (const Value address : *list) {
      if (is_public_address(json::text(address, {}))) return true;
    }
  }
  return false;
}

// The key of contentMap; of several, the one whose text is the content.
std::string map_language(const Value& note, std::string_view content) {
  const auto map = json::object(note, {"contentMap"});
  if (!map) return {};
  for (const auto& [language, text] : *map) {
    if (map->size() == 1 || json::text(text, {}) == content) return std::string(language);
  }
  return {};
}

std::string_view map_content(const Value& note) {
  const auto map = json::object(note, {"contentMap"});
  if (!map || map->size() == 0) return {};
  return json::text((*map->begin()).value, {});
}

// A collection's size ("likes", "shares", "replies" of newer servers).
std::string total(const Value& note, std::string_view collection) {
  return json::scalar(note, {collection, "totalItems"});
}

std::string actor_of(const Value& from, std::string_view field) {
  const std::string_view id = json::text(from, {field});
  return std::string(id.empty() ? json::text(from, {field, "id"}) : id);
}

// Adds the post, or says why there is none. The parts common to both shapes.
void finish(const Item& item, Document post, std::string_view warning, std::string_view written,
            std::vector<Record>& out) {
  if (post.verbatims.front().text.empty()) {
    out.emplace_back(social::make_skip(item, "no_text"));
    return;
  }
  social::set_time(post, written);
  // The warning above a post is the author's headline, often a topic word: kept, not scored.
  post.attributes.insert(post.attributes.begin(),
                         Attribute{"content_warning", std::string(warning)});
  if (warning.empty()) post.attributes.erase(post.attributes.begin());
  out.emplace_back(std::move(post));
}

void expand_note(const Item& item, const Value& activity, const Value& note, bool include_private,
                 std::vector<Record>& out) {
  std::string key(json::text(note, {"id"}));
  if (key.empty()) {
    out.emplace_back(
        social::make_reject(item, {}, "object.id", "missing_id", "this post has no id"));
    return;
  }
  if (!include_private && !addresses_public(activity) && !addresses_public(note)) {
    out.emplace_back(social::make_skip(item, "not_public"));
    return;
  }
  std::string_view content = json::text(note, {"content"});
  if (content.empty()) content = map_content(note);
  std::string author = actor_of(note, "attributedTo");
  if (author.empty()) author = actor_of(activity, "actor");
  Document post =
      social::make_post(item, std::move(key), std::move(author), html_to_text(content).text);
  post.language = social::language_tag(map_language(note, content));
  social::add_attribute(post, "in_reply_to", std::string(json::text(note, {"inReplyTo"})));
  social::add_attribute(post, "edited", std::string(json::text(note, {"updated"})));
  social::add_attribute(post, "likes", total(note, "likes"));
  social::add_attribute(post, "boosts", total(note, "shares"));
  std::string_view written = json::text(note, {"published"});
  if (written.empty()) written = json::text(activity, {"published"});
  finish(item, std::move(post), json::text(note, {"summary"}), written, out);
}

void expand_activity(const Item& item, bool include_private, std::vector<Record>& out) {
  const std::string_view type = json::text(item.value, {"type"});
  if (type == "Announce") {
    out.emplace_back(social::make_skip(item, "boost"));
  } else if (type == "Delete" || type == "Tombstone") {
    out.emplace_back(social::make_skip(item, "deleted"));
  } else if (type == "Create" || type == "Update") {
    const auto note = json::find(item.value, {"object"});
    if (!note || !note->is_object()) {
      out.emplace_back(social::make_reject(item, std::string(json::text(item.value, {"id"})),
                                           "object", "missing_object",
                                           "the post itself is not in the file"));
      return;
    }
    expand_note(item, item.value, *note, include_private, out);
  } else if (type == "Note" || type == "Article" || type == "Question" || type == "Page") {
    expand_note(item, item.value, item.value, include_private, out);
  } else {
    out.emplace_back(social::make_skip(item, "not_a_post"));
  }
}

void expand_status(const Item& item, bool include_private, std::vector<Record>& out) {
  if (json::find(item.value, {"reblog"})) {
    out.emplace_back(social::make_skip(item, "boost"));
    return;
  }
  const std::string_view visibility = json::text(item.value, {"visibility"});
  if (!include_private && (visibility == "private" || visibility == "direct")) {
    out.emplace_back(social::make_skip(item, "not_public"));
    return;
  }
  // `id` counts only on the server that answered; `uri` is the same everywhere.
  std::string key(json::text(item.value, {"uri"}));
  if (key.empty()) key = json::text(item.value, {"url"});
  if (key.empty()) key = json::scalar(item.value, {"id"});
  if (key.empty()) {
    out.emplace_back(social::make_reject(item, {}, "uri", "missing_id", "this status has no uri"));
    return;
  }
  std::string author;
  for (const std::string_view field : {"uri", "url", "acct"}) {
    if (author.empty()) author = json::text(item.value, {"account", field});
  }
  Document post = social::make_post(item, std::move(key), std::move(author),
                                    html_to_text(json::text(item.value, {"content"})).text);
  post.language = social::language_tag(json::text(item.value, {"language"}));
  social::add_attribute(post, "in_reply_to", json::scalar(item.value, {"in_reply_to_id"}));
  social::add_attribute(post, "edited", std::string(json::text(item.value, {"edited_at"})));
  social::add_attribute(post, "likes", json::scalar(item.value, {"favourites_count"}));
  social::add_attribute(post, "boosts", json::scalar(item.value, {"reblogs_count"}));
  social::add_attribute(post, "replies", json::scalar(item.value, {"replies_count"}));
  finish(item, std::move(post), json::text(item.value, {"spoiler_text"}),
         json::text(item.value, {"created_at"}), out);
}

void expand_mastodon(const Item& item, const Options& options, std::vector<Record>& out) {
  const bool include_private = flag_option(options, "include_private");
  if (!item.value.is_object()) {
    out.emplace_back(social::make_skip(item, "not_a_post"));  // a URL in place of an activity
  } else if (json::find(item.value, {"type"})) {
    expand_activity(item, include_private, out);
  } else if (json::find(item.value, {"account"})) {
    expand_status(item, include_private, out);
  } else {
    out.emplace_back(
        social::make_reject(item, {}, {}, "unknown_item", "neither an activity nor a status"));
  }
}

std::unique_ptr<Source> open_mastodon(Input input) {
  static_cast<void>(flag_option(input.options, "include_private"));  // refused before any reading
  return social::open_social(std::move(input), kMastodonArrays, expand_mastodon);
}

}  // namespace

constinit const Adapter kMastodon = {"mastodon",
                                     "Mastodon posts: an ActivityPub outbox or API statuses",
                                     SourceKind::social,
                                     kMastodonOptions,
                                     "social/mastodon-outbox.json",
                                     recognises_mastodon,
                                     open_mastodon};

}  // namespace voxmap
