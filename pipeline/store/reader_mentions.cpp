// Mentions with text, origin and evidence: the first few in some order.
#include <algorithm>
#include <compare>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_map>

#include "store/quotes.hpp"
#include "store/reader.hpp"
#include "store/scan.hpp"

namespace voxmap {

namespace {

constexpr const char* kMention =
    "SELECT m.id, s.name, d.key, (SELECT text FROM string WHERE id = v.speaker), (SELECT pseudonym "
    "FROM respondent WHERE id = d.respondent), (SELECT text FROM string WHERE id = v.prompt), "
    "(SELECT text FROM string WHERE id = v.language), d.said_at, v.text, m.span_begin, "
    "m.span_bytes, "
    "coalesce(g.name, ''), coalesce(t.name, ''), m.attached_by, (SELECT name FROM rule WHERE id = "
    "m.attached_rule), m.attached_begin, m.attached_bytes, m.label, m.valence, "
    "m.emotions_a, m.emotions_b, (SELECT path FROM input WHERE id = d.input), d.line, d.byte, "
    "d.bytes, d.last_run, (SELECT digest FROM ruleset "
    "WHERE id = d.ruleset), m.evidence FROM mention AS m JOIN document AS d ON d.id = "
    "coalesce(m.document, m.id >> 10) JOIN source AS s ON s.id = d.source JOIN verbatim AS v ON "
    "v.id "
    "= (m.id >> 10 << 10) + m.verbatim LEFT JOIN touchpoint AS t ON t.id = m.touchpoint LEFT JOIN "
    "stage AS g ON g.id = t.stage WHERE m.id = ?1";

Span span_at(const sql::Statement& row, int at) {
  const auto begin = static_cast<std::uint32_t>(row.integer(at));
  return {begin, begin + static_cast<std::uint32_t>(row.integer(at + 1))};
}

std::vector<EvidenceRow> parse_evidence(sql::Statement& rule, std::string_view json) {
  std::vector<EvidenceRow> evidence;
  if (json.empty()) return evidence;
  for (const auto& piece : nlohmann::json::parse(json)) {
    EvidenceRow& row = evidence.emplace_back();
    row.span = {piece.at(0).get<std::uint32_t>(), piece.at(1).get<std::uint32_t>()};
    const sql::Resetter guard(rule);
    if (rule.bind(1, piece.at(2).get<std::int64_t>()).step()) row.rule = rule.text(0);
    row.weight = piece.at(3).get<std::int32_t>();
    row.dimension = piece.size() > 4 ? kEmotionNames.at(piece.at(4).get<std::size_t>()) : "valence";
  }
  return evidence;
}

// Reads whole mentions by id.
class MentionReader {
 public:
  explicit MentionReader(sql::Database& db)
      : path_(db.path()), row_(db, kMention), rule_(db, "SELECT name FROM rule WHERE id = ?1") {}

  std::optional<MentionRow> read(std::int64_t id) {
    const sql::Resetter guard(row_);
    if (!row_.bind(1, id).step()) return std::nullopt;
    MentionRow out;
    out.id = row_.integer(0);
    out.source = row_.text(1);
    out.key = row_.text(2);
    out.speaker = row_.text(3);
    out.respondent = row_.text(4);
    out.prompt = row_.text(5);
    out.language = row_.text(6);
    if (const auto at = row_.maybe(7)) out.said_at = Time(std::chrono::milliseconds(*at));
    out.text = row_.text(8);
    out.span = span_at(row_, 9);
    out.stage = row_.text(11);
    out.touchpoint = row_.text(12);
    out.attached_by = to_string(static_cast<AttachedBy>(row_.integer(13)));
    out.attached_rule = row_.text(14);
    if (!row_.null(15)) out.attached_span = span_at(row_, 15);
    out.label = static_cast<Label>(row_.integer(17));
    out.valence = static_cast<Valence>(row_.integer(18));
    out.emotions = unpack_emotions(row_.integer(19), row_.integer(20));
    out.input = row_.text(21);
    out.origin = {static_cast<std::uint64_t>(row_.integer(22)),
                  static_cast<std::uint64_t>(row_.integer(23)),
                  static_cast<std::uint64_t>(row_.integer(24))};
    out.run = row_.integer(25);
    out.rules_digest = row_.text(26);
    try {
      out.evidence = parse_evidence(rule_, row_.text(27));
    } catch (const nlohmann::json::exception&) {
      throw sql::error_of(SQLITE_CORRUPT, path_, "evidence of a mention cannot be read");
    }
    return out;
  }

 private:
  std::string path_;
  sql::Statement row_, rule_;
};

// Where a mention stands in the answer: less is earlier.
struct Rank {
  std::int64_t first = 0;
  std::string source, input;
  std::int64_t line = 0, byte = 0;  // Order::input only, like `input`
  std::string key;
  std::int64_t verbatim = 0;
  Span span;
  std::int64_t id = 0;
  friend auto operator<=>(const Rank&, const Rank&) = default;
};

std::int64_t first_of(const ScannedMention& mention, Order order) {
  switch (order) {
    case Order::strongest:
      return -std::abs(int{mention.valence});
    case Order::most_positive:
      return -mention.valence;
    case Order::most_negative:
      return mention.valence;
    case Order::newest:
      return mention.said_at ? -*mention.said_at : std::numeric_limits<std::int64_t>::max();
    case Order::input:
      break;
  }
  return 0;
}

bool admitted(const ScannedMention& mention, const Filter& filter, Order order) {
  if (filter.quotable && !quotable(mention.span)) return false;
  if (filter.label) return true;  // the scan saw to it
  switch (order) {
    case Order::strongest:
      return mention.label == Label::positive || mention.label == Label::negative;
    case Order::most_positive:
      return mention.label == Label::positive;
    case Order::most_negative:
      return mention.label == Label::negative;
    case Order::newest:
    case Order::input:
      break;
  }
  return true;
}

std::unordered_map<std::int64_t, std::string> texts(sql::Database& db, std::string_view sql) {
  std::unordered_map<std::int64_t, std::string> names;
  sql::Statement rows(db, sql);
  while (rows.step()) names[rows.integer(0)] = rows.text(1);
  return names;
}

// The first `limit` of all that are offered.
class Best {
 public:
  Best(sql::Database& db, Order order, std::size_t limit)
      : order_(order), limit_(limit), sources_(texts(db, "SELECT id, name FROM source")) {
    if (order == Order::input) inputs_ = texts(db, "SELECT id, path FROM input");
  }

  // False when the mention, and so any that comes later in the order's own terms, is not wanted.
  bool offer(const ScannedMention& mention) {
    const std::int64_t first = first_of(mention, order_);
    const bool full = heap_.size() >= limit_;
    if (full && (limit_ == 0 || first > heap_.front().first)) return false;
    Rank rank;
    rank.first = first;
    rank.source = sources_[mention.source];
    if (order_ == Order::input) {
      rank.input = inputs_[mention.input];
      rank.line = mention.line;
      rank.byte = mention.byte;
    }
    rank.key = mention.key;
    rank.verbatim = mention.verbatim;
    rank.span = mention.span;
    rank.id = mention.id;
    if (full) {
      if (rank > heap_.front()) return true;
      std::ranges::pop_heap(heap_);
      heap_.back() = std::move(rank);
    } else {
      heap_.push_back(std::move(rank));
    }
    std::ranges::push_heap(heap_);
    return true;
  }

  std::vector<Rank> take() {
    std::ranges::sort_heap(heap_);
    return std::move(heap_);
  }

 private:
  Order order_;
  std::size_t limit_;
  std::unordered_map<std::int64_t, std::string> sources_, inputs_;
  std::vector<Rank> heap_;  // the last of them on top
};

// Whether the kept quotes can answer: only stage and touchpoint (and a side's label) are asked for.
bool wants_quotes(const Filter& filter, Order order) {
  if (!filter.quotable) return false;
  Filter rest = filter;
  rest.stage.clear();
  rest.touchpoint.clear();
  rest.label.reset();
  if (!rest.all() || order == Order::newest || order == Order::input) return false;
  if (!filter.label) return true;
  if (filter.label == Label::positive) return order != Order::most_negative;
  if (filter.label == Label::negative) return order != Order::most_positive;
  return false;
}

// Offers the kept quotes; false when more than are kept may be needed.
bool offer_quotes(sql::Database& db, const Filter& filter, Order order, std::size_t limit,
                  Best& best) {
  std::vector<bool> sides;
  if (filter.label ? filter.label == Label::negative : order != Order::most_positive) {
    sides.push_back(false);
  }
  if (filter.label ? filter.label == Label::positive : order != Order::most_negative) {
    sides.push_back(true);
  }
  sql::Statement cut(db, "SELECT 1 FROM quote_cut WHERE touchpoint = ?1 AND positive = ?2");
  sql::Statement rows(
      db,
      "SELECT m.id, m.valence, d.source, d.key, (m.id >> 10 << 10) + m.verbatim - "
      "(coalesce(d.base, "
      "d.id) << 10), m.span_begin, m.span_bytes FROM quote AS q CROSS JOIN mention AS m ON m.id = "
      "q.mention CROSS JOIN document AS d ON d.id = coalesce(m.document, m.id >> 10) WHERE "
      "q.touchpoint = ?1 AND q.positive = ?2 ORDER BY q.strength DESC");
  sql::Statement kept(db, "SELECT count(*) FROM quote WHERE touchpoint = ?1 AND positive = ?2");
  for (const PlaceRow& place : read_places(db)) {
    const std::string_view stage = place.id == 0 ? "unassigned" : std::string_view(place.stage);
    if (!filter.stage.empty() && filter.stage != stage) continue;
    if (!filter.touchpoint.empty() && filter.touchpoint != place.touchpoint) continue;
    for (const bool positive : sides) {
      const sql::Resetter kept_guard(kept), cut_guard(cut), guard(rows);
      kept.bind(1, place.id).bind(2, std::int64_t{positive}).step();
      if (kept.integer(0) < static_cast<std::int64_t>(limit) &&
          cut.bind(1, place.id).bind(2, std::int64_t{positive}).step()) {
        return false;
      }
      rows.bind(1, place.id).bind(2, std::int64_t{positive});
      while (rows.step()) {
        ScannedMention mention;
        mention.id = rows.integer(0);
        mention.valence = static_cast<Valence>(rows.integer(1));
        mention.source = rows.integer(2);
        mention.key = rows.text(3);
        mention.verbatim = rows.integer(4);
        mention.span = span_at(rows, 5);
        if (!best.offer(mention)) break;  // those that follow are no stronger
      }
    }
  }
  return true;
}

}  // namespace

std::vector<MentionRow> SqliteReader::mentions(const Filter& filter, Order order,
                                               std::size_t limit) {
  const Snapshot snapshot(db_);
  std::optional<Best> best(std::in_place, db_, order, limit);
  if (!wants_quotes(filter, order) || !offer_quotes(db_, filter, order, limit, *best)) {
    best.emplace(db_, order, limit);
    scan_mentions(db_, filter, [&](const ScannedMention& mention) {
      if (admitted(mention, filter, order)) best->offer(mention);
    });
  }
  std::vector<MentionRow> rows;
  MentionReader reader(db_);
  for (const Rank& rank : best->take()) {
    if (auto row = reader.read(rank.id)) rows.push_back(std::move(*row));
  }
  return rows;
}

std::optional<MentionRow> SqliteReader::mention(std::int64_t id) {
  return MentionReader(db_).read(id);
}

}  // namespace voxmap
