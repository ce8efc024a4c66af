// Turns a tagged document into rows of the batch.
#include <charconv>
#include <chrono>

#include "store/json_text.hpp"
#include "store/writer.hpp"

namespace voxmap {

namespace {

void append_number(std::string& out, std::int64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

// [[begin, end, rule, weight, dimension], ...]; the dimension is left out when it is the valence.
void append_evidence(std::string& out, std::span<const Evidence> evidence, Rules& rules) {
  char separator = '[';
  for (const Evidence& piece : evidence) {
    out += separator;
    out += '[';
    append_number(out, piece.span.begin);
    out += ',';
    append_number(out, piece.span.end);
    out += ',';
    append_number(out, rules.id(piece.rule));
    out += ',';
    append_number(out, piece.weight);
    if (piece.dimension != kValenceDimension) {
      out += ',';
      append_number(out, piece.dimension);
    }
    out += ']';
    separator = ',';
  }
  if (separator == ',') out += ']';
}

// Is `text` what v_documents makes of `at`: ISO 8601, UTC, to the second?
bool is_plain_time(std::string_view text, std::int64_t at) {
  if (text.size() != 20 || at < 0 || at % 1000 != 0) return false;
  const std::chrono::sys_seconds time{std::chrono::seconds(at / 1000)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  const auto number = [text](std::size_t from, std::size_t count) {
    std::int64_t value = 0;
    for (const char c : text.substr(from, count)) {
      if (c < '0' || c > '9') return std::int64_t{-1};
      value = value * 10 + (c - '0');
    }
    return value;
  };
  return number(0, 4) == int{date.year()} && text[4] == '-' &&
         number(5, 2) == unsigned{date.month()} && text[7] == '-' &&
         number(8, 2) == unsigned{date.day()} && text[10] == 'T' &&
         number(11, 2) == clock.hours().count() && text[13] == ':' &&
         number(14, 2) == clock.minutes().count() && text[16] == ':' &&
         number(17, 2) == clock.seconds().count() && text[19] == 'Z';
}

std::int64_t signed_difference(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::int64_t>(a) - static_cast<std::int64_t>(b);
}

}  // namespace

void SqliteWriter::fill(DocumentRow& row, const Document& document, const Digest& digest,
                        const Tagged& tagged) {
  row.digest = digest;
  row.kind = document.kind;
  row.language = strings_.id(document.language);
  row.persona = strings_.id(document.persona);
  row.touchpoint = strings_.id(document.touchpoint);
  row.said_at.reset();
  if (document.said_at) row.said_at = document.said_at->time_since_epoch().count();
  row.said_at_text.reset();
  const bool plain = row.said_at ? is_plain_time(document.said_at_text, *row.said_at)
                                 : document.said_at_text.empty();
  if (!plain) row.said_at_text = batch_.keep(document.said_at_text);
  row.respondent = batch_.keep(document.respondent);
  scratch_.clear();
  append_attributes(scratch_, document.attributes);
  row.attributes = batch_.keep(scratch_);
  row.origin = document.origin;

  fill_verbatims(row, document, tagged);
  fill_mentions(row, tagged);
  row.ratings = {batch_.ratings.size(), document.ratings.size()};
  for (const Rating& rating : document.ratings) {
    batch_.ratings.push_back(
        {strings_.id(rating.scale), strings_.id(rating.definition), rating.milli});
  }
}

void SqliteWriter::fill_verbatims(DocumentRow& row, const Document& document,
                                  const Tagged& tagged) {
  row.verbatims = {batch_.verbatims.size(), document.verbatims.size()};
  for (std::size_t i = 0; i < document.verbatims.size(); ++i) {
    const Verbatim& verbatim = document.verbatims[i];
    VerbatimRow& out = batch_.verbatims.emplace_back();
    out.prompt = strings_.id(verbatim.prompt);
    out.speaker = strings_.id(verbatim.speaker);
    out.touchpoint = strings_.id(verbatim.touchpoint);
    if (i < tagged.languages.size()) out.language = strings_.id(tagged.languages[i]);
    out.scored = verbatim.scored;
    if (verbatim.at) out.at = verbatim.at->count();
    if (verbatim.until) out.until = verbatim.until->count();
    out.line = signed_difference(verbatim.origin.line, document.origin.line);
    out.byte = signed_difference(verbatim.origin.byte, document.origin.byte);
    out.bytes = static_cast<std::int64_t>(verbatim.origin.bytes);
    out.text = batch_.keep(verbatim.text);
  }
}

void SqliteWriter::fill_mentions(DocumentRow& row, const Tagged& tagged) {
  row.mentions = {batch_.mentions.size(), tagged.mentions.size()};
  const std::span evidence(tagged.evidence);
  for (const Mention& mention : tagged.mentions) {
    if (mention.verbatim >= row.verbatims.count) {
      throw Error(Exit::software, "a mention of a verbatim that is not there");
    }
    MentionValues& out = batch_.mentions.emplace_back();
    out.verbatim = mention.verbatim;
    out.touchpoint = places_->row(mention.touchpoint, mention.stage);
    out.span = mention.span;
    out.attached_by = mention.attached_by;
    out.attached = mention.attached_span;
    if (!mention.attached_span.empty()) out.attached_rule = rules_->id(mention.attached_rule);
    out.label = mention.label;
    out.valence = mention.valence;
    out.emotions = mention.emotions;
    scratch_.clear();
    append_evidence(scratch_, evidence.subspan(mention.evidence_begin, mention.evidence_count),
                    *rules_);
    out.evidence = batch_.keep(scratch_);
  }
}

}  // namespace voxmap
