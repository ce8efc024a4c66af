// Reviews as JSON of everybody but Apple: Google Play and Business Profile, shops and travel sites,
// and the programs that collect them.
#include <array>
#include <map>

#include "base/digest.hpp"
#include "base/html.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "json_pages.hpp"
#include "reviews.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;

// Where a page keeps its reviews.
constexpr std::array<std::string_view, 5> kReviewLists = {"reviews", "data", "results", "features",
                                                          "items"};

// What tells the reviews of a service: all of some names, and one of others.
struct Mark {
  std::array<std::string_view, 2> all;
  std::array<std::string_view, 7> one;
};
constexpr std::array<Mark, 11> kMarks = {{
    {{"comments[].userComment", ""}, {"reviewId"}},                           // Google Play
    {{"starRating", ""}, {"reviewer", "reviewReply", "createTime"}},          // Business Profile
    {{"five_star_rating_published", ""}, {"review_text_published", "date"}},  // Google Maps
    {{"rating", "text"},
     {"author_name", "authorAttribution", "time_created",  // Google Places,
      "published_date", "trip_type", "asin"}},             // Yelp, Tripadvisor
    {{"stars", "consumer"}, {"text", "title"}},            // Trustpilot
    {{"stars", "text"}, {"review_id"}},                    // Yelp
    {{"overall", "reviewText"}, {"asin", "reviewerID"}},   // Amazon
    {{"score", "content"}, {"replyContent", "reviewCreatedVersion", "reviewId"}},  // collectors
    {{"score", "text"}, {"replyText", "thumbsUp", "userUrl", "userImage", "scoreText"}},
    {{"rating", "review"}, {"userName", "developerResponse"}},
    {{"recommendationid", "review"}, {"voted_up"}},  // Steam
}};

bool marks_review(const JsonOutline& outline, const std::string& at) {
  const auto has = [&](std::string_view name) {
    return name.empty() || outline.has(at + "." + std::string(name));
  };
  for (const Mark& mark : kMarks) {
    if (!has(mark.all[0]) || !has(mark.all[1])) continue;
    for (const std::string_view name : mark.one) {
      if (!name.empty() && has(name)) return true;
    }
  }
  return false;
}

bool recognises(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view page : {"", "[]", ".result"}) {
    const std::string at(page);
    if (marks_review(outline, at) || marks_review(outline, at + "[]")) return true;
    for (const std::string_view list : kReviewLists) {
      const std::string one = at + "." + std::string(list) + "[]";
      if (marks_review(outline, one) || marks_review(outline, one + ".properties")) return true;
    }
  }
  return false;
}

using Paths = std::initializer_list<json::Path>;

// The first of these that is there, a string or a number.
std::string first_of(const Value& from, Paths names) {
  for (const json::Path& path : names) {
    std::string found = json::scalar(from, path);
    if (!found.empty()) return found;
  }
  return {};
}

// "FIVE" or 5.
std::string stars_of(const Value& one) {
  std::string written = first_of(one, {{"starRating"},
                                       {"score"},
                                       {"rating"},
                                       {"stars"},
                                       {"overall"},
                                       {"five_star_rating_published"}});
  constexpr std::array<std::string_view, 5> kWords = {"ONE", "TWO", "THREE", "FOUR", "FIVE"};
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (written == kWords[i]) return std::to_string(i + 1);
  }
  return written;
}

// A review has one id; where it has none, what it says stands in.
void set_key(Document& review, std::string id, std::map<std::string, std::uint64_t>& seen) {
  if (!id.empty()) {
    review.key = std::move(id);
    return;
  }
  Sha256 digest;
  digest.field(review.said_at_text);
  digest.field(review.respondent);
  for (const Verbatim& verbatim : review.verbatims) digest.field(verbatim.text);
  const auto bytes = digest.finish();
  constexpr std::size_t kBytes = 16;
  review.key = "review-" + hex(bytes.data(), kBytes);
  if (const auto times = ++seen[review.key]; times > 1) review.key += "-" + std::to_string(times);
  review.key_is_digest = true;
}

// "seconds" and "nanos", as Google writes times in JSON: in seconds, or in milliseconds.
std::string time_modified(const Value& user) {
  std::string seconds = json::scalar(user, {"lastModified", "seconds"});
  const std::string nanos = json::scalar(user, {"lastModified", "nanos"});
  constexpr std::size_t kNanoDigits = 9;
  if (seconds.empty() || nanos.empty() || nanos == "0" || nanos.size() > kNanoDigits) {
    return seconds;
  }
  return seconds + (std::string(kNanoDigits - nanos.size(), '0') + nanos).substr(0, 3);
}

// Google puts a machine's translation beside the words: before them, or behind.
void add_google_words(Document& review, std::string_view text, const Place& place) {
  constexpr std::string_view kTranslated = "(Translated by Google)";
  constexpr std::string_view kOriginal = "(Original)";
  const std::size_t translated = text.find(kTranslated);
  const std::size_t original = text.find(kOriginal);
  if (translated == std::string_view::npos) {
    review::add_words(review, text, {}, place);
    return;
  }
  std::string_view own = text.substr(0, translated);
  std::string_view machine = text.substr(translated);
  if (original != std::string_view::npos && original > translated) {
    own = text.substr(original + kOriginal.size());
    machine = text.substr(translated, original - translated);
  }
  review::add_words(review, trim(own), {}, place);
  review::add_words(review, trim(machine.substr(kTranslated.size())), {}, place, "Translation");
}

// Google Play joins title and text with a tab.
void add_play_words(Document& review, std::string_view text, const Place& place) {
  const std::size_t tab = text.find('\t');
  if (tab != std::string_view::npos) {
    review::add_words(review, trim(text.substr(0, tab)), "Title", place);
    text.remove_prefix(tab + 1);
  }
  review::add_words(review, trim(text), {}, place);
}

// The Developer API: what the user says, and what the developer answered, in one list.
void read_play(const Item& one, std::vector<Record>& out) {
  const std::string id = json::scalar(one.value, {"reviewId"});
  if (id.empty()) {
    out.emplace_back(
        social::make_reject(one, {}, "reviewId", "missing_id", "this review has no id"));
    return;
  }
  Document review = review::make_review(one.origin, id, {});
  for (const Item& comment : json::elements_at(one, {"comments"})) {
    if (const auto user = json::field(comment, "userComment")) {
      Document rated =
          review::make_review(one.origin, id, json::scalar(user->value, {"starRating"}));
      review.ratings = std::move(rated.ratings);
      social::set_time(review, time_modified(user->value));
      review.language = social::language_tag(json::text(user->value, {"reviewerLanguage"}));
      for (char& c : review.language) c = c == '_' ? '-' : c;
      // `text` is translated when somebody asked for it so.
      const std::string_view own = json::text(user->value, {"originalText"});
      add_play_words(review, own.empty() ? json::text(user->value, {"text"}) : own, user->origin);
      social::add_attribute(review, "app_version", json::scalar(user->value, {"appVersionName"}));
      social::add_attribute(review, "device", json::scalar(user->value, {"device"}));
    } else if (const auto answer = json::field(comment, "developerComment")) {
      review::add_words(review, json::text(answer->value, {"text"}), {}, answer->origin,
                        "Developer");
    }
  }
  if (const std::string_view name = trim(json::text(one.value, {"authorName"})); name.size() > 3) {
    review.identifying.emplace_back(name);
  }
  out.emplace_back(std::move(review));
}

class Reviews final : public PageReader {
 public:
  void read(const Item& page, std::vector<Record>& out) override {
    if (page.value.is_array()) {
      for (const Item& one : json::elements(page)) read(one, out);
      return;
    }
    for (const std::string_view list : kReviewLists) {
      const auto found = json::field(page, list);
      if (!found || !found->value.is_array()) continue;
      for (const Item& one : json::elements(*found)) read_one(one, out);
      return;
    }
    if (const auto result = json::field(page, "result"); result && result->value.is_object()) {
      read(*result, out);
      return;
    }
    read_one(page, out);
  }

 private:
  void read_one(const Item& item, std::vector<Record>& out) {
    if (json::array(item.value, {"comments"}) && json::find(item.value, {"reviewId"})) {
      read_play(item, out);
      return;
    }
    const auto properties = json::field(item, "properties");
    const Item& one = properties && properties->value.is_object() ? *properties : item;
    const std::string stars = stars_of(one.value);
    const std::string text = first_of(one.value, {{"originalText", "text"},
                                                  {"comment"},
                                                  {"content"},
                                                  {"text"},
                                                  {"text", "text"},
                                                  {"review"},
                                                  {"reviewText"},
                                                  {"review_text_published"},
                                                  {"body"}});
    if (stars.empty() && text.empty()) {
      out.emplace_back(social::make_reject(one, {}, {}, "unknown_item", "neither words nor stars"));
      return;
    }
    Document review = review::make_review(item.origin, {}, stars);
    social::set_time(review, first_of(one.value, {{"updateTime"},
                                                  {"createTime"},
                                                  {"publishTime"},
                                                  {"at"},
                                                  {"date"},
                                                  {"createdAt"},
                                                  {"time_created"},
                                                  {"published_date"},
                                                  {"updated"},
                                                  {"timestamp"},
                                                  {"time"},
                                                  {"unixReviewTime"},
                                                  {"timestamp_updated"}}));
    review.respondent = first_of(one.value, {{"consumer", "id"},
                                             {"user_id"},
                                             {"userId"},
                                             {"reviewerID"},
                                             {"userUrl"},
                                             {"author_url"},
                                             {"authorAttribution", "uri"},
                                             {"user", "id"},
                                             {"author", "steamid"}});
    review.language = social::language_tag(first_of(one.value, {{"original_language"},
                                                                {"originalText", "languageCode"},
                                                                {"language"},
                                                                {"lang"},
                                                                {"text", "languageCode"}}));
    review::add_words(review, first_of(one.value, {{"title"}, {"summary"}}), "Title", one.origin);
    // Amazon's reviews are pieces of its page.
    const bool page = json::find(one.value, {"asin"}).has_value();
    add_google_words(review, page ? html_to_text(text).text : text, one.origin);
    for (const json::Path& reply : Paths{{"reviewReply", "comment"},
                                         {"replyContent"},
                                         {"replyText"},
                                         {"companyReply", "text"},
                                         {"owner_response", "text"},
                                         {"response_from_owner_text"},
                                         {"developerResponse", "body"},
                                         {"developer_response"}}) {
      const std::string answer = first_of(one.value, {reply});
      review::add_words(review, answer, {}, one.origin, "Company");
    }
    for (const json::Path& name : Paths{{"userName"},
                                        {"author_name"},
                                        {"reviewer", "displayName"},
                                        {"consumer", "displayName"},
                                        {"user", "name"},
                                        {"user", "username"},
                                        {"authorAttribution", "displayName"},
                                        {"reviewerName"}}) {
      const std::string written = first_of(one.value, {name});
      if (written.size() > 3) review.identifying.push_back(written);
    }
    for (const auto& [name, field] :
         {std::pair<std::string_view, std::string_view>{"app_version", "reviewCreatedVersion"},
          {"app_version", "version"},
          {"product", "asin"},
          {"business", "business_id"},
          {"trip_type", "trip_type"}}) {
      social::add_attribute(review, name, json::scalar(one.value, {field}));
    }
    if (json::find(one.value, {"voted_up"})) {  // Steam has no stars
      social::add_attribute(review, "recommended",
                            json::flag(one.value, {"voted_up"}) ? "true" : "false");
    }
    std::string id =
        first_of(one.value, {{"reviewId"}, {"review_id"}, {"recommendationid"}, {"id"}, {"name"}});
    // "accounts/1/locations/2/reviews/AbF"
    if (id.find("/reviews/") != std::string::npos) id.erase(0, id.rfind('/') + 1);
    set_key(review, std::move(id), seen_);
    out.emplace_back(std::move(review));
  }

  std::map<std::string, std::uint64_t> seen_;  // keys made of what a review says
};

std::unique_ptr<Source> open(Input input) {
  return open_pages(std::move(input), std::make_unique<Reviews>());
}

}  // namespace

constinit const Adapter kReviewsJson = {
    "reviews_json",
    "reviews as JSON: Google Play and Business Profile, shops, travel sites, collectors",
    SourceKind::review,
    {},
    "extra/reviews.ndjson",
    recognises,
    open};

}  // namespace voxmap
