// A thorough look for damage: SQLite's check, rows that point nowhere, a roll-up that differs.
#include "store/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "store/feelings.hpp"
#include "store/reader.hpp"
#include "store/superseded.hpp"

namespace voxmap {

namespace {

struct Orphans {
  const char* what;
  const char* sql;  // how many
};

constexpr std::array<Orphans, 5> kOrphans = {{
    {"verbatims without a document",
     "SELECT count(*) FROM verbatim WHERE coalesce(document, id >> 10) NOT IN (SELECT id FROM "
     "document)"},
    {"verbatims with unreadable mentions",
     "SELECT count(*) FROM verbatim WHERE mentions IS NOT NULL AND NOT json_valid(mentions)"},
    {"mentions of an unknown touchpoint",
     "SELECT count(*) FROM mention WHERE touchpoint IS NOT NULL AND touchpoint NOT IN (SELECT id "
     "FROM touchpoint)"},
    {"documents of an unknown source, input, ruleset or respondent",
     "SELECT count(*) FROM document WHERE source NOT IN (SELECT id FROM source) OR input NOT IN "
     "(SELECT id FROM input) OR ruleset NOT IN (SELECT id FROM ruleset) OR (respondent IS NOT "
     "NULL AND respondent NOT IN (SELECT id FROM respondent))"},
    {"quotes without a mention",
     "SELECT count(*) FROM quote AS q WHERE NOT EXISTS (SELECT 1 FROM verbatim AS v WHERE v.id = "
     "(SELECT max(id) FROM verbatim WHERE id <= q.mention >> 10) AND json_array_length(v.mentions) "
     "> q.mention - (v.id << 10))"},
}};

// From schema 4 on.
constexpr std::array<Orphans, 3> kPast = {{
    {"past scores of no verbatim",
     "SELECT count(*) FROM past_score WHERE verbatim NOT IN (SELECT id FROM verbatim)"},
    {"past scores that cannot be read",
     "SELECT count(*) FROM past_score WHERE mentions <> '' AND NOT json_valid(mentions)"},
    {"past scores of no document, or of an unknown ruleset",
     "SELECT count(*) FROM past_document WHERE document NOT IN (SELECT id FROM document) OR "
     "ruleset "
     "NOT IN (SELECT id FROM ruleset) OR until_run <= from_run"},
}};

// From schema 7 on.
constexpr std::array<Orphans, 2> kFeelings = {{
    {"definitions of feelings that cannot be read",
     "SELECT count(*) FROM feeling WHERE NOT json_valid(words) OR low > high"},
    {"definitions of feelings of an unknown ruleset",
     "SELECT count(*) FROM ruleset_feeling WHERE ruleset NOT IN (SELECT id FROM ruleset) OR "
     "feeling "
     "NOT IN (SELECT id FROM feeling)"},
}};

// From schema 9 on.
constexpr std::array<Orphans, 1> kSuperseded = {{
    {"superseded versions of no document, or of an unknown input",
     "SELECT count(*) FROM superseded WHERE document NOT IN (SELECT id FROM document) OR input NOT "
     "IN (SELECT id FROM input)"},
}};

}  // namespace

std::vector<std::string> check_store(const std::string& path) {
  std::vector<std::string> problems;
  try {
    sql::Database db = open_for_reading(path);
    sql::Statement quick(db, "PRAGMA quick_check");
    while (quick.step()) {
      if (quick.text(0) != "ok") problems.push_back(quick.string(0));
    }
    sql::Statement foreign(db, "PRAGMA foreign_key_check");
    while (foreign.step()) {
      problems.push_back(fmt::format("a row of {} points nowhere", foreign.text(0)));
    }
    const auto look = [&](std::span<const Orphans> all) {
      for (const Orphans& orphans : all) {
        const std::int64_t count = db.integer(orphans.sql);
        if (count > 0) problems.push_back(fmt::format("{}: {}", orphans.what, count));
      }
    };
    look(kOrphans);
    if (has_past(db)) look(kPast);
    if (has_feelings(db)) look(kFeelings);
    if (has_superseded(db)) look(kSuperseded);
    const SignalFaults signals = check_signals(db);
    if (signals.sums > 0) {
      problems.push_back(
          fmt::format("documents whose churn risk is not the sum of its parts: {}", signals.sums));
    }
    if (signals.spans > 0) {
      problems.push_back(fmt::format("acts outside their text: {}", signals.spans));
    }
    SqliteReader reader(path);
    const std::vector<Stats> kept = reader.stats({}, false);
    const std::vector<Stats> plain = reader.stats({}, true);
    if (kept != plain) {
      problems.emplace_back("the roll-up differs from the mentions");
    }
    // A condition that holds for everybody: answered from the facts.
    Filter everybody;
    everybody.when.push_back(
        {.attribute = {}, .op = Condition::Op::not_equal, .values = {}, .number_milli = 0});
    if (reader.stats(everybody, false) != plain) {
      problems.emplace_back("the facts behind filtered maps differ from the mentions");
    }
    if (reader.feelings({}, false) != reader.feelings({}, true)) {
      problems.emplace_back("the facts behind named feelings differ from the mentions");
    }
    if (reader.months({}, false) != reader.months({}, true)) {
      problems.emplace_back("the roll-up of months differs from the mentions");
    }
  } catch (const Error& error) {
    if (error.exit() != Exit::data) throw;
    problems.emplace_back(error.what());
  }
  return problems;
}

}  // namespace voxmap
