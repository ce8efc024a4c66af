// The canonical dump: what the store holds, whatever the way it came there.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "store/mention_text.hpp"
#include "store/reader.hpp"

namespace voxmap {

namespace {

using Json = nlohmann::ordered_json;

void put(const std::function<void(std::string_view)>& line, const Json& json) {
  line(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// The columns of a row as an object; NULL columns are left out.
Json object(const char* what, const sql::Statement& row, std::initializer_list<const char*> texts,
            std::initializer_list<const char*> integers) {
  Json json{{"what", what}};
  int at = 0;
  for (const char* name : texts) {
    if (!row.null(at)) json[name] = row.text(at);
    ++at;
  }
  for (const char* name : integers) {
    if (!row.null(at)) json[name] = row.integer(at);
    ++at;
  }
  return json;
}

constexpr const char* kDumpDocuments =
    "SELECT s.name, d.key, hex(d.digest), u.digest, (SELECT text FROM string WHERE id = "
    "d.language), "
    "d.said_at_text, (SELECT pseudonym FROM respondent WHERE id = d.respondent), (SELECT text FROM "
    "string WHERE id = d.persona), (SELECT text FROM string WHERE id = d.touchpoint), "
    "d.attributes, "
    "(SELECT path FROM input WHERE id = d.input), d.kind, d.said_at, d.line, d.byte, d.bytes, "
    "coalesce(d.base, d.id) << 10, (coalesce(d.base, d.id) + d.blocks) << 10, d.ratings FROM "
    "source AS s "
    "CROSS "
    "JOIN document AS d ON d.source = s.id JOIN ruleset AS u ON u.id = d.ruleset ORDER BY s.name, "
    "d.key";
constexpr const char* kDumpVerbatims =
    "SELECT (SELECT text FROM string WHERE id = prompt), (SELECT text FROM string WHERE id = "
    "speaker), (SELECT text FROM string WHERE id = touchpoint), (SELECT text FROM string WHERE id "
    "= language), text, {}, scored, at, until, line, byte, bytes, id, mentions FROM verbatim WHERE "
    "id >= ?1 AND id < ?2 ORDER BY id";
constexpr const char* kDumpPlace =
    "SELECT g.name, t.name FROM touchpoint AS t JOIN stage AS g ON g.id = t.stage WHERE t.id = ?1";
constexpr const char* kRejects =
    "SELECT s.name, i.path, r.key, r.field, r.reason, r.detail, r.raw, r.line, r.byte, r.bytes "
    "FROM "
    "reject AS r JOIN source AS s ON s.id = r.source JOIN input AS i ON i.id = r.input ORDER BY "
    "s.name, i.path, r.line, r.byte, r.digest";

class Dumper {
 public:
  Dumper(sql::Database& db, const std::function<void(std::string_view)>& line)
      : line_(line),
        db_(db),
        verbatims_(db, fmt::format(kDumpVerbatims, has_redactions(db) ? "redactions" : "NULL")),
        place_(db, kDumpPlace),
        text_(db, "SELECT text FROM string WHERE id = ?1"),
        rule_(db, "SELECT name FROM rule WHERE id = ?1") {}

  void document(const sql::Statement& row) {
    put(line_, object("document", row,
                      {"source", "key", "digest", "rules_digest", "language", "said_at_text",
                       "respondent", "persona", "touchpoint", "attributes", "input"},
                      {"kind", "said_at", "line", "byte", "bytes"}));
    const sql::Resetter guard(verbatims_);
    verbatims_.bind(1, row.integer(16)).bind(2, row.integer(17));
    std::int64_t position = 0;
    while (verbatims_.step()) {
      put(line_, object("verbatim", verbatims_,
                        {"prompt", "speaker", "touchpoint", "language", "text", "redactions"},
                        {"scored", "at", "until", "line", "byte", "bytes"}));
      mentions_.clear();
      if (!parse_mentions(verbatims_.text(13), 0, mentions_)) db_.fail(SQLITE_CORRUPT);
      for (const MentionValues& values : mentions_) mention(position, values);
      ++position;
    }
    ratings_.clear();
    if (!parse_ratings(row.text(18), ratings_)) db_.fail(SQLITE_CORRUPT);
    for (const RatingRow& rating : ratings_) {
      put(line_, Json{{"what", "rating"},
                      {"scale", named(text_, rating.scale)},
                      {"definition", named(text_, rating.definition)},
                      {"milli", rating.milli}});
    }
  }

 private:
  static std::string named(sql::Statement& statement, std::int64_t id) {
    const sql::Resetter guard(statement);
    return statement.bind(1, id).step() ? statement.string(0) : std::string();
  }

  void mention(std::int64_t verbatim, const MentionValues& values) {
    Json json{{"what", "mention"}, {"verbatim", verbatim}};
    {
      const sql::Resetter guard(place_);
      if (values.touchpoint != 0 && place_.bind(1, values.touchpoint).step()) {
        json["stage"] = place_.text(0);
        json["touchpoint"] = place_.text(1);
      }
    }
    json["span"] = {values.span.begin, values.span.end};
    json["attached_by"] = to_string(values.attached_by);
    if (!values.attached.empty()) {
      json["attached"] = {values.attached.begin, values.attached.end};
      json["attached_rule"] = named(rule_, values.attached_rule);
    }
    json["label"] = to_string(values.label);
    json["valence"] = values.valence;
    json["emotions"] = values.emotions;
    evidence_.clear();
    if (!parse_evidence(values.evidence, evidence_)) db_.fail(SQLITE_CORRUPT);
    json["evidence"] = Json::array();
    for (const StoredEvidence& piece : evidence_) {
      json["evidence"].push_back({piece.span.begin, piece.span.end, named(rule_, piece.rule),
                                  piece.weight, piece.dimension});
    }
    signals_.clear();
    if (!parse_signals(values.signals, signals_)) db_.fail(SQLITE_CORRUPT);
    for (const StoredAct& found : signals_.acts) {
      json["acts"].push_back({to_string(found.act), found.span.begin, found.span.end,
                              named(rule_, found.rule), found.churn, found.effort});
    }
    for (const EnginePart& part : signals_.engine) {
      json["engine_parts"].push_back({named(rule_, part.rule), part.churn, part.effort});
    }
    if (values.churn_risk != 0) json["churn_risk"] = values.churn_risk;
    put(line_, json);
  }

  const std::function<void(std::string_view)>& line_;
  sql::Database& db_;
  sql::Statement verbatims_, place_, text_, rule_;
  std::vector<MentionValues> mentions_;
  std::vector<StoredEvidence> evidence_;
  Signals signals_;
  std::vector<RatingRow> ratings_;
};

}  // namespace

void SqliteReader::dump(const std::function<void(std::string_view)>& line) {
  const Snapshot snapshot(db_);
  {
    Dumper dumper(db_, line);
    sql::Statement documents(db_, kDumpDocuments);
    while (documents.step()) dumper.document(documents);
  }
  sql::Statement rejects(db_, kRejects);
  while (rejects.step()) {
    put(line,
        object("reject", rejects, {"source", "input", "key", "field", "reason", "detail", "raw"},
               {"line", "byte", "bytes"}));
  }
  for (const Stats& s : stats({}, false)) {
    put(line, Json{{"what", "stats"},
                   {"stage", s.stage},
                   {"touchpoint", s.touchpoint},
                   {"persons", s.persons},
                   {"sum_mean", s.sum_mean},
                   {"sum_mean_square", s.sum_mean_square},
                   {"mentions", s.mentions},
                   {"by_label", s.by_label},
                   {"emotion_marks", s.emotion_marks},
                   {"no_emotion", s.no_emotion},
                   {"acts", s.acts},
                   {"at_risk", s.at_risk},
                   {"by_source", s.by_source}});
  }
  for (const FeelingStats& f : feelings({}, true)) {
    put(line, Json{{"what", "feeling"},
                   {"stage", f.stage},
                   {"feeling", f.feeling},
                   {"persons", f.persons},
                   {"mentions", f.mentions}});
  }
  for (const RatingStats& r : ratings({})) {
    Json json{
        {"what", "ratings"}, {"stage", r.stage}, {"scale", r.scale}, {"definition", r.definition}};
    for (const auto& [milli, count] : r.histogram) json["histogram"][std::to_string(milli)] = count;
    put(line, json);
  }
}

}  // namespace voxmap
