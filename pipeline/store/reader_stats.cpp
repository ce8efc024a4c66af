// Statistics by stage and touchpoint: from the roll-up, or by the plain query it must equal.
#include <algorithm>
#include <unordered_map>

#include "store/months.hpp"
#include "store/reader.hpp"
#include "store/rollup.hpp"
#include "store/scan.hpp"
#include "store/schema.hpp"

namespace voxmap {

namespace {

// Sums by scope: a touchpoint's row, a stage's id negated, 0 for unassigned.
class Scopes {
 public:
  explicit Scopes(sql::Database& db) {
    sql::Statement touchpoints(db, "SELECT id, stage, name <> '' FROM touchpoint");
    while (touchpoints.step()) {
      const std::int64_t id = touchpoints.integer(0);
      scopes_of_[id].push_back(-touchpoints.integer(1));
      if (touchpoints.integer(2) != 0) scopes_of_[id].push_back(id);
    }
    scopes_of_[0] = {0};
    sql::Statement sources(db, "SELECT id, name FROM source");
    while (sources.step()) sources_[sources.integer(0)] = sources.text(1);
  }

  [[nodiscard]] const std::vector<std::int64_t>& of(std::int64_t touchpoint) const {
    return scopes_of_.at(touchpoint);
  }
  Stats& operator[](std::int64_t scope) { return stats_[scope]; }
  void take(std::unordered_map<std::int64_t, Stats> stats) { stats_ = std::move(stats); }
  [[nodiscard]] const std::string& source(std::int64_t id) const { return sources_.at(id); }
  [[nodiscard]] const Stats* find(std::int64_t scope) const {
    const auto found = stats_.find(scope);
    return found == stats_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> scopes_of_;
  std::unordered_map<std::int64_t, std::string> sources_;
  std::unordered_map<std::int64_t, Stats> stats_;
};

void read_acts(sql::Database& db, Scopes& scopes) {
  sql::Statement acts(db, "SELECT touchpoint, act, mentions FROM rollup_act");
  while (acts.step()) {
    const auto act = static_cast<std::size_t>(acts.integer(1));
    if (act > kActCount) db.fail(SQLITE_CORRUPT);
    for (const std::int64_t scope : scopes.of(acts.integer(0))) {
      Stats& stats = scopes[scope];
      (act == kActCount ? stats.at_risk : stats.acts[act]) += acts.integer(2);
    }
  }
}

void read_rollup(sql::Database& db, Scopes& scopes) {
  sql::Statement mentions(
      db,
      "SELECT touchpoint, source, mentions, none, negative, neutral, positive, anger, "
      "anticipation, "
      "disgust, fear, joy, sadness, surprise, trust, no_emotion FROM rollup_mention WHERE mentions "
      "> 0");
  while (mentions.step()) {
    for (const std::int64_t scope : scopes.of(mentions.integer(0))) {
      Stats& stats = scopes[scope];
      stats.mentions += mentions.integer(2);
      for (std::size_t i = 0; i < stats.by_label.size(); ++i) {
        stats.by_label[i] += mentions.integer(3 + static_cast<int>(i));
      }
      for (std::size_t i = 0; i < kEmotionCount; ++i) {
        stats.emotion_marks[i] += mentions.integer(7 + static_cast<int>(i));
      }
      stats.no_emotion += mentions.integer(15);
      stats.by_source[scopes.source(mentions.integer(1))] += mentions.integer(2);
    }
  }
  if (has_acts(db)) read_acts(db, scopes);
  sql::Statement persons(db,
                         "SELECT scope, persons, sum_mean, sum_mean_square FROM rollup_person "
                         "WHERE scope > ?1");
  persons.bind(1, -kMonthScope);
  while (persons.step()) {
    Stats& stats = scopes[persons.integer(0)];
    stats.persons = persons.integer(1);
    stats.sum_mean = persons.integer(2);
    stats.sum_mean_square = persons.integer(3);
  }
}

// One person's scored mentions in one scope.
struct PersonSum {
  std::int64_t person = 0, scope = 0, count = 0, valence = 0;
};

// Sums by person: a document's own are known when it ends, a respondent's at the end of the scan.
class Persons {
 public:
  explicit Persons(Scopes& scopes) : scopes_(scopes) {}

  void add(const ScannedMention& mention) {
    if (mention.label == Label::none) return;
    if (mention.document != document_) end_document();
    document_ = mention.document;
    respondent_ = mention.respondent;
    for (const std::int64_t scope : scopes_.of(mention.touchpoint)) {
      const auto known = std::ranges::find(here_, scope, &PersonSum::scope);
      PersonSum& sum =
          known != here_.end() ? *known : here_.emplace_back(PersonSum{respondent_, scope});
      ++sum.count;
      sum.valence += mention.valence;
    }
  }

  void finish() {
    end_document();
    compact();
    for (const PersonSum& sum : respondents_) count(sum);
  }

 private:
  void end_document() {
    if (respondent_ == 0) {
      for (const PersonSum& sum : here_) count(sum);
    } else {
      respondents_.insert(respondents_.end(), here_.begin(), here_.end());
      if (respondents_.size() >= limit_) {
        compact();
        limit_ = std::max(kFirstLimit, 2 * respondents_.size());
      }
    }
    here_.clear();
  }

  // Adds up the entries of the same person and scope.
  void compact() {
    std::ranges::sort(respondents_, {},
                      [](const PersonSum& s) { return std::pair(s.person, s.scope); });
    std::size_t kept = 0;
    for (const PersonSum& sum : respondents_) {
      if (kept > 0 && respondents_[kept - 1].person == sum.person &&
          respondents_[kept - 1].scope == sum.scope) {
        respondents_[kept - 1].count += sum.count;
        respondents_[kept - 1].valence += sum.valence;
      } else {
        respondents_[kept++] = sum;
      }
    }
    respondents_.resize(kept);
  }

  void count(const PersonSum& sum) {
    const std::int64_t mean = mean_centi(sum.valence, sum.count);
    Stats& stats = scopes_[sum.scope];
    ++stats.persons;
    stats.sum_mean += mean;
    stats.sum_mean_square += mean * mean;
  }

  static constexpr std::size_t kFirstLimit = 1U << 20U;
  Scopes& scopes_;
  std::int64_t document_ = 0, respondent_ = 0;
  std::vector<PersonSum> here_, respondents_;
  std::size_t limit_ = kFirstLimit;
};

void read_mentions(sql::Database& db, const Filter& filter, Scopes& scopes) {
  Persons persons(scopes);
  scan_mentions(db, filter, [&](const ScannedMention& mention) {
    for (const std::int64_t scope : scopes.of(mention.touchpoint)) {
      Stats& stats = scopes[scope];
      ++stats.mentions;
      ++stats.by_label.at(static_cast<std::size_t>(mention.label));
      bool any = false;
      for (std::size_t i = 0; i < kEmotionCount; ++i) {
        if (mention.emotions[i] <= 0) continue;
        ++stats.emotion_marks[i];
        any = true;
      }
      if (!any) ++stats.no_emotion;
      for (std::size_t a = 0; a < kActCount; ++a) {
        if ((mention.acts >> a & 1U) != 0) ++stats.acts[a];
      }
      if (mention.at_risk) ++stats.at_risk;
      ++stats.by_source[scopes.source(mention.source)];
    }
    persons.add(mention);
  });
  persons.finish();
}

bool admits(const Filter& filter, const PlaceRow& place, const std::vector<PlaceRow>& all) {
  if (!filter.stage.empty() && filter.stage != (place.stage.empty() ? "unassigned" : place.stage)) {
    return false;
  }
  if (filter.touchpoint.empty() || place.touchpoint == filter.touchpoint) return true;
  // A stage is shown with the touchpoint asked for.
  return place.touchpoint.empty() && !place.stage.empty() &&
         std::ranges::any_of(all, [&](const PlaceRow& other) {
           return other.stage == place.stage && other.touchpoint == filter.touchpoint;
         });
}

}  // namespace

std::vector<PlaceRow> read_places(sql::Database& db) {
  std::vector<PlaceRow> places;
  sql::Statement rows(
      db,
      "SELECT t.id, t.stage, g.name, t.name, t.position IS NOT NULL FROM touchpoint AS t JOIN "
      "stage "
      "AS g ON g.id = t.stage ORDER BY g.position IS NULL, g.position, g.name, t.name <> '', "
      "t.position IS NULL, t.position, t.name");
  while (rows.step()) {
    const bool stage = rows.text(3).empty();
    places.push_back({.id = rows.integer(0),
                      .scope = stage ? -rows.integer(1) : rows.integer(0),
                      .stage = rows.string(2),
                      .touchpoint = rows.string(3),
                      .current = rows.integer(4) != 0});
  }
  places.emplace_back();
  return places;
}

std::vector<Stats> SqliteReader::stats(const Filter& filter, bool plain) {
  const Snapshot snapshot(db_);
  Scopes scopes(db_);
  if (filter.all() && !plain && present()) {
    read_rollup(db_, scopes);
  } else if (!plain && selects_documents(filter)) {
    scopes.take(selection(filter).stats);
  } else {
    read_mentions(db_, filter, scopes);
  }
  const std::vector<PlaceRow> places = read_places(db_);
  std::vector<Stats> list;
  for (const PlaceRow& place : places) {
    const Stats* found = scopes.find(place.scope);
    const bool shown = place.current || (found != nullptr && found->mentions > 0);
    if (!shown || !admits(filter, place, places)) continue;
    Stats& stats = list.emplace_back(found == nullptr ? Stats{} : *found);
    stats.stage = place.stage;
    stats.touchpoint = place.touchpoint;
  }
  return list;
}

}  // namespace voxmap
