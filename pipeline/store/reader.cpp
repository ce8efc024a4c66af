// The Reader's smaller questions: totals, ratings, runs, rejects, status, the journey.
#include "store/reader.hpp"
#include "store/fact_scan.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "store/fact_plan.hpp"
#include "store/run_text.hpp"
#include "store/scan.hpp"

namespace voxmap {

namespace {

Time time_of(std::int64_t ms) { return Time(std::chrono::milliseconds(ms)); }

std::optional<Time> maybe_time(const sql::Statement& row, int at) {
  const auto ms = row.maybe(at);
  return ms ? std::optional(time_of(*ms)) : std::nullopt;
}

void widen(Reader::Totals& totals, std::int64_t ms) {
  const Time at = time_of(ms);
  if (!totals.oldest || at < *totals.oldest) totals.oldest = at;
  if (!totals.newest || at > *totals.newest) totals.newest = at;
}

std::vector<std::string> split_packs(std::string_view packs) {
  std::vector<std::string> list;
  while (!packs.empty()) {
    const std::size_t comma = std::min(packs.find(", "), packs.size());
    if (comma > 0) list.emplace_back(packs.substr(0, comma));
    packs.remove_prefix(std::min(comma + 2, packs.size()));
  }
  return list;
}

}  // namespace

bool Filter::all() const {
  return source.empty() && stage.empty() && touchpoint.empty() && persona.empty() &&
         words.empty() && feeling.empty() && !label && when.empty() && !from && !to;
}

std::optional<Reader::JourneyText> SqliteReader::journey() {
  sql::Statement row(
      db_, present()
               ? "SELECT toml, file, digest FROM journey ORDER BY run DESC LIMIT 1"
               : "SELECT j.toml, j.file, j.digest FROM run AS r JOIN journey AS j ON j.digest = "
                 "r.journey_digest WHERE r.id <= ?1 ORDER BY r.id DESC LIMIT 1");
  if (!present()) row.bind(1, as_of_);
  if (!row.step()) return std::nullopt;
  return JourneyText{.toml = row.string(0), .file = row.string(1), .digest = row.string(2)};
}

void SqliteReader::describe_rules(Totals& totals) {
  sql::Statement run(db_,
                     "SELECT u.digest, r.packs FROM run AS r JOIN ruleset AS u ON u.id = r.ruleset "
                     "WHERE r.id <= ?1 ORDER BY r.id DESC LIMIT 1");
  if (!run.bind(1, last()).step()) return;
  if (totals.rules_digest != "mixed") totals.rules_digest = run.text(0);
  totals.packs = split_packs(run.text(1));
}

void SqliteReader::describe_redaction(Totals& totals) {
  if (!has_redactions(db_)) return;
  std::vector<std::pair<std::int64_t, std::optional<std::string>>> runs;  // newest first
  {
    sql::Statement rows(
        db_,
        "SELECT id, redaction FROM run WHERE loaded + updated > 0 AND id <= ?1 ORDER BY id DESC");
    rows.bind(1, last());
    while (rows.step()) {
      runs.emplace_back(rows.integer(0),
                        rows.null(1) ? std::nullopt : std::optional(rows.string(1)));
    }
  }
  if (runs.empty()) return;
  // Nearly always all runs are alike. Of one that is not, nothing may be left.
  sql::Statement left(db_, "SELECT 1 FROM document WHERE last_run = ?1 LIMIT 1");
  for (const auto& [run, redaction] : runs) {
    if (redaction == runs.front().second) continue;
    const sql::Resetter guard(left);
    if (left.bind(1, run).step()) return;
  }
  totals.redaction = runs.front().second;
}

Reader::Totals SqliteReader::totals_from_rollup() {
  Totals totals;
  sql::Statement documents(db_,
                           "SELECT coalesce(sum(documents), 0), coalesce(sum(anonymous), 0), "
                           "count(DISTINCT ruleset) FROM rollup_document WHERE documents > 0");
  documents.step();
  totals.documents = documents.integer(0);
  totals.persons = documents.integer(1) + db_.integer("SELECT count(*) FROM respondent");
  if (documents.integer(2) > 1) totals.rules_digest = "mixed";
  totals.mentions = db_.integer("SELECT sum(mentions) FROM rollup_mention");
  totals.unassigned = db_.integer("SELECT sum(mentions) FROM rollup_mention WHERE touchpoint = 0");
  sql::Statement range(db_, "SELECT min(oldest), max(newest) FROM source");
  range.step();
  totals.oldest = maybe_time(range, 0);
  totals.newest = maybe_time(range, 1);
  return totals;
}

std::size_t SqliteReader::shares() { return fact_shares(db_); }

const Selection& SqliteReader::selection(const Filter& filter) {
  constexpr std::size_t kKept = 4;
  const std::int64_t version = db_.integer("PRAGMA data_version");
  for (const Selected& known : selected_) {
    if (known.version == version && same_documents(known.filter, filter)) return known.selection;
  }
  while (selected_.size() >= kKept) selected_.pop_back();
  selected_.push_front({filter, version, select_facts(db_, as_of_, filter, shares())});
  return selected_.front().selection;
}

Reader::Totals SqliteReader::totals_from_selection(const Filter& filter) {
  const Selection& found = selection(filter);
  Totals totals;
  totals.documents = found.documents;
  totals.persons = found.persons;
  totals.mentions = found.mentions;
  totals.unassigned = found.unassigned;
  if (found.oldest) totals.oldest = time_of(*found.oldest);
  if (found.newest) totals.newest = time_of(*found.newest);
  if (found.mixed_rules) totals.rules_digest = "mixed";
  return totals;
}

Reader::Totals SqliteReader::totals_from_scan(const Filter& filter) {
  Totals totals;
  std::unordered_set<std::int64_t> respondents;
  std::int64_t document = 0;
  scan_mentions(db_, filter, [&](const ScannedMention& mention) {
    ++totals.mentions;
    if (mention.touchpoint == 0) ++totals.unassigned;
    if (mention.document == document) return;
    document = mention.document;
    ++totals.documents;
    if (mention.respondent == 0) {
      ++totals.persons;
    } else {
      respondents.insert(mention.respondent);
    }
    if (mention.said_at) widen(totals, *mention.said_at);
  });
  totals.persons += static_cast<std::int64_t>(respondents.size());
  if (db_.integer(present() ? "SELECT count(DISTINCT ruleset) FROM rollup_document WHERE documents "
                              "> 0"
                            : "SELECT count(DISTINCT ruleset) FROM document") > 1) {
    totals.rules_digest = "mixed";
  }
  return totals;
}

Reader::Totals SqliteReader::totals(const Filter& filter) {
  const Snapshot snapshot(db_);
  Totals totals = filter.all() && present()   ? totals_from_rollup()
                  : selects_documents(filter) ? totals_from_selection(filter)
                                              : totals_from_scan(filter);
  describe_rules(totals);
  describe_redaction(totals);
  if (!present()) {
    sql::Statement later(
        db_, has_past_facts(db_)
                 ? "SELECT count(*) FROM past_fact_stale AS s CROSS JOIN document AS d ON d.id = "
                   "s.document WHERE coalesce(d.rescored_by, d.last_run) > ?1"
                 : "SELECT count(*) FROM document WHERE coalesce(rescored_by, last_run) > ?1");
    later.bind(1, as_of_).step();
    totals.later = later.integer(0);
  }
  return totals;
}

std::vector<RatingStats> SqliteReader::ratings(const Filter& filter) {
  const Snapshot snapshot(db_);
  // Stages by the name of the touchpoint a document declares, in the journey last loaded with.
  std::unordered_map<std::int64_t, std::pair<std::int64_t, std::string>> stages;
  {
    sql::Statement rows(db_,
                        "SELECT s.id, g.position, g.name FROM string AS s JOIN touchpoint AS t ON "
                        "t.name = s.text JOIN stage AS g ON g.id = t.stage WHERE t.position >= 0");
    while (rows.step()) stages[rows.integer(0)] = {rows.integer(1), rows.string(2)};
  }
  const std::int64_t wanted = [&] {
    sql::Statement id(db_, "SELECT id FROM string WHERE text = ?1");
    return id.bind(1, filter.touchpoint).step() ? id.integer(0) : 0;
  }();
  // Whole journey first: position -1.
  using Position = std::pair<std::int64_t, std::string>;
  std::map<std::tuple<Position, std::string, std::string>, std::map<std::int64_t, std::int64_t>>
      found;
  const auto add = [&](std::int64_t touchpoint, const std::string& scale,
                       const std::string& definition, std::int64_t milli, std::int64_t times) {
    const auto stage = stages.find(touchpoint);
    const bool staged = stage != stages.end();
    if (!filter.touchpoint.empty() && touchpoint != wanted) return;
    if (!filter.stage.empty() &&
        filter.stage != (staged ? stage->second.second : std::string("unassigned"))) {
      return;
    }
    found[{{-1, ""}, scale, definition}][milli] += times;
    if (staged) found[{stage->second, scale, definition}][milli] += times;
  };
  const auto add_row = [&](std::int64_t touchpoint, const sql::Statement& row) {
    add(touchpoint, row.string(0), row.string(1), row.integer(2), row.integer(3));
  };

  if (filter.all() && present()) {
    sql::Statement rows(
        db_,
        "SELECT s.text, f.text, r.milli, r.ratings, r.touchpoint FROM rollup_rating "
        "AS r JOIN string AS s ON s.id = r.scale LEFT JOIN string AS f ON f.id = "
        "r.definition WHERE r.ratings > 0");
    while (rows.step()) add_row(rows.integer(4), rows);
  } else if (!filter.label && filter.words.empty() && filter.feeling.empty()) {
    sql::Statement name(db_, "SELECT text FROM string WHERE id = ?1");
    const auto text = [&](std::int64_t id) {
      const sql::Resetter guard(name);
      return name.bind(1, id).step() ? name.string(0) : std::string();
    };
    for (const auto& [rating, histogram] : selection(filter).ratings) {
      const auto& [touchpoint, scale, definition] = rating;
      for (const auto& [milli, times] : histogram) {
        add(touchpoint, text(scale), text(definition), milli, times);
      }
    }
  } else {
    // Documents with a mention of that label or with those words.
    std::unordered_set<std::int64_t> said;
    Filter mentions = filter;
    mentions.stage.clear();
    mentions.touchpoint.clear();
    scan_mentions(db_, mentions, [&](const ScannedMention& m) { said.insert(m.document); });
    sql::Statement rows(db_,
                        "SELECT s.text, f.text, json_extract(r.value, '$[2]'), 1 FROM document AS "
                        "d JOIN json_each(d.ratings) AS r JOIN string AS s ON s.id = "
                        "json_extract(r.value, '$[0]') LEFT JOIN string AS f ON f.id = "
                        "json_extract(r.value, '$[1]') WHERE d.id = ?1");
    scan_documents(db_, filter, [&](const ScannedDocument& document) {
      if (!said.contains(document.id)) return;
      const sql::Resetter guard(rows);
      rows.bind(1, document.id);
      while (rows.step()) add_row(document.touchpoint, rows);
    });
  }
  std::vector<RatingStats> list;
  for (auto& [where, histogram] : found) {
    const auto& [stage, scale, definition] = where;
    list.push_back({stage.second, scale, definition, std::move(histogram)});
  }
  return list;
}

std::vector<Run> SqliteReader::runs(std::size_t limit) {
  sql::Statement rows(
      db_,
      "SELECT r.id, s.name, r.adapter, i.path, r.version, u.digest, r.journey_digest, r.packs, "
      "r.started_at, r.finished_at, r.status, r.read, r.loaded, r.updated, r.rescored, "
      "r.unchanged, "
      "r.duplicates, r.rejected, r.skipped, r.mentions, r.skip_reasons, r.reject_reasons, "
      "r.notes, " +
          std::string(has_redactions(db_) ? "r.redaction, r.redacted" : "NULL, '{}'") +
          " FROM run AS r LEFT JOIN source AS s ON s.id = r.source LEFT JOIN input AS i ON i.id = "
          "r.input JOIN ruleset AS u ON u.id = r.ruleset WHERE r.id <= ?2 ORDER BY r.id DESC LIMIT "
          "?1");
  rows.bind(1, static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX)));
  rows.bind(2, last());
  std::vector<Run> list;
  while (rows.step()) {
    const auto count = [&](int at) { return static_cast<std::uint64_t>(rows.integer(at)); };
    Run& run = list.emplace_back();
    run.id = rows.integer(0);
    run.source = rows.text(1);
    run.adapter = rows.text(2);
    run.input = rows.text(3);
    run.version = rows.text(4);
    run.rules_digest = rows.text(5);
    run.journey_digest = rows.text(6);
    run.packs = rows.text(7);
    run.started_at = time_of(rows.integer(8));
    run.finished_at = maybe_time(rows, 9);
    run.status = rows.text(10);
    run.counts.read = count(11);
    run.counts.loaded = count(12);
    run.counts.updated = count(13);
    run.counts.rescored = count(14);
    run.counts.unchanged = count(15);
    run.counts.duplicates = count(16);
    run.counts.rejected = count(17);
    run.counts.skipped = count(18);
    run.counts.mentions = count(19);
    run.counts.skip_reasons = parse_counts(rows.text(20));
    run.counts.reject_reasons = parse_counts(rows.text(21));
    run.notes = parse_strings(rows.text(22));
    run.redaction = rows.string(23);
    run.counts.redacted = parse_counts(rows.text(24));
  }
  return list;
}

std::vector<RejectRow> SqliteReader::rejects(std::optional<std::int64_t> run, std::size_t limit) {
  // A reject met again belongs to every run over its input from the first to the last.
  sql::Statement rows(
      db_,
      "SELECT r.last_run, s.name, i.path, r.line, r.byte, r.bytes, r.key, r.field, r.reason, "
      "r.detail, r.raw FROM reject AS r JOIN source AS s ON s.id = r.source JOIN input AS i ON "
      "i.id "
      "= r.input WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM run AS x WHERE x.id = ?1 AND x.source = "
      "r.source AND x.input = r.input AND x.id BETWEEN r.first_run AND r.last_run) ORDER BY "
      "r.last_run DESC, s.name, i.path, r.line, r.byte, r.id LIMIT ?2");
  rows.bind(1, run).bind(2, static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX)));
  std::vector<RejectRow> list;
  while (rows.step()) {
    RejectRow& row = list.emplace_back();
    row.run = run.value_or(rows.integer(0));
    row.source = rows.text(1);
    row.input = rows.text(2);
    row.reject.origin = {static_cast<std::uint64_t>(rows.integer(3)),
                         static_cast<std::uint64_t>(rows.integer(4)),
                         static_cast<std::uint64_t>(rows.integer(5))};
    row.reject.key = rows.text(6);
    row.reject.field = rows.text(7);
    row.reject.reason = rows.text(8);
    row.reject.detail = rows.text(9);
    row.reject.raw = rows.text(10);
  }
  return list;
}

StoreStatus SqliteReader::status() {
  const Snapshot snapshot(db_);
  StoreStatus status;
  status.path = db_.path();
  for (const char* suffix : {"", "-wal"}) {
    std::error_code missing;
    const auto bytes = std::filesystem::file_size(db_.path() + suffix, missing);
    if (!missing) status.bytes += static_cast<std::int64_t>(bytes);
  }
  status.schema = db_.integer("PRAGMA user_version");
  const Totals totals = totals_from_rollup();
  status.documents = totals.documents;
  status.mentions = totals.mentions;
  status.unassigned = totals.unassigned;
  status.oldest = totals.oldest;
  status.newest = totals.newest;
  status.verbatims = db_.integer("SELECT sum(verbatims) FROM rollup_document");
  status.respondents = totals.persons - db_.integer("SELECT sum(anonymous) FROM rollup_document");
  status.rejects = db_.integer("SELECT count(*) FROM reject");
  sql::Statement sources(
      db_,
      "SELECT s.name, s.adapter, (SELECT sum(documents) FROM rollup_document WHERE source = s.id), "
      "(SELECT sum(mentions) FROM rollup_mention WHERE source = s.id), s.newest, (SELECT status "
      "FROM run WHERE source = s.id ORDER BY id DESC LIMIT 1) FROM source AS s ORDER BY s.name");
  while (sources.step()) {
    status.sources.push_back({.name = sources.string(0),
                              .adapter = sources.string(1),
                              .documents = sources.integer(2),
                              .mentions = sources.integer(3),
                              .newest = maybe_time(sources, 4),
                              .last_run_status = sources.string(5)});
  }
  sql::Statement rescore(
      db_, "SELECT id, status FROM run WHERE source IS NULL ORDER BY id DESC LIMIT 1");
  if (rescore.step()) {
    status.rescored_by = rescore.integer(0);
    status.rescore_status = rescore.text(1);
  }
  return status;
}

}  // namespace voxmap
