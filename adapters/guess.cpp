// Guessing the role of each column of a survey that has no mapping.
#include "guess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "label_scales.hpp"

namespace voxmap::survey {
namespace {

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Headers without blanks that name the record itself, in the order they are believed.
constexpr std::array<std::string_view, 24> kKeys = {"responseid",
                                                    "responseuuid",
                                                    "recordid",
                                                    "submissionid",
                                                    "respondentid",
                                                    "instanceid",
                                                    "metainstanceid",
                                                    "uuid",
                                                    "key",
                                                    "token",
                                                    "responsid",
                                                    "antwortid",
                                                    "idreponse",
                                                    "iddereponse",
                                                    "idrespuesta",
                                                    "surveyresponseid",
                                                    "#",
                                                    "id",
                                                    "reviewid",
                                                    "ticketid",
                                                    "entryid",
                                                    "caseid",
                                                    "studyid",
                                                    "participantid"};
// Persons, in the order they are believed.
constexpr std::array<std::string_view, 22> kRespondents = {"customerid",
                                                           "respondentid",
                                                           "respondent",
                                                           "userid",
                                                           "clientid",
                                                           "memberid",
                                                           "accountid",
                                                           "externalreference",
                                                           "contactid",
                                                           "networkid",
                                                           "participantid",
                                                           "panelistid",
                                                           "customer",
                                                           "personid",
                                                           "kundennummer",
                                                           "klantnummer",
                                                           "requesterid",
                                                           "reviewerid",
                                                           "reviewconsumeruserid",
                                                           "consumerid",
                                                           "authorid",
                                                           "respondentuuid"};
class Guesser {
 public:
  Guesser(Table& table, Plan own) : table_(table), plan_(std::move(own)) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      profiles_.push_back(profile(table, i));
      words_.push_back(header_words(table.columns[i].header));
      const std::string asked = header_words(table.columns[i].prompt);
      asked_.push_back(asked == words_.back() ? asked : words_.back() + " " + asked);
      std::string joined = words_.back();
      std::erase(joined, ' ');
      joined_.push_back(std::move(joined));
    }
    taken_.resize(table.columns.size());
    plan_.outside_digest.resize(table.columns.size());
    for (const std::size_t i : plan_.key) taken_[i] = true;
    for (const std::size_t i : plan_.other_times) taken_[i] = true;
    for (const auto& role : {plan_.time, plan_.respondent, plan_.persona, plan_.language}) {
      if (role) taken_[*role] = true;
    }
  }

  Plan plan() {
    note_downloads(plan_, table_);
    row_numbers();
    key();
    time();
    respondent();
    language();
    exactly("persona", plan_.persona);
    exactly("touchpoint", plan_.touchpoint);
    drop_personal();
    ratings();
    verbatims();
    attributes();
    return std::move(plan_);
  }

 private:
  void note(std::string text) { table_.notes.push_back(std::move(text)); }
  const std::string& name(std::size_t i) const { return table_.columns[i].name; }
  bool unique(std::size_t i) const {
    const Profile& p = profiles_[i];
    return p.distinct == p.rows ||
           (p.distinct == p.answers() && p.answers() == p.filled && p.filled == p.rows);
  }
  bool closed(std::size_t i) const { return table_.columns[i].nature == Column::Nature::closed; }
  void take(std::size_t i, std::optional<std::size_t>& role) {
    role = i;
    taken_[i] = true;
  }

  void row_numbers() {
    if (!number_rows(table_)) return;
    plan_.outside_digest[0] = taken_[0] = true;
    note("column #1 left out: it numbers the rows");
  }

  void key() {
    if (!plan_.key.empty()) return;
    const auto ends = [&](std::string_view end) {
      return std::any_of(joined_.begin(), joined_.end(),
                         [&](const std::string& w) { return w.ends_with(end); });
    };
    const bool redcap = !joined_.empty() && ends("complete") &&
                        (holds_one_of(joined_[0], std::array<std::string_view, 1>{"id"}));
    if (redcap) {
      plan_.key = {0};
      for (std::size_t i = 1; i < joined_.size(); ++i) {
        if (is_one_of(joined_[i],
                      std::array<std::string_view, 3>{"redcapeventname", "redcaprepeatinstrument",
                                                      "redcaprepeatinstance"})) {
          plan_.key.push_back(i);
        }
      }
      taken_[0] = true;
      note(
          fmt::format("key: column '{}'{}", name(0),
                      plan_.key.size() > 1 ? " with event, instrument and instance (REDCap)" : ""));
      return;
    }
    for (const std::string_view wanted : kKeys) {
      for (std::size_t i = 0; i < joined_.size(); ++i) {
        if (joined_[i] != wanted || taken_[i] || closed(i)) continue;
        if (!unique(i)) {
          note(fmt::format("column '{}' is no key: its values repeat or are missing", name(i)));
          continue;
        }
        plan_.key = {i};
        taken_[i] = true;
        note(fmt::format("key: column '{}', by its header; every value is there once", name(i)));
        return;
      }
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const bool id = words_[i].ends_with(" id") || words_[i] == "nr" || words_[i] == "no";
      if (taken_[i] || closed(i) || !id || is_one_of(joined_[i], kRespondents)) continue;
      if (names_other_things(words_[i])) continue;
      if (!unique(i) || profiles_[i].rows < 2) continue;
      plan_.key = {i};
      taken_[i] = true;
      note(fmt::format("key: column '{}', whose values are all there and different", name(i)));
      return;
    }
    note("key: a digest of each row, since no column identifies it");
  }

  void time() {
    if (plan_.time) return;
    const auto usable = [&](std::size_t i) {
      const Profile& p = profiles_[i];
      if (taken_[i] || p.answers() == 0 || p.answers() * 2 < p.rows) return false;
      std::size_t good = 0;
      for (const CsvRow& row : table_.rows) {
        const std::string_view cell = without_ambiguous_zone(row.cells[i]);
        if (is_null_word(cell)) continue;
        if (parse_time(cell) || parse_time(cell, DateOrder::day_first)) ++good;
      }
      const bool epochs = p.whole_numbers == p.answers();
      return good * 10 >= p.answers() * 9 && (!epochs || good == p.answers());
    };
    for (const std::size_t i : by_time(words_, joined_)) {
      if (usable(i)) return found_time(i, "by its header and values");
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Profile& p = profiles_[i];
      if (holds_one_of(words_[i], std::array<std::string_view, 2>{"birth", "dob"})) continue;
      if (p.times * 10 >= p.answers() * 9 && p.answers() > 0 && usable(i)) {
        return found_time(i, "its values are times");
      }
    }
    note("no time: no column holds times");
  }
  void found_time(std::size_t i, std::string_view why) {
    take(i, plan_.time);
    if (const auto zone = without_zone(table_.columns[i].header).zone; !zone.empty()) {
      plan_.zone = zone;
      note(fmt::format("time: column '{}', {}; in {} as it says", name(i), why, zone));
    } else if ((" " + words_[i] + " ").find(" utc ") != std::string::npos) {
      plan_.zone = "UTC";
      note(fmt::format("time: column '{}', {}; in UTC as it says", name(i), why));
    } else {
      note(fmt::format("time: column '{}', {}", name(i), why));
    }
  }

  void respondent() {
    if (plan_.respondent) return;
    for (const std::string_view wanted : kRespondents) {
      for (std::size_t i = 0; i < joined_.size(); ++i) {
        if (taken_[i] || joined_[i] != wanted || profiles_[i].answers() == 0) continue;
        take(i, plan_.respondent);
        note(fmt::format("respondent: column '{}', by its header", name(i)));
        return;
      }
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (taken_[i] || !is_id_of_person(words_[i]) || profiles_[i].answers() == 0) continue;
      take(i, plan_.respondent);
      note(fmt::format("respondent: column '{}', by its header", name(i)));
      return;
    }
    // An account's name, and not a person's: one word.
    for (std::size_t i = 0; i < joined_.size(); ++i) {
      if (taken_[i] || joined_[i] != "author" || profiles_[i].words > 1 ||
          profiles_[i].answers() == 0) {
        continue;
      }
      take(i, plan_.respondent);
      note(fmt::format("respondent: column '{}', by its header; its values are one word", name(i)));
      return;
    }
  }

  void language() {
    if (plan_.language) return;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Profile& p = profiles_[i];
      const bool named =
          holds_one_of(words_[i], std::array<std::string_view, 6>{"language", "locale", "taal",
                                                                  "sprache", "langue", "idioma"});
      if (taken_[i] || !named || p.answers() == 0 || p.locales * 10 < p.answers() * 9) continue;
      take(i, plan_.language);
      note(fmt::format("language: column '{}', by its header and values", name(i)));
      return;
    }
  }

  void exactly(std::string_view word, std::optional<std::size_t>& role) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (taken_[i] || words_[i] != word) continue;
      take(i, role);
      note(fmt::format("{}: column '{}', by its header", word, name(i)));
      return;
    }
  }

  void drop_personal() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (taken_[i]) continue;
      if (const auto why = personal(table_, i)) {
        taken_[i] = true;
        plan_.identifying.push_back(i);
        note(fmt::format("column '{}' dropped: {}", name(i), *why));
      }
    }
  }

  void ratings() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Profile& p = profiles_[i];
      if (taken_[i]) continue;
      const Column& column = table_.columns[i];
      RatingRole role;
      role.column = i;
      if (!column.scale.empty()) {
        set_scale(role, column.scale, column.definition);
        role.words = column.words;
        role.lenient = column.lenient;
        note(fmt::format("column '{}' read as rating {}: {}", name(i), column.scale, column.why));
      } else if (const LabelScale* words = worded(i)) {
        // Agreement that something was easy, on seven steps, is the customer effort score.
        const bool effort = words->definition == "agreement_1_7" && asks_effort(asked_[i]);
        set_scale(role, effort ? "ces" : words->scale, effort ? "ces_1_7" : words->definition);
        role.words = words;
        note(fmt::format("column '{}' read as rating {}: its answers are words of a scale ({})",
                         name(i), role.scale, role.definition));
      } else {
        if (p.answers() == 0 || p.rated < p.answers() || !column.choice.empty()) continue;
        std::string_view scale = guess_scale(asked_[i], p);
        if (scale.empty()) scale = review_scale(words_[i], is_of_reviews(joined_), p);
        if (scale.empty() && words_[i] == "score") scale = scale_of_survey(table_, p);
        if (scale.empty()) continue;
        // The place's average stands beside the review's own rating.
        if (words_[i] == "rating" && std::ranges::find(joined_, "reviewrating") != joined_.end()) {
          continue;
        }
        set_scale(role, scale, {});
        note(fmt::format("column '{}' read as rating {}: its header says so, its values are {}..{}",
                         name(i), scale, p.least_milli / 1000, p.most_milli / 1000));
      }
      plan_.ratings.push_back(std::move(role));
      taken_[i] = true;
    }
  }
  // The scale whose words the column's answers are.
  const LabelScale* worded(std::size_t i) const {
    const Profile& p = profiles_[i];
    const Column& column = table_.columns[i];
    if (p.answers() == 0 || p.rated > 0 || !column.choice.empty() || !column.separator.empty() ||
        column.labels) {
      return nullptr;
    }
    return label_scale(cells_of(table_, i));
  }
  void verbatims() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Profile& p = profiles_[i];
      if (taken_[i]) continue;
      const Column& column = table_.columns[i];
      // "Not selected" in other records: what stands here is the label of a choice.
      if (closed(i) || p.unticked > 0 || column.again) continue;
      const bool open = column.nature == Column::Nature::open;
      std::string_view why = open ? column.why : guess_verbatim(asked_[i], p);
      const bool company = answers_customers(words_[i]) || is_team_note(words_[i], joined_) ||
                           (is_of_reviews(joined_) && answers_reviews(words_[i]));
      if (!why.empty() && !open && company) {
        note(fmt::format("column '{}' kept as an attribute: what the company says, by its header",
                         name(i)));
        continue;
      }
      if (!why.empty() && is_translation(words_[i], words_)) {
        note(
            fmt::format("column '{}' kept as an attribute: a translation of another one", name(i)));
        continue;
      }
      const bool title = why.empty() && p.answers() > 0 && (p.numbers + p.urls) * 2 < p.answers() &&
                         is_review_title(words_[i], is_of_reviews(joined_));
      if (title) why = "the title of a review, by its header";
      if (why.empty()) continue;
      plan_.verbatims.push_back({i, table_.columns[i].prompt, {}});
      taken_[i] = true;
      note(fmt::format("column '{}' read as verbatim: {}", name(i), why));
    }
    if (plan_.verbatims.empty()) note("no column read as verbatim: none holds mostly sentences");
  }

  void attributes() {
    std::size_t count = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (taken_[i] || table_.columns[i].again) continue;
      plan_.attributes.push_back(attribute_role(table_, i, Attribute::Care::redact));
      ++count;
    }
    note(fmt::format("{} other column{} kept as attributes", count, count == 1 ? "" : "s"));
  }

  Table& table_;
  Plan plan_;
  std::vector<Profile> profiles_;
  std::vector<std::string> words_;   // "respondent id"
  std::vector<std::string> joined_;  // "respondentid"
  std::vector<std::string> asked_;   // the same with the question
  std::vector<bool> taken_;
};

}  // namespace

bool number_rows(const Table& table) {
  if (table.columns.empty() || table.header_rows.empty()) return false;
  return table.columns[0].header.empty() && profile(table, 0).counts_rows;
}

Plan guess_plan(Table& table, Plan own) { return Guesser(table, std::move(own)).plan(); }

}  // namespace voxmap::survey
