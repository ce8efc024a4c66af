// YouTube: comment threads and comments of the Data API.
#include <array>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "json_pages.hpp"
#include "options.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;

constexpr std::array kYoutubeOptions = {
    Option{"include_private", "false", "also read comments that are not public"},
    Option{"owner", "", "id of the company's own channel: its comments are kept and not scored"},
};

bool recognises_youtube(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]", ".items[]", "[].items[]"}) {
    const std::string path(at);
    for (const std::string_view kind :
         {"youtube#commentThreadListResponse", "youtube#commentListResponse",
          "youtube#commentThread", "youtube#comment"}) {
      if (outline.is(path + ".kind", kind)) return true;
    }
    if (outline.has(path + ".snippet.topLevelComment")) return true;
    // Programs that collect comments, one by one or below their video.
    if (outline.has(path + ".cid") && outline.has(path + ".text") && outline.has(path + ".votes")) {
      return true;
    }
  }
  // What is known of a video fills the head, its comments come last.
  return outline.has(".comments[].author_is_uploader") ||
         (outline.has(".formats[].format_id") && outline.has(".title"));
}

class YoutubePages final : public PageReader {
 public:
  YoutubePages(bool include_private, std::string owner)
      : include_private_(include_private), owner_(std::move(owner)) {}

  void read(const Item& page, std::vector<Record>& out) override {
    if (json::find(page.value, {"formats"}) || json::array(page.value, {"comments"})) {
      const std::string video = json::scalar(page.value, {"id"});
      if (!json::array(page.value, {"comments"})) {
        out.emplace_back(social::make_skip(page, "no_comments"));
      }
      for (const Item& one : json::elements_at(page, {"comments"})) read_collected(one, video, out);
      return;
    }
    if (json::find(page.value, {"cid"})) {
      read_collected(page, {}, out);
      return;
    }
    if (const auto items = json::field(page, "items"); items && items->value.is_array()) {
      for (const Item& one : json::elements(*items)) read_one(one, out);
    } else {
      read_one(page, out);
    }
  }

  void finish(std::vector<std::string>& notes) const override {
    if (missing_ > 0) {
      notes.push_back(std::to_string(missing_) +
                      " replies are not in the file: threads hold five at most");
    }
  }

 private:
  void read_one(const Item& one, std::vector<Record>& out) {
    const auto top = json::item_at(one, {"snippet", "topLevelComment"});
    if (!top) {
      if (json::find(one.value, {"snippet", "textDisplay"}) ||
          json::find(one.value, {"snippet", "textOriginal"})) {
        read_comment(one, {}, {}, out);
      } else {
        out.emplace_back(social::make_reject(one, {}, {}, "unknown_item", "no comment"));
      }
      return;
    }
    if (!include_private_ && !json::flag(one.value, {"snippet", "isPublic"}, true)) {
      out.emplace_back(social::make_skip(one, "not_public"));
      return;
    }
    const std::string replies = json::scalar(one.value, {"snippet", "totalReplyCount"});
    read_comment(*top, replies, json::text(one.value, {"snippet", "videoId"}), out);
    const std::vector<Item> comments = json::elements_at(one, {"replies", "comments"});
    for (const Item& reply : comments) {
      read_comment(reply, {}, json::text(one.value, {"snippet", "videoId"}), out);
    }
    std::int64_t total = 0;
    const auto count = json::find(one.value, {"snippet", "totalReplyCount"});
    if (count && count->get_int64().get(total) == simdjson::SUCCESS &&
        total > static_cast<std::int64_t>(comments.size())) {
      missing_ += static_cast<std::uint64_t>(total) - comments.size();
    }
  }

  // As yt-dlp and its like write them. The uploader's own are the company's.
  void read_collected(const Item& item, const std::string& video, std::vector<Record>& out) const {
    const Value& one = item.value;
    std::string id = json::scalar(one, {"id"});
    if (id.empty()) id = json::scalar(one, {"cid"});
    if (id.empty()) {
      out.emplace_back(social::make_reject(item, {}, "id", "missing_id", "this comment has no id"));
      return;
    }
    const std::string_view text = json::text(one, {"text"});
    if (trim(text).empty()) {
      out.emplace_back(social::make_skip(item, "no_text"));
      return;
    }
    std::string author = json::scalar(one, {"author_id"});
    if (author.empty()) author = json::scalar(one, {"channel"});
    Document d = social::make_post(item, std::move(id), author, std::string(text));
    const bool own =
        json::flag(one, {"author_is_uploader"}) || (!owner_.empty() && author == owner_);
    d.verbatims[0].scored = !own;
    std::string time = json::scalar(one, {"timestamp"});
    if (time.empty()) time = json::scalar(one, {"time_parsed"});
    social::set_time(d, time);
    std::string parent = json::scalar(one, {"parent"});
    social::add_attribute(d, "video", video);
    social::add_attribute(d, "in_reply_to", parent == "root" ? std::string() : std::move(parent));
    social::add_attribute(d, "likes", json::scalar(one, {"like_count"}));
    social::add_attribute(d, "likes", json::scalar(one, {"votes"}));
    out.emplace_back(std::move(d));
  }

  void read_comment(const Item& item, std::string replies, std::string_view video,
                    std::vector<Record>& out) const {
    const auto snippet = json::find(item.value, {"snippet"});
    std::string id = json::scalar(item.value, {"id"});
    if (id.empty() || !snippet) {
      out.emplace_back(social::make_reject(item, {}, "id", "missing_id", "this comment has no id"));
      return;
    }
    const std::string_view state = json::text(*snippet, {"moderationStatus"});
    if (!include_private_ && !state.empty() && state != "published") {
      out.emplace_back(social::make_skip(item, "not_public"));
      return;
    }
    // textOriginal is only shown to the author; the other one may be HTML.
    const std::string_view original = json::text(*snippet, {"textOriginal"});
    std::string text = original.empty() ? html_to_text(json::text(*snippet, {"textDisplay"})).text
                                        : std::string(original);
    if (trim(text).empty()) {
      out.emplace_back(social::make_skip(item, "no_text"));
      return;
    }
    std::string author = json::scalar(*snippet, {"authorChannelId", "value"});
    if (author.empty()) author = json::text(*snippet, {"authorChannelUrl"});
    Document d = social::make_post(item, std::move(id), author, std::move(text));
    d.verbatims[0].scored = owner_.empty() || author != owner_;
    social::set_time(d, json::text(*snippet, {"publishedAt"}));
    const std::string_view updated = json::text(*snippet, {"updatedAt"});
    if (updated != json::text(*snippet, {"publishedAt"})) {
      social::add_attribute(d, "edited", std::string(updated));
    }
    const std::string_view own_video = json::text(*snippet, {"videoId"});
    social::add_attribute(d, "video", std::string(own_video.empty() ? video : own_video));
    social::add_attribute(d, "in_reply_to", std::string(json::text(*snippet, {"parentId"})));
    social::add_attribute(d, "likes", json::scalar(*snippet, {"likeCount"}));
    social::add_attribute(d, "replies", std::move(replies));
    out.emplace_back(std::move(d));
  }

  bool include_private_;
  std::string owner_;
  std::uint64_t missing_ = 0;
};

std::unique_ptr<Source> open_youtube(Input input) {
  const bool include_private = flag_option(input.options, "include_private");
  std::string owner = option(input.options, "owner");
  return open_pages(std::move(input),
                    std::make_unique<YoutubePages>(include_private, std::move(owner)));
}

}  // namespace

constinit const Adapter kYouTube = {"youtube",
                                    "YouTube comments: threads and replies of the Data API",
                                    SourceKind::social,
                                    kYoutubeOptions,
                                    "extra/youtube.json",
                                    recognises_youtube,
                                    open_youtube};

}  // namespace voxmap
