// Scans of mentions and documents, as SQL made from a Filter.
#include "store/scan.hpp"

#include <fmt/format.h>

#include <variant>

#include "store/batch.hpp"
#include "store/conditions.hpp"
#include "store/search.hpp"

namespace voxmap {

namespace {

using Value = std::variant<std::int64_t, std::string>;

// A WHERE clause and what is bound to it.
struct Where {
  std::string with;  // a WITH clause for all of it
  std::string sql = "1";
  std::vector<Value> values;

  void add(std::string_view condition, Value value) {
    values.push_back(std::move(value));
    sql += fmt::format(" AND {}?{}", condition, values.size());
  }
};

void bind_all(sql::Statement& statement, const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int at = static_cast<int>(i) + 1;
    if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
      statement.bind(at, *number);
    } else {
      statement.bind(at, std::string_view(std::get<std::string>(values[i])));
    }
  }
}

void document_conditions(const Filter& filter, Where& where) {
  if (!filter.source.empty()) {
    where.add("d.source = (SELECT id FROM source WHERE name = ", filter.source);
    where.sql += ')';
  }
  if (!filter.persona.empty()) {
    where.add("d.persona = (SELECT id FROM string WHERE text = ", filter.persona);
    where.sql += ')';
  }
  if (filter.from) where.add("d.said_at >= ", filter.from->time_since_epoch().count());
  if (filter.to) where.add("d.said_at < ", filter.to->time_since_epoch().count());
}

void mention_conditions(const Filter& filter, Where& where) {
  if (filter.stage == "unassigned") {
    where.sql += " AND m.touchpoint IS NULL";
  } else if (!filter.stage.empty()) {
    where.add(
        "m.touchpoint IN (SELECT t.id FROM touchpoint AS t JOIN stage AS g ON g.id = t.stage WHERE "
        "g.name = ",
        filter.stage);
    where.sql += ')';
  }
  if (!filter.touchpoint.empty()) {
    where.add("m.touchpoint IN (SELECT id FROM touchpoint WHERE name = ", filter.touchpoint);
    where.sql += ')';
  }
  if (filter.label) where.add("m.label = ", static_cast<std::int64_t>(*filter.label));
}

// Where mentions are looked for: all of them, or those of the verbatims with the words.
std::string mention_tables(sql::Database& db, const Filter& filter, Where& where) {
  if (filter.words.empty()) {
    return "mention AS m CROSS JOIN document AS d ON d.id = coalesce(m.document, m.id >> 10)";
  }
  if (words_indexed(db)) {
    where.values.emplace_back(words_query(db, filter.words));
    where.with = fmt::format(
        "WITH hit AS MATERIALIZED (SELECT rowid AS id FROM verbatim_words WHERE verbatim_words "
        "MATCH "
        "?{}) ",
        where.values.size());
    // By document, so that a transcript of thousands of turns is gone over once.
    where.sql += " AND (m.id >> 10 << 10) + m.verbatim IN (SELECT id FROM hit)";
    return "(SELECT DISTINCT coalesce(v.document, v.id >> 10) AS id FROM hit CROSS JOIN verbatim "
           "AS "
           "v ON v.id = hit.id) AS h CROSS JOIN document AS d ON d.id = h.id CROSS JOIN mention AS "
           "m "
           "ON m.id >= coalesce(d.base, d.id) << 10 AND m.id < (coalesce(d.base, d.id) + d.blocks) "
           "<< 10";
  }
  for (const std::string& pattern : words_patterns(filter.words)) {
    where.add("v.text LIKE ", pattern);
    where.sql += " ESCAPE '\\'";
  }
  return "mention AS m CROSS JOIN document AS d ON d.id = coalesce(m.document, m.id >> 10) CROSS "
         "JOIN verbatim AS v ON v.id = (m.id >> 10 << 10) + m.verbatim";
}

}  // namespace

bool filters_mentions(const Filter& filter) {
  return !filter.stage.empty() || !filter.touchpoint.empty() || filter.label.has_value() ||
         !filter.words.empty();
}

void scan_mentions(sql::Database& db, const Filter& filter,
                   const std::function<void(const ScannedMention&)>& found) {
  Where where;
  document_conditions(filter, where);
  mention_conditions(filter, where);
  const std::string tables = mention_tables(db, filter, where);
  sql::Statement rows(
      db,
      fmt::format(
          "{}SELECT m.id, d.id, m.touchpoint, d.respondent, d.source, d.input, d.said_at, d.line, "
          "d.byte, d.key, (m.id >> 10 << 10) + m.verbatim - (coalesce(d.base, d.id) << 10), "
          "m.span_begin, m.span_bytes, m.label, m.valence, m.emotions_a, m.emotions_b, "
          "d.attributes FROM {} WHERE {}",
          where.with, tables, where.sql));
  bind_all(rows, where.values);
  std::int64_t checked = 0;
  bool admitted = true;
  while (rows.step()) {
    ScannedMention mention;
    mention.document = rows.integer(1);
    if (!filter.when.empty() && mention.document != checked) {
      checked = mention.document;
      admitted = conditions_hold(filter.when, rows.text(17));
    }
    if (!admitted) continue;
    mention.id = rows.integer(0);
    mention.touchpoint = rows.integer(2);
    mention.respondent = rows.integer(3);
    mention.source = rows.integer(4);
    mention.input = rows.integer(5);
    mention.said_at = rows.maybe(6);
    mention.line = rows.integer(7);
    mention.byte = rows.integer(8);
    mention.key = rows.text(9);
    mention.verbatim = rows.integer(10);
    mention.span.begin = static_cast<std::uint32_t>(rows.integer(11));
    mention.span.end = mention.span.begin + static_cast<std::uint32_t>(rows.integer(12));
    mention.label = static_cast<Label>(rows.integer(13));
    mention.valence = static_cast<Valence>(rows.integer(14));
    mention.emotions = unpack_emotions(rows.integer(15), rows.integer(16));
    found(mention);
  }
}

void scan_documents(sql::Database& db, const Filter& filter,
                    const std::function<void(const ScannedDocument&)>& found) {
  Where where;
  document_conditions(filter, where);
  sql::Statement rows(db, fmt::format("SELECT d.id, d.respondent, d.ruleset, d.touchpoint, "
                                      "d.said_at, d.attributes FROM document AS d WHERE {}",
                                      where.sql));
  bind_all(rows, where.values);
  while (rows.step()) {
    if (!conditions_hold(filter.when, rows.text(5))) continue;
    found({.id = rows.integer(0),
           .respondent = rows.integer(1),
           .ruleset = rows.integer(2),
           .touchpoint = rows.integer(3),
           .said_at = rows.maybe(4)});
  }
}

}  // namespace voxmap
