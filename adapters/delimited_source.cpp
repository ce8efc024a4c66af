// The row loop of the delimited adapters: one record in, one Document, Reject or Skip out.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "delimited.hpp"
#include "survey_proposal.hpp"
#include "survey_record.hpp"

namespace voxmap::survey {
namespace {

class TextRow final : public Row {
 public:
  explicit TextRow(const CsvRecord& record) : record_(record) {}
  std::string_view cell(std::size_t column) const override {
    return column < record_.size() ? record_[column] : std::string_view();
  }
  Place place(std::size_t column) const override { return record_.place(column); }
  const Place& place() const override { return record_.place(); }
  std::string_view raw() const override { return record_.raw(); }

 private:
  const CsvRecord& record_;
};

class DelimitedSource final : public Source, public Proposing {
 public:
  DelimitedSource(Table table, Plan plan) : table_(std::move(table)), plan_(std::move(plan)) {
    plan_.outside_digest.resize(table_.columns.size());
    if (table_.whole && table_.rows.empty()) {
      table_.notes.emplace_back("there is a header and no record");
    }
    // Only the vectors are needed from here on.
    table_.rows = {};
  }

  std::optional<Record> next() override {
    Record record;
    if (!next_into(record)) return std::nullopt;
    return record;
  }
  bool next_into(Record& record) override {
    while (table_.reader->next(record_)) {
      if (record_.blank()) continue;
      record = read(std::move(record));
      return true;
    }
    finish();
    return false;
  }
  std::uint64_t position() const override { return table_.reader->position(); }
  std::span<const std::string> notes() const override { return table_.notes; }
  Proposal proposal() const override { return propose(table_, plan_); }

 private:
  Record read(Record&& earlier) {
    if (record_.fault() != CsvFault::none) return faulty();
    if (!record_.valid_utf8()) return invalid_utf8();
    const std::size_t width = table_.columns.size();
    if (record_.size() < width) {
      return reject("too_few_columns", {},
                    fmt::format("{} columns where the header has {}", record_.size(), width));
    }
    for (std::size_t i = width; i < record_.size(); ++i) {
      if (!trim(record_[i]).empty()) {
        return reject("too_many_columns", {},
                      fmt::format("{} columns where the header has {}", record_.size(), width));
      }
    }
    return maker_.make(row_, std::move(earlier));
  }

  Record faulty() {
    std::string detail;
    switch (record_.fault()) {
      case CsvFault::unterminated_quote:
        detail = "a quote is opened and never closed";
        break;
      case CsvFault::text_after_quote:
        detail = "text follows a closing quote; a quote inside quotes must be doubled";
        break;
      case CsvFault::field_too_long:
        detail = "a field is longer than 1 MiB";
        break;
      default:
        detail = "the record is longer than 16 MiB";
    }
    return reject(to_string(record_.fault()), {}, std::move(detail));
  }

  Record invalid_utf8() {
    const std::string_view raw = record_.raw();
    const std::size_t at = first_invalid_utf8(raw).value_or(0);
    std::optional<std::size_t> field;
    for (std::size_t i = 0; i < record_.size() && !field; ++i) {
      if (!valid_utf8(record_[i])) field = i;
    }
    return reject("invalid_utf8", field,
                  fmt::format("byte 0x{:02X} at offset {} of the input is not UTF-8",
                              static_cast<unsigned char>(raw[at]), record_.place().byte + at));
  }

  Reject reject(std::string_view reason, std::optional<std::size_t> field, std::string detail) {
    return maker_.reject(row_, reason, field, std::move(detail));
  }

  void finish() {
    if (finished_) return;
    finished_ = true;
    maker_.finish(table_.notes);
    const Decoder& decoder = table_.reader->decoder();
    if (decoder.encoding().note != table_.encoding.note) {
      table_.notes.push_back(decoder.encoding().note);
    }
    if (decoder.replaced() > 0) {
      table_.notes.push_back(
          fmt::format("{} characters could not be read as {} and are shown as "
                      "U+FFFD",
                      decoder.replaced(), decoder.encoding().name));
    }
  }

  Table table_;
  Plan plan_;
  CsvRecord record_;
  TextRow row_{record_};
  RecordMaker maker_{table_.columns, plan_};
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<Source> make_source(Table table, Plan plan) {
  return std::make_unique<DelimitedSource>(std::move(table), std::move(plan));
}

}  // namespace voxmap::survey
