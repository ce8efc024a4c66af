// Bluesky: feeds, threads and searches of its API, repository records, and Jetstream events.
#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "social.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;

constexpr std::string_view kPost = "app.bsky.feed.post";
constexpr std::array<std::string_view, 3> kBlueskyArrays = {"feed", "posts", "records"};

bool recognises_bluesky(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at :
       {".feed[].post", ".post", ".posts[]", ".thread.post", "[].post", "[]", ""}) {
    const std::string path(at);
    if (outline.begins(path + ".uri", "at://") && outline.has(path + ".record")) return true;
  }
  for (const std::string_view path : {".records[]", "[]", ""}) {  // of a repository
    if (outline.is(std::string(path) + ".value.$type", kPost)) return true;
  }
  const bool jetstream = outline.begins(".did", "did:") && outline.has(".time_us");
  const bool jetstream2 = outline.begins(".payload.$type", "network.bsky.jetstream.");
  return jetstream || jetstream2;
}

// at://did/collection/rkey -> did
std::string did_of(std::string_view uri) {
  constexpr std::string_view kScheme = "at://";
  if (!uri.starts_with(kScheme)) return {};
  uri.remove_prefix(kScheme.size());
  return std::string(uri.substr(0, uri.find('/')));
}

// The post of a record; `seen_at` is when the network saw it: `createdAt` is whatever the author's
// program wrote, years off at times, and only kept.
void add_record(const Item& item, std::string uri, std::string author, const Value& record,
                std::string_view seen_at, std::vector<Record>& out, const Value* counts = nullptr) {
  const std::string_view text = json::text(record, {"text"});
  if (trim(text).empty()) {
    out.emplace_back(social::make_skip(item, "no_text"));
    return;
  }
  const std::string_view created = json::text(record, {"createdAt"});
  Document post = social::make_post(item, std::move(uri), std::move(author), std::string(text));
  if (const auto languages = json::array(record, {"langs"}); languages && languages->size() > 0) {
    post.language = social::language_tag(json::text(*languages->begin(), {}));
  }
  social::set_time(post, seen_at.empty() ? created : seen_at);
  social::add_attribute(post, "created_at", std::string(created));
  social::add_attribute(post, "in_reply_to",
                        std::string(json::text(record, {"reply", "parent", "uri"})));
  std::string quoted(json::text(record, {"embed", "record", "uri"}));
  if (quoted.empty()) quoted = json::text(record, {"embed", "record", "record", "uri"});
  social::add_attribute(post, "quotes_post", std::move(quoted));
  if (counts != nullptr) {
    social::add_attribute(post, "likes", json::scalar(*counts, {"likeCount"}));
    social::add_attribute(post, "reposts", json::scalar(*counts, {"repostCount"}));
    social::add_attribute(post, "replies", json::scalar(*counts, {"replyCount"}));
    social::add_attribute(post, "quotes", json::scalar(*counts, {"quoteCount"}));
  }
  out.emplace_back(std::move(post));
}

void expand_post(const Item& item, const Value& post, std::vector<Record>& out) {
  std::string uri(json::text(post, {"uri"}));
  auto record = json::find(post, {"record"});
  if (!record) record = json::find(post, {"value"});
  if (uri.empty() || !record) {
    out.emplace_back(social::make_reject(item, uri, uri.empty() ? "uri" : "record", "missing_post",
                                         "this item holds no post"));
    return;
  }
  const std::string_view type = json::text(*record, {"$type"});
  if (!type.empty() && type != kPost) {
    out.emplace_back(social::make_skip(item, "not_a_post"));
    return;
  }
  std::string author(json::text(post, {"author", "did"}));
  if (author.empty()) author = did_of(uri);
  add_record(item, std::move(uri), std::move(author), *record, json::text(post, {"indexedAt"}), out,
             &post);
}

// A thread is a tree of posts. Written out parents first, then replies in their order; the parser
// bounds its depth, this walk needs no stack of its own frames.
void expand_thread(const Item& item, const Value& thread, std::vector<Record>& out) {
  std::vector<Value> above{thread};
  while (const auto parent = json::find(above.back(), {"parent"})) above.push_back(*parent);
  std::vector<Value> todo;
  for (std::size_t i = 1; i < above.size(); ++i) {
    if (const auto post = json::find(above[above.size() - i], {"post"})) {
      expand_post(item, *post, out);
    }
  }
  todo.push_back(thread);
  while (!todo.empty()) {
    const Value node = todo.back();
    todo.pop_back();
    if (const auto post = json::find(node, {"post"})) {
      expand_post(item, *post, out);
    } else {
      out.emplace_back(social::make_skip(item, "not_found"));  // deleted, or its author blocked us
    }
    const auto replies = json::array(node, {"replies"});
    if (!replies) continue;
    const std::size_t before = todo.size();
    for (const Value reply : *replies) todo.push_back(reply);
    std::reverse(todo.begin() + static_cast<std::ptrdiff_t>(before), todo.end());
  }
}

// A commit of the network's event stream; `commit` holds operation, collection, rkey and record.
void expand_commit(const Item& item, std::string_view did, const Value& commit,
                   const std::string& seen_at, std::vector<Record>& out) {
  if (json::text(commit, {"collection"}) != kPost) {
    out.emplace_back(social::make_skip(item, "not_a_post"));
    return;
  }
  const std::string_view operation = json::text(commit, {"operation"});
  if (operation == "delete") {
    out.emplace_back(social::make_skip(item, "deleted"));
    return;
  }
  const std::string_view rkey = json::text(commit, {"rkey"});
  const auto record = json::find(commit, {"record"});
  if (did.empty() || rkey.empty() || !record) {
    out.emplace_back(social::make_reject(item, {}, "commit", "missing_post",
                                         "a commit without did, rkey or record"));
    return;
  }
  std::string uri = "at://";
  uri.append(did).append(1, '/').append(kPost).append(1, '/').append(rkey);
  add_record(item, std::move(uri), std::string(did), *record, seen_at, out);
}

void expand_event(const Item& item, std::vector<Record>& out) {
  const auto commit = json::find(item.value, {"commit"});
  if (json::text(item.value, {"kind"}) != "commit" || !commit) {
    out.emplace_back(social::make_skip(item, "not_a_post"));
    return;
  }
  // Microseconds since 1970, 16 digits, which parse_time reads.
  expand_commit(item, json::text(item.value, {"did"}), *commit,
                json::scalar(item.value, {"time_us"}), out);
}

// Jetstream v2 wraps every event, and has frames about the stream itself.
void expand_frame(const Item& item, std::vector<Record>& out) {
  const auto payload = json::find(item.value, {"payload"});
  if (json::text(item.value, {"$type"}) == "error") {
    std::string detail = "the stream broke off: ";
    detail += printable(json::text(item.value, {"message"}), 200);
    out.emplace_back(social::make_reject(item, {}, "error", "stream_error", std::move(detail)));
  } else if (payload && json::text(*payload, {"$type"}).ends_with("#commit")) {
    expand_commit(item, json::text(*payload, {"did"}), *payload,
                  std::string(json::text(*payload, {"time"})), out);
  } else {
    out.emplace_back(social::make_skip(item, "not_a_post"));
  }
}

void expand_bluesky(const Item& item, const Options& /*options*/, std::vector<Record>& out) {
  const Value& value = item.value;
  const std::string_view type = json::text(value, {"$type"});
  if (json::find(value, {"time_us"}) && json::find(value, {"did"})) {
    expand_event(item, out);
  } else if (json::find(value, {"payload"}) || type == "error") {
    expand_frame(item, out);
  } else if (const auto thread = json::find(value, {"thread"})) {
    expand_thread(item, *thread, out);
  } else if (json::text(value, {"reason", "$type"}).ends_with("reasonRepost")) {
    out.emplace_back(social::make_skip(item, "boost"));
  } else if (const auto post = json::find(value, {"post"})) {
    expand_post(item, *post, out);
  } else {
    expand_post(item, value, out);
  }
}

std::unique_ptr<Source> open_bluesky(Input input) {
  return social::open_social(std::move(input), kBlueskyArrays, expand_bluesky);
}

}  // namespace

constinit const Adapter kBluesky = {
    "bluesky",
    "Bluesky posts: feeds, threads, searches, repository records, Jetstream events",
    SourceKind::social,
    {},
    "social/bluesky-feed.json",
    recognises_bluesky,
    open_bluesky};

}  // namespace voxmap
