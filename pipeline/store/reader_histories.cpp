// What people said, person by person and in order, for analyses of what follows what.
#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>

#include "store/reader.hpp"
#include "store/scan.hpp"

namespace voxmap {

namespace {

using Moment = PersonHistory::Moment;

constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::max();

struct Said {
  std::int64_t person = 0;  // a respondent's row, or a document's below 0 where none is known
  std::int64_t time = kNoTime, document = 0;
  std::uint64_t place = 0;  // in the document's text
  std::uint32_t at = 0;     // index into Places::rows
  Label label = Label::none;
  Valence valence = 0;
  std::uint16_t acts = 0;
  Intensities emotions{};
};

// Where a touchpoint's row stands among Reader::places(), as a stage and as a touchpoint.
struct PlaceIndex {
  struct Pair {
    std::uint32_t stage = PersonHistory::kNowhere, touchpoint = PersonHistory::kNowhere;
  };
  std::vector<Pair> rows{{}};  // the first: nowhere
  std::unordered_map<std::int64_t, std::uint32_t> by_row;

  explicit PlaceIndex(sql::Database& db) {
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
      if (row.id == 0) continue;
      by_row[row.id] = static_cast<std::uint32_t>(rows.size());
      rows.push_back(pair);
    }
  }
  [[nodiscard]] std::uint32_t find(std::int64_t row) const {
    const auto found = by_row.find(row);
    return found == by_row.end() ? 0 : found->second;
  }
};

// (source, key) of documents: what breaks ties, so that no order depends on the store's history.
class Names {
 public:
  explicit Names(sql::Database& db)
      : row_(db,
             "SELECT s.name, d.key FROM document AS d JOIN source AS s ON s.id = d.source WHERE "
             "d.id = ?1") {}
  std::pair<std::string, std::string> of(std::int64_t document) {
    const sql::Resetter guard(row_);
    if (!row_.bind(1, document).step()) return {};
    return {std::string(row_.text(0)), std::string(row_.text(1))};
  }

 private:
  sql::Statement row_;
};

// One person's, sorted by time and document: documents of the same time by source and key.
void break_ties(std::span<Said> said, Names& names) {
  for (auto first = said.begin(); first != said.end();) {
    const auto last =
        std::find_if(first, said.end(), [&](const Said& s) { return s.time != first->time; });
    if (std::prev(last)->document != first->document) {
      std::map<std::int64_t, std::pair<std::string, std::string>> known;
      for (auto s = first; s != last; ++s) {
        if (!known.contains(s->document)) known[s->document] = names.of(s->document);
      }
      std::stable_sort(first, last, [&](const Said& a, const Said& b) {
        return std::tie(known[a.document], a.place) < std::tie(known[b.document], b.place);
      });
    }
    first = last;
  }
}

}  // namespace

void SqliteReader::histories(const Filter& filter,
                             const std::function<void(const PersonHistory&)>& found) {
  const Snapshot snapshot(db_);
  const PlaceIndex places(db_);
  std::vector<Said> said;
  scan_mentions(db_, filter, [&](const ScannedMention& mention) {
    Said s;
    s.person = mention.respondent != 0 ? mention.respondent : -mention.document;
    s.time = mention.said_at.value_or(kNoTime);
    s.document = mention.document;
    s.place = static_cast<std::uint64_t>(mention.verbatim) << 32U | mention.span.begin;
    s.at = places.find(mention.touchpoint);
    s.label = mention.label;
    s.valence = mention.valence;
    s.emotions = mention.emotions;
    s.acts = mention.acts;
    said.push_back(s);
  });
  std::stable_sort(said.begin(), said.end(), [](const Said& a, const Said& b) {
    return std::tie(a.person, a.time, a.document, a.place) <
           std::tie(b.person, b.time, b.document, b.place);
  });
  Names names(db_);
  std::vector<Moment> moments;
  for (auto first = said.begin(); first != said.end();) {
    const auto last =
        std::find_if(first, said.end(), [&](const Said& s) { return s.person != first->person; });
    break_ties({first, last}, names);
    moments.clear();
    for (auto s = first; s != last; ++s) {
      Moment m{.document = s->document,
               .said_at = std::nullopt,
               .stage = places.rows[s->at].stage,
               .touchpoint = places.rows[s->at].touchpoint,
               .label = s->label,
               .valence = s->valence,
               .emotions = s->emotions,
               .acts = s->acts};
      if (s->time != kNoTime) m.said_at = Time(std::chrono::milliseconds(s->time));
      moments.push_back(m);
    }
    const auto [source, key] = names.of(first->document);
    found({.source = source, .key = key, .moments = moments});
    first = last;
  }
}

}  // namespace voxmap
