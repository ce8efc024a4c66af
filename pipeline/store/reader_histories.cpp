// What people said, person by person and in order, for analyses of what follows what: one pass over
// the facts.
#include <algorithm>
#include <bit>
#include <deque>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>

#include "base/shares.hpp"
#include "store/fact_scan.hpp"
#include "store/reader.hpp"

namespace voxmap {

namespace {

using Moment = PersonHistory::Moment;

// Where a touchpoint's row stands among Reader::places(), as a stage and as a touchpoint.
struct PlaceIndex {
  struct Pair {
    std::uint32_t stage = PersonHistory::kNowhere, touchpoint = PersonHistory::kNowhere;
  };
  std::vector<Pair> rows;  // by row; row 0 is nowhere

  explicit PlaceIndex(sql::Database& db) : rows(1) {
    std::map<std::string, std::uint32_t> stages;
    std::uint32_t next_touchpoint = 0;
    const std::vector<PlaceRow> all = read_places(db);
    for (const PlaceRow& row : all) {
      if (!row.stage.empty() && row.touchpoint.empty()) {
        stages.emplace(row.stage, static_cast<std::uint32_t>(stages.size()));
      }
    }
    for (const PlaceRow& row : all) {
      if (row.stage.empty()) continue;
      Pair pair;
      if (const auto stage = stages.find(row.stage); stage != stages.end()) {
        pair.stage = stage->second;
      }
      if (!row.touchpoint.empty()) pair.touchpoint = next_touchpoint++;
      if (row.id < 0) db.fail(SQLITE_CORRUPT);
      const auto at = static_cast<std::size_t>(row.id);
      if (at == 0) continue;
      if (at >= rows.size()) rows.resize(at + 1);
      rows[at] = pair;
    }
  }
  [[nodiscard]] Pair find(std::int64_t row) const {
    const auto at = static_cast<std::size_t>(row);
    return at < rows.size() ? rows[at] : Pair{};
  }
};

// A document of somebody with several, kept until all are known.
struct Told {
  std::int64_t person = 0;
  std::int64_t time = std::numeric_limits<std::int64_t>::max();  // without one: last
  const PersonHistory::Name* name = nullptr;
  std::vector<Moment> moments;
};

// What every share knows.
struct Tellers {
  explicit Tellers(sql::Database& store) : db(store), places(store), several(store) {
    sql::Statement rows(store, "SELECT id, name FROM source");
    while (rows.step()) sources[rows.integer(0)] = rows.text(1);
  }
  [[nodiscard]] std::string_view source(std::int64_t id) const {
    const auto found = sources.find(id);
    if (found == sources.end()) db.damaged("a document is of a source that is unknown");
    return found->second;
  }
  const sql::Database& db;  // its name only
  PlaceIndex places;
  std::unordered_map<std::int64_t, std::string> sources;
  Several several;
};

class Telling {
 public:
  // `shares`: how many there are over the same facts.
  Telling(const Tellers& all, std::size_t shares, std::size_t filters,
          const Reader::HistoryShare& found, Reader::Detail detail)
      : all_(all),
        found_(found),
        brief_(detail == Reader::Detail::brief),
        told_(shares, std::vector<std::vector<Told>>(filters)) {}

  void add(std::size_t filter, const FactPart& part) {
    const FactBlock& block = part.block();
    for (const std::uint32_t d : part.admitted()) {
      if (block.begin(d) == block.mentions_end[d]) continue;
      const std::int64_t respondent = block.respondent[d];
      if (!all_.several.contains(respondent)) {
        if (!brief_) name_ = name_of(part, d);
        const std::size_t count = block.mentions_end[d] - block.begin(d);
        if (moments_.size() < count) moments_.resize(count);
        const std::span moments = std::span(moments_).first(count);
        describe(part, d, name_, moments);
        found_(filter, {.source = name_.source, .key = name_.key, .moments = moments});
        continue;
      }
      auto& mine = told_[static_cast<std::size_t>(respondent) % told_.size()];
      Told& told = mine[filter].emplace_back();
      told.person = respondent;
      if (block.dated[d] != 0) told.time = block.said_at[d];
      told.name = &names_.emplace_back(name_of(part, d));
      names_.back().key = keys_.emplace_back(names_.back().key);
      told.moments.resize(block.mentions_end[d] - block.begin(d));
      describe(part, d, *told.name, told.moments);
    }
  }

  // Everybody with several documents who falls to this share, whichever met them. At the same time
  // as the others tell of theirs; all of them outlive this.
  void finish(std::deque<Telling>& shares, std::size_t share) {
    for (std::size_t filter = 0; filter < told_[share].size(); ++filter) {
      std::vector<Told>& all = told_[share][filter];
      for (Telling& other : shares) {
        if (&other != this) std::ranges::move(other.told_[share][filter], std::back_inserter(all));
      }
      std::ranges::sort(all, {}, [](const Told& t) { return std::tie(t.person, t.time, *t.name); });
      for (auto first = all.begin(); first != all.end();) {
        const auto last = std::find_if(first, all.end(),
                                       [&](const Told& t) { return t.person != first->person; });
        moments_.clear();
        for (auto t = first; t != last; ++t) {
          moments_.insert(moments_.end(), t->moments.begin(), t->moments.end());
        }
        const PersonHistory::Name name = brief_ ? PersonHistory::Name{} : *first->name;
        found_(filter, {.source = name.source, .key = name.key, .moments = moments_});
        first = last;
      }
    }
  }

 private:
  PersonHistory::Name name_of(const FactPart& part, std::uint32_t d) const {
    return {all_.source(part.block().kinds[part.block().kind_of[d]].source), part.key(d)};
  }

  void describe(const FactPart& part, std::uint32_t d, const PersonHistory::Name& name,
                std::span<Moment> moments) const {
    const FactBlock& block = part.block();
    std::span<const std::int16_t> intensities;
    if (!brief_) intensities = part.intensities(d);
    std::optional<Time> said_at;
    if (block.dated[d] != 0) said_at = Time(std::chrono::milliseconds(block.said_at[d]));
    std::uint32_t at = block.begin(d);
    for (Moment& m : moments) {
      const PlaceIndex::Pair place = all_.places.find(block.touchpoint[at]);
      const std::uint16_t flags = block.flags[at];
      m.document = block.id[d];
      m.said_at = said_at;
      m.stage = place.stage;
      m.touchpoint = place.touchpoint;
      m.label = FactBlock::label(flags);
      m.valence = block.valence[at];
      if (brief_) {
        ++at;
        continue;
      }
      m.emotions = {};
      for (unsigned bits = block.emotions[at]; bits != 0; bits &= bits - 1) {
        m.emotions[static_cast<std::size_t>(std::countr_zero(bits))] = intensities.front();
        intensities = intensities.subspan(1);
      }
      m.acts = static_cast<std::uint16_t>(flags >> FactBlock::kActs);
      m.quotable = (flags & FactBlock::kQuotable) != 0;
      m.mention = (block.base[d] << 20) + block.place[at];
      m.name = &name;
      ++at;
    }
  }

  const Tellers& all_;
  const Reader::HistoryShare& found_;
  bool brief_;
  std::vector<std::vector<std::vector<Told>>> told_;  // by the share they fall to, by filter
  std::deque<std::string> keys_;
  std::deque<PersonHistory::Name> names_;
  PersonHistory::Name name_;  // of a document alone
  std::vector<Moment> moments_;
};

}  // namespace

void SqliteReader::histories(std::span<const Filter> filters, std::span<const HistoryShare> found,
                             Detail detail) {
  const Snapshot snapshot(db_);
  const Tellers all(db_);
  std::deque<Telling> shares;
  std::vector<FactShare> parts;
  for (const HistoryShare& share : found) {
    Telling& telling = shares.emplace_back(all, found.size(), filters.size(), share, detail);
    parts.emplace_back(
        [&telling](std::size_t filter, FactPart& part) { telling.add(filter, part); });
  }
  scan_facts(db_, as_of_, filters, parts);
  in_shares(shares.size(), [&](std::size_t share) { shares[share].finish(shares, share); });
}

std::map<std::string, Time> SqliteReader::newest(const Filter& filter) {
  const Snapshot snapshot(db_);
  std::map<std::string, Time> out;
  const Selection& found = selection(filter);
  for (const PlaceRow& place : read_places(db_)) {
    if (!place.touchpoint.empty()) continue;
    const auto at = found.newest_of.find(place.scope);
    if (at == found.newest_of.end()) continue;
    out[place.stage.empty() ? "unassigned" : place.stage] =
        Time(std::chrono::milliseconds(at->second));
  }
  return out;
}

}  // namespace voxmap
