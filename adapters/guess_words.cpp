// What header words and values say about a column: the scale of ratings, people's own words, what
// the company answered.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/utf8.hpp"
#include "guess.hpp"

namespace voxmap::survey {
namespace {

constexpr std::array<std::string_view, 9> kRecommend = {"nps",        "recommend",    "recommand",
                                                        "weiterempf", "empfehl",      "aanbevel",
                                                        "recomendar", "recomendaria", "raccomand"};
constexpr std::array<std::string_view, 6> kSatisfied = {"csat",      "satisf",   "satisfied",
                                                        "zufrieden", "tevreden", "soddisf"};
constexpr std::array<std::string_view, 4> kEffort = {"ces", "effort", "how easy", "easy to"};
constexpr std::array<std::string_view, 4> kStars = {"star", "stars", "rating", "sterne"};
constexpr std::array<std::string_view, 25> kOpenWords = {
    "comment",     "feedback",   "why",           "suggest",       "explain",
    "describe",    "tell us",    "improve",       "text",          "remark",
    "what did",    "what could", "anything else", "opmerking",     "toelichting",
    "waarom",      "kommentar",  "anmerkung",     "warum",         "verbesser",
    "commentaire", "pourquoi",   "comentario",    "justification", "open ended"};

// Who answers for a company, and what they write.
constexpr std::array<std::string_view, 15> kCompany = {
    "company", "developer", "owner", "business", "management", "seller", "merchant", "vendor",
    "agent",   "staff",     "admin", "support",  "manager",    "host",   "review"};
constexpr std::array<std::string_view, 4> kAnswers = {"reply", "replies", "response",
                                                      "owner answer"};
constexpr std::array<std::string_view, 6> kNotes = {
    "internal note", "private note", "agent note", "staff note", "close note", "resolution note"};
// Columns that only tables of reviews have, by their header without blanks.
constexpr std::array<std::string_view, 16> kOfReviews = {
    "reviewid",     "reviewtitle",  "reviewcontent", "reviewtext",
    "reviewer",     "reviewername", "thumbsup",      "thumbsupcount",
    "replycontent", "replytext",    "companyreply",  "developerreply",
    "appversion",   "appname",      "userimage",     "reviewcreatedversion"};
constexpr std::array<std::string_view, 4> kReviewTitles = {"review title", "review summary",
                                                           "review headline", "headline"};

// Words of a time header, the moment of the answer before all others.
constexpr std::array<std::string_view, 24> kTimes = {
    "submit date",     "submitted",     "submitdate",      "submission date",
    "submission time", "recorded date", "completed",       "completion time",
    "completion date", "response date", "datum verstuurd", "end date",
    "enddate",         "endtime",       "end time",        "timestamp",
    "zeitstempel",     "horodateur",    "datestamp",       "created",
    "answered",        "date",          "datum",           "time"};
constexpr std::array<std::string_view, 7> kNoTimes = {"birth", "dob",   "geburt",  "geboorte",
                                                      "first", "start", "modified"};
bool is_among(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool holds_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

bool is_question(std::string_view words) {
  constexpr std::ptrdiff_t kShort = 4;  // words
  return std::count(words.begin(), words.end(), ' ') >= kShort;
}

std::vector<std::size_t> by_time(std::span<const std::string> words,
                                 std::span<const std::string> joined) {
  std::vector<std::size_t> found;
  const auto speaks_of = [&](std::size_t i, std::string_view wanted) {
    if (words[i].size() > 60 || holds_one_of(words[i], kNoTimes)) return false;
    if (is_of_reviews(joined) && is_of_answer(words[i])) return false;
    return words[i].find(wanted) != std::string::npos || joined[i] == wanted;
  };
  for (const bool asked : {false, true}) {
    for (const std::string_view wanted : kTimes) {
      for (const bool clock : {true, false}) {  // "created time" before "created date"
        for (std::size_t i = 0; i < words.size(); ++i) {
          const bool time = words[i].find("time") != std::string::npos;
          if (is_question(words[i]) != asked || time != clock) continue;
          if (speaks_of(i, wanted)) found.push_back(i);
        }
      }
    }
  }
  return found;
}

bool is_title(std::string_view words) {
  constexpr std::array<std::string_view, 9> kTitles = {"title",  "summary", "subject",
                                                       "titel",  "titre",   "t\u00edtulo",
                                                       "titolo", "betreff", "subject line"};
  return is_among(words, kTitles) || is_among(words, kReviewTitles);
}

bool answers_customers(std::string_view words) {
  if (is_question(words)) return false;
  if (holds_one_of(words, kNotes)) return true;
  // "reply", "reply text", "developer reply", "response from the owner"; "response" alone is a
  // respondent's.
  if (words == "reply" || words.starts_with("reply ") || words.starts_with("response from ")) {
    return true;
  }
  return holds_one_of(words, kAnswers) && holds_one_of(words, kCompany);
}

bool is_of_reviews(std::span<const std::string> joined) {
  const auto holds = [&](std::span<const std::string_view> names) {
    return std::any_of(joined.begin(), joined.end(),
                       [&](const std::string& name) { return is_among(name, names); });
  };
  constexpr std::array<std::string_view, 2> kReviews = {"review", "reviews"};
  return holds(kOfReviews) || (holds(kReviews) && holds(kStars));
}

bool answers_reviews(std::string_view words) {
  constexpr std::ptrdiff_t kShort = 3;  // words
  return std::count(words.begin(), words.end(), ' ') < kShort && holds_one_of(words, kAnswers);
}

std::string_view scale_of_survey(const Table& table, const Profile& score) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto cells = cells_of(table, i);
    for (const std::string_view kind : {"nps", "csat", "ces"}) {
      const bool all = std::all_of(cells.begin(), cells.end(), [&](std::string_view cell) {
        return cell.size() <= 8 && fold(trim(cell)) == kind;
      });
      if (all && !cells.empty()) return guess_scale(kind, score);
    }
  }
  return {};
}

bool is_of_answer(std::string_view words) {
  constexpr std::array<std::string_view, 5> kParts = {"reply", "replies", "replied", "response",
                                                      "owner answer"};
  return holds_one_of(words, kParts);
}

bool is_team_note(std::string_view words, std::span<const std::string> joined) {
  if (words != "notes" && words != "note") return false;
  return std::any_of(joined.begin(), joined.end(), [](const std::string& name) {
    return name == "comment" || name == "comments";
  });
}

bool is_translation(std::string_view words, std::span<const std::string> all) {
  constexpr std::string_view kTranslated = "translated ";
  if (!words.starts_with(kTranslated)) return false;
  const std::string_view of = words.substr(kTranslated.size());
  return std::find(all.begin(), all.end(), of) != all.end();
}

bool is_id_of_person(std::string_view words) {
  constexpr std::array<std::string_view, 9> kIds = {" user id",    " visitor id", " customer id",
                                                    " contact id", " member id",  " account id",
                                                    " author id",  " client id",  " respondent id"};
  return std::any_of(kIds.begin(), kIds.end(),
                     [&](std::string_view id) { return words.ends_with(id); });
}

bool names_other_things(std::string_view words) {
  constexpr std::array<std::string_view, 6> kThings = {"device",  "session",   "order",
                                                       "product", "collector", "network"};
  return is_id_of_person(words) || holds_one_of(words, kThings);
}

bool is_review_title(std::string_view words, bool of_reviews) {
  return is_among(words, kReviewTitles) || (of_reviews && (words == "title" || words == "summary"));
}

std::string_view review_scale(std::string_view words, bool of_reviews, const Profile& p) {
  if (p.least_milli < 1000 || p.most_milli > 5000) return {};
  if (words == "survey score" || words == "survey rating") return "csat";
  return of_reviews && words == "score" ? "stars" : std::string_view();
}

bool asks_effort(std::string_view words) {
  return holds_one_of(words, std::span(kEffort).subspan(1));
}

std::string_view guess_scale(std::string_view words, const Profile& p) {
  const auto within = [&](std::int64_t least, std::int64_t most) {
    return p.least_milli >= least * 1000 && p.most_milli <= most * 1000;
  };
  const std::string padded = fmt::format(" {} ", words);
  const bool said = padded.find(" nps ") != std::string::npos ||
                    padded.find(" 0 10 ") != std::string::npos ||
                    padded.find("likel") != std::string::npos;
  // Two values are a yes or no unless the header promises a scale.
  const bool graded = said || p.distinct > 2 || p.most_milli > 1000;
  if (holds_one_of(words, kRecommend) && within(0, 10) && graded) return "nps";
  if (p.distinct <= 2 && within(0, 1)) return {};
  if (holds_one_of(words, kSatisfied) && within(1, 5)) return "csat";
  const bool ces = padded.find(" ces ") != std::string::npos;
  if ((ces || asks_effort(words)) && within(1, 7)) return "ces";
  if (holds_one_of(words, kStars) && within(1, 5)) return "stars";
  return {};
}

bool names_category(std::string_view words) {
  constexpr std::array<std::string_view, 16> kCategories = {
      "type",      "category", "status",     "priority", "department", "team",
      "channel",   "product",  "subproduct", "topic",    "kategorie",  "categorie",
      "categoria", "typ",      "state",      "location"};
  return !is_question(words) && is_among(words.substr(words.rfind(' ') + 1), kCategories);
}

// "... Put them in order [Rank 2]": what was put there is the label of a choice.
bool is_rank(std::string_view words) {
  constexpr std::array<std::string_view, 6> kRanks = {"rank",  "rang",       "ranking",
                                                      "rango", "classifica", "platz"};
  const std::size_t number = words.rfind(' ');
  if (number == std::string_view::npos || number + 1 == words.size()) return false;
  const std::string_view digits = words.substr(number + 1);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
  words = words.substr(0, number);
  return is_among(words.substr(words.rfind(' ') + 1), kRanks);
}

std::string_view guess_verbatim(std::string_view words, const Profile& p) {
  const std::size_t n = p.answers();
  if (is_rank(words)) return {};
  if (n == 0 || (p.numbers + p.times + p.emails + p.urls) * 2 > n) return {};
  const double texts = static_cast<double>(p.texts) / static_cast<double>(n);
  const double distinct = static_cast<double>(p.distinct) / static_cast<double>(n);
  const bool open = holds_one_of(words, kOpenWords);
  if (open && texts >= 0.3 && p.words >= 1.5 && (distinct >= 0.3 || n < 4)) {
    return "its header asks for words, its values are";
  }
  // "Issue type", "Status": in a table of few rows each is there once, and some have many words.
  constexpr double kSentences = 8;  // words
  if (names_category(words) && p.words < kSentences) return {};
  if (texts >= 0.6 && p.words >= 4 && distinct >= 0.6 && n >= 3) {
    return "mostly sentences, hardly any twice";
  }
  // Few answers: a choice that few took looks the same, unless it is long.
  constexpr std::size_t kFewRows = 5;
  if (n < 3 && p.distinct == n && p.words >= (p.rows <= kFewRows ? 6 : n == 2 ? 8 : 12)) {
    return "sentences";
  }
  return {};
}

}  // namespace voxmap::survey
