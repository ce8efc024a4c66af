// Ids of texts that many rows share.
#include "store/names.hpp"

#include <fmt/format.h>

namespace voxmap {

namespace {

constexpr std::size_t kCachedStrings = 8192;

std::int64_t find_or_insert(sql::Database& db, sql::Statement& find, sql::Statement& insert,
                            std::string_view text) {
  {
    const sql::Resetter guard(find);
    if (find.bind(1, text).step()) return find.integer(0);
  }
  insert.bind(1, text).run();
  return sqlite3_last_insert_rowid(db.handle());
}

}  // namespace

Strings::Strings(sql::Database& db)
    : db_(db),
      find_(db, "SELECT id FROM string WHERE text = ?1"),
      insert_(db, "INSERT INTO string (text) VALUES (?1)") {}

std::int64_t Strings::id(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [text](std::size_t at) -> std::size_t {
    return static_cast<unsigned char>(text[at]);
  };
  const Cache::value_type*& recent =
      recent_[(text.size() * 7 + byte(0) * 3 + byte(text.size() - 1)) % recent_.size()];
  if (recent != nullptr && recent->first == text) return recent->second;
  auto found = cache_.find(text);
  if (found == cache_.end()) {
    const std::int64_t id = find_or_insert(db_, find_, insert_, text);
    if (cache_.size() >= kCachedStrings) {
      recent_.fill(nullptr);
      cache_.clear();
    }
    found = cache_.emplace(text, id).first;
  }
  recent = &*found;
  return found->second;
}

Rules::Rules(sql::Database& db, const Tagger& tagger)
    : db_(db),
      tagger_(tagger),
      find_(db, "SELECT id FROM rule WHERE name = ?1"),
      insert_(db, "INSERT INTO rule (name) VALUES (?1)") {}

std::int64_t Rules::find(RuleId rule) {
  return ids_[rule] = find_or_insert(db_, find_, insert_, tagger_.rule_name(rule));
}

Places::Places(sql::Database& db, const Journey* journey) {
  if (journey == nullptr) return;
  db.exec("UPDATE stage SET position = NULL; UPDATE touchpoint SET position = NULL");
  sql::Statement stage(db,
                       "INSERT INTO stage (name, title, position) VALUES (?1, ?2, ?3) ON CONFLICT "
                       "(name) DO UPDATE SET title = ?2, position = ?3 RETURNING id");
  sql::Statement touchpoint(
      db,
      "INSERT INTO touchpoint (stage, name, title, position) VALUES (?1, ?2, ?3, ?4) ON CONFLICT "
      "(stage, name) DO UPDATE SET title = ?3, position = ?4 RETURNING id");
  std::vector<std::int64_t> stage_ids;
  for (std::size_t i = 0; i < journey->stages.size(); ++i) {
    const Stage& s = journey->stages[i];
    stage.bind(1, s.id).bind(2, s.title).bind(3, static_cast<std::int64_t>(i)).step();
    stage_ids.push_back(stage.integer(0));
    stage.reset();
    touchpoint.bind(1, stage_ids.back()).bind(2, std::string_view{}).bind(3, s.title);
    touchpoint.bind(4, std::int64_t{-1}).step();
    stages_.push_back(touchpoint.integer(0));
    touchpoint.reset();
  }
  for (std::size_t i = 0; i < journey->touchpoints.size(); ++i) {
    const Touchpoint& t = journey->touchpoints[i];
    touchpoint.bind(1, stage_ids.at(t.stage)).bind(2, t.id).bind(3, t.title);
    touchpoint.bind(4, static_cast<std::int64_t>(i)).step();
    touchpoints_.push_back(touchpoint.integer(0));
    touchpoint.reset();
  }
}

std::int64_t Places::row(std::int32_t touchpoint, std::int32_t stage) const {
  if (touchpoint >= 0) return touchpoints_.at(static_cast<std::size_t>(touchpoint));
  return stage >= 0 ? stages_.at(static_cast<std::size_t>(stage)) : 0;
}

void keep_places(sql::Database& db, const Journey& journey) {
  sql::Statement keep(db,
                      "INSERT OR IGNORE INTO journey_place SELECT ?1, t.id, g.position, t.position "
                      "FROM touchpoint AS t JOIN stage AS g ON g.id = t.stage WHERE t.position IS "
                      "NOT NULL AND g.position IS NOT NULL");
  keep.bind(1, journey.digest).run();
}

}  // namespace voxmap
