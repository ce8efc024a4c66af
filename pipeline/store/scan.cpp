// Scans of mentions and documents, as SQL made from a Filter.
#include "store/scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <variant>

#include "store/conditions.hpp"
#include "store/mention_text.hpp"
#include "store/search.hpp"

namespace voxmap {

namespace {

using Value = std::variant<std::int64_t, std::string>;

// A WHERE clause and what is bound to it.
struct Where {
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

// What is asked of a mention itself, checked as it is read.
class MentionConditions {
 public:
  MentionConditions(sql::Database& db, const Filter& filter)
      : label_(filter.label), unassigned_(filter.stage == "unassigned") {
    if (!filter.feeling.empty()) {
      feelings_.emplace(db);
      const auto& names = feelings_->names();
      const auto name = std::ranges::lower_bound(names, filter.feeling);
      const bool known = name != names.end() && *name == filter.feeling;
      feeling_ = known ? static_cast<std::size_t>(name - names.begin()) : names.size();
    }
    by_place_ = !filter.stage.empty() || !filter.touchpoint.empty();
    if (!by_place_) return;
    sql::Statement rows(
        db,
        "SELECT t.id FROM touchpoint AS t JOIN stage AS g ON g.id = t.stage WHERE (?1 = '' OR "
        "g.name = ?1) AND (?2 = '' OR t.name = ?2)");
    rows.bind(1, std::string_view(filter.stage)).bind(2, std::string_view(filter.touchpoint));
    while (rows.step()) places_.insert(rows.integer(0));
    if (!filter.touchpoint.empty()) unassigned_ = false;
  }
  [[nodiscard]] bool hold(const MentionValues& mention) const {
    if (label_ && mention.label != *label_) return false;
    if (!by_place_) return true;
    return mention.touchpoint == 0 ? unassigned_ : places_.contains(mention.touchpoint);
  }
  // Asked last: it costs most.
  [[nodiscard]] bool felt(sql::Database& db, const ScannedMention& mention) {
    if (!feelings_) return true;
    bool any = false;
    const bool read = feelings_->find(mention.felt(), [&](const Feelings::Row& row, std::int32_t) {
      any = any || row.feeling == feeling_;
    });
    if (!read) db.fail(SQLITE_CORRUPT);
    return any;
  }

 private:
  std::optional<Label> label_;
  std::optional<Feelings> feelings_;
  std::size_t feeling_ = 0;
  bool by_place_ = false;
  bool unassigned_;
  std::unordered_set<std::int64_t> places_;
};

// Where verbatims are looked for: all of them, or those with the words.
std::string verbatim_tables(sql::Database& db, const Filter& filter, Where& where) {
  if (!filter.words.empty() && words_indexed(db)) {
    where.values.emplace_back(words_query(db, filter.words));
    return fmt::format(
        "(SELECT rowid AS id FROM verbatim_words WHERE verbatim_words MATCH ?{} ORDER BY rowid) AS "
        "h CROSS JOIN verbatim AS v ON v.id = h.id",
        where.values.size());
  }
  if (!filter.words.empty()) {
    for (const std::string& pattern : words_patterns(filter.words)) {
      where.add("v.text LIKE ", pattern);
      where.sql += " ESCAPE '\\'";
    }
  }
  return "verbatim AS v";
}

}  // namespace

bool filters_mentions(const Filter& filter) {
  return !filter.stage.empty() || !filter.touchpoint.empty() || filter.label.has_value() ||
         !filter.words.empty() || !filter.feeling.empty();
}

void scan_mentions(sql::Database& db, const Filter& filter,
                   const std::function<void(const ScannedMention&)>& found) {
  Where where;
  document_conditions(filter, where);
  MentionConditions conditions(db, filter);
  const std::string tables = verbatim_tables(db, filter, where);
  sql::Statement rows(
      db, fmt::format(
              "SELECT v.mentions, v.id, d.id, coalesce(d.base, d.id), d.respondent, d.source, "
              "d.input, d.said_at, d.line, d.byte, d.key, d.attributes, d.ruleset, v.language FROM "
              "{} CROSS JOIN "
              "document AS d ON d.id = coalesce(v.document, v.id >> 10) WHERE v.mentions IS NOT "
              "NULL AND {}",
              tables, where.sql));
  bind_all(rows, where.values);
  std::int64_t checked = 0;
  bool admitted = true;
  std::vector<MentionValues> mentions;
  while (rows.step()) {
    ScannedMention mention;
    mention.document = rows.integer(2);
    if (!filter.when.empty() && mention.document != checked) {
      checked = mention.document;
      admitted = conditions_hold(filter.when, rows.text(11));
    }
    if (!admitted) continue;
    mentions.clear();
    const std::int64_t base = rows.integer(3);
    if (!parse_mentions(rows.text(0), rows.integer(1) - (base << 10), mentions)) {
      db.fail(SQLITE_CORRUPT);
    }
    mention.respondent = rows.integer(4);
    mention.source = rows.integer(5);
    mention.input = rows.integer(6);
    mention.said_at = rows.maybe(7);
    mention.line = rows.integer(8);
    mention.byte = rows.integer(9);
    mention.key = rows.text(10);
    mention.ruleset = rows.integer(12);
    mention.language = rows.integer(13);
    for (const MentionValues& values : mentions) {
      if (!conditions.hold(values)) continue;
      mention.id = (base << 20) + values.place;
      mention.verbatim = values.verbatim();
      mention.touchpoint = values.touchpoint;
      mention.span = values.span;
      mention.label = values.label;
      mention.valence = values.valence;
      mention.emotions = values.emotions;
      mention.acts = values.acts;
      mention.at_risk = values.at_risk();
      mention.evidence = values.evidence;
      if (!conditions.felt(db, mention)) continue;
      found(mention);
    }
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
