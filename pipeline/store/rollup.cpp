// The roll-up: mentions, documents and ratings are additive; persons are counted through their
// sums.
#include "store/rollup.hpp"

#include <algorithm>

#include "store/months.hpp"

namespace voxmap {

Rollup::Rollup(sql::Database& db)
    : db_(db),
      find_respondent_(
          db,
          "SELECT id, documents, only, sums FROM respondent WHERE hash = ?1 AND pseudonym = ?2"),
      respondent_by_id_(db, "SELECT documents, only, sums FROM respondent WHERE id = ?1"),
      insert_respondent_(db, "INSERT INTO respondent VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      update_respondent_(
          db, "UPDATE respondent SET documents = ?2, only = ?3, sums = ?4 WHERE id = ?1"),
      document_sums_(db,
                     "SELECT mentions, (SELECT said_at FROM document WHERE id = ?1) FROM verbatim "
                     "WHERE mentions IS NOT NULL AND id >= (SELECT "
                     "coalesce(base, id) << 10 FROM document WHERE id = ?1) AND id < (SELECT "
                     "(coalesce(base, id) + blocks) << 10 FROM document WHERE id = ?1)"),
      drop_respondent_(db, "DELETE FROM respondent WHERE id = ?1") {
  next_respondent_ = db.integer("SELECT coalesce(max(id), 0) + 1 FROM respondent");
  load_places();
}

void Rollup::load_places() {
  forget_persons();  // their sums may be of other stages now
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
  const auto [known, fresh] = by_pseudonym_.try_emplace(std::string(pseudonym));
  if (!fresh) {
    touch(person(known->second));
    return known->second;
  }
  const sql::Resetter guard(find_respondent_);
  if (find_respondent_.bind(1, short_hash(pseudonym)).bind(2, pseudonym).step()) {
    known->second = find_respondent_.integer(0);
    take_stored(known->second, find_respondent_, 1);
    return known->second;
  }
  known->second = next_respondent_++;
  person_at_.emplace(known->second, persons_.size());
  Person& person = persons_.emplace_back();
  person.id = known->second;
  person.fresh = true;
  person.dirty = true;
  person.pseudonym = pseudonym;
  return person.id;
}

void Rollup::touch_respondent(std::int64_t id) {
  if (id == 0) return;
  if (const auto known = person_at_.find(id); known != person_at_.end()) {
    touch(persons_[known->second]);
    return;
  }
  const sql::Resetter guard(respondent_by_id_);
  if (!respondent_by_id_.bind(1, id).step()) db_.fail(SQLITE_CORRUPT);
  take_stored(id, respondent_by_id_, 0);
}

void Rollup::touch(Person& person) {
  if (!person.dirty) contribute(person.sums, -1);
  person.dirty = true;
}

void Rollup::take_stored(std::int64_t id, const sql::Statement& row, int at) {
  const auto [known, fresh] = person_at_.emplace(id, persons_.size());
  if (!fresh) {
    touch(persons_[known->second]);
    return;
  }
  Person& person = persons_.emplace_back();
  person.id = id;
  person.documents = row.integer(at);
  person.only = row.integer(at + 1);
  person.stored_sums = person.documents > 0 && person.only == 0;
  if (person.stored_sums) {
    const bool read = parse_sums(row.text(at + 2), [&](auto scope, auto count, auto valence) {
      person.sums.push_back({scope, count, valence});
    });
    if (!read) db_.damaged("what a respondent's documents add up to cannot be read");
  } else if (person.only != 0) {
    load_document_sums(person);
  }
  touch(person);
}

void Rollup::load_document_sums(Person& person) {
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
