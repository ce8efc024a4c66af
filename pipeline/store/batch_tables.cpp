// SQLite virtual tables over a Batch: read-only, scanned once from front to back.
#include <new>

#include "store/batch.hpp"

namespace voxmap {

namespace {

enum class Kind : std::uint8_t { document, verbatim };

struct Table : sqlite3_vtab {
  Kind kind;
  const Batch* batch;
};

// Stands on row `row` of document `document`.
struct BatchCursor : sqlite3_vtab_cursor {
  std::size_t document;
  std::size_t row;
};

struct Module {
  Kind kind;
  const Batch* batch;
};

const Table& table_of(const BatchCursor& cursor) {
  return *static_cast<const Table*>(cursor.pVtab);
}

Rows rows_of(Kind kind, const DocumentRow& document) {
  return kind == Kind::document ? Rows{0, 1} : document.verbatims;
}

// To the next document that has rows, when this one has no more.
void settle(BatchCursor& cursor) {
  const Table& table = table_of(cursor);
  const auto& documents = table.batch->documents;
  while (cursor.document < documents.size() &&
         cursor.row >= rows_of(table.kind, documents[cursor.document]).count) {
    ++cursor.document;
    cursor.row = 0;
  }
}

void result(sqlite3_context* context, std::int64_t value) { sqlite3_result_int64(context, value); }

void result_or_null(sqlite3_context* context, std::int64_t id) {
  if (id != 0) sqlite3_result_int64(context, id);
}

void result(sqlite3_context* context, std::optional<std::int64_t> value) {
  if (value) sqlite3_result_int64(context, *value);
}

// The batch outlives the statement: no copy.
void result(sqlite3_context* context, std::string_view text) {
  sqlite3_result_text64(context, text.data() == nullptr ? "" : text.data(), text.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
}

// NULL for no text at all.
void result_or_null(sqlite3_context* context, std::string_view text) {
  if (!text.empty()) result(context, text);
}

// NULL unless the child lies outside the ids that say their document by themselves.
void document_result(sqlite3_context* context, const DocumentRow& document, std::int64_t slot) {
  if (document.base != document.id || slot >= 1024) sqlite3_result_int64(context, document.id);
}

constexpr const char* kDocumentColumns =
    "CREATE TABLE x(id, source, key, digest, ruleset, first_run, last_run, kind, language, "
    "said_at, "
    "said_at_text, respondent, persona, touchpoint, attributes, ratings, line, byte, bytes, input, "
    "base, blocks, rescored_by)";

void document_column(sqlite3_context* context, const Batch& batch, const DocumentRow& d,
                     int column) {
  const BatchConstants& constants = batch.constants;
  switch (column) {
    case 0:
      return result(context, d.id);
    case 1:
      return result(context, constants.source);
    case 2:
      return result(context, d.key);
    case 3:
      return sqlite3_result_blob(context, d.digest.data(), static_cast<int>(d.digest.size()),
                                 SQLITE_STATIC);
    case 4:
      return result(context, constants.ruleset);
    case 5:
      return result(context, d.first_run);
    case 6:
      return result(context, constants.run);
    case 7:
      return result(context, static_cast<std::int64_t>(d.kind));
    case 8:
      return result_or_null(context, d.language);
    case 9:
      return result(context, d.said_at);
    case 10:
      if (d.said_at_text) result(context, *d.said_at_text);
      return;
    case 11:
      return result_or_null(context, d.respondent_id);
    case 12:
      return result_or_null(context, d.persona);
    case 13:
      return result_or_null(context, d.touchpoint);
    case 14:
      return result_or_null(context, d.attributes);
    case 15:
      return result_or_null(context, d.ratings_text);
    case 16:
      return result(context, static_cast<std::int64_t>(d.origin.line));
    case 17:
      return result(context, static_cast<std::int64_t>(d.origin.byte));
    case 18:
      return result(context, static_cast<std::int64_t>(d.origin.bytes));
    case 19:
      return result(context, d.input);
    case 20:
      if (d.base != d.id) result(context, d.base);
      return;
    case 21:
      return result(context, d.blocks);
    default:
      return;  // rescored_by: nobody yet
  }
}

constexpr const char* kVerbatimColumns =
    "CREATE TABLE x(id, document, prompt, speaker, touchpoint, language, scored, at, until, line, "
    "byte, bytes, mentions, text, redactions)";

void verbatim_column(sqlite3_context* context, const DocumentRow& d, const VerbatimRow& v,
                     int column) {
  switch (column) {
    case 0:
      return result(context, d.first_verbatim() + v.slot);
    case 1:
      return document_result(context, d, v.slot);
    case 2:
      return result_or_null(context, v.prompt);
    case 3:
      return result_or_null(context, v.speaker);
    case 4:
      return result_or_null(context, v.touchpoint);
    case 5:
      return result_or_null(context, v.language);
    case 6:
      return result(context, std::int64_t{v.scored});
    case 7:
      return result(context, v.at);
    case 8:
      return result(context, v.until);
    case 9:
      return result(context, v.line);
    case 10:
      return result(context, v.byte);
    case 11:
      return result(context, v.bytes);
    case 12:
      return result_or_null(context, v.mentions);
    case 13:
      return result(context, v.text);
    default:
      if (!v.redactions.empty()) result(context, v.redactions);
      return;
  }
}

int connect(sqlite3* db, void* aux, int, const char* const*, sqlite3_vtab** out, char**) {
  const auto* module = static_cast<const Module*>(aux);
  const char* columns = module->kind == Kind::document ? kDocumentColumns : kVerbatimColumns;
  if (const int code = sqlite3_declare_vtab(db, columns); code != SQLITE_OK) return code;
  auto* table = new (std::nothrow) Table{};
  if (table == nullptr) return SQLITE_NOMEM;
  table->kind = module->kind;
  table->batch = module->batch;
  *out = table;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);
  return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
  info->estimatedCost = 1000;
  return SQLITE_OK;
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
  *out = new (std::nothrow) BatchCursor{};
  return *out == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  delete static_cast<BatchCursor*>(cursor);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value**) {
  auto& cursor = *static_cast<BatchCursor*>(base);
  cursor.document = 0;
  cursor.row = 0;
  settle(cursor);
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
  auto& cursor = *static_cast<BatchCursor*>(base);
  ++cursor.row;
  settle(cursor);
  return SQLITE_OK;
}

int eof(sqlite3_vtab_cursor* base) {
  const auto& cursor = *static_cast<const BatchCursor*>(base);
  return static_cast<int>(cursor.document >= table_of(cursor).batch->documents.size());
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int at) {
  const auto& cursor = *static_cast<const BatchCursor*>(base);
  const Batch& batch = *table_of(cursor).batch;
  const DocumentRow& document = batch.documents[cursor.document];
  if (table_of(cursor).kind == Kind::document) {
    document_column(context, batch, document, at);
  } else {
    verbatim_column(context, document, batch.verbatims[document.verbatims.begin + cursor.row], at);
  }
  return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* out) {
  const auto& cursor = *static_cast<const BatchCursor*>(base);
  *out = static_cast<sqlite3_int64>(cursor.document << 32 | cursor.row);
  return SQLITE_OK;
}

// Eponymous: xCreate is null, so the tables exist without a CREATE VIRTUAL TABLE.
sqlite3_module make_module() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open_cursor;
  module.xClose = close_cursor;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = eof;
  module.xColumn = column;
  module.xRowid = rowid;
  return module;
}

}  // namespace

void attach_batch(sql::Database& db, const Batch& batch) {
  static const sqlite3_module kModule = make_module();
  constexpr std::pair<Kind, const char*> kNames[] = {{Kind::document, "batch_document"},
                                                     {Kind::verbatim, "batch_verbatim"}};
  for (const auto& [kind, name] : kNames) {
    auto module = std::make_unique<Module>(Module{kind, &batch});
    const int code = sqlite3_create_module_v2(db.handle(), name, &kModule, module.get(),
                                              [](void* p) { delete static_cast<Module*>(p); });
    // SQLite owns it from here on, and frees it even when the call fails.
    static_cast<void>(module.release());
    if (code != SQLITE_OK) db.fail(code);
  }
}

}  // namespace voxmap
