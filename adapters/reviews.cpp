// Reviews as documents.
#include "reviews.hpp"

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "survey_plan.hpp"

namespace voxmap::review {

Document make_review(Place origin, std::string key, std::string_view stars) {
  Document review;
  review.kind = SourceKind::review;
  review.key = std::move(key);
  review.origin = std::move(origin);
  survey::RatingRole role;
  const auto value = survey::rating_value(stars);
  if (survey::set_scale(role, "stars", {}) && value && *value >= role.least_milli &&
      *value <= role.most_milli) {
    review.ratings.push_back({role.scale, role.definition, *value});
  }
  return review;
}

void add_words(Document& review, std::string_view text, std::string_view prompt, Place origin,
               std::string_view speaker) {
  if (trim(text).empty()) return;
  if (!review.verbatims.empty() && review.verbatims.back().prompt == "Title" && speaker.empty() &&
      repeats_beginning(review.verbatims.back().text, text)) {
    review.verbatims.back().scored = false;
  }
  Verbatim& verbatim = review.verbatims.emplace_back();
  verbatim.text = text;
  verbatim.prompt = prompt;
  verbatim.speaker = speaker;
  verbatim.scored = speaker.empty();
  verbatim.origin = std::move(origin);
}

bool repeats_beginning(std::string_view title, std::string_view text) {
  title = trim(title);
  text = trim(text);
  if (title == text) return !title.empty();
  bool cut = false;
  for (const std::string_view mark : {"\u2026", "..."}) {
    if (!title.ends_with(mark)) continue;
    title = trim(title.substr(0, title.size() - mark.size()));
    cut = true;
    break;
  }
  if (title.empty() || !text.starts_with(title)) return false;
  const auto spaces = std::count(title.begin(), title.end(), ' ');
  if (spaces < 2 && !cut) return false;
  // "The lamp" is not the beginning of "The lamps".
  const char next = text.size() > title.size() ? text[title.size()] : ' ';
  return cut || !(is_letter(next) || is_digit(next) || static_cast<unsigned char>(next) >= 0x80);
}

}  // namespace voxmap::review
