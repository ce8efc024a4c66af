// Reddit: listings, threads with their comments, and the Pushshift dumps as NDJSON.
#include <algorithm>
#include <array>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "json_pages.hpp"
#include "quoted.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;

constexpr std::size_t kDeepestReply = 100;  // replies to replies; Reddit itself stops far earlier

bool recognises_reddit(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]", ".data[]", "[].data[]"}) {
    const std::string path(at);
    if (outline.is(path + ".kind", "Listing") && outline.has(path + ".data.children")) return true;
    const bool post = outline.has(path + ".subreddit") && outline.has(path + ".created_utc");
    if (post && (outline.has(path + ".body") || outline.has(path + ".selftext"))) return true;
    const bool thing = outline.is(path + ".kind", "t1") || outline.is(path + ".kind", "t3");
    if (thing && outline.has(path + ".data.created_utc")) return true;
  }
  return false;
}

// What stands where an author took a post back or a moderator did.
std::string_view gone(std::string_view text) {
  const std::string_view words = trim(text);
  if (words == "[deleted]" || words == "[deleted by user]") return "deleted";
  if (words == "[removed]" || words == "[ Removed by Reddit ]") return "removed";
  return {};
}

// By its name, or because it says so, as bots there are asked to.
bool is_bot(std::string_view author, std::string_view body) {
  const std::string name = fold(author);
  constexpr std::string_view kCapital = "Bot";  // "RemindMeBot", but not "Talbot"
  if (name == "automoderator" || name.ends_with("-bot") || name.ends_with("_bot") ||
      (author.size() > kCapital.size() && author.ends_with(kCapital))) {
    return true;
  }
  const std::string words = fold(body);
  return words.find("i am a bot, and this action was performed automatically") != words.npos ||
         words.find("i'm a bot, beep") != words.npos;
}

// created_utc is 1470000000, 1470000000.0 or "1470000000"; `created` is hours off in old dumps.
std::string time_created(const Value& post) {
  std::string time = json::scalar(post, {"created_utc"});
  if (time.ends_with(".0")) time.resize(time.size() - 2);
  return time;
}

class RedditPages final : public PageReader {
 public:
  void read(const Item& page, std::vector<Record>& out) override { read_thing(page, 0, out); }

  void finish(std::vector<std::string>& notes) const override {
    if (more_ > 0) {
      notes.push_back(std::to_string(more_) +
                      " places where the service left comments out (\"load more\")");
    }
  }

 private:
  void read_thing(const Item& thing, std::size_t depth, std::vector<Record>& out) {
    const std::string_view kind = json::text(thing.value, {"kind"});
    if (thing.value.is_array()) {
      for (const Item& listing : json::elements(thing)) read_thing(listing, depth, out);
    } else if (kind == "Listing") {
      if (depth > kDeepestReply) {
        out.emplace_back(social::make_reject(thing, {}, "replies", "too_deep",
                                             "replies nested deeper than 100 levels"));
        return;
      }
      for (const Item& child : json::elements_at(thing, {"data", "children"})) {
        read_thing(child, depth + 1, out);
      }
    } else if (kind == "more") {
      ++more_;
    } else if (kind == "t1" || kind == "t3") {
      if (const auto data = json::field(thing, "data")) read_post(*data, depth, out);
    } else if (!kind.empty()) {
      out.emplace_back(social::make_skip(thing, "not_a_post"));
    } else if (json::find(thing.value, {"created_utc"})) {
      read_post(thing, depth, out);
    } else if (json::array(thing.value, {"data"})) {  // pages of archives of Reddit
      for (const Item& one : json::elements_at(thing, {"data"})) read_thing(one, depth, out);
    } else {
      out.emplace_back(social::make_reject(thing, {}, {}, "unknown_item",
                                           "neither a post, a comment nor a listing of them"));
    }
  }

  void read_post(const Item& item, std::size_t depth, std::vector<Record>& out) {
    add_post(item, out);
    // "" when there are none, a listing otherwise.
    const auto replies = json::field(item, "replies");
    if (replies && replies->value.is_object()) read_thing(*replies, depth + 1, out);
  }

  static void add_post(const Item& item, std::vector<Record>& out) {
    const Value& post = item.value;
    const bool comment = json::find(post, {"body"}).has_value();
    std::string key = json::scalar(post, {"name"});
    const std::string id = json::scalar(post, {"id"});
    // Dumps leave out the prefix that says what it is.
    if (key.empty() && !id.empty()) key = (comment ? "t1_" : "t3_") + id;
    if (key.empty()) {
      out.emplace_back(social::make_reject(item, {}, "id", "missing_id", "this post has no id"));
      return;
    }
    const std::string_view body = json::text(post, {comment ? "body" : "selftext"});
    const std::string_view author = json::text(post, {"author"});
    const std::string_view reason = gone(body);
    if (!reason.empty() || (author == "[deleted]" && trim(body).empty())) {
      out.emplace_back(social::make_skip(item, reason.empty() ? "deleted" : reason));
      return;
    }
    if (is_bot(author, body)) {
      out.emplace_back(social::make_skip(item, "bot"));
      return;
    }
    if (json::text(post, {"subreddit_type"}) == "private") {
      out.emplace_back(social::make_skip(item, "not_public"));
      return;
    }
    Document d = social::make_post(item, std::move(key),
                                   author == "[deleted]" ? std::string() : std::string(author), {});
    d.verbatims.clear();
    // Said in the name of the forum, or of Reddit.
    const std::string_view rank = json::text(post, {"distinguished"});
    const bool official = rank == "moderator" || rank == "admin";
    const std::string_view speaker = official ? "Moderator" : "";
    const std::string title = decode_basic_entities(json::text(post, {"title"}));
    if (!trim(title).empty()) {
      add_pieces(d, {{title, false}}, item.origin, speaker, !official, "Title");
    }
    add_pieces(d, pieces_of_text(decode_basic_entities(body)), item.origin, speaker, !official);
    if (d.verbatims.empty()) {
      out.emplace_back(social::make_skip(item, "no_text"));
      return;
    }
    social::set_time(d, time_created(post));
    social::add_attribute(d, "subreddit", std::string(json::text(post, {"subreddit"})));
    social::add_attribute(d, "in_reply_to", std::string(json::text(post, {"parent_id"})));
    social::add_attribute(d, "score", json::scalar(post, {"score"}));
    social::add_attribute(d, "replies", json::scalar(post, {"num_comments"}));
    const std::string edited = json::scalar(post, {"edited"});
    if (edited.size() > 5) social::add_attribute(d, "edited", edited);  // false, or a time
    social::add_attribute(d, "flair", std::string(json::text(post, {"link_flair_text"})));
    out.emplace_back(std::move(d));
  }

  std::uint64_t more_ = 0;
};

std::unique_ptr<Source> open_reddit(Input input) {
  return open_pages(std::move(input), std::make_unique<RedditPages>());
}

}  // namespace

constinit const Adapter kReddit = {"reddit",
                                   "Reddit posts and comments: listings, threads, Pushshift NDJSON",
                                   SourceKind::social,
                                   {},
                                   "extra/reddit.json",
                                   recognises_reddit,
                                   open_reddit};

}  // namespace voxmap
