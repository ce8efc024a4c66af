// Writes the roll-up's differences.
#include <algorithm>
#include <optional>
#include <string>

#include "store/rollup.hpp"

namespace voxmap {

namespace {

constexpr const char* kMentions =
    "INSERT INTO rollup_mention VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
    "?14, ?15, ?16) ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, none = none "
    "+ "
    "excluded.none, negative = negative + excluded.negative, neutral = neutral + excluded.neutral, "
    "positive = positive + excluded.positive, anger = anger + excluded.anger, anticipation = "
    "anticipation + excluded.anticipation, disgust = disgust + excluded.disgust, fear = fear + "
    "excluded.fear, joy = joy + excluded.joy, sadness = sadness + excluded.sadness, surprise = "
    "surprise + excluded.surprise, trust = trust + excluded.trust, "
    "no_emotion = no_emotion + excluded.no_emotion";
constexpr const char* kActs =
    "INSERT INTO rollup_act VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET mentions = mentions + "
    "excluded.mentions";
constexpr const char* kScopes =
    "INSERT INTO rollup_person VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET persons = persons "
    "+ excluded.persons, sum_mean = sum_mean + excluded.sum_mean, sum_mean_square = "
    "sum_mean_square + excluded.sum_mean_square";
constexpr const char* kCountedDocuments =
    "INSERT INTO rollup_document VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET documents = "
    "documents + excluded.documents, anonymous = anonymous + excluded.anonymous, verbatims = "
    "verbatims + excluded.verbatims";
constexpr const char* kCountedRatings =
    "INSERT INTO rollup_rating VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET ratings = "
    "ratings + excluded.ratings";

}  // namespace

void Rollup::save_some() {
  // Some 450 bytes each. By number many stand on the same page, which is then written once.
  constexpr std::size_t kMany = 8192;
  if (persons_.size() < kMany) return;
  save_persons();
  forget_persons();
}

void Rollup::forget_persons() {
  persons_.clear();
  person_at_.clear();
  by_pseudonym_.clear();
}

void Rollup::save_persons() {
  std::vector<Person*> dirty;
  for (Person& who : persons_) {
    if (who.dirty) dirty.push_back(&who);
  }
  std::ranges::sort(dirty, {}, &Person::id);
  bool dropped = false;
  for (Person* const one : dirty) {
    Person& who = *one;
    contribute(who.sums, 1);
    who.dirty = false;
    if (who.documents == 0) {
      if (!who.fresh) drop_respondent_.bind(1, who.id).run();
      dropped = true;
      continue;
    }
    const bool single = who.documents == 1 && !who.stored_sums;
    const auto only = single ? std::optional(who.only) : std::nullopt;
    if (who.fresh) {
      insert_respondent_.bind(1, who.id).bind(2, short_hash(who.pseudonym));
      insert_respondent_.bind(3, who.pseudonym).bind(4, who.documents).bind(5, only);
    } else {
      update_respondent_.bind(1, who.id).bind(2, who.documents).bind(3, only);
    }
    if (!single) {
      std::erase_if(who.sums, [](const Sum& sum) { return sum.count == 0; });
      std::ranges::sort(who.sums, {}, &Sum::scope);
      sums_text_ = "[";
      for (const Sum& sum : who.sums) append_sum(sums_text_, sum.scope, sum.count, sum.valence);
      sums_text_ += ']';
    }
    sql::Statement& put = who.fresh ? insert_respondent_ : update_respondent_;
    const int at = who.fresh ? 6 : 4;
    if (single) {
      put.bind_null(at).run();
    } else {
      put.bind(at, std::string_view(sums_text_)).run();
    }
    who.fresh = false;
    who.pseudonym = {};
  }
  if (dropped) forget_persons();
}

void Rollup::save_sources() {
  for (auto& [id, source] : sources_) {
    if (source.recompute) {
      sql::Statement range(db_,
                           "SELECT min(said_at), max(said_at) FROM document WHERE source = ?1");
      range.bind(1, id).step();
      source.oldest = range.maybe(0);
      source.newest = range.maybe(1);
    }
    if (source.recompute || source.changed) {
      sql::Statement update(db_, "UPDATE source SET oldest = ?2, newest = ?3 WHERE id = ?1");
      update.bind(1, id).bind(2, source.oldest).bind(3, source.newest).run();
    }
  }
  sources_.clear();
}

void Rollup::save() {
  save_persons();
  save_sources();

  sql::Statement mentions(db_, kMentions);
  for (const auto& [where, counts] : mentions_) {
    mentions.bind(1, where.first).bind(2, where.second);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      mentions.bind(static_cast<int>(i) + 3, counts[i]);
    }
    mentions.run();
  }
  sql::Statement acts(db_, kActs);
  for (const auto& [touchpoint, counts] : acts_) {
    acts.bind(1, touchpoint);
    for (std::size_t a = 0; a < counts.size(); ++a) {
      if (counts[a] == 0) continue;
      acts.bind(2, static_cast<std::int64_t>(a)).bind(3, counts[a]).run();
    }
  }
  sql::Statement scopes(db_, kScopes);
  for (const auto& [scope, sums] : scopes_) {
    scopes.bind(1, scope).bind(2, sums[0]).bind(3, sums[1]).bind(4, sums[2]).run();
  }
  sql::Statement documents(db_, kCountedDocuments);
  for (const auto& [where, counts] : documents_) {
    documents.bind(1, where.first).bind(2, where.second);
    documents.bind(3, counts[0]).bind(4, counts[1]).bind(5, counts[2]).run();
  }
  sql::Statement ratings(db_, kCountedRatings);
  for (const auto& [where, count] : ratings_) {
    const auto& [touchpoint, scale, definition, milli] = where;
    ratings.bind(1, touchpoint).bind(2, scale).bind(3, definition).bind(4, milli);
    ratings.bind(5, count).run();
  }
  recent_mentions_.forget();
  recent_scopes_.forget();
  mentions_.clear();
  acts_.clear();
  scopes_.clear();
  documents_.clear();
  ratings_.clear();
}

}  // namespace voxmap
