// The canonical dump: what the store holds, whatever the way it came there.
#include <nlohmann/json.hpp>

#include "store/batch.hpp"
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

constexpr const char* kDocuments =
    "SELECT s.name, d.key, hex(d.digest), u.digest, (SELECT text FROM string WHERE id = "
    "d.language), "
    "d.said_at_text, (SELECT pseudonym FROM respondent WHERE id = d.respondent), (SELECT text FROM "
    "string WHERE id = d.persona), (SELECT text FROM string WHERE id = d.touchpoint), "
    "d.attributes, "
    "(SELECT path FROM input WHERE id = d.input), d.kind, d.said_at, d.line, d.byte, d.bytes, "
    "coalesce(d.base, d.id) << 10, (coalesce(d.base, d.id) + d.blocks) << 10 FROM source AS s "
    "CROSS "
    "JOIN document AS d ON d.source = s.id JOIN ruleset AS u ON u.id = d.ruleset ORDER BY s.name, "
    "d.key";
constexpr const char* kVerbatims =
    "SELECT (SELECT text FROM string WHERE id = prompt), (SELECT text FROM string WHERE id = "
    "speaker), (SELECT text FROM string WHERE id = touchpoint), (SELECT text FROM string WHERE id "
    "= "
    "language), text, scored, at, until, line, byte, bytes FROM verbatim WHERE id >= ?1 AND id < "
    "?2 "
    "ORDER BY id";
constexpr const char* kMentions =
    "SELECT g.name, t.name, (SELECT name FROM rule WHERE id = m.attached_rule), (m.id >> 10 << 10) "
    "+ "
    "m.verbatim - ?1, m.span_begin, m.span_bytes, m.attached_by, m.attached_begin, "
    "m.attached_bytes, m.label, m.valence, m.emotions_a, m.emotions_b, m.evidence FROM mention AS "
    "m LEFT JOIN touchpoint AS t ON t.id "
    "= m.touchpoint LEFT JOIN stage AS g ON g.id = t.stage WHERE m.id >= ?1 AND m.id < ?2 ORDER BY "
    "m.id";
constexpr const char* kRatings =
    "SELECT (SELECT text FROM string WHERE id = scale), (SELECT text FROM string WHERE id = "
    "definition), milli FROM rating WHERE id >= ?1 AND id < ?2 ORDER BY id";
constexpr const char* kRejects =
    "SELECT s.name, i.path, r.key, r.field, r.reason, r.detail, r.raw, r.line, r.byte, r.bytes "
    "FROM "
    "reject AS r JOIN source AS s ON s.id = r.source JOIN input AS i ON i.id = r.input ORDER BY "
    "s.name, i.path, r.line, r.byte, r.digest";

class Dumper {
 public:
  Dumper(sql::Database& db, const std::function<void(std::string_view)>& line)
      : line_(line),
        verbatims_(db, kVerbatims),
        mentions_(db, kMentions),
        ratings_(db, kRatings),
        rule_(db, "SELECT name FROM rule WHERE id = ?1") {}

  void document(const sql::Statement& row) {
    put(line_, object("document", row,
                      {"source", "key", "digest", "rules_digest", "language", "said_at_text",
                       "respondent", "persona", "touchpoint", "attributes", "input"},
                      {"kind", "said_at", "line", "byte", "bytes"}));
    children(verbatims_, row, [&] {
      put(line_,
          object("verbatim", verbatims_, {"prompt", "speaker", "touchpoint", "language", "text"},
                 {"scored", "at", "until", "line", "byte", "bytes"}));
    });
    children(mentions_, row, [&] { mention(); });
    children(ratings_, row, [&] {
      put(line_, object("rating", ratings_, {"scale", "definition"}, {"milli"}));
    });
  }

 private:
  template <typename Each>
  void children(sql::Statement& statement, const sql::Statement& document, Each each) {
    const sql::Resetter guard(statement);
    statement.bind(1, document.integer(16)).bind(2, document.integer(17));
    while (statement.step()) each();
  }

  void mention() {
    Json json = object("mention", mentions_, {"stage", "touchpoint", "attached_rule"},
                       {"verbatim", "span_begin", "span_bytes", "attached_by", "attached_begin",
                        "attached_bytes", "label", "valence"});
    json["emotions"] = unpack_emotions(mentions_.integer(11), mentions_.integer(12));
    if (!mentions_.null(13)) {
      json["evidence"] = Json::parse(mentions_.text(13), nullptr, false);
      for (Json& piece : json["evidence"]) {
        const sql::Resetter guard(rule_);
        if (rule_.bind(1, piece.at(2).get<std::int64_t>()).step()) piece[2] = rule_.text(0);
      }
    }
    put(line_, json);
  }

  const std::function<void(std::string_view)>& line_;
  sql::Statement verbatims_, mentions_, ratings_, rule_;
};

}  // namespace

void SqliteReader::dump(const std::function<void(std::string_view)>& line) {
  const Snapshot snapshot(db_);
  {
    Dumper dumper(db_, line);
    sql::Statement documents(db_, kDocuments);
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
                   {"by_source", s.by_source}});
  }
  for (const RatingStats& r : ratings({})) {
    Json json{
        {"what", "ratings"}, {"stage", r.stage}, {"scale", r.scale}, {"definition", r.definition}};
    for (const auto& [milli, count] : r.histogram) json["histogram"][std::to_string(milli)] = count;
    put(line, json);
  }
}

}  // namespace voxmap
