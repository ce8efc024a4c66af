// What the adapters of reviews share.
#pragma once

#include <string>
#include <string_view>

#include "voxmap/source.hpp"

namespace voxmap {

extern const Adapter kGooglePlay, kAppStore, kAppStoreXml, kReviewsJson;

namespace review {

// A review without its words. `stars`: 1 to 5 as written; anything else is no rating.
[[nodiscard]] Document make_review(Place origin, std::string key, std::string_view stars);
// Adds words unless they are blank. `prompt` says where they stood ("Title"); words that are not
// the reviewer's have a `speaker` and are not scored; nor is a "Title" that repeats_beginning() of
// the words added after it.
void add_words(Document& review, std::string_view text, std::string_view prompt, Place origin,
               std::string_view speaker = {});

// Whether a review's title only repeats how its text begins, as sites make one where the writer
// gave none: "I waited two weeks for…" over "I waited two weeks for my lamp.". Three words at
// least, or all of the text.
[[nodiscard]] bool repeats_beginning(std::string_view title, std::string_view text);

}  // namespace review
}  // namespace voxmap
