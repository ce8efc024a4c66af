// Guessing what the columns of a survey mean when no mapping says it: from header words and from
// the values in the head. Every decision leaves a note.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "delimited.hpp"

namespace voxmap::survey {

// The plan for a table nobody described; adds a note for each decision. `own`: the roles that its
// format gives, which are kept.
[[nodiscard]] Plan guess_plan(Table& table, Plan own = {});

// The first column has no name and counts: it is the row number some tool put there.
[[nodiscard]] bool number_rows(const Table& table);

// Why the column holds personal data ("e-mail addresses by its values"); nullopt when it does not
// seem to.
[[nodiscard]] std::optional<std::string> personal(const Table& table, std::size_t column);

// What the sample says about one column; blanks are left out of everything but `rows`.
struct Profile {
  std::size_t rows = 0;
  std::size_t filled = 0;
  std::size_t nulls = 0;     // only a null word; not in the counts below
  std::size_t unticked = 0;  // nulls that a box says which was not ticked
  std::size_t distinct = 0;
  std::size_t numbers = 0, times = 0, emails = 0, ips = 0, urls = 0, texts = 0, phones = 0,
              points = 0;
  std::size_t whole_numbers = 0;
  std::size_t locales = 0;
  double words = 0;  // on average
  std::int64_t least_milli = 0, most_milli = 0;
  std::size_t rated = 0;     // cells rating_value() reads
  bool counts_rows = false;  // 1, 2, 3, ...
  [[nodiscard]] std::size_t answers() const { return filled - nulls; }
};
[[nodiscard]] Profile profile(const Table& table, std::size_t column);

// The scale of ratings that the words promise and the values keep: "nps"; empty: none.
[[nodiscard]] std::string_view guess_scale(std::string_view words, const Profile& profile);

// Why the cells are people's own words; empty: they are not.
[[nodiscard]] std::string_view guess_verbatim(std::string_view words, const Profile& profile);

// Any of these in the text.
[[nodiscard]] bool holds_one_of(std::string_view text, std::span<const std::string_view> words);
// The header says that something was easy, or an effort.
[[nodiscard]] bool asks_effort(std::string_view words);
// The header promises what the company answered, or notes of its people: nobody's feedback.
[[nodiscard]] bool answers_customers(std::string_view words);

// Tables of reviews, as shops and collectors export them: by headers without blanks.
[[nodiscard]] bool is_of_reviews(std::span<const std::string> joined);
// In such a table a response is the company's: "Response Body", "Reply Date".
[[nodiscard]] bool answers_reviews(std::string_view words);
// Of a bare "score" with that profile, where each record says in one column that it is of the same
// kind of survey ("NPS"); empty: none does.
[[nodiscard]] std::string_view scale_of_survey(const Table& table, const Profile& score);
// Any part of an answer to a review: who gave it, and when.
[[nodiscard]] bool is_of_answer(std::string_view words);
// "Notes" beside "Comment": the team's about it.
[[nodiscard]] bool is_team_note(std::string_view words, std::span<const std::string> joined);
// "Translated review" beside "Review".
[[nodiscard]] bool is_translation(std::string_view words, std::span<const std::string> all);
// "Hotjar User ID" is somebody who may answer again; "Device ID" and its like are nobody.
[[nodiscard]] bool is_id_of_person(std::string_view words);
[[nodiscard]] bool names_other_things(std::string_view words);
[[nodiscard]] bool is_review_title(std::string_view words, bool of_reviews);
// The scale of a "score" that says no more; empty: none.
[[nodiscard]] std::string_view review_scale(std::string_view words, bool of_reviews,
                                            const Profile& profile);

// What exports of one's own account need besides roles; adds a note for each.
void note_downloads(Plan& plan, Table& table);

// A table of messages whose column says of each who wrote it ("customer", "agent", "bot"): then
// only customers' words are scored. Adds a note. Nothing when no column does.
void find_speakers(Plan& plan, Table& table);

// Header words: folded, without punctuation, "firstName" cut in two, between single blanks.
[[nodiscard]] std::string header_words(std::string_view header);
// Whether a header is so long that it asks: "date you accepted this offer" is an answer, and not
// when it was given. Takes the words.
[[nodiscard]] bool is_question(std::string_view words);
// Columns whose headers speak of a time, the moment of the answer before all others, questions
// last.
[[nodiscard]] std::vector<std::size_t> by_time(std::span<const std::string> words,
                                               std::span<const std::string> joined);
// Whether they end with the name of a list of values: "issue type".
[[nodiscard]] bool names_category(std::string_view words);
// Whether a header's words say that the column holds titles of what was written.
[[nodiscard]] bool is_title(std::string_view words);

}  // namespace voxmap::survey
