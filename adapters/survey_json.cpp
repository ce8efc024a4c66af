// JSON responses as rows, planned like those of any survey table.
#include "survey_json.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/utf8.hpp"
#include "guess.hpp"
#include "social.hpp"
#include "survey_proposal.hpp"

namespace voxmap::survey {
namespace {

constexpr std::size_t kSample = 500;

class JsonRow final : public Row {
 public:
  explicit JsonRow(const JsonRows::Cells& cells) : cells_(cells) {}
  std::string_view cell(std::size_t column) const override { return answer(column, 0); }
  Place place(std::size_t column) const override { return answer_place(column, 0); }
  const Place& place() const override { return cells_.place; }
  std::string_view raw() const override { return cells_.raw; }
  std::size_t more(std::size_t column) const override {
    const std::size_t n = count(column);
    return n == 0 ? 0 : n - 1;
  }
  std::string_view answer(std::size_t column, std::size_t n) const override {
    return n < count(column) ? std::string_view(cells_.columns[column][n].text)
                             : std::string_view();
  }
  Place answer_place(std::size_t column, std::size_t n) const override {
    return n < count(column) ? cells_.columns[column][n].place : cells_.place;
  }

 private:
  std::size_t count(std::size_t column) const {
    return column < cells_.columns.size() ? cells_.columns[column].size() : 0;
  }
  const JsonRows::Cells& cells_;
};

class JsonSource final : public Source, public Proposing {
 public:
  JsonSource(Input input, JsonVendor vendor)
      : input_(std::move(input)),
        vendor_(std::move(vendor)),
        reader_(*input_.stream, input_.name, {}),
        rows_(table_.columns) {
    table_.name = input_.name;
    table_.notes.emplace_back(reader_.is_lines() ? "read as NDJSON, line by line"
                                                 : "read as one JSON document");
    while (rows_.entries().size() < kSample && !table_.whole) table_.whole = !read_page();
    if (!vendor_.remembers && (input_.again || !reader_.is_lines())) {
      table_.walk = [this](const Table::See& see) { walk(see); };
    }
    for (const JsonRows::Entry& entry : rows_.entries()) {
      const auto* const cells = std::get_if<JsonRows::Cells>(&entry);
      if (cells == nullptr) continue;
      CsvRow& row = table_.rows.emplace_back();
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        row.cells.emplace_back(JsonRow(*cells).cell(i));
      }
    }
    name_columns();
    plan_ = plan_columns(table_, input_, vendor_.own);
    table_.rows = {};
    table_.walk = nullptr;
    planned_ = table_.columns.size();
  }

  std::optional<Record> next() override {
    while (next_ == rows_.entries().size()) {
      rows_.entries().clear();
      next_ = 0;
      if (!read_page()) {
        if (!std::exchange(finished_, true)) maker_.finish(table_.notes);
        return std::nullopt;
      }
      plan_late_columns();
    }
    JsonRows::Entry& entry = rows_.entries()[next_++];
    if (auto* const reject = std::get_if<Reject>(&entry)) return std::move(*reject);
    if (auto* const skip = std::get_if<Skip>(&entry)) return std::move(*skip);
    return maker_.make(JsonRow(std::get<JsonRows::Cells>(entry)));
  }
  std::uint64_t position() const override { return reader_.position(); }
  std::span<const std::string> notes() const override { return table_.notes; }
  Proposal proposal() const override { return propose(table_, plan_); }

 private:
  bool read_page() {
    auto item = reader_.next();
    if (!item) return false;
    if (auto* const reject = std::get_if<Reject>(&*item)) {
      rows_.entries().emplace_back(std::move(*reject));
    } else {
      vendor_.read(std::get<json::Item>(*item), rows_);
    }
    return true;
  }

  // Every record, up to where `see` has seen enough. A document is in memory; lines are read again.
  void walk(const Table::See& see) {
    std::unique_ptr<std::istream> stream;
    std::optional<json::JsonReader> again;
    const std::size_t mark = reader_.mark();
    if (reader_.is_lines()) {
      stream = input_.again();
      again.emplace(*stream, input_.name, std::span<const std::string_view>());
    } else {
      reader_.seek(0);
    }
    json::JsonReader& reader = again ? *again : reader_;
    std::vector<Column> columns;  // found in the same order once more
    JsonRows rows(columns);
    bool enough = false;
    // What is wrong behind the last item is said when the records are read.
    while (!enough && (again || reader.mark() < reader.items())) {
      auto item = reader.next();
      if (!item) break;
      const auto* const page = std::get_if<json::Item>(&*item);
      if (page == nullptr) continue;
      vendor_.read(*page, rows);
      for (const JsonRows::Entry& entry : rows.entries()) {
        const auto* const cells = std::get_if<JsonRows::Cells>(&entry);
        enough = enough || (cells != nullptr && see(JsonRow(*cells)));
      }
      rows.entries().clear();
    }
    if (!again) reader_.seek(mark);
  }

  // Two questions of the same words are told apart by their position.
  void name_columns() {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      Column& column = table_.columns[i];
      column.name = column.header;
      if (++seen[column.name] > 1) column.name += fmt::format(" #{}", i + 1);
    }
  }

  void plan_late_columns() {
    for (; planned_ < table_.columns.size(); ++planned_) {
      Column& column = table_.columns[planned_];
      if (column.name.empty()) column.name = column.header;
      if (const auto why = personal(table_, planned_)) {
        plan_.identifying.push_back(planned_);
        table_.notes.push_back(fmt::format("column '{}' dropped: {}", column.name, *why));
      } else {
        plan_.attributes.push_back(attribute_role(table_, planned_, Attribute::Care::redact));
        table_.notes.push_back(fmt::format(
            "column '{}' comes after the first {} records: an attribute", column.name, kSample));
      }
    }
  }

  Input input_;
  JsonVendor vendor_;
  json::JsonReader reader_;
  Table table_;
  Plan plan_;
  JsonRows rows_;
  RecordMaker maker_{table_.columns, plan_};
  std::size_t next_ = 0;
  std::size_t planned_ = 0;
  bool finished_ = false;
};

}  // namespace

void JsonRows::begin(const json::Item& item) {
  entries_.emplace_back(Cells{{}, item.origin, std::string(item.raw.substr(0, kRawLimit))});
}

std::size_t JsonRows::index_of(std::string_view key) {
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  constexpr std::size_t kMostColumns = 5000;
  if (columns_.size() >= kMostColumns) return kMostColumns;
  known_.emplace(key, columns_.size());
  Column& column = columns_.emplace_back();
  column.header = key;
  column.name = key;
  column.prompt = key;
  return columns_.size() - 1;
}

Column& JsonRows::column(std::string_view key) {
  static Column too_many;
  const std::size_t at = index_of(key);
  return at < columns_.size() ? columns_[at] : too_many;
}

void JsonRows::add(std::string_view key, std::string text, const Place& place) {
  if (trim(text).empty()) return;
  const std::size_t at = index_of(key);
  if (at >= columns_.size()) return;
  auto& cells = std::get<Cells>(entries_.back()).columns;
  if (cells.size() <= at) cells.resize(at + 1);
  cells[at].push_back({std::move(text), place});
}

void JsonRows::add_value(const std::string& key, const json::Item& value, char separator) {
  if (value.value.is_object()) return add_fields(key + separator, value, separator);
  if (value.value.is_array()) {
    for (const json::Item& one : json::elements(value)) {
      if (one.value.is_object()) {
        add_fields(key + separator, one, separator);
      } else if (!one.value.is_array()) {
        // Choices of a question, not a text of its own.
        column(key).nature = Column::Nature::closed;
        add(key, json::scalar(one.value, {}), one.origin);
      }
    }
    return;
  }
  if (value.value.is_bool()) {
    add(key, json::flag(value.value, {}) ? "true" : "false", value.origin);
  } else {
    add(key, json::scalar(value.value, {}), value.origin);
  }
}

void JsonRows::add_fields(const std::string& prefix, const json::Item& object, char separator) {
  for (const auto& [key, value] : json::fields(object)) {
    // Kobo's keys hold the whole path already.
    const bool whole = separator == '/' && key.starts_with(prefix);
    add_value(whole ? key : prefix + key, value, separator);
  }
}

void JsonRows::skip(const json::Item& item, std::string_view reason) {
  entries_.emplace_back(social::make_skip(item, reason));
}
void JsonRows::reject(const json::Item& item, std::string field, std::string reason,
                      std::string detail) {
  entries_.emplace_back(
      social::make_reject(item, {}, std::move(field), std::move(reason), std::move(detail)));
}

std::unique_ptr<Source> open_json(Input input, JsonVendor vendor) {
  return std::make_unique<JsonSource>(std::move(input), std::move(vendor));
}

}  // namespace voxmap::survey
