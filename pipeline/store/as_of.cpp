// The views of an earlier run. Statements name tables without their database, so that these, which
// SQLite looks up first, stand for them; main's own views are not touched by that.
#include "store/as_of.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>

namespace voxmap {

namespace {

// The column of the past row with the least until_run above the run, or what is there now.
std::string past(std::string_view column, std::string_view table, std::string_view key,
                 std::int64_t run, std::string_view present) {
  return fmt::format(
      "coalesce((SELECT p.{0} FROM main.{1} AS p WHERE p.{2} AND p.until_run > {3} ORDER BY "
      "p.until_run LIMIT 1), {4})",
      column, table, key, run, present);
}

// Positions in the journey of the newest run up to this one that had one.
constexpr std::string_view kPlaces =
    "CREATE TEMP VIEW stage AS SELECT g.id, g.name, g.title, (SELECT p.stage_position FROM "
    "main.touchpoint AS t JOIN main.journey_place AS p ON p.touchpoint = t.id WHERE t.stage = g.id "
    "AND p.journey = {0} LIMIT 1) AS position FROM main.stage AS g;"
    "CREATE TEMP VIEW touchpoint AS SELECT t.id, t.stage, t.name, t.title, (SELECT p.position FROM "
    "main.journey_place AS p WHERE p.journey = {0} AND p.touchpoint = t.id) AS position FROM "
    "main.touchpoint AS t";

}  // namespace

void show_as_of(sql::Database& db, std::int64_t run) {
  const bool kept = has_past(db);
  const auto of_document = [&](std::string_view column, const char* present) {
    return kept ? past(column, "past_document", "document = d.id", run, present)
                : std::string(present);
  };
  const auto of_verbatim = [&](std::string_view column) {
    const auto present = fmt::format("v.{}", column);
    return kept ? past(column, "past_score", "verbatim = v.id", run, present) : present;
  };
  db.exec(fmt::format(
      "CREATE TEMP VIEW document AS SELECT d.id, d.source, d.key, d.digest, {} AS ruleset, "
      "d.first_run, d.last_run, d.kind, d.language, d.said_at, d.said_at_text, d.respondent, "
      "d.persona, d.touchpoint, d.attributes, d.ratings, d.line, d.byte, d.bytes, d.input, d.base, "
      "d.blocks, {} AS rescored_by FROM main.document AS d WHERE d.first_run <= {}",
      of_document("ruleset", "d.ruleset"), kept ? of_document("from_run", "d.rescored_by") : "NULL",
      run));
  const bool redactions = db.integer("PRAGMA user_version") >= 2;
  db.exec(fmt::format(
      "CREATE TEMP VIEW verbatim AS SELECT v.id, v.document, v.prompt, v.speaker, v.touchpoint, {} "
      "AS language, v.scored, v.at, v.until, v.line, v.byte, v.bytes, {} AS mentions, v.text, {} "
      "AS redactions FROM main.verbatim AS v",
      of_verbatim("language"), of_verbatim("mentions"), redactions ? "v.redactions" : "NULL"));
  if (!kept) return;
  sql::Statement journey(db,
                         "SELECT j.digest FROM run AS r JOIN journey AS j ON j.digest = "
                         "r.journey_digest WHERE r.id <= ?1 ORDER BY r.id DESC LIMIT 1");
  if (!journey.bind(1, run).step()) return;
  const std::unique_ptr<char, decltype(&sqlite3_free)> digest(
      sqlite3_mprintf("%Q", journey.string(0).c_str()), &sqlite3_free);
  if (!digest) db.fail(SQLITE_NOMEM);
  sql::Statement places(db, "SELECT 1 FROM journey_place WHERE journey = ?1");
  if (!places.bind(1, journey.text(0)).step()) return;
  db.exec(fmt::format(kPlaces, digest.get()));
}

}  // namespace voxmap
