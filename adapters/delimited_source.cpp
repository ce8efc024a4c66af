// The row loop of the delimited adapters: one record in, one Document, Reject or Skip out.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "delimited.hpp"
#include "delimited_seen.hpp"

namespace voxmap::survey {
namespace {

constexpr std::size_t kRawLimit = 4096;
constexpr std::size_t kKeyLimit = 1024;

class DelimitedSource final : public Source {
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
    while (table_.reader->next(record_)) {
      if (record_.blank()) continue;
      return read();
    }
    finish();
    return std::nullopt;
  }
  std::uint64_t position() const override { return table_.reader->position(); }
  std::span<const std::string> notes() const override { return table_.notes; }

 private:
  Record read() {
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
    if (plan_.status && plan_.skip != nullptr) {
      const std::string_view reason = plan_.skip(trim(record_[*plan_.status]));
      if (!reason.empty()) return Skip{record_.place(), std::string(reason)};
    }
    return document();
  }

  Record document() {
    Document d;
    d.origin = record_.place();
    if (!set_key(d)) {
      return reject("missing_key", plan_.key[0],
                    fmt::format("column '{}' is blank", name(plan_.key[0])));
    }
    if (plan_.time) {
      if (!set_time(d)) {
        return reject("bad_timestamp", *plan_.time,
                      fmt::format("\"{}\" is not a time", shown(*plan_.time)));
      }
    }
    if (plan_.respondent) d.respondent = trim(record_[*plan_.respondent]);
    if (plan_.persona) d.persona = trim(record_[*plan_.persona]);
    if (plan_.touchpoint) d.touchpoint = trim(record_[*plan_.touchpoint]);
    if (plan_.language) d.language = language_tag(record_[*plan_.language]);
    d.ratings.reserve(plan_.ratings.size());
    for (const RatingRole& role : plan_.ratings) {
      const std::string_view cell = record_[role.column];
      if (is_null_word(cell)) continue;
      const auto value = rating_value(cell);
      if (!value || *value < role.least_milli || *value > role.most_milli) {
        return reject(
            "bad_rating", role.column,
            value ? fmt::format("{} is outside {}..{} of {}", shown(role.column),
                                role.least_milli / 1000, role.most_milli / 1000, role.definition)
                  : fmt::format("\"{}\" is not a number", shown(role.column)));
      }
      d.ratings.push_back({role.scale, role.definition, *value});
    }
    d.attributes.reserve(plan_.attributes.size());
    for (const AttributeRole& role : plan_.attributes) {
      const std::string_view cell = record_[role.column];
      if (trim(cell).empty()) continue;
      d.attributes.push_back({role.name, std::string(cell), role.care});
    }
    for (const std::size_t column : plan_.identifying) {
      const std::string_view value = trim(record_[column]);
      if (!value.empty()) d.identifying.emplace_back(value);
    }
    d.verbatims.reserve(plan_.verbatims.size());
    for (const VerbatimRole& role : plan_.verbatims) {
      const std::string_view cell = record_[role.column];
      if (is_null_word(cell)) {
        if (!trim(cell).empty()) ++null_words_;
        continue;
      }
      if (trim(cell).empty()) continue;
      Verbatim& v = d.verbatims.emplace_back();
      v.text = cell;
      v.prompt = role.prompt;
      v.touchpoint = role.touchpoint;
      v.origin = record_.place(role.column);
    }
    return d;
  }

  bool set_key(Document& d) {
    if (plan_.key.empty()) {
      for (std::size_t i = 0; i < record_.size(); ++i) {
        if (i >= plan_.outside_digest.size() || !plan_.outside_digest[i]) digest_.field(record_[i]);
      }
      const auto digest = digest_.finish();
      constexpr std::size_t kBytes = 16;
      d.key = "row-" + hex(digest.data(), kBytes);
      d.key_is_digest = true;
      if (const auto n = seen_.count(digest); n > 1) d.key += fmt::format("-{}", n);
      return true;
    }
    d.key = trim(record_[plan_.key[0]]);
    if (d.key.empty() || d.key.size() > kKeyLimit) return false;
    for (std::size_t i = 1; i < plan_.key.size(); ++i) {
      const std::string_view part = trim(record_[plan_.key[i]]);
      if (!part.empty()) d.key.append("/").append(part);
    }
    return true;
  }

  bool set_time(Document& d) {
    const std::string_view cell = trim(record_[*plan_.time]);
    if (is_null_word(cell)) return true;  // blank or "[not completed]": no time, which is no fault
    const auto time = parse_time(cell, plan_.order);
    if (!time) return false;
    d.said_at_text = cell;
    d.said_at = time->at;
    if (!time->has_zone && !plan_.zone.empty()) d.said_at = to_utc(time->at, plan_.zone);
    return d.said_at.has_value();
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

  Record reject(std::string_view reason, std::optional<std::size_t> field, std::string detail) {
    Reject r;
    r.origin = record_.place();
    r.reason = reason;
    r.detail = std::move(detail);
    r.raw = printable(record_.raw(), kRawLimit);
    if (field && *field < table_.columns.size()) r.field = name(*field);
    if (!plan_.key.empty() && plan_.key[0] < record_.size()) {
      r.key = printable(trim(record_[plan_.key[0]]), kKeyLimit);
    }
    return r;
  }

  void finish() {
    if (finished_) return;
    finished_ = true;
    if (null_words_ > 0) {
      table_.notes.push_back(fmt::format(
          "{} answers that only say \"none\", \"n/a\" or the like left out", null_words_));
    }
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
    if (seen_.full()) {
      table_.notes.emplace_back(
          "equal rows were told apart among the first 1.5 million different ones only");
    }
  }

  const std::string& name(std::size_t column) const { return table_.columns[column].name; }
  std::string shown(std::size_t column) const {
    constexpr std::size_t kShown = 80;
    return printable(record_[column], kShown);
  }

  Table table_;
  Plan plan_;
  CsvRecord record_;
  Sha256 digest_;
  SeenDigests seen_;
  std::uint64_t null_words_ = 0;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<Source> make_source(Table table, Plan plan) {
  return std::make_unique<DelimitedSource>(std::move(table), std::move(plan));
}

}  // namespace voxmap::survey
