// Google Play Console: the monthly reviews_PACKAGE_YYYYMM.csv, UTF-16 as downloaded or re-saved.
#include <algorithm>
#include <charconv>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "json_pages.hpp"
#include "reviews.hpp"
#include "survey_plan.hpp"
#include "table_rows.hpp"

namespace voxmap {
namespace {

bool recognises_google_play(std::string_view head) {
  const std::vector<std::string> names = table_header(head);
  const auto has = [&](std::string_view name) {
    return std::ranges::find(names, name) != names.end();
  };
  return has("package name") && has("star rating") && has("review text") &&
         has("review submit millis since epoch");
}

// "...?reviewId=d2b07a18-...&corpus=PUBLIC_REVIEWS"; newer ids have their '=' as %3D.
std::string review_id(std::string_view link) {
  constexpr std::string_view kName = "reviewId=";
  const std::size_t at = link.find(kName);
  if (at == std::string_view::npos) return {};
  link.remove_prefix(at + kName.size());
  link = link.substr(0, link.find_first_of("&#"));
  std::string id;
  for (std::size_t i = 0; i < link.size(); ++i) {
    unsigned code = 0;
    const char* const hex = link.data() + i + 1;
    if (link[i] == '%' && i + 2 < link.size() &&
        std::from_chars(hex, hex + 2, code, 16).ptr == hex + 2 && code > 0x20 && code < 0x7F) {
      id += static_cast<char>(code);
      i += 2;
    } else {
      id += link[i];
    }
  }
  return id;
}

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

class Rows {
 public:
  Record operator()(const TableRow& row) {
    const std::string_view package = row.cell({"Package Name"});
    const std::string_view millis = row.cell({"Review Submit Millis Since Epoch"});
    const std::string_view updated = row.cell({"Review Last Update Millis Since Epoch"});
    // A rating without words has no link: nobody rates twice in one millisecond on one device.
    std::string key = review_id(row.cell({"Review Link"}));
    if (key.empty() && !package.empty() && !millis.empty()) {
      key = std::string(package) + "/" + std::string(millis) + "/" +
            std::string(row.cell({"Device"})) + "/" + std::string(row.cell({"Reviewer Language"}));
    }
    if (key.empty()) {
      return Reject{row.place(),
                    {},
                    "Review Link",
                    "missing_key",
                    "neither a review link nor a package and a time",
                    row.raw()};
    }
    if (!seen_.take(key, number(updated.empty() ? millis : updated))) {
      return Skip{row.place(), "superseded"};
    }
    const std::string_view stars = row.cell({"Star Rating"});
    Document d = review::make_review(row.place(), key, stars);
    if (d.ratings.empty()) {
      return Reject{row.place(),
                    key,
                    "Star Rating",
                    "bad_rating",
                    "\"" + printable(stars, 80) + "\" is no number from 1 to 5",
                    row.raw()};
    }
    set_time(d, row, updated.empty() ? millis : updated);
    d.language = survey::language_tag(row.cell({"Reviewer Language"}));
    review::add_words(d, row.cell({"Review Title"}), "Title", row.place({"Review Title"}));
    review::add_words(d, row.cell({"Review Text"}), {}, row.place({"Review Text"}));
    review::add_words(d, row.cell({"Developer Reply Text"}), {},
                      row.place({"Developer Reply Text"}), "Developer");
    social::add_attribute(d, "app", std::string(package));
    social::add_attribute(d, "app_version", std::string(row.cell({"App Version Name"})));
    social::add_attribute(d, "device", std::string(row.cell({"Device"})));
    if (updated != millis) {
      social::add_attribute(d, "first_submitted",
                            std::string(row.cell({"Review Submit Date and Time"})));
    }
    return d;
  }

 private:
  // What stands there now was said at the last edit. The milliseconds are exact; a spreadsheet that
  // saved the table again may have rounded them, and then the date beside them counts.
  static void set_time(Document& d, const TableRow& row, std::string_view millis) {
    std::string_view written = row.cell({"Review Last Update Date and Time"});
    if (written.empty()) written = row.cell({"Review Submit Date and Time"});
    d.said_at_text = written.empty() ? millis : written;
    auto time = parse_time(millis);
    if (!time || !time->has_zone) time = parse_time(written);
    if (time) d.said_at = time->at;
  }

  NewestSeen seen_;
};

std::unique_ptr<Source> open_google_play(Input input) {
  return open_rows(std::move(input), Rows());
}

}  // namespace

constinit const Adapter kGooglePlay = {
    "google_play",           "Google Play Console review reports (CSV, UTF-16 or UTF-8)",
    SourceKind::review,      {},
    "extra/google-play.csv", recognises_google_play,
    open_google_play};

}  // namespace voxmap
