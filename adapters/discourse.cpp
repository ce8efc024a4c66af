// Discourse: topics with their posts, and pages of posts.
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "json_pages.hpp"
#include "quoted.hpp"

namespace voxmap {
namespace {

using json::Item;

bool recognises_discourse(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {".post_stream.posts[]", "[].post_stream.posts[]",
                                    ".latest_posts[]", ".posts[]", "[]", ""}) {
    const std::string path(at);
    if (outline.has(path + ".cooked") && outline.has(path + ".post_number")) return true;
  }
  if (outline.has(".posts[].blurb") && outline.has(".posts[].post_number")) return true;
  // The head may end before the first post.
  return outline.has(".post_stream.posts") || outline.has(".details.created_by.username");
}

// The forum writes name and size below a picture: "lamp.png 1200x800 50 KB".
std::string without_labels(std::string_view html) {
  constexpr std::string_view kBegin = "<div class=\"meta\">";
  constexpr std::string_view kEnd = "</div>";
  std::string out;
  while (true) {
    const std::size_t begin = html.find(kBegin);
    const std::size_t end = html.find(kEnd, begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return out.append(html);
    out += html.substr(0, begin);
    html.remove_prefix(end + kEnd.size());
  }
}

class DiscoursePages final : public PageReader {
 public:
  void read(const Item& page, std::vector<Record>& out) override {
    if (const auto posts = json::item_at(page, {"post_stream", "posts"})) {
      const std::vector<Item> items = json::elements(*posts);
      if (json::text(page.value, {"archetype"}) == "private_message") {
        for (const Item& post : items) out.emplace_back(social::make_skip(post, "not_public"));
        return;
      }
      const auto found = json::field(page, "title");
      const Title title = found ? Title{json::text(found->value, {}), found->origin} : Title{};
      for (const Item& post : items) read_post(post, title, out);
      if (const auto stream = json::array(page.value, {"post_stream", "stream"})) {
        const std::size_t all = stream->size();
        if (all > items.size()) missing_ += all - items.size();
      }
      return;
    }
    for (const std::string_view list : {"latest_posts", "posts"}) {
      if (const auto posts = json::field(page, list); posts && posts->value.is_array()) {
        for (const Item& post : json::elements(*posts)) read_post(post, {}, out);
        return;
      }
    }
    read_post(page, {}, out);
  }

  void finish(std::vector<std::string>& notes) const override {
    if (missing_ > 0) {
      notes.push_back(std::to_string(missing_) +
                      " posts of these topics are not in the file: a page holds the first ones");
    }
    if (cut_ > 0) {
      notes.push_back(std::to_string(cut_) +
                      " posts with their beginning only: searches show no more, topics do");
    }
  }

 private:
  // The topic's, written by its first poster; it stands beside the posts.
  struct Title {
    std::string_view text;
    Place origin;
  };

  void read_post(const Item& post, const Title& title, std::vector<Record>& out) {
    const auto text = [&](std::string_view field) { return json::text(post.value, {field}); };
    const std::string id = json::scalar(post.value, {"id"});
    const bool cut = json::find(post.value, {"blurb"}) && !json::find(post.value, {"cooked"});
    if (id.empty() || (!cut && !json::find(post.value, {"cooked"}))) {
      out.emplace_back(social::make_reject(post, id, id.empty() ? "id" : "cooked",
                                           id.empty() ? "missing_id" : "unknown_item",
                                           "this is no post with an id and a text"));
      return;
    }
    const auto skip = [&](std::string_view reason) {
      out.emplace_back(social::make_skip(post, reason));
    };
    // 1 is a post; 2 and 3 are moderators' marks ("closed this topic"), 4 is a whisper among staff.
    const std::string type = json::scalar(post.value, {"post_type"});
    if (type == "4") return skip("not_public");
    if (!type.empty() && type != "1") return skip("not_a_post");
    if (json::flag(post.value, {"hidden"})) return skip("removed");
    if (json::flag(post.value, {"user_deleted"}) || json::find(post.value, {"deleted_at"})) {
      return skip("deleted");
    }
    // The forum's own account speaks under a negative number.
    const std::string user = json::scalar(post.value, {"user_id"});
    if (user.starts_with('-')) return skip("bot");
    Document d =
        social::make_post(post, id, user.empty() ? std::string(text("username")) : user, {});
    d.verbatims.clear();
    const bool first = json::scalar(post.value, {"post_number"}) == "1";
    const bool staff = json::flag(post.value, {"staff"}) || json::flag(post.value, {"admin"}) ||
                       json::flag(post.value, {"moderator"});
    const std::string_view speaker = staff ? "Moderator" : "";
    if (first && !trim(title.text).empty()) {
      add_pieces(d, {{std::string(title.text), false}}, title.origin, speaker, !staff, "Title");
    }
    cut_ += cut ? 1U : 0U;
    add_pieces(d,
               cut ? pieces_of_text(text("blurb")) : pieces_of_html(without_labels(text("cooked"))),
               post.origin, speaker, !staff);
    if (d.verbatims.empty()) return skip("no_text");
    social::set_time(d, text("created_at"));
    if (text("updated_at") != text("created_at")) {
      social::add_attribute(d, "edited", std::string(text("updated_at")));
    }
    social::add_attribute(d, "topic", json::scalar(post.value, {"topic_id"}));
    social::add_attribute(d, "in_reply_to", json::scalar(post.value, {"reply_to_post_number"}));
    social::add_attribute(d, "replies", json::scalar(post.value, {"reply_count"}));
    social::add_attribute(d, "reads", json::scalar(post.value, {"reads"}));
    out.emplace_back(std::move(d));
  }

  std::uint64_t missing_ = 0;
  std::uint64_t cut_ = 0;
};

std::unique_ptr<Source> open_discourse(Input input) {
  return open_pages(std::move(input), std::make_unique<DiscoursePages>());
}

}  // namespace

constinit const Adapter kDiscourse = {"discourse",
                                      "Discourse topics and pages of posts",
                                      SourceKind::social,
                                      {},
                                      "extra/discourse.json",
                                      recognises_discourse,
                                      open_discourse};

}  // namespace voxmap
