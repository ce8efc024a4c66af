// App Store reviews: Apple's customer-review feeds as JSON and as Atom, and pages of the App Store
// Connect API.
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "json_pages.hpp"
#include "reviews.hpp"
#include "xml_source.hpp"

namespace voxmap {
namespace {

using json::Item;

constexpr std::string_view kMissingId = "this review has no id";

bool recognises_app_store_json(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view page : {"", "[]"}) {
    const std::string at(page);
    if (outline.has(at + ".feed.entry[].im:rating.label") ||
        outline.has(at + ".feed.entry.im:rating.label") ||
        outline.is(at + ".data[].type", "customerReviews") ||
        outline.is(at + ".data.type", "customerReviews")) {
      return true;
    }
  }
  return false;
}

bool recognises_xml(std::string_view head) {
  return is_xml(head, "feed") &&
         head.find("http://itunes.apple.com/rss") != std::string_view::npos &&
         (head.find("/customerreviews/") != std::string_view::npos ||
          head.find(":rating>") != std::string_view::npos);
}

void set_written(Document& review, std::string_view written) {
  review.said_at_text = written;
  if (const auto time = parse_time(written)) review.said_at = time->at;
}

// The parts of a review, wherever they stood.
struct Parts {
  std::string_view id, stars, title, text, version, author, time;
};

void add(const Parts& parts, const Place& place, std::vector<Record>& out) {
  Document review = review::make_review(place, std::string(parts.id), parts.stars);
  review.respondent = parts.author;
  set_written(review, parts.time);
  review::add_words(review, parts.title, "Title", place);
  review::add_words(review, parts.text, {}, place);
  social::add_attribute(review, "app_version", std::string(parts.version));
  out.emplace_back(std::move(review));
}

class AppStorePages final : public PageReader {
 public:
  void read(const Item& page, std::vector<Record>& out) override {
    if (const auto entry = json::item_at(page, {"feed", "entry"})) {
      // One review is an object, several are a list.
      const std::string country = country_of(page.value);
      if (entry->value.is_object()) read_entry(*entry, country, out);
      for (const Item& one : json::elements(*entry)) read_entry(one, country, out);
    } else if (const auto data = json::field(page, "data")) {
      if (data->value.is_object()) read_connect(*data, page, out);
      for (const Item& one : json::elements(*data)) read_connect(one, page, out);
    } else if (json::text(page.value, {"type"}) == "customerReviews") {
      read_connect(page, page, out);
    } else if (json::find(page.value, {"im:rating"})) {
      read_entry(page, {}, out);
    } else if (!json::find(page.value, {"feed"})) {
      out.emplace_back(social::make_reject(page, {}, {}, "unknown_item", "no review"));
    }
  }

 private:
  // "de" of "https://itunes.apple.com/de/rss/customerreviews/...".
  static std::string country_of(const json::Value& page) {
    constexpr std::string_view kHost = "apple.com/";
    for (const std::string_view name : {"id", "uri"}) {
      const std::string_view link = name == "id"
                                        ? json::text(page, {"feed", "id", "label"})
                                        : json::text(page, {"feed", "author", "uri", "label"});
      const std::size_t host = link.find(kHost);
      if (host == std::string_view::npos) continue;
      const std::string_view rest = link.substr(host + kHost.size());
      if (rest.find('/') == 2) return std::string(rest.substr(0, 2));
    }
    return {};
  }

  void read_entry(const Item& entry, const std::string& country, std::vector<Record>& out) {
    // Older feeds begin with the app itself.
    if (!json::find(entry.value, {"im:rating"})) {
      out.emplace_back(social::make_skip(entry, "not_a_review"));
      return;
    }
    const auto label = [&](std::string_view name) {
      return json::text(entry.value, {name, "label"});
    };
    const Parts parts{.id = label("id"),
                      .stars = label("im:rating"),
                      .title = label("title"),
                      .text = label("content"),
                      .version = label("im:version"),
                      .author = json::text(entry.value, {"author", "uri", "label"}),
                      .time = label("updated")};
    if (parts.id.empty()) {
      out.emplace_back(social::make_reject(entry, {}, "id", "missing_id", std::string(kMissingId)));
      return;
    }
    add(parts, entry.origin, out);
    social::add_attribute(std::get<Document>(out.back()), "country", country);
    undated_ += parts.time.empty() ? 1U : 0U;
  }

  // What the developer answered stands beside the reviews of a page.
  static void add_answer(Document& review, const Item& one, const Item& page) {
    const std::string_view id = json::text(one.value, {"relationships", "response", "data", "id"});
    if (id.empty()) return;
    for (const Item& part : json::elements_at(page, {"included"})) {
      if (json::text(part.value, {"id"}) != id) continue;
      review::add_words(review, json::text(part.value, {"attributes", "responseBody"}), {},
                        part.origin, "Developer");
    }
  }

  static void read_connect(const Item& one, const Item& page, std::vector<Record>& out) {
    if (json::text(one.value, {"type"}) != "customerReviews") {
      out.emplace_back(social::make_skip(one, "not_a_review"));
      return;
    }
    const auto of = [&](std::string_view name) {
      return json::text(one.value, {"attributes", name});
    };
    const std::string stars = json::scalar(one.value, {"attributes", "rating"});
    const Parts parts{.id = json::text(one.value, {"id"}),
                      .stars = stars,
                      .title = of("title"),
                      .text = of("body"),
                      .version = {},
                      .author = {},
                      .time = of("createdDate")};
    if (parts.id.empty()) {
      out.emplace_back(social::make_reject(one, {}, "id", "missing_id", std::string(kMissingId)));
      return;
    }
    add(parts, one.origin, out);
    auto& review = std::get<Document>(out.back());
    social::add_attribute(review, "territory", std::string(of("territory")));
    add_answer(review, one, page);
    if (of("reviewerNickname").size() > 3) review.identifying.emplace_back(of("reviewerNickname"));
  }

  void finish(std::vector<std::string>& notes) const override {
    if (undated_ > 0) {
      notes.push_back(
          std::to_string(undated_) +
          " reviews without a time: Apple's JSON has had none at times, its XML feed of "
          "the same reviews has");
    }
  }

  std::uint64_t undated_ = 0;
};

void read_atom(const pugi::xml_node& entry, const Place& place, std::vector<Record>& out) {
  const auto text = [&](const char* name) { return child_text(entry, name); };
  std::string stars;
  std::string version;
  std::string content;
  for (const pugi::xml_node& child : entry.children()) {
    const std::string_view name = local_name(child);
    if (name == "rating") stars = child.text().get();
    if (name == "version") version = child.text().get();
    // The same words stand there a second time, as a table of HTML.
    const std::string_view type = child.attribute("type").value();
    if (name == "content" && type != "html") {
      for (const pugi::xml_node& part : child.children()) content += part.value();
    }
  }
  if (stars.empty()) {
    out.emplace_back(Skip{place, "not_a_review"});
    return;
  }
  const std::string id(trim(text("id")));
  if (id.empty()) {
    out.emplace_back(reject_entry(entry, place, "id", "missing_id", std::string(kMissingId)));
    return;
  }
  const std::string title = text("title");
  const std::string author = child_text(entry.child("author"), "uri");
  const std::string time = text("updated");
  add({.id = id,
       .stars = stars,
       .title = title,
       .text = content,
       .version = version,
       .author = author,
       .time = trim(time)},
      place, out);
}

std::unique_ptr<Source> open_app_store_json(Input input) {
  return open_pages(std::move(input), std::make_unique<AppStorePages>());
}
std::unique_ptr<Source> open_xml(Input input) { return open_entries(std::move(input), read_atom); }

}  // namespace

constinit const Adapter kAppStore = {
    "app_store",
    "App Store reviews as JSON: Apple's review feeds, App Store Connect pages",
    SourceKind::review,
    {},
    "extra/app-store.json",
    recognises_app_store_json,
    open_app_store_json};

constinit const Adapter kAppStoreXml = {"app_store_xml",
                                        "App Store reviews as Atom: Apple's review feeds",
                                        SourceKind::review,
                                        {},
                                        "extra/app-store.xml",
                                        recognises_xml,
                                        open_xml};

}  // namespace voxmap
