// Brings the full-text index up to date, and makes queries for it.
#include "store/search.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace voxmap {

namespace {

constexpr std::int64_t kStep = 20000;  // verbatims a transaction

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  constexpr std::string_view kSpace(" \t\r\n\f\v\0", 7);
  while (true) {
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return words;
    const std::size_t end = text.find_first_of(kSpace, begin);
    words.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return words;
    text.remove_prefix(end);
  }
}

// Does FTS5 take the query?
bool valid_query(sql::Database& db, std::string_view query) {
  sql::Statement probe(db,
                       "SELECT rowid FROM verbatim_words WHERE verbatim_words MATCH ?1 LIMIT 1");
  try {
    probe.bind(1, query).step();
    return true;
  } catch (const Error& error) {
    if (error.exit() == Exit::software) return false;  // SQLITE_ERROR: a syntax error
    throw;
  }
}

}  // namespace

bool words_indexed(sql::Database& db) {
  return db.integer("SELECT coalesce(max(id), 0) FROM verbatim") <=
         db.integer("SELECT verbatim FROM search_watermark");
}

void index_words(sql::Database& db,
                 const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const std::int64_t total = db.integer(
      "SELECT count(*) FROM verbatim WHERE id > (SELECT verbatim FROM search_watermark)");
  sql::Statement last(db,
                      "SELECT max(id), count(*) FROM (SELECT id FROM verbatim WHERE id > (SELECT "
                      "verbatim FROM search_watermark) ORDER BY id LIMIT ?1)");
  sql::Statement insert(db,
                        "INSERT INTO verbatim_words (rowid, text) SELECT id, text FROM verbatim "
                        "WHERE id > (SELECT verbatim FROM search_watermark) AND id <= ?1");
  sql::Statement mark(db, "UPDATE search_watermark SET verbatim = ?1");
  for (std::int64_t done = 0; done < total;) {
    db.exec("BEGIN IMMEDIATE");
    last.bind(1, kStep).step();
    const std::int64_t until = last.integer(0);
    done += last.integer(1);
    last.reset();
    insert.bind(1, until).run();
    mark.bind(1, until).run();
    db.exec("COMMIT");
    if (progress) progress(done, total);
  }
}

std::string words_query(sql::Database& db, std::string_view words) {
  if (valid_utf8(words) && words.find('\0') == std::string_view::npos && valid_query(db, words)) {
    return std::string(words);
  }
  std::string query;
  for (const std::string_view word : split_words(words)) {
    if (!query.empty()) query += ' ';
    query += '"';
    for (const char c : word) {
      if (c == '"') query += '"';
      query += c;
    }
    query += '"';
  }
  return query.empty() ? "\"\"" : query;
}

std::vector<std::string> words_patterns(std::string_view words) {
  constexpr std::array<std::string_view, 4> kOperators = {"AND", "OR", "NOT", "NEAR"};
  std::vector<std::string> patterns;
  for (const std::string_view word : split_words(words)) {
    if (std::ranges::find(kOperators, word) != kOperators.end()) continue;
    std::string pattern = "%";
    for (const char c : word) {
      if (c == '"' || c == '(' || c == ')' || c == '*') continue;  // FTS5's own signs
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    patterns.push_back(pattern + "%");
  }
  return patterns;
}

}  // namespace voxmap
