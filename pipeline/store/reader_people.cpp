// Answers and feelings by person, for analyses over people.
#include <algorithm>
#include <unordered_map>

#include "store/mention_text.hpp"
#include "store/reader.hpp"
#include "store/rollup.hpp"
#include "store/scan.hpp"

namespace voxmap {

namespace {

// A respondent's row, or a document's below 0 where no respondent is known.
std::int64_t person_of(std::int64_t respondent, std::int64_t document) {
  return respondent != 0 ? respondent : -document;
}

bool listed(const PlaceRow& place, Reader::Level level) {
  if (place.stage.empty()) return false;
  return place.touchpoint.empty() == (level == Reader::Level::stage);
}

// Scored mentions of a person at a place. kNowhere: that none of the places lists.
constexpr std::uint32_t kNowhere = UINT32_MAX;
struct Felt {
  std::int64_t person = 0;
  std::uint32_t place = kNowhere;
  std::int64_t count = 0, valence = 0;
};
struct Answer {
  std::int64_t person = 0, milli = 0;
};

// Adds up the entries of the same person and place; sorted afterwards.
void compact(std::vector<Felt>& felt) {
  std::ranges::sort(felt, {}, [](const Felt& f) { return std::pair(f.person, f.place); });
  std::size_t kept = 0;
  for (const Felt& f : felt) {
    if (kept > 0 && felt[kept - 1].person == f.person && felt[kept - 1].place == f.place) {
      felt[kept - 1].count += f.count;
      felt[kept - 1].valence += f.valence;
    } else {
      felt[kept++] = f;
    }
  }
  felt.resize(kept);
}

std::vector<Felt> read_felt(sql::Database& db, const Filter& filter, Reader::Level level) {
  // By touchpoint row: its place, or that of its stage.
  std::unordered_map<std::int64_t, std::uint32_t> places;
  {
    std::unordered_map<std::string, std::uint32_t> stages;
    std::uint32_t next = 0;
    const std::vector<PlaceRow> rows = read_places(db);
    for (const PlaceRow& row : rows) {
      if (!listed(row, level)) continue;
      if (level == Reader::Level::stage) stages[row.stage] = next;
      places[row.id] = next++;
    }
    for (const PlaceRow& row : rows) {
      if (const auto stage = stages.find(row.stage); stage != stages.end()) {
        places[row.id] = stage->second;
      }
    }
  }
  std::vector<Felt> felt;
  std::size_t limit = std::size_t{1} << 20U;
  scan_mentions(db, filter, [&](const ScannedMention& mention) {
    if (mention.label == Label::none) return;
    const auto place = places.find(mention.touchpoint);
    felt.push_back({person_of(mention.respondent, mention.document),
                    place == places.end() ? kNowhere : place->second, 1, mention.valence});
    if (felt.size() < limit) return;
    compact(felt);
    limit = std::max(limit, 2 * felt.size());
  });
  compact(felt);
  return felt;
}

std::vector<Answer> read_answers(sql::Database& db, const Filter& filter, std::string_view scale) {
  std::vector<Answer> answers;
  sql::Statement id(db, "SELECT id FROM string WHERE text = ?1");
  if (!id.bind(1, scale).step()) return answers;
  const std::int64_t wanted = id.integer(0);
  sql::Statement row(db, "SELECT ratings FROM document WHERE id = ?1");
  std::vector<RatingRow> ratings;
  scan_documents(db, filter, [&](const ScannedDocument& document) {
    const sql::Resetter guard(row);
    ratings.clear();
    if (!row.bind(1, document.id).step()) return;
    if (!parse_ratings(row.text(0), ratings)) db.fail(SQLITE_CORRUPT);
    for (const RatingRow& rating : ratings) {
      if (rating.scale != wanted) continue;
      answers.push_back({person_of(document.respondent, document.id), rating.milli});
    }
  });
  std::ranges::sort(answers, {}, [](const Answer& a) { return std::pair(a.person, a.milli); });
  return answers;
}

}  // namespace

std::vector<Reader::Place> SqliteReader::places(Level level) {
  std::vector<Place> places;
  for (const PlaceRow& row : read_places(db_)) {
    if (listed(row, level)) places.push_back({row.stage, row.touchpoint});
  }
  return places;
}

void SqliteReader::people(const Filter& filter, std::string_view scale, Level level,
                          const std::function<void(const PersonScores&)>& found) {
  const Snapshot snapshot(db_);
  const std::vector<Answer> answers = read_answers(db_, filter, scale);
  if (answers.empty()) return;
  const std::vector<Felt> felt = read_felt(db_, filter, level);
  std::vector<std::int64_t> values;
  std::vector<PersonScores::Mean> means;
  auto f = felt.begin();
  for (auto a = answers.begin(); a != answers.end();) {
    const std::int64_t person = a->person;
    values.clear();
    means.clear();
    for (; a != answers.end() && a->person == person; ++a) values.push_back(a->milli);
    while (f != felt.end() && f->person < person) ++f;
    bool spoke = false;
    for (; f != felt.end() && f->person == person; ++f) {
      spoke = true;
      if (f->place == kNowhere) continue;
      const auto centi = static_cast<std::int32_t>(mean_centi(f->valence, f->count));
      means.push_back({f->place, centi});
    }
    if (spoke) found({.answers = values, .means = means});
  }
}

}  // namespace voxmap
