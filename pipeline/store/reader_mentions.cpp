// Mentions with text, origin and evidence: the first few in some order.
#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <cstdlib>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "store/feelings.hpp"
#include "store/input_order.hpp"
#include "store/mention_order.hpp"
#include "store/mention_text.hpp"
#include "store/quotes.hpp"
#include "store/reader.hpp"
#include "store/scan.hpp"

namespace voxmap {

namespace {

constexpr const char* kMention =
    "SELECT v.id, s.name, d.key, (SELECT text FROM string WHERE id = v.speaker), (SELECT pseudonym "
    "FROM respondent WHERE id = d.respondent), (SELECT text FROM string WHERE id = v.prompt), "
    "(SELECT text FROM string WHERE id = v.language), d.said_at, v.text, (SELECT path FROM input "
    "WHERE id = d.input), d.line, d.byte, d.bytes, {}, (SELECT digest FROM ruleset WHERE id = "
    "d.ruleset), v.mentions, coalesce(d.base, d.id) << 10, (coalesce(d.base, d.id) + d.blocks) << "
    "10, d.ruleset, v.language FROM verbatim AS v JOIN document AS d ON d.id = "
    "coalesce(v.document, "
    "v.id >> 10) JOIN source AS s ON s.id = d.source WHERE v.id = (SELECT max(id) FROM verbatim "
    "WHERE id <= ?1 >> 10)";
constexpr const char* kMentionPlace =
    "SELECT g.name, t.name FROM touchpoint AS t JOIN stage AS g ON g.id = t.stage WHERE t.id = ?1";

// A mention with speech acts.
struct Signalled {
  std::int64_t id = 0;
  std::string text;  // its verbatim
  Signals signals;
};

// Reads whole mentions by id.
class MentionReader {
 public:
  MentionReader(sql::Database& db, Feelings& definitions, RuleNames& rules)
      : path_(db.path()),
        feelings_(definitions),
        rules_(rules),
        row_(db, fmt::format(kMention,
                             has_past(db) ? "coalesce(d.rescored_by, d.last_run)" : "d.last_run")),
        place_(db, kMentionPlace),
        rule_(db, "SELECT name FROM rule WHERE id = ?1"),
        verbatims_(
            db,
            "SELECT id, mentions, text FROM verbatim WHERE id >= ?1 AND id < ?2 AND mentions "
            "IS NOT NULL ORDER BY id") {}

  std::optional<MentionRow> read(std::int64_t id, Reader::Detail detail = Reader::Detail::whole) {
    const sql::Resetter guard(row_);
    if (!row_.bind(1, id).step()) return std::nullopt;
    mentions_.clear();
    if (!parse_mentions(row_.text(15), 0, mentions_)) damaged();
    const std::int64_t at = id - (row_.integer(0) << 10);
    if (at >= static_cast<std::int64_t>(mentions_.size())) return std::nullopt;
    MentionRow out;
    out.id = id;
    out.source = row_.text(1);
    out.key = row_.text(2);
    out.speaker = row_.text(3);
    out.respondent = row_.text(4);
    out.prompt = row_.text(5);
    out.language = row_.text(6);
    if (const auto said = row_.maybe(7)) out.said_at = Time(std::chrono::milliseconds(*said));
    out.text = row_.text(8);
    out.input = row_.text(9);
    out.origin = {static_cast<std::uint64_t>(row_.integer(10)),
                  static_cast<std::uint64_t>(row_.integer(11)),
                  static_cast<std::uint64_t>(row_.integer(12))};
    out.run = row_.integer(13);
    out.rules_digest = row_.text(14);
    fill(out, mentions_[static_cast<std::size_t>(at)]);
    if (detail == Reader::Detail::brief) return out;
    fill_feelings(out, {row_.integer(18), row_.integer(19), out.valence, out.emotions,
                        mentions_[static_cast<std::size_t>(at)].evidence});
    fill_signals(out, row_.integer(16), row_.integer(17));
    return out;
  }

 private:
  [[noreturn]] void damaged() const {
    throw sql::error_of(SQLITE_CORRUPT, path_, "the mentions of a verbatim cannot be read");
  }

  // Asked of the database once a rule, which stays what it is.
  const std::string& rule(std::int64_t id) {
    const auto [at, fresh] = rules_.try_emplace(id);
    if (fresh) {
      const sql::Resetter guard(rule_);
      if (rule_.bind(1, id).step()) at->second = rule_.string(0);
    }
    return at->second;
  }

  void fill(MentionRow& out, const MentionValues& mention) {
    const sql::Resetter guard(place_);
    if (mention.touchpoint != 0 && place_.bind(1, mention.touchpoint).step()) {
      out.stage = place_.text(0);
      out.touchpoint = place_.text(1);
    }
    out.span = mention.span;
    out.attached_by = to_string(mention.attached_by);
    out.attached_span = mention.attached;
    if (!mention.attached.empty()) out.attached_rule = rule(mention.attached_rule);
    out.label = mention.label;
    out.valence = mention.valence;
    out.emotions = mention.emotions;
    evidence_.clear();
    if (!parse_evidence(mention.evidence, evidence_)) damaged();
    for (const StoredEvidence& piece : evidence_) {
      EvidenceRow& row = out.evidence.emplace_back();
      row.span = piece.span;
      row.rule = rule(piece.rule);
      row.weight = piece.weight;
      row.dimension =
          piece.dimension == kValenceDimension ? "valence" : kEmotionNames.at(piece.dimension);
    }
  }

  void fill_feelings(MentionRow& out, const Feelings::Felt& felt) {
    const bool read = feelings_.find(felt, [&](const Feelings::Row& row, std::int32_t intensity) {
      out.feelings.push_back({feelings_.names()[row.feeling], intensity, row.rule,
                              feelings_.steps(row, felt, out.span.begin)});
    });
    if (!read) damaged();
  }

  // The mention's acts, and the sums of its document, whose verbatims have ids in [first, end).
  void fill_signals(MentionRow& out, std::int64_t first, std::int64_t end) {
    if (first != signalled_first_) read_signals(first, end);
    for (const Signalled& mention : signalled_) add_signals(out, mention);
    // The engine's come after those of words, as when they were found.
    const auto of_words = [](const SignalRow& part) { return part.mention != 0; };
    std::stable_partition(out.churn_parts.begin(), out.churn_parts.end(), of_words);
    std::stable_partition(out.effort_parts.begin(), out.effort_parts.end(), of_words);
  }

  // Kept until another document's are asked for: an interview has thousands of mentions.
  void read_signals(std::int64_t first, std::int64_t end) {
    signalled_.clear();
    signalled_first_ = first;
    const sql::Resetter guard(verbatims_);
    verbatims_.bind(1, first).bind(2, end);
    while (verbatims_.step()) {
      mentions_.clear();
      if (!parse_mentions(verbatims_.text(1), 0, mentions_)) damaged();
      for (const MentionValues& mention : mentions_) {
        if (mention.signals.empty()) continue;
        Signalled& kept = signalled_.emplace_back();
        kept.id = (verbatims_.integer(0) << 10) + mention.place;
        kept.text = verbatims_.string(2);
        if (!parse_signals(mention.signals, kept.signals)) damaged();
      }
    }
  }

  void add_signals(MentionRow& out, const Signalled& mention) {
    const auto& [id, text, signals] = mention;
    out.churn_risk = std::max(out.churn_risk, signals.churn_risk);
    for (const StoredAct& found : signals.acts) {
      const std::string name = rule(found.rule);
      if (id == out.id) out.acts.push_back({found.act, found.span, name});
      const std::string words(found.span.of(text));
      if (found.churn != 0) out.churn_parts.push_back({id, words, name, found.churn});
      if (found.act != Act::effort_high && found.act != Act::effort_low) continue;
      out.effort = out.effort.value_or(0) + found.effort;
      out.effort_parts.push_back({id, words, name, found.effort});
    }
    for (const EnginePart& part : signals.engine) {
      if (part.churn != 0) out.churn_parts.push_back({0, {}, rule(part.rule), part.churn});
      if (part.effort == 0) continue;
      out.effort = out.effort.value_or(0) + part.effort;
      out.effort_parts.push_back({0, {}, rule(part.rule), part.effort});
    }
  }

  std::string path_;
  Feelings& feelings_;
  RuleNames& rules_;
  sql::Statement row_, place_, rule_, verbatims_;
  std::vector<MentionValues> mentions_;
  std::vector<StoredEvidence> evidence_;
  std::vector<Signalled> signalled_;
  std::int64_t signalled_first_ = -1;
};

// Whether quotes can answer: of mentions, only stage and touchpoint (and a side's label) are asked
// for.
bool wants_quotes(const Filter& filter, Order order) {
  if (!filter.quotable || !filter.words.empty() || !filter.feeling.empty()) return false;
  if (order == Order::newest || order == Order::input) return false;
  if (!filter.label) return true;
  if (filter.label == Label::positive) return order != Order::most_negative;
  if (filter.label == Label::negative) return order != Order::most_positive;
  return false;
}

// The sides that are asked for; true: the positive one.
std::vector<bool> sides_of(const Filter& filter, Order order) {
  std::vector<bool> sides;
  if (filter.label ? filter.label == Label::negative : order != Order::most_positive) {
    sides.push_back(false);
  }
  if (filter.label ? filter.label == Label::positive : order != Order::most_negative) {
    sides.push_back(true);
  }
  return sides;
}

bool asked_for(const Filter& filter, const PlaceRow& place) {
  const std::string_view stage = place.id == 0 ? "unassigned" : std::string_view(place.stage);
  return (filter.stage.empty() || filter.stage == stage) &&
         (filter.touchpoint.empty() || filter.touchpoint == place.touchpoint);
}

// Of all documents, and whatever is asked of mentions.
bool of_all_documents(const Filter& filter) {
  return filter.source.empty() && filter.persona.empty() && filter.when.empty() && !filter.from &&
         !filter.to;
}

// Ids of the first quotes of some documents.
std::vector<std::int64_t> first_quotes(sql::Database& db, const Selection& selection,
                                       const Filter& filter, Order order, std::size_t limit) {
  std::vector<const Selection::Quote*> found;
  for (const PlaceRow& place : read_places(db)) {
    if (!asked_for(filter, place)) continue;
    for (const bool positive : sides_of(filter, order)) {
      const auto quotes = selection.quotes.find({place.id, positive});
      if (quotes == selection.quotes.end()) continue;
      for (const Selection::Quote& quote : quotes->second) found.push_back(&quote);
    }
  }
  const std::size_t count = std::min(limit, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count),
                            [](const auto* a, const auto* b) { return a->before(*b); });
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < count; ++i) ids.push_back(found[i]->mention);
  return ids;
}

// Offers the kept quotes; false when more than are kept may be needed.
bool offer_quotes(sql::Database& db, const Filter& filter, Order order, std::size_t limit,
                  BestMentions& best) {
  const std::vector<bool> sides = sides_of(filter, order);
  sql::Statement cut(db, "SELECT 1 FROM quote_cut WHERE touchpoint = ?1 AND positive = ?2");
  sql::Statement rows(
      db,
      "SELECT mention, strength, source, key, verbatim, span_begin, span_bytes FROM quote WHERE "
      "touchpoint = ?1 AND positive = ?2 ORDER BY strength DESC");
  sql::Statement kept(db, "SELECT count(*) FROM quote WHERE touchpoint = ?1 AND positive = ?2");
  for (const PlaceRow& place : read_places(db)) {
    if (!asked_for(filter, place)) continue;
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
        mention.valence = static_cast<Valence>(positive ? rows.integer(1) : -rows.integer(1));
        mention.source = rows.integer(2);
        mention.key = rows.text(3);
        mention.verbatim = rows.integer(4);
        mention.span.begin = static_cast<std::uint32_t>(rows.integer(5));
        mention.span.end = mention.span.begin + static_cast<std::uint32_t>(rows.integer(6));
        if (!best.offer(mention)) break;  // those that follow are no stronger
      }
    }
  }
  return true;
}

}  // namespace

Feelings& SqliteReader::definitions() {
  const std::int64_t version = db_.integer("PRAGMA data_version");
  if (!definitions_ || version != definitions_version_) definitions_.emplace(db_);
  definitions_version_ = version;
  return *definitions_;
}

void SqliteReader::each_mention(const Filter& filter, Order order, std::size_t limit,
                                const std::function<bool(MentionRow&)>& take, Detail detail) {
  const Snapshot snapshot(db_);
  const bool quotes = wants_quotes(filter, order);
  const bool kept = quotes && present() && of_all_documents(filter);
  std::vector<std::int64_t> ids;
  std::optional<BestMentions> best(std::in_place, db_, order, limit);
  if (kept && offer_quotes(db_, filter, order, limit, *best)) {
    for (const MentionRank& rank : best->take()) ids.push_back(rank.id);
  } else if (quotes && limit <= Selection::kQuotes) {
    ids = first_quotes(db_, selection(filter), filter, order, limit);
  } else {
    best.emplace(db_, order, limit);
    scan_mentions(db_, filter, [&](const ScannedMention& mention) {
      if (admitted(mention, filter, order)) best->offer(mention);
    });
    for (const MentionRank& rank : best->take()) ids.push_back(rank.id);
  }
  MentionReader reader(db_, definitions(), rule_names_);
  for (const std::int64_t id : ids) {
    auto row = reader.read(id, detail);
    if (row && !take(*row)) return;
  }
}

void SqliteReader::each_mention(const Filter& filter,
                                const std::function<bool(const MentionRow&)>& take) {
  const Snapshot snapshot(db_);
  InputOrder all(db_);
  scan_mentions(db_, filter, [&](const ScannedMention& mention) {
    if (admitted(mention, filter, Order::input)) all.add(mention);
  });
  MentionReader reader(db_, definitions(), rule_names_);
  all.each([&](std::int64_t id) {
    const auto row = reader.read(id);
    return !row || take(*row);
  });
}

void SqliteReader::each_mention(std::span<const std::int64_t> ids,
                                const std::function<bool(const MentionRow&)>& take) {
  const Snapshot snapshot(db_);
  MentionReader reader(db_, definitions(), rule_names_);
  for (const std::int64_t id : ids) {
    const auto row = reader.read(id);
    if (row && !take(*row)) return;
  }
}

std::optional<MentionRow> SqliteReader::mention(std::int64_t id) {
  const Snapshot snapshot(db_);
  return MentionReader(db_, definitions(), rule_names_).read(id);
}

}  // namespace voxmap
