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

// What is kept of a mention until all of its person are known.
struct Kept {
  std::uint32_t stage = 0, touchpoint = 0;
  Valence valence = 0;
  Label label = Label::none;
};
struct KeptBeside {  // unless it is brief
  std::int64_t mention = 0;
  Intensities emotions{};
  std::uint16_t acts = 0;
  bool quotable = false;
};

struct Bucket;
// A document of somebody with several.
struct Told {
  std::int64_t person = 0, document = 0;
  std::optional<Time> said_at;
  PersonHistory::Name name;
  const Bucket* bucket = nullptr;      // where its mentions stand,
  std::uint32_t first = 0, count = 0;  // from here on

  // By time, those without one last.
  [[nodiscard]] auto order() const {
    return std::tuple(person, !said_at, said_at.value_or(Time()), name);
  }
};
// Those that fall to one share, of one filter.
struct Bucket {
  std::vector<Told> told;
  std::vector<Kept> felt;
  std::vector<KeptBeside> rest;
  std::deque<std::string> keys;
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
      : all_(all), found_(found), brief_(detail == Reader::Detail::brief), told_(shares) {
    for (auto& mine : told_) mine = std::vector<Bucket>(filters);
  }

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
        describe(part, d, moments);
        found_(filter, {.source = name_.source, .key = name_.key, .moments = moments});
        continue;
      }
      keep(part, d, told_[static_cast<std::size_t>(respondent) % told_.size()][filter]);
    }
  }

  // Everybody with several documents who falls to this share, whichever met them. At the same time
  // as the others tell of theirs; all of them outlive this.
  void finish(std::deque<Telling>& shares, std::size_t share) {
    for (std::size_t filter = 0; filter < told_[share].size(); ++filter) {
      std::vector<Told> all;
      for (const Telling& other : shares) {
        const std::vector<Told>& told = other.told_[share][filter].told;
        all.insert(all.end(), told.begin(), told.end());
      }
      std::ranges::sort(all, {}, &Told::order);
      for (auto first = all.begin(); first != all.end();) {
        const auto last = std::find_if(first, all.end(),
                                       [&](const Told& t) { return t.person != first->person; });
        moments_.clear();
        for (auto t = first; t != last; ++t) tell(*t);
        const PersonHistory::Name name = brief_ ? PersonHistory::Name{} : first->name;
        found_(filter, {.source = name.source, .key = name.key, .moments = moments_});
        first = last;
      }
    }
  }

 private:
  PersonHistory::Name name_of(const FactPart& part, std::uint32_t d) const {
    return {all_.source(part.block().kinds[part.block().kind_of[d]].source), part.key(d)};
  }

  static std::optional<Time> time_of(const FactBlock& block, std::uint32_t d) {
    if (block.dated[d] == 0) return std::nullopt;
    return Time(std::chrono::milliseconds(block.said_at[d]));
  }
  [[nodiscard]] Kept felt_at(const FactBlock& block, std::uint32_t m) const {
    const PlaceIndex::Pair place = all_.places.find(block.touchpoint[m]);
    return {place.stage, place.touchpoint, block.valence[m], FactBlock::label(block.flags[m])};
  }
  // `intensities`: those of the document that are left; the mention's own are taken.
  static KeptBeside rest_at(const FactBlock& block, std::uint32_t d, std::uint32_t m,
                            std::span<const std::int16_t>& intensities) {
    KeptBeside rest;
    for (unsigned bits = block.emotions[m]; bits != 0; bits &= bits - 1) {
      rest.emotions[static_cast<std::size_t>(std::countr_zero(bits))] = intensities.front();
      intensities = intensities.subspan(1);
    }
    rest.acts = static_cast<std::uint16_t>(block.flags[m] >> FactBlock::kActs);
    rest.quotable = (block.flags[m] & FactBlock::kQuotable) != 0;
    rest.mention = (block.base[d] << 20) + block.place[m];
    return rest;
  }
  static void set(Moment& to, const Kept& felt) {
    to.stage = felt.stage;
    to.touchpoint = felt.touchpoint;
    to.label = felt.label;
    to.valence = felt.valence;
  }
  static void set(Moment& to, const KeptBeside& rest, const PersonHistory::Name& name) {
    to.emotions = rest.emotions;
    to.acts = rest.acts;
    to.quotable = rest.quotable;
    to.mention = rest.mention;
    to.name = &name;
  }

  void describe(const FactPart& part, std::uint32_t d, std::span<Moment> moments) const {
    const FactBlock& block = part.block();
    std::span<const std::int16_t> intensities;
    if (!brief_) intensities = part.intensities(d);
    const std::optional<Time> said_at = time_of(block, d);
    std::uint32_t at = block.begin(d);
    for (Moment& m : moments) {
      m.document = block.id[d];
      m.said_at = said_at;
      set(m, felt_at(block, at));
      if (!brief_) set(m, rest_at(block, d, at, intensities), name_);
      ++at;
    }
  }

  void keep(const FactPart& part, std::uint32_t d, Bucket& to) const {
    const FactBlock& block = part.block();
    Told& told = to.told.emplace_back();
    told.person = block.respondent[d];
    told.document = block.id[d];
    told.said_at = time_of(block, d);
    told.name = name_of(part, d);
    told.name.key = to.keys.emplace_back(told.name.key);
    told.bucket = &to;
    told.first = static_cast<std::uint32_t>(to.felt.size());
    told.count = block.mentions_end[d] - block.begin(d);
    std::span<const std::int16_t> intensities;
    if (!brief_) intensities = part.intensities(d);
    for (std::uint32_t m = block.begin(d); m < block.mentions_end[d]; ++m) {
      to.felt.push_back(felt_at(block, m));
      if (!brief_) to.rest.push_back(rest_at(block, d, m, intensities));
    }
  }

  void tell(const Told& told) {
    for (std::uint32_t at = told.first; at < told.first + told.count; ++at) {
      Moment& m = moments_.emplace_back();
      m.document = told.document;
      m.said_at = told.said_at;
      set(m, told.bucket->felt[at]);
      if (!brief_) set(m, told.bucket->rest[at], told.name);
    }
  }

  const Tellers& all_;
  const Reader::HistoryShare& found_;
  bool brief_;
  std::vector<std::vector<Bucket>> told_;  // by the share they fall to, by filter
  PersonHistory::Name name_;               // of a document alone
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
