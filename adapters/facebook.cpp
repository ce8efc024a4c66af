// Facebook and Instagram: what an account holder downloads, and pages of the Graph API.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "json_pages.hpp"
#include "options.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;

constexpr std::array kFacebookOptions = {
    Option{"include_private", "false", "also read direct messages"},
    Option{"owner", "", "name or id of the company's own account: its words are not scored"},
};

// The lists of an export. What people liked or looked at is no text of theirs.
constexpr std::array<std::string_view, 13> kComments = {"comments_v2",
                                                        "group_comments_v2",
                                                        "comments",
                                                        "group_posts_v2",
                                                        "posts_v2",
                                                        "other_photos_v2",
                                                        "comments_media_comments",
                                                        "comments_reels_comments",
                                                        "comments_story_comments",
                                                        "ig_reels_media",
                                                        "ig_stories",
                                                        "ig_igtv_media",
                                                        "text_post_app_text_posts"};
constexpr std::array<std::string_view, 4> kNoPosts = {"reactions_v2", "reactions",
                                                      "likes_media_likes", "likes_comment_likes"};

bool recognises_facebook(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]"}) {
    const std::string path(at);
    for (const std::string_view list :
         {"comments_v2", "group_comments_v2", "group_posts_v2", "reactions_v2",
          "comments_media_comments", "comments_reels_comments", "likes_media_likes",
          "ig_reels_media", "ig_stories", "text_post_app_text_posts"}) {
      if (outline.has(path + "." + std::string(list))) return true;
    }
  }
  const bool messages =
      (outline.has(".messages[].sender_name") && outline.has(".messages[].timestamp_ms")) ||
      (outline.has(".messages[].senderName") && outline.has(".messages[].isUnsent"));
  const bool posts = outline.has("[].timestamp") &&
                     (outline.has("[].data[].post") || outline.has("[].data[].comment"));
  const bool graph = outline.has(".data[].created_time") &&
                     (outline.has(".data[].message") || outline.has(".data[].from"));
  const bool instagram = outline.has(".data[].timestamp") && outline.has(".data[].text") &&
                         outline.has(".data[].username") && outline.has(".data[].id");
  const bool labels = outline.has("[].label_values") && outline.has("[].timestamp");
  // What the account's language calls the fields is anybody's guess.
  const bool mapped = outline.has("[].string_map_data") && outline.has("[].media_list_data");
  return messages || posts || graph || instagram || labels || mapped ||
         outline.has("[].string_map_data.Comment") ||
         (outline.has("[].media[].creation_timestamp") && outline.has("[].media[].title"));
}

// Downloads write each byte of UTF-8 as a character of its own ("\u00c3\u00a6" for æ). Undone a
// string at a time, when all its characters are bytes and the bytes are UTF-8; else it was right.
std::string repaired(std::string_view text) {
  std::string bytes;
  bool high = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      bytes += text[i];
      continue;
    }
    if (lead > 0xC3 || i + 1 == text.size()) return std::string(text);  // beyond U+00FF
    high = true;
    const auto next = static_cast<unsigned char>(text[++i]);
    bytes += static_cast<char>(((lead & 0x03U) << 6U) | (next & 0x3FU));
  }
  return high && valid_utf8(bytes) ? bytes : std::string(text);
}

class FacebookPages final : public PageReader {
 public:
  FacebookPages(bool include_private, std::string owner)
      : include_private_(include_private), owner_(std::move(owner)) {}

  void read(const Item& page, std::vector<Record>& out) override {
    if (json::array(page.value, {"messages"}) && json::find(page.value, {"participants"})) {
      for (const Item& message : json::elements_at(page, {"messages"})) read_message(message, out);
      return;
    }
    bool any = false;
    for (const auto& [name, list] : json::fields(page)) {
      if (!list.value.is_array()) continue;
      if (std::ranges::find(kComments, name) != kComments.end() ||
          (name == "data" && json::find(page.value, {"timestamp"}) == std::nullopt)) {
        any = true;
        for (const Item& entry : json::elements(list)) read_entry(entry, out);
      } else if (std::ranges::find(kNoPosts, name) != kNoPosts.end()) {
        any = true;
        for (const Item& entry : json::elements(list)) {
          out.emplace_back(social::make_skip(entry, "not_a_post"));
        }
      }
    }
    if (!any) read_entry(page, out);
  }

 private:
  struct Words {
    std::string text, author, time, thing;
  };

  void read_entry(const Item& entry, std::vector<Record>& out) {
    const Value& value = entry.value;
    const bool instagram = json::find(value, {"username"}) && json::find(value, {"text"});
    if (json::find(value, {"created_time"}) || instagram) {
      read_graph(entry, out);
      return;
    }
    std::vector<Words> all;
    const std::string time = json::scalar(value, {"timestamp"});
    if (const auto data = json::array(value, {"data"})) {
      for (const Value part : *data) {
        const std::string_view post = json::text(part, {"post"});
        if (!post.empty()) all.push_back({repaired(post), {}, time, "post"});
        if (!json::find(part, {"comment"})) continue;
        const std::string own = json::scalar(part, {"comment", "timestamp"});
        all.push_back({repaired(json::text(part, {"comment", "comment"})),
                       repaired(json::text(part, {"comment", "author"})), own.empty() ? time : own,
                       "comment"});
      }
    }
    if (const auto data = json::array(value, {"string_list_data"})) {
      for (const Value part : *data) {
        all.push_back({repaired(json::text(part, {"value"})),
                       {},
                       json::scalar(part, {"timestamp"}),
                       "comment"});
      }
    }
    if (const auto map = json::field(entry, "string_map_data")) all.push_back(mapped_words(*map));
    if (json::array(value, {"label_values"})) all.push_back(labelled_words(entry, time));
    if (const auto media = json::array(value, {"media"})) {
      std::string_view title = json::text(value, {"title"});
      std::string created = json::scalar(value, {"creation_timestamp"});
      for (const Value part : *media) {
        if (title.empty()) title = json::text(part, {"title"});
        if (created.empty()) created = json::scalar(part, {"creation_timestamp"});
      }
      all.push_back({repaired(title), {}, created, "post"});
    }
    const bool known = json::find(value, {"timestamp"}) || json::find(value, {"title"}) ||
                       json::find(value, {"attachments"});
    if (all.empty() && !known) {
      out.emplace_back(
          social::make_reject(entry, {}, {}, "unknown_item", "neither post nor comment"));
      return;
    }
    bool said = false;
    for (Words& words : all) {
      if (trim(words.text).empty()) continue;
      said = true;
      add(entry, std::move(words), {}, out);
    }
    if (!said) out.emplace_back(social::make_skip(entry, "no_text"));
  }

  // {"Comment":{"value":...},"Media Owner":{...},"Time":{"timestamp":...}}, named in the account's
  // language: the words come first, the time is the one that has one.
  static Words mapped_words(const Item& map) {
    Words words{{}, {}, {}, "comment"};
    for (const auto& [name, part] : json::fields(map)) {
      const std::string_view text = json::text(part.value, {"value"});
      const std::string time = json::scalar(part.value, {"timestamp"});
      if (words.time.empty() && !time.empty() && time != "0") words.time = time;
      if (words.text.empty() && !text.empty()) words.text = repaired(text);
      if (name == "Comment") words.text = repaired(text);
    }
    return words;
  }

  // The layout of newer downloads: [{"label":"Comment","value":...},{"label":"Author",...}].
  static Words labelled_words(const Item& entry, const std::string& time) {
    Words words{{}, {}, time, "post"};
    constexpr std::array<std::string_view, 5> kSaid = {"Comment", "Text", "Message", "Post",
                                                       "Review"};
    for (const Item& one : json::elements_at(entry, {"label_values"})) {
      const std::string_view label = json::text(one.value, {"label"});
      const std::string_view value = json::text(one.value, {"value"});
      if (label == "Comment") words.thing = "comment";
      if (label == "Author") words.author = repaired(value);
      if (words.text.empty() && std::ranges::find(kSaid, label) != kSaid.end()) {
        words.text = repaired(value);
      }
    }
    return words;
  }

  // A comment or post of a page, with the comments below it.
  void read_graph(const Item& item, std::vector<Record>& out) {
    Words words{std::string(json::text(item.value, {"message"})),
                json::scalar(item.value, {"from", "id"}),
                std::string(json::text(item.value, {"created_time"})), "comment"};
    if (words.author.empty()) words.author = json::text(item.value, {"from", "name"});
    if (words.time.empty()) {  // Instagram's
      words.text = json::text(item.value, {"text"});
      words.time = json::text(item.value, {"timestamp"});
      if (words.author.empty()) words.author = json::text(item.value, {"username"});
    }
    const std::string id = json::scalar(item.value, {"id"});
    if (trim(words.text).empty()) {
      out.emplace_back(social::make_skip(item, "no_text"));
    } else if (id.empty()) {
      out.emplace_back(social::make_reject(item, {}, "id", "missing_id", "this comment has no id"));
    } else {
      add(item, std::move(words), id, out);
    }
    for (const std::string_view below : {"comments", "replies"}) {
      for (const Item& reply : json::elements_at(item, {below, "data"})) read_graph(reply, out);
    }
  }

  void read_message(const Item& message, std::vector<Record>& out) {
    Words words{repaired(json::text(message.value, {"content"})),
                repaired(json::text(message.value, {"sender_name"})),
                json::scalar(message.value, {"timestamp_ms"}), "message"};
    if (words.author.empty()) {  // of encrypted chats
      words.text = json::text(message.value, {"text"});
      words.author = json::text(message.value, {"senderName"});
      words.time = json::scalar(message.value, {"timestamp"});
    }
    if (json::flag(message.value, {"is_unsent"}) || json::flag(message.value, {"isUnsent"})) {
      out.emplace_back(social::make_skip(message, "deleted"));
    } else if (!include_private_) {
      out.emplace_back(social::make_skip(message, "not_public"));
    } else if (trim(words.text).empty()) {
      out.emplace_back(social::make_skip(message, "no_text"));
    } else {
      add(message, std::move(words), {}, out);
    }
  }

  // Downloads name no ids: author, time and words stand in, and how often they came.
  void add(const Item& item, Words words, const std::string& id, std::vector<Record>& out) {
    std::string key = id;
    if (key.empty()) {
      digest_.field(words.thing);
      digest_.field(words.author);
      digest_.field(words.time);
      digest_.field(words.text);
      const auto digest = digest_.finish();
      constexpr std::size_t kBytes = 16;
      key = words.thing + "-" + hex(digest.data(), kBytes);
      const auto times = ++seen_[key];
      if (times > 1) key += "-" + std::to_string(times);
    }
    const bool own = !owner_.empty() && words.author == owner_;
    Document d =
        social::make_post(item, std::move(key), std::move(words.author), std::move(words.text));
    d.key_is_digest = id.empty();
    d.verbatims[0].scored = !own;
    social::set_time(d, words.time);
    out.emplace_back(std::move(d));
  }

  bool include_private_;
  std::string owner_;
  Sha256 digest_;
  std::unordered_map<std::string, std::uint64_t> seen_;
};

std::unique_ptr<Source> open_facebook(Input input) {
  const bool include_private = flag_option(input.options, "include_private");
  std::string owner = option(input.options, "owner");
  return open_pages(std::move(input),
                    std::make_unique<FacebookPages>(include_private, std::move(owner)));
}

}  // namespace

constinit const Adapter kFacebook = {
    "facebook",
    "Facebook and Instagram: downloads of an account, Graph API comments",
    SourceKind::social,
    kFacebookOptions,
    "extra/facebook.json",
    recognises_facebook,
    open_facebook};

}  // namespace voxmap
