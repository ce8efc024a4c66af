// Answers and feelings by person, for analyses over people.
#include <algorithm>
#include <deque>
#include <unordered_map>

#include "base/shares.hpp"
#include "store/fact_scan.hpp"
#include "store/reader.hpp"
#include "store/rollup.hpp"

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

// By touchpoint row: its place, or that of its stage.
std::vector<std::uint32_t> places_by_row(sql::Database& db, Reader::Level level) {
  std::vector<std::uint32_t> places(1, kNowhere);
  const auto put = [&](std::int64_t row, std::uint32_t place) {
    if (row < 0) db.fail(SQLITE_CORRUPT);
    const auto at = static_cast<std::size_t>(row);
    if (at >= places.size()) places.resize(at + 1, kNowhere);
    if (at != 0) places[at] = place;
  };
  std::unordered_map<std::string, std::uint32_t> stages;
  std::uint32_t next = 0;
  const std::vector<PlaceRow> rows = read_places(db);
  for (const PlaceRow& row : rows) {
    if (!listed(row, level)) continue;
    if (level == Reader::Level::stage) stages[row.stage] = next;
    put(row.id, next++);
  }
  for (const PlaceRow& row : rows) {
    if (const auto stage = stages.find(row.stage); stage != stages.end()) {
      put(row.id, stage->second);
    }
  }
  return places;
}

// Of people of whom more may come.
struct Said {
  std::vector<Felt> felt;
  std::vector<Answer> answers;
  std::size_t limit = std::size_t{1} << 19U;  // of `felt`, before it is compacted
};

// What every share knows.
struct Answerers {
  Answerers(sql::Database& store, std::int64_t of_scale, Reader::Level level)
      : db(store), scale(of_scale), places(places_by_row(store, level)), several(store) {}
  const sql::Database& db;  // its name only
  std::int64_t scale;
  std::vector<std::uint32_t> places;
  Several several;
};

// What the people who answered felt and answered; told of as soon as all is known of them.
class Answering {
 public:
  // `shares`: how many there are over the same facts.
  Answering(const Answerers& all, std::size_t shares, const Reader::PersonShare& found)
      : all_(all), found_(found), rest_(shares) {}

  void add(const FactPart& part) {
    const FactBlock& block = part.block();
    answers_.resize(block.ratings.size());
    for (std::size_t i = 0; i < block.ratings.size(); ++i) {
      ratings_.clear();
      answers_[i].clear();
      if (!parse_ratings(block.ratings[i], ratings_)) {
        all_.db.damaged("the ratings of a document cannot be read");
      }
      for (const RatingRow& rating : ratings_) {
        if (rating.scale == all_.scale) answers_[i].push_back(rating.milli);
      }
    }
    for (const std::uint32_t d : part.admitted()) {
      const std::int64_t respondent = block.respondent[d];
      const bool one = !all_.several.contains(respondent);
      const auto& answers = answers_[block.ratings_of[d]];
      if (one && answers.empty()) continue;
      const std::int64_t person = person_of(respondent, block.id[d]);
      Said& said = one ? own_ : rest_[static_cast<std::size_t>(person) % rest_.size()];
      for (std::uint32_t m = block.begin(d); m < block.mentions_end[d]; ++m) {
        if (FactBlock::label(block.flags[m]) == Label::none) continue;
        const auto row = static_cast<std::size_t>(block.touchpoint[m]);
        said.felt.push_back(
            {person, row < all_.places.size() ? all_.places[row] : kNowhere, 1, block.valence[m]});
      }
      for (const std::int64_t milli : answers) {
        said.answers.push_back({person, milli});
      }
      if (one) tell(own_);
    }
    for (Said& said : rest_) {
      if (said.felt.size() < said.limit) continue;
      compact(said.felt);
      said.limit = std::max(said.limit, 2 * said.felt.size());
    }
  }

  // Everybody with several documents who falls to this share, whichever met them. At the same time
  // as the others tell of theirs.
  void finish(std::deque<Answering>& all, std::size_t share) {
    Said& mine = rest_[share];
    for (Answering& other : all) {
      if (&other == this) continue;
      Said& theirs = other.rest_[share];
      mine.felt.insert(mine.felt.end(), theirs.felt.begin(), theirs.felt.end());
      mine.answers.insert(mine.answers.end(), theirs.answers.begin(), theirs.answers.end());
      theirs = {};
    }
    tell(mine);
  }

 private:
  // Of all there are, who are then forgotten.
  void tell(Said& said) {
    auto& [felt, answers, limit] = said;
    compact(felt);
    std::ranges::sort(answers, {}, [](const Answer& a) { return std::pair(a.person, a.milli); });
    auto f = felt.begin();
    for (auto a = answers.begin(); a != answers.end();) {
      const std::int64_t person = a->person;
      values_.clear();
      means_.clear();
      for (; a != answers.end() && a->person == person; ++a) values_.push_back(a->milli);
      while (f != felt.end() && f->person < person) ++f;
      bool spoke = false;
      for (; f != felt.end() && f->person == person; ++f) {
        spoke = true;
        if (f->place == kNowhere) continue;
        const auto centi = static_cast<std::int32_t>(mean_centi(f->valence, f->count));
        means_.push_back({f->place, centi});
      }
      if (spoke) found_({.answers = values_, .means = means_});
    }
    felt.clear();
    answers.clear();
  }

  const Answerers& all_;
  const Reader::PersonShare& found_;
  std::vector<std::vector<std::int64_t>> answers_;  // by the block's ratings
  std::vector<RatingRow> ratings_;
  Said own_;                // of a document alone
  std::vector<Said> rest_;  // by the share they fall to
  std::vector<std::int64_t> values_;
  std::vector<PersonScores::Mean> means_;
};

}  // namespace

std::vector<Reader::Place> SqliteReader::places(Level level) {
  std::vector<Place> places;
  for (const PlaceRow& row : read_places(db_)) {
    if (listed(row, level)) places.push_back({row.stage, row.touchpoint});
  }
  return places;
}

void SqliteReader::people(const Filter& filter, std::string_view scale, Level level,
                          std::span<const PersonShare> found) {
  const Snapshot snapshot(db_);
  sql::Statement id(db_, "SELECT id FROM string WHERE text = ?1");
  if (!id.bind(1, scale).step()) return;
  const Answerers all(db_, id.integer(0), level);
  std::deque<Answering> shares;
  std::vector<FactShare> parts;
  for (const PersonShare& share : found) {
    parts.emplace_back([&answering = shares.emplace_back(all, found.size(), share)](
                           std::size_t, FactPart& part) { answering.add(part); });
  }
  scan_facts(db_, as_of_, std::span(&filter, 1), parts);
  in_shares(shares.size(), [&](std::size_t share) { shares[share].finish(shares, share); });
}

}  // namespace voxmap
