// X (Twitter): pages of the v2 API, v1.1 statuses, compliance lines and the archive's tweets.js.
#include <algorithm>
#include <array>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "json_tree.hpp"
#include "options.hpp"
#include "social.hpp"
#include "voxmap/beside.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;

constexpr Option kOwner = {
    "owner", "", "whose archive it is, an account's id; empty: as account.js beside it says"};
constexpr std::array kXApiOptions = {kOwner};
constexpr std::array<std::string_view, 2> kXApiArrays = {"data", "statuses"};

bool recognises_x_api(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.archive_part().empty()) {
    return outline.archive_part() == "tweets" || outline.archive_part() == "tweet";
  }
  if (!outline.is_json()) return false;
  for (const std::string_view at : {".data[]", ".data", "", "[]"}) {
    const std::string path(at);
    const bool mark = outline.has(path + ".edit_history_tweet_ids") ||
                      outline.has(path + ".author_id") || outline.has(path + ".conversation_id") ||
                      outline.has(".meta.newest_id");
    if (outline.has(path + ".id") && outline.has(path + ".text") && mark) return true;
    const bool old_text = outline.has(path + ".full_text") || outline.has(path + ".text");
    if (outline.has(path + ".id_str") && old_text) return true;
  }
  const bool compliance = outline.is(".action", "delete") && outline.has(".id");
  const bool errors = outline.begins(".errors[].type", "https://api.twitter.com/") ||
                      outline.begins(".errors[].type", "https://api.x.com/");
  return compliance || errors || outline.has(".statuses[].id_str") ||
         outline.has("[].tweet.id_str") || outline.has(".tweet.full_text") ||
         outline.has(".delete.status.id_str") || outline.has(".data.tweet_delete") ||
         (outline.has(".meta.result_count") && !outline.has(".data"));
}

void add_counts(Document& post, const Value& tweet) {
  struct Count {
    std::string_view name, v2, v1;
  };
  for (const auto& [name, v2, v1] :
       {Count{"likes", "like_count", "favorite_count"},
        Count{"reposts", "retweet_count", "retweet_count"},
        Count{"replies", "reply_count", "reply_count"},
        Count{"quotes", "quote_count", "quote_count"}, Count{"bookmarks", "bookmark_count", ""},
        Count{"impressions", "impression_count", ""}}) {
    std::string value = json::scalar(tweet, {"public_metrics", v2});
    if (value.empty() && !v1.empty()) value = json::scalar(tweet, {v1});
    social::add_attribute(post, name, std::move(value));
  }
}

std::string referenced(const Value& tweet, std::string_view type) {
  const auto list = json::array(tweet, {"referenced_tweets"});
  if (!list) return {};
  for (const Value reference : *list) {
    if (json::text(reference, {"type"}) == type) return json::scalar(reference, {"id"});
  }
  return {};
}

// The archive marks no repost as one (its `retweeted` is always false): the text begins "RT @".
bool is_boost(const Value& tweet, std::string_view text) {
  return !referenced(tweet, "retweeted").empty() || json::find(tweet, {"retweeted_status"}) ||
         text.starts_with("RT @");
}

std::string_view full_text(const Value& tweet) {
  std::string_view text = json::text(tweet, {"note_tweet", "text"});
  if (text.empty()) text = json::text(tweet, {"extended_tweet", "full_text"});
  if (text.empty()) text = json::text(tweet, {"full_text"});
  if (text.empty()) text = json::text(tweet, {"text"});
  return text;
}

// Every version of an edited post has an id of its own; the first one names them all.
struct Versions {
  std::string first, last;
};

Versions versions_of(const Value& tweet, const std::string& id) {
  auto list = json::array(tweet, {"edit_history_tweet_ids"});
  if (!list) list = json::array(tweet, {"edit_info", "edit", "editControlInitial", "editTweetIds"});
  if (!list) list = json::array(tweet, {"edit_info", "initial", "editTweetIds"});
  if (!list || list->size() == 0) return {id, id};
  std::string first;
  std::string last;
  for (const Value version : *list) {
    last = json::scalar(version, {});
    if (first.empty()) first = last;
  }
  return {std::move(first), std::move(last)};
}

void expand_tweet(const Item& item, const Value& tweet, const std::string& owner,
                  std::vector<Record>& out) {
  std::string id = json::scalar(tweet, {"id_str"});
  if (id.empty()) id = json::scalar(tweet, {"id"});
  if (id.empty()) {
    out.emplace_back(social::make_reject(item, {}, "id", "missing_id", "this post has no id"));
    return;
  }
  const std::string_view text = full_text(tweet);
  if (is_boost(tweet, text)) {
    out.emplace_back(social::make_skip(item, "boost"));
    return;
  }
  const Versions versions = versions_of(tweet, id);
  if (versions.last != id && versions.first != versions.last) {
    out.emplace_back(social::make_skip(item, "superseded"));
    return;
  }
  if (trim(text).empty()) {
    out.emplace_back(social::make_skip(item, "no_text"));
    return;
  }
  std::string author = json::scalar(tweet, {"author_id"});
  if (author.empty()) author = json::scalar(tweet, {"user", "id_str"});
  if (author.empty()) author = owner;
  Document post = social::make_post(item, versions.first.empty() ? id : versions.first,
                                    std::move(author), decode_basic_entities(text));
  post.language = social::language_tag(json::text(tweet, {"lang"}));
  social::set_time(post, json::text(tweet, {"created_at"}));
  std::string reply = referenced(tweet, "replied_to");
  if (reply.empty()) reply = json::scalar(tweet, {"in_reply_to_status_id_str"});
  social::add_attribute(post, "in_reply_to", std::move(reply));
  std::string quoted = referenced(tweet, "quoted");
  if (quoted.empty()) quoted = json::scalar(tweet, {"quoted_status_id_str"});
  social::add_attribute(post, "quotes_post", std::move(quoted));
  if (post.key != id) social::add_attribute(post, "edited", id);
  add_counts(post, tweet);
  out.emplace_back(std::move(post));
}

// What an item without a post in it says: deletions, or an error of the service.
void expand_other(const Item& item, std::vector<Record>& out) {
  const bool deletion = json::text(item.value, {"action"}) == "delete" ||
                        json::find(item.value, {"delete"}) ||
                        json::find(item.value, {"data", "tweet_delete"});
  if (deletion) {
    out.emplace_back(social::make_skip(item, "deleted"));
  } else if (json::find(item.value, {"action"}) || json::find(item.value, {"limit"})) {
    out.emplace_back(social::make_skip(item, "not_a_post"));
  } else if (const auto errors = json::array(item.value, {"errors"})) {
    std::string detail = "the service answered with an error and no posts";
    for (const Value error : *errors) {
      const std::string_view said = json::text(error, {"detail"});
      const std::string_view title = json::text(error, {"title"});
      if (!said.empty() || !title.empty()) {
        detail += ": " + printable(said.empty() ? title : said, 200);
        break;
      }
    }
    out.emplace_back(social::make_reject(item, {}, "errors", "api_error", std::move(detail)));
  } else if (!json::find(item.value, {"meta"})) {
    out.emplace_back(
        social::make_reject(item, {}, {}, "unknown_item", "neither a post nor a page of posts"));
  }  // a page with `meta` and no `data` is a search without results
}

void expand_x_api(const Item& item, const Options& options, std::vector<Record>& out) {
  if (const auto archived = json::find(item.value, {"tweet"}); archived && archived->is_object()) {
    expand_tweet(item, *archived, option(options, kOwner.name), out);
  } else if (json::find(item.value, {"data", "id"})) {
    expand_tweet(item, *json::find(item.value, {"data"}), {}, out);
  } else if (!full_text(item.value).empty() || json::find(item.value, {"id_str"}) ||
             json::find(item.value, {"author_id"})) {
    expand_tweet(item, item.value, {}, out);
  } else {
    expand_other(item, out);
  }
}

// The accountId in an archive's account.js; empty when it cannot be read.
std::string owner_of(std::string_view bytes) {
  const std::size_t begin = bytes.find('[');
  if (begin == std::string_view::npos) return {};
  try {
    const json::Tree tree(bytes.substr(begin, bytes.rfind(']') + 1 - begin), "account.js");
    for (const json::Node* const item : tree.items(&tree.root())) {
      if (const auto id = tree.text(item, {"account", "accountId"}); !id.empty()) {
        return std::string(id);
      }
    }
  } catch (const Error&) {
    return {};  // the posts are read without it
  }
  return {};
}

std::unique_ptr<Source> open_x_api(Input input) {
  std::vector<std::string> notes;
  std::string& owner = input.options[std::string(kOwner.name)];
  if (owner.empty()) {
    const auto found = Beside::get<std::string>(input, "account.js", owner_of);
    if (found && !found->empty()) {
      owner = *found;
      notes.emplace_back("account.js says whose archive it is: the respondent of its posts");
    } else if (found) {
      notes.emplace_back("account.js beside it cannot be read: posts have no respondent");
    }
  }
  return social::open_social(std::move(input), kXApiArrays, expand_x_api, std::move(notes));
}

}  // namespace

constinit const Adapter kXApi = {
    "x_api",
    "X (Twitter) posts: API pages as JSON or NDJSON, archive tweets.js",
    SourceKind::social,
    kXApiOptions,
    "social/x-posts.json",
    recognises_x_api,
    open_x_api};

}  // namespace voxmap
