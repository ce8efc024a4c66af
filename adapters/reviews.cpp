// Reviews as documents.
#include "reviews.hpp"

#include "base/utf8.hpp"
#include "survey_plan.hpp"

namespace voxmap::review {

Document make_review(Place origin, std::string key, std::string_view stars) {
  Document review;
  review.kind = SourceKind::review;
  review.key = std::move(key);
  review.origin = origin;
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
  Verbatim& verbatim = review.verbatims.emplace_back();
  verbatim.text = text;
  verbatim.prompt = prompt;
  verbatim.speaker = speaker;
  verbatim.scored = speaker.empty();
  verbatim.origin = origin;
}

}  // namespace voxmap::review
