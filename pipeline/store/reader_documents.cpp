// Documents with what they were scored from, and the scores they have, which a rescore compares, or
// the ratings, which learning goes by.
#include <unordered_map>

#include "store/mention_text.hpp"
#include "store/reader.hpp"

namespace voxmap {

namespace {

constexpr const char* kReadDocuments =
    "SELECT s.name, d.key, d.kind, (SELECT text FROM string WHERE id = d.language), (SELECT text "
    "FROM string WHERE id = d.touchpoint), u.digest, coalesce(d.base, d.id) << 10, "
    "(coalesce(d.base, d.id) + d.blocks) << 10, d.id FROM document AS d JOIN source AS s ON s.id = "
    "d.source JOIN ruleset AS u ON u.id = d.ruleset WHERE d.id > ?2 AND u.digest <> ?1 ORDER BY "
    "d.id";
constexpr const char* kReadVerbatims =
    "SELECT text, (SELECT text FROM string WHERE id = prompt), (SELECT text FROM string WHERE id = "
    "speaker), (SELECT text FROM string WHERE id = touchpoint), scored, mentions FROM verbatim "
    "WHERE "
    "id >= ?1 AND id < ?2 ORDER BY id";

constexpr const char* kRated =
    "SELECT s.name, d.key, d.kind, (SELECT text FROM string WHERE id = d.language), (SELECT text "
    "FROM string WHERE id = d.touchpoint), (SELECT pseudonym FROM respondent WHERE id = "
    "d.respondent), coalesce(d.base, d.id) << 10, (coalesce(d.base, d.id) + d.blocks) << 10, "
    "d.ratings FROM source AS s CROSS JOIN document AS d ON d.source = s.id WHERE d.ratings IS NOT "
    "NULL ORDER BY s.name, d.key";
constexpr const char* kReadRatings =
    "SELECT (SELECT text FROM string WHERE id = json_extract(value, '$[0]')), (SELECT text FROM "
    "string WHERE id = json_extract(value, '$[1]')), json_extract(value, '$[2]') FROM "
    "json_each(?1)";

// A row of kReadVerbatims.
void read_verbatim(const sql::Statement& row, Verbatim& verbatim) {
  verbatim.text = row.text(0);
  verbatim.prompt = row.text(1);
  verbatim.speaker = row.text(2);
  verbatim.touchpoint = row.text(3);
  verbatim.scored = row.integer(4) != 0;
}

class DocumentReader {
 public:
  DocumentReader(sql::Database& db, RuleNames& rule_names)
      : db_(db),
        verbatims_(db, kReadVerbatims),
        place_(db,
               "SELECT g.name, t.name FROM touchpoint AS t JOIN stage AS g ON g.id = t.stage WHERE "
               "t.id = ?1"),
        rule_(db, "SELECT name FROM rule WHERE id = ?1"),
        rule_names_(rule_names) {}

  void read(const sql::Statement& row, ScoredDocument& out) {
    out = {};
    out.id = row.integer(8);
    out.source = row.text(0);
    out.document.key = row.text(1);
    out.document.kind = static_cast<SourceKind>(row.integer(2));
    out.document.language = row.text(3);
    out.document.touchpoint = row.text(4);
    out.rules_digest = row.text(5);
    const sql::Resetter guard(verbatims_);
    verbatims_.bind(1, row.integer(6)).bind(2, row.integer(7));
    while (verbatims_.step()) {
      const auto position = static_cast<std::uint32_t>(out.document.verbatims.size());
      read_verbatim(verbatims_, out.document.verbatims.emplace_back());
      mentions_.clear();
      if (!parse_mentions(verbatims_.text(5), 0, mentions_)) db_.fail(SQLITE_CORRUPT);
      for (const MentionValues& values : mentions_) mention(position, values, out);
    }
  }

 private:
  void mention(std::uint32_t verbatim, const MentionValues& values, ScoredDocument& out) {
    ScoredMention& to = out.mentions.emplace_back();
    to.verbatim = verbatim;
    to.span = values.span;
    {
      const sql::Resetter guard(place_);
      if (values.touchpoint != 0 && place_.bind(1, values.touchpoint).step()) {
        to.stage = place_.text(0);
        to.touchpoint = place_.text(1);
      }
    }
    to.label = values.label;
    to.valence = values.valence;
    to.emotions = values.emotions;
    evidence_.clear();
    if (!parse_evidence(values.evidence, evidence_)) db_.fail(SQLITE_CORRUPT);
    for (const StoredEvidence& piece : evidence_) {
      to.evidence.push_back({piece.span, rule_name(piece.rule), piece.weight,
                             piece.dimension == kValenceDimension
                                 ? "valence"
                                 : std::string(kEmotionNames.at(piece.dimension))});
    }
  }

  // Asked of the database once a rule: a few hundred rules are most of all evidence.
  const std::string& rule_name(std::int64_t rule) {
    const auto [at, fresh] = rule_names_.try_emplace(rule);
    if (fresh) {
      const sql::Resetter guard(rule_);
      if (rule_.bind(1, rule).step()) at->second = rule_.string(0);
    }
    return at->second;
  }

  sql::Database& db_;
  sql::Statement verbatims_, place_, rule_;
  std::vector<MentionValues> mentions_;
  std::vector<StoredEvidence> evidence_;
  RuleNames& rule_names_;
};

}  // namespace

void SqliteReader::documents(std::string_view except_rules, std::int64_t after,
                             const std::function<bool(const ScoredDocument&)>& take) {
  const Snapshot snapshot(db_);
  DocumentReader reader(db_, rule_names_);
  sql::Statement rows(db_, kReadDocuments);
  rows.bind(1, except_rules).bind(2, after);
  ScoredDocument document;
  while (rows.step()) {
    reader.read(rows, document);
    if (!take(document)) return;
  }
}

void SqliteReader::rated(const std::function<bool(const RatedDocument&)>& take) {
  const Snapshot snapshot(db_);
  sql::Statement rows(db_, kRated);
  sql::Statement ratings(db_, kReadRatings);
  sql::Statement verbatims(db_, kReadVerbatims);
  RatedDocument found;
  while (rows.step()) {
    found = {};
    Document& document = found.document;
    found.source = rows.text(0);
    document.key = rows.text(1);
    document.kind = static_cast<SourceKind>(rows.integer(2));
    document.language = rows.text(3);
    document.touchpoint = rows.text(4);
    document.respondent = rows.text(5);
    const sql::Resetter guard(verbatims);
    verbatims.bind(1, rows.integer(6)).bind(2, rows.integer(7));
    while (verbatims.step()) read_verbatim(verbatims, document.verbatims.emplace_back());
    const sql::Resetter guard_ratings(ratings);
    ratings.bind(1, rows.text(8));
    while (ratings.step()) {
      document.ratings.push_back(
          {std::string(ratings.text(0)), std::string(ratings.text(1)), ratings.integer(2)});
    }
    if (!take(found)) return;
  }
}

}  // namespace voxmap
