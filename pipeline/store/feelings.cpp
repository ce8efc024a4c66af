// Keeps definitions of feelings, and applies them to what is stored.
#include "store/feelings.hpp"

#include <algorithm>
#include <unordered_map>

#include "store/run_text.hpp"

namespace voxmap {

namespace {

constexpr int kFirstShare = 4;  // of the parameters and columns below
constexpr int kLow = kFirstShare + static_cast<int>(kEmotionCount);

void bind_row(sql::Statement& statement, const FeelingDefinition& row, std::string_view words) {
  statement.bind(1, row.language).bind(2, row.feeling).bind(3, row.rule);
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    statement.bind(kFirstShare + static_cast<int>(e), std::int64_t{row.blend.shares[e]});
  }
  statement.bind(kLow, std::int64_t{row.blend.low}).bind(kLow + 1, std::int64_t{row.blend.high});
  statement.bind(kLow + 2, words);
}

}  // namespace

void keep_feelings(sql::Database& db, std::int64_t ruleset,
                   std::span<const FeelingDefinition> definitions) {
  sql::Statement known(db,
                       "SELECT id FROM feeling WHERE language = ?1 AND name = ?2 AND rule = ?3 AND "
                       "anger = ?4 AND anticipation = ?5 AND disgust = ?6 AND fear = ?7 AND joy = "
                       "?8 AND sadness = ?9 AND surprise = ?10 AND trust = ?11 AND low = ?12 AND "
                       "high = ?13 AND words = ?14");
  sql::Statement insert(db,
                        "INSERT INTO feeling (language, name, rule, anger, anticipation, disgust, "
                        "fear, joy, sadness, surprise, trust, low, high, words) VALUES (?1, ?2, "
                        "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
  sql::Statement use(db, "INSERT OR IGNORE INTO ruleset_feeling VALUES (?1, ?2, ?3)");
  std::int64_t position = 0;
  for (const FeelingDefinition& row : definitions) {
    const std::string words = strings_json(row.words);
    const sql::Resetter guard(known);
    bind_row(known, row, words);
    std::int64_t id = 0;
    if (known.step()) {
      id = known.integer(0);
    } else {
      bind_row(insert, row, words);
      insert.run();
      id = sqlite3_last_insert_rowid(db.handle());
    }
    use.bind(1, ruleset).bind(2, id).bind(3, position++).run();
  }
}

Feelings::Feelings(sql::Database& db) {
  if (!has_feelings(db)) return;
  {
    sql::Statement names(db, "SELECT DISTINCT name FROM feeling ORDER BY name");
    while (names.step()) names_.push_back(names.string(0));
  }
  // Of a language that no verbatim is in there is no string.
  sql::Statement rows(db,
                      "SELECT r.ruleset, l.id, f.name, f.rule, f.anger, f.anticipation, f.disgust, "
                      "f.fear, f.joy, f.sadness, f.surprise, f.trust, f.low, f.high, f.words FROM "
                      "ruleset_feeling AS r JOIN feeling AS f ON f.id = r.feeling JOIN string AS l "
                      "ON l.text = f.language ORDER BY r.ruleset, l.id, f.name, r.position");
  sql::Statement rule(db, "SELECT id FROM rule WHERE name = ?1");
  std::unordered_map<std::string, std::vector<std::int64_t>> known;  // by the words' JSON
  while (rows.step()) {
    Row& row = rows_[{rows.integer(0), rows.integer(1)}].emplace_back();
    const auto name = std::ranges::lower_bound(names_, rows.text(2));
    row.feeling = static_cast<std::size_t>(name - names_.begin());
    row.rule = rows.text(3);
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      row.blend.shares[e] =
          static_cast<std::int16_t>(rows.integer(kFirstShare + static_cast<int>(e)));
    }
    row.blend.low = static_cast<Valence>(rows.integer(kLow));
    row.blend.high = static_cast<Valence>(rows.integer(kLow + 1));
    const auto [words, fresh] = known.try_emplace(rows.string(kLow + 2));
    if (fresh) {
      for (const std::string& word : parse_strings(words->first)) {
        const sql::Resetter guard(rule);
        if (rule.bind(1, word).step()) words->second.push_back(rule.integer(0));
      }
      std::ranges::sort(words->second);
    }
    row.words = words->second;
    row.asks = words->first != "[]";
  }
}

const StoredEvidence* Feelings::said(const Row& row) const {
  const auto found = std::ranges::find_if(evidence_, [&](const StoredEvidence& piece) {
    return std::ranges::binary_search(row.words, piece.rule);
  });
  return found == evidence_.end() ? nullptr : &*found;
}

bool Feelings::find(const Felt& felt, const std::function<void(const Row&, std::int32_t)>& found) {
  const auto rows = rows_.find({felt.ruleset, felt.language});
  if (rows == rows_.end() || felt.emotions == Intensities{}) return true;
  evidence_.clear();
  bool read = false, good = true;
  const auto asked = [&](const Row& row) {
    if (!row.asks) return true;
    if (row.words.empty()) return false;  // no mention at all has them
    if (!read) good = parse_evidence(felt.evidence, evidence_);
    read = true;
    return said(row) != nullptr;
  };
  find_feelings(std::span<const Row>(rows->second), felt.valence, felt.emotions, asked, found);
  return good;
}

std::vector<FeelingStep> Feelings::steps(const Row& row, const Felt& felt,
                                         std::uint32_t begin) const {
  std::vector<FeelingStep> steps;
  const StoredEvidence* const words = row.asks ? said(row) : nullptr;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    if (row.blend.shares[e] == 0) continue;
    steps.push_back({words == nullptr ? Span{begin, begin} : words->span, static_cast<Emotion>(e),
                     row.blend.shares[e], row.blend.part(e, felt.emotions)});
  }
  return steps;
}

}  // namespace voxmap
