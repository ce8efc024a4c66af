// Records by their plan: key, time, ratings, attributes, verbatims, or the reason why not.
#include "survey_record.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "guess.hpp"
#include "label_scales.hpp"
#include "quoted.hpp"
#include "reviews.hpp"

namespace voxmap::survey {
namespace {

constexpr std::size_t kKeyLimit = 1024;

std::string shown(std::string_view cell) {
  constexpr std::size_t kShown = 80;
  return printable(cell, kShown);
}

const std::string& attribute_name(const Column& column) {
  return column.group.empty() ? column.name : column.group;
}

void add(Document& d, const AttributeRole& role, std::string_view answer) {
  answer = role.separator.empty() && role.choice.empty() && !role.labels ? answer : trim(answer);
  if (answer.empty()) return;
  std::string value(answer);
  if (role.labels) {
    const auto label = role.labels->find(answer);
    if (label != role.labels->end()) value = label->second;
  }
  d.attributes.push_back({role.name, std::move(value), role.care});
}

// A cell of several answers, which may hold the separator themselves: labels that are known are
// taken off its front, the longest first.
std::string_view next_answer(std::string_view cell, const AttributeRole& role) {
  std::size_t longest = 0;
  if (role.labels) {
    for (const auto& [code, label] : *role.labels) {
      if (!cell.starts_with(label)) continue;
      const std::string_view rest = cell.substr(label.size());
      const bool ends = rest.empty() || rest.starts_with(role.separator);
      if (label.size() > longest && ends) longest = label.size();
    }
  }
  return cell.substr(0, longest > 0 ? longest : cell.find(role.separator));
}

void add_cell(Document& d, const AttributeRole& role, std::string_view cell) {
  if (trim(cell).empty()) return;
  if (!role.choice.empty()) {
    const Tick tick = read_tick(cell, role.choice);
    if (tick == Tick::no) return;
    return add(d, role, tick == Tick::yes ? std::string_view(role.choice) : cell);
  }
  if (role.separator.empty()) return add(d, role, cell);
  while (!cell.empty()) {
    const std::string_view answer = next_answer(cell, role);
    add(d, role, answer);
    cell.remove_prefix(std::min(answer.size() + role.separator.size(), cell.size()));
  }
}

// "<U+041E><U+043A>", which R writes on Windows in place of letters: puts the letters back. How
// many.
std::size_t restore_letters(std::string& text) {
  constexpr std::string_view kOpen = "<U+";
  std::size_t restored = 0;
  std::size_t at = text.find(kOpen);
  while (at != text.npos) {
    const std::size_t end = text.find('>', at);
    const std::string_view code =
        std::string_view(text).substr(at + kOpen.size(), std::min(end, text.size()) - at - 3);
    std::size_t next = at + 1;
    const bool hex = code.find_first_not_of("0123456789ABCDEFabcdef") == code.npos;
    if (end != text.npos && hex && code.size() >= 4 && code.size() <= 8) {
      // What is no character stays as it is.
      const std::string entity = "&#x" + std::string(code) + ";";
      const std::string letter = decode_entities(entity);
      if (letter != entity && letter != "\uFFFD") {
        text.replace(at, end + 1 - at, letter);
        next = at + letter.size();
        ++restored;
      }
    }
    at = text.find(kOpen, next);
  }
  return restored;
}

}  // namespace

AttributeRole attribute_role(const Table& table, std::size_t column, Attribute::Care care) {
  const Column& c = table.columns[column];
  return {column, attribute_name(c), care, c.choice, c.separator, c.labels};
}

RecordMaker::RecordMaker(const std::vector<Column>& columns, const Plan& plan)
    : columns_(columns), plan_(plan) {}

bool RecordMaker::absent(std::string_view cell) const {
  return is_null_word(cell) || (!plan_.missing.empty() && is_missing(cell));
}

bool RecordMaker::is_missing(std::string_view cell) const {
  return std::ranges::find(plan_.missing, trim(cell)) != plan_.missing.end();
}

Record RecordMaker::make(const Row& row, Record&& earlier) {
  if (plan_.status && plan_.skip != nullptr) {
    const std::string_view reason = plan_.skip(trim(row.cell(*plan_.status)));
    if (!reason.empty()) return Skip{row.place(), std::string(reason)};
  }
  const auto blank = [&](std::size_t column) { return absent(row.cell(column)); };
  if (!plan_.answers.empty() && std::ranges::all_of(plan_.answers, blank)) {
    return Skip{row.place(), "no_answers"};
  }
  Document d = spare_.document_in(std::move(earlier));
  d.kind = plan_.kind;
  d.origin = row.place();
  if (!set_key(d, row)) {
    return reject(row, "missing_key", plan_.key[0],
                  fmt::format("column '{}' is blank", columns_[plan_.key[0]].name));
  }
  if (!plan_.once.empty() && !plan_.key.empty()) {
    digest_.field(d.key);
    if (seen_.count(digest_.finish()) > 1) return Skip{row.place(), std::string(plan_.once)};
  }
  if (auto bad = set_time(d, row)) return std::move(*bad);
  if (plan_.respondent) {
    const std::string_view who = trim(row.cell(*plan_.respondent));
    if (!is_null_word(who) && !is_anonymous(who)) d.respondent = who;
  }
  if (plan_.persona) d.persona = trim(row.cell(*plan_.persona));
  if (plan_.touchpoint) d.touchpoint = trim(row.cell(*plan_.touchpoint));
  if (plan_.language) d.language = language_tag(row.cell(*plan_.language));
  if (auto bad = set_ratings(d, row)) return std::move(*bad);
  set_attributes(d, row);
  for (const std::size_t column : plan_.identifying) {
    const std::string_view value = trim(row.cell(column));
    if (!value.empty() && !is_anonymous(value)) d.identifying.emplace_back(value);
  }
  set_verbatims(d, row);
  if (plan_.decode != nullptr) {
    for (Attribute& attribute : d.attributes) plan_.decode(attribute.value);
    for (Verbatim& verbatim : d.verbatims) plan_.decode(verbatim.text);
  }
  for (Attribute& attribute : d.attributes) restored_ += restore_letters(attribute.value);
  for (Verbatim& verbatim : d.verbatims) restored_ += restore_letters(verbatim.text);
  return d;
}

bool RecordMaker::set_key(Document& d, const Row& row) {
  if (plan_.key.empty()) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i < plan_.outside_digest.size() && plan_.outside_digest[i]) continue;
      digest_.field(row.cell(i));
      for (std::size_t n = 1; n <= row.more(i); ++n) digest_.field(row.answer(i, n));
    }
    const auto digest = digest_.finish();
    constexpr std::size_t kBytes = 16;
    d.key = "row-" + hex(digest.data(), kBytes);
    d.key_is_digest = true;
    if (const auto n = seen_.count(digest); n > 1) d.key += fmt::format("-{}", n);
    return true;
  }
  d.key = trim(row.cell(plan_.key[0]));
  if (d.key.empty() || d.key.size() > kKeyLimit) return false;
  if (!plan_.key_prefix.empty()) d.key.insert(0, plan_.key_prefix + "/");
  for (std::size_t i = 1; i < plan_.key.size(); ++i) {
    const std::string_view part = trim(row.cell(plan_.key[i]));
    if (!part.empty()) d.key.append("/").append(part);
  }
  return true;
}

std::optional<Record> RecordMaker::set_time(Document& d, const Row& row) const {
  if (!plan_.time) return std::nullopt;
  std::size_t column = *plan_.time;
  // Blank or "[not completed]": no time, which is no fault.
  for (std::size_t i = 0; is_null_word(row.cell(column)); ++i) {
    if (i == plan_.other_times.size()) return std::nullopt;
    column = plan_.other_times[i];
  }
  const std::string_view cell = trim(row.cell(column));
  const std::string_view certain = without_ambiguous_zone(cell);
  const auto time = parse_time(certain, plan_.order);
  // A first one where the head had only dates that say their order, or none: no guess is made.
  if (time && time->ambiguous_order) {
    return reject(
        row, "bad_timestamp", column,
        fmt::format("\"{}\" may have the day or the month first; set date_order", shown(cell)));
  }
  if (time) {
    d.said_at_text = cell;
    // "AST" is the time of two places, which is no time until somebody says which.
    if (certain.size() < cell.size() && plan_.zone.empty()) return std::nullopt;
    d.said_at = time->at;
    if (!time->has_zone && !plan_.zone.empty()) d.said_at = to_utc(time->at, plan_.zone);
  }
  if (d.said_at) return std::nullopt;
  if (plan_.order != DateOrder::unknown && parse_time(certain)) {
    const bool month = plan_.order == DateOrder::month_first;
    return reject(row, "bad_timestamp", column,
                  fmt::format("\"{}\" has the {} first; the dates of this column are read with the "
                              "{} first, {}; if that is wrong, set date_order",
                              shown(cell), month ? "day" : "month", month ? "month" : "day",
                              plan_.order_why));
  }
  return reject(row, "bad_timestamp", column, fmt::format("\"{}\" is not a time", shown(cell)));
}

std::optional<Record> RecordMaker::set_ratings(Document& d, const Row& row) {
  d.ratings.reserve(plan_.ratings.size());
  for (const RatingRole& role : plan_.ratings) {
    const std::string_view cell = row.cell(role.column);
    if (absent(cell)) continue;
    if (role.words != nullptr) {
      if (const auto value = role.words->milli(cell)) {
        d.ratings.push_back({role.scale, role.definition, *value});
      } else {
        // "Don't know", or an answer the head did not have: kept as it is.
        d.attributes.push_back({attribute_name(columns_[role.column]), std::string(trim(cell))});
        if (!outside_scales(cell)) ++unworded_;
      }
      continue;
    }
    const auto value = rating_value(cell);
    if (!value || *value < role.least_milli || *value > role.most_milli) {
      if (role.lenient) {
        d.attributes.push_back({attribute_name(columns_[role.column]), std::string(trim(cell))});
        continue;
      }
      return reject(
          row, "bad_rating", role.column,
          value ? fmt::format("{} is outside {}..{} of {}", shown(cell), role.least_milli / 1000,
                              role.most_milli / 1000, role.definition)
                : fmt::format("\"{}\" is not a number", shown(cell)));
    }
    d.ratings.push_back({role.scale, role.definition, *value});
  }
  return std::nullopt;
}

void RecordMaker::set_attributes(Document& d, const Row& row) const {
  d.attributes.reserve(plan_.attributes.size());
  for (const AttributeRole& role : plan_.attributes) {
    const std::string_view cell = row.cell(role.column);
    if (!plan_.missing.empty() && is_missing(cell)) continue;
    add_cell(d, role, cell);
    const std::size_t more = row.more(role.column);
    for (std::size_t n = 1; n <= more; ++n) add_cell(d, role, row.answer(role.column, n));
  }
}

void RecordMaker::set_verbatims(Document& d, const Row& row) {
  d.verbatims.reserve(plan_.verbatims.size());
  constexpr Speaker kCustomer{"Customer"};
  const Speaker speaker = plan_.speaker_of ? plan_.speaker_of(row) : Speaker{};
  bool unscored = false;
  for (const VerbatimRole& role : plan_.verbatims) {
    const std::size_t more = row.more(role.column);
    for (std::size_t n = 0; n <= more; ++n) {
      const std::string_view cell = row.answer(role.column, n);
      if (absent(cell)) {
        if (!trim(cell).empty()) ++null_words_;
        continue;
      }
      if (trim(cell).empty()) continue;
      if (plan_.posting == role.column) {
        add_pieces(d, pieces_of_posting(cell), row.answer_place(role.column, n), {}, true,
                   role.prompt);
        continue;
      }
      Verbatim& v = d.verbatims.emplace_back();
      v.text = spare_.text(cell);
      v.prompt = spare_.text(role.prompt);
      v.touchpoint = role.touchpoint;
      v.origin = row.answer_place(role.column, n);
      if (!plan_.speaker_of) continue;
      const Speaker& who = columns_[role.column].answer ? kCustomer : speaker;
      v.speaker = who.name;
      v.scored = who.scored;
      unscored = unscored || (who.reported && !who.scored);
    }
  }
  reported_ += unscored ? 1U : 0U;
  for (Verbatim& title : d.verbatims) {
    const auto repeats = [&](const Verbatim& other) {
      return &other != &title && other.scored && review::repeats_beginning(title.text, other.text);
    };
    // Last what takes longest: hardly a text repeats another.
    const bool again = title.scored &&
                       std::any_of(d.verbatims.begin(), d.verbatims.end(), repeats) &&
                       is_title(header_words(title.prompt));
    if (!again) continue;
    title.scored = false;
    ++repeated_titles_;
  }
}

Reject RecordMaker::reject(const Row& row, std::string_view reason,
                           std::optional<std::size_t> field, std::string detail) const {
  Reject r;
  r.origin = row.place();
  r.reason = reason;
  r.detail = std::move(detail);
  r.raw = printable(row.raw(), kRawLimit);
  if (field && *field < columns_.size()) r.field = columns_[*field].name;
  if (!plan_.key.empty()) r.key = printable(trim(row.cell(plan_.key[0])), kKeyLimit);
  return r;
}

void RecordMaker::finish(std::vector<std::string>& notes) const {
  if (repeated_titles_ > 0) {
    notes.push_back(
        fmt::format("{} {} how the text begins: kept, not scored", repeated_titles_,
                    repeated_titles_ == 1 ? "title only repeats" : "titles only repeat"));
  }
  if (null_words_ > 0) {
    notes.push_back(fmt::format("{} answers that only say \"none\", \"n/a\" or the like left out",
                                null_words_));
  }
  if (restored_ > 0) {
    notes.push_back(
        fmt::format("{} letters written as <U+hhhh> by R on Windows are letters again", restored_));
  }
  if (reported_ > 0) {
    notes.push_back(fmt::format(
        "in an agent's words, kept and not scored (calls, tickets opened for somebody): "
        "{} of the records; option score_reported scores them",
        reported_));
  }
  if (unworded_ > 0) {
    notes.push_back(fmt::format(
        "{} answers are no words of their scale: kept as attributes, not as ratings", unworded_));
  }
  if (seen_.full()) {
    notes.emplace_back(
        "equal rows were told apart among the first 1.5 million different ones only");
  }
}

}  // namespace voxmap::survey
