// The roll-up: mentions, documents and ratings are additive; persons are counted through their
// sums.
#include "store/rollup.hpp"

#include <algorithm>

#include "store/months.hpp"

namespace voxmap {

Rollup::Rollup(sql::Database& db)
    : db_(db),
      find_respondent_(
          db, "SELECT id, documents, only FROM respondent WHERE hash = ?1 AND pseudonym = ?2"),
      respondent_by_id_(db, "SELECT documents, only FROM respondent WHERE id = ?1"),
      insert_respondent_(db, "INSERT INTO respondent VALUES (?1, ?2, ?3, ?4, ?5)"),
      update_respondent_(db, "UPDATE respondent SET documents = ?2, only = ?3 WHERE id = ?1"),
      person_sums_(db, "SELECT scope, mentions, valence FROM person WHERE respondent = ?1"),
      document_sums_(db,
                     "SELECT mentions, (SELECT said_at FROM document WHERE id = ?1) FROM verbatim "
                     "WHERE mentions IS NOT NULL AND id >= (SELECT "
                     "coalesce(base, id) << 10 FROM document WHERE id = ?1) AND id < (SELECT "
                     "(coalesce(base, id) + blocks) << 10 FROM document WHERE id = ?1)"),
      put_person_(db,
                  "INSERT INTO person VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET mentions = "
                  "excluded.mentions, valence = excluded.valence"),
      drop_person_(db, "DELETE FROM person WHERE respondent = ?1 AND scope = ?2"),
      drop_sums_(db, "DELETE FROM person WHERE respondent = ?1"),
      drop_respondent_(db, "DELETE FROM respondent WHERE id = ?1") {
  next_respondent_ = db.integer("SELECT coalesce(max(id), 0) + 1 FROM respondent");
  load_places();
}

void Rollup::load_places() {
  sql::Statement rows(db_, "SELECT id, stage, name = '' FROM touchpoint");
  while (rows.step()) {
    const auto row = static_cast<std::size_t>(rows.integer(0));
    if (row >= places_.size()) places_.resize(row + 1);
    places_[row] = {-rows.integer(1), rows.integer(2) != 0};
  }
}

std::int64_t Rollup::short_hash(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(hash ^ hash >> 32U));
}

std::int64_t Rollup::respondent(std::string_view pseudonym) {
  if (pseudonym.empty()) return 0;
  if (const auto found = by_pseudonym_.find(pseudonym); found != by_pseudonym_.end()) {
    return found->second;
  }
  Person person;
  {
    const sql::Resetter guard(find_respondent_);
    if (find_respondent_.bind(1, short_hash(pseudonym)).bind(2, pseudonym).step()) {
      person.id = find_respondent_.integer(0);
    }
  }
  if (person.id != 0) {
    touch_respondent(person.id);
  } else {
    person.id = next_respondent_++;
    person.fresh = true;
    person.pseudonym = pseudonym;
    person_at_.emplace(person.id, persons_.size());
  }
  const std::int64_t id = person.id;
  if (person.fresh) persons_.push_back(std::move(person));
  by_pseudonym_.emplace(pseudonym, id);
  return id;
}

void Rollup::touch_respondent(std::int64_t id) {
  if (id == 0 || person_at_.contains(id)) return;
  Person person;
  person.id = id;
  {
    const sql::Resetter guard(respondent_by_id_);
    if (!respondent_by_id_.bind(1, id).step()) db_.fail(SQLITE_CORRUPT);
    person.documents = respondent_by_id_.integer(0);
    person.only = respondent_by_id_.integer(1);
    person.stored_sums = person.documents > 0 && person.only == 0;
  }
  load_sums(person);
  contribute(person.sums, -1);
  person_at_.emplace(id, persons_.size());
  persons_.push_back(std::move(person));
}

void Rollup::load_sums(Person& person) {
  if (person.stored_sums) {
    const sql::Resetter guard(person_sums_);
    person_sums_.bind(1, person.id);
    while (person_sums_.step()) {
      person.sums.push_back(
          {person_sums_.integer(0), person_sums_.integer(1), person_sums_.integer(2)});
    }
  } else if (person.only != 0) {
    std::vector<MentionValues> mentions;
    const sql::Resetter guard(document_sums_);
    document_sums_.bind(1, person.only);
    std::optional<std::int64_t> said_at;
    while (document_sums_.step()) {
      said_at = document_sums_.maybe(1);
      if (!parse_mentions(document_sums_.text(0), 0, mentions)) db_.fail(SQLITE_CORRUPT);
    }
    person.sums = sums_of(mentions, said_at);
  }
}

void Rollup::add_sum(std::vector<Sum>& sums, const Sum& sum) {
  for (Sum& known : sums) {
    if (known.scope == sum.scope) {
      known.count += sum.count;
      known.valence += sum.valence;
      return;
    }
  }
  sums.push_back(sum);
}

std::vector<Rollup::Sum>& Rollup::sums_of(std::span<const MentionValues> mentions,
                                          std::optional<std::int64_t> said_at) {
  scratch_.clear();
  const std::int64_t month = said_at ? month_of(*said_at) : -1;
  const bool dated = month >= 0 && month < kLastMonth;
  for (const MentionValues& mention : mentions) {
    if (mention.label == Label::none) continue;
    if (mention.touchpoint == 0) {
      add_sum(scratch_, {0, 1, mention.valence});
      continue;
    }
    const Place& place = places_.at(static_cast<std::size_t>(mention.touchpoint));
    add_sum(scratch_, {place.stage_scope, 1, mention.valence});
    if (dated) add_sum(scratch_, {month_scope(place.stage_scope, month), 1, mention.valence});
    if (!place.is_stage) {
      add_sum(scratch_, {mention.touchpoint, 1, mention.valence});
    }
  }
  return scratch_;
}

void Rollup::contribute(const std::vector<Sum>& sums, int sign) {
  for (const Sum& sum : sums) {
    if (sum.count == 0) continue;
    const std::int64_t mean = mean_centi(sum.valence, sum.count);
    const std::int64_t hint = sum.scope ^ sum.scope / kMonthScope;  // months differ in high bits
    auto& totals = recent_scopes_.find(scopes_, sum.scope, hint);
    totals[0] += sign;
    totals[1] += sign * mean;
    totals[2] += sign * mean * mean;
  }
}

void Rollup::count_mentions(std::int64_t source, std::span<const MentionValues> mentions,
                            int sign) {
  for (const MentionValues& mention : mentions) {
    Counts& counts =
        recent_mentions_.find(mentions_, {mention.touchpoint, source}, mention.touchpoint);
    counts[0] += sign;
    counts[1 + static_cast<std::size_t>(mention.label)] += sign;
    bool any = false;
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      if (mention.emotions[e] <= 0) continue;
      counts[5 + e] += sign;
      any = true;
    }
    if (!any) counts.back() += sign;
    if (mention.acts == 0 && !mention.at_risk()) continue;
    ActCounts& acts = acts_[mention.touchpoint];
    for (std::size_t a = 0; a < kActCount; ++a) {
      if (mention.has(static_cast<Act>(a))) acts[a] += sign;
    }
    if (mention.at_risk()) acts.back() += sign;
  }
}

void Rollup::note_time(const DocumentFacts& document, int sign) {
  if (!document.said_at) return;
  auto [at, fresh] = sources_.try_emplace(document.source);
  Source& source = at->second;
  if (fresh) {
    sql::Statement stored(db_, "SELECT oldest, newest FROM source WHERE id = ?1");
    if (stored.bind(1, document.source).step()) {
      source.oldest = stored.maybe(0);
      source.newest = stored.maybe(1);
    }
  }
  const std::int64_t said = *document.said_at;
  if (sign < 0) {
    source.recompute |= said == source.oldest || said == source.newest;
  } else if (!source.oldest || said < *source.oldest || said > *source.newest) {
    source.changed = true;
    if (!source.oldest || said < *source.oldest) source.oldest = said;
    if (!source.newest || said > *source.newest) source.newest = said;
  }
}

void Rollup::apply(const DocumentFacts& document, std::int64_t respondent,
                   std::span<const MentionValues> mentions, std::span<const RatingRow> ratings,
                   int sign) {
  count_mentions(document.source, mentions, sign);
  auto& counts = documents_[{document.source, document.ruleset}];
  counts[0] += sign;
  counts[1] += respondent == 0 ? sign : 0;
  counts[2] += sign * static_cast<std::int64_t>(document.verbatims);
  for (const RatingRow& rating : ratings) {
    ratings_[{document.touchpoint, rating.scale, rating.definition, rating.milli}] += sign;
  }
  note_time(document, sign);

  const std::vector<Sum>& sums = sums_of(mentions, document.said_at);
  if (respondent == 0) {
    contribute(sums, sign);
    return;
  }
  Person& who = person(respondent);
  who.documents += sign;
  for (const Sum& sum : sums) add_sum(who.sums, {sum.scope, sign * sum.count, sign * sum.valence});
  if (who.documents == 1 && sign > 0) who.only = document.id;
  // From the second document on, the sums are kept beside the person, and stay there.
  if (who.documents > 1) who.stored_sums = true;
}

}  // namespace voxmap
