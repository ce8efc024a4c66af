// Turns a tagged document into rows of the batch.
#include <fmt/format.h>

#include <chrono>
#include <iterator>

#include "store/json_text.hpp"
#include "store/writer.hpp"

namespace voxmap {

namespace {

// [[begin, end, stored_begin, stored_end, kind], ...]
void append_redactions(std::string& out, std::span<const Redaction> redactions) {
  char separator = '[';
  for (const Redaction& r : redactions) {
    fmt::format_to(std::back_inserter(out), "{}[{},{},{},{},\"{}\"]", separator, r.original.begin,
                   r.original.end, r.stored.begin, r.stored.end, to_string(r.kind));
    separator = ',';
  }
  out += ']';
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
  row.origin = {document.origin.line, document.origin.byte, document.origin.bytes};
  row.input = input_of(document.origin.part);

  fill_verbatims(row, document, tagged);
  fill_mentions(row, tagged);
  row.ratings = {batch_.ratings.size(), document.ratings.size()};
  for (const Rating& rating : document.ratings) {
    batch_.ratings.push_back(
        {strings_.id(rating.scale), strings_.id(rating.definition), rating.milli});
  }
  scratch_.clear();
  append_ratings(scratch_, std::span(batch_.ratings).subspan(row.ratings.begin));
  row.ratings_text = batch_.keep(scratch_);
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
    if (!verbatim.redactions.empty()) {
      scratch_.clear();
      append_redactions(scratch_, verbatim.redactions);
      out.redactions = batch_.keep(scratch_);
    }
  }
}

// Mentions come by verbatim: each verbatim's make one text, and its place follows from how many ids
// the mentions of those before it take.
void SqliteWriter::fill_mentions(DocumentRow& row, const Tagged& tagged) {
  row.mentions = {batch_.mentions.size(), tagged.mentions.size()};
  row.slots = 0;
  const std::span evidence(tagged.evidence);
  dealer_.begin(tagged, *rules_);
  std::size_t next = 0;
  for (std::size_t i = 0; i < row.verbatims.count; ++i) {
    VerbatimRow& verbatim = batch_.verbatims[row.verbatims.begin + i];
    verbatim.slot = row.slots;
    scratch_.clear();
    const std::size_t first = next;
    const std::string_view language =
        i < tagged.languages.size() ? std::string_view(tagged.languages[i]) : std::string_view();
    for (; next < tagged.mentions.size() && tagged.mentions[next].verbatim == i; ++next) {
      const Mention& mention = tagged.mentions[next];
      MentionValues& out = batch_.mentions.emplace_back();
      out.place = (verbatim.slot << 10) + static_cast<std::int64_t>(next - first);
      out.touchpoint = places_->row(mention.touchpoint, mention.stage);
      out.span = mention.span;
      out.attached_by = mention.attached_by;
      out.attached = mention.attached_span;
      if (!mention.attached_span.empty()) out.attached_rule = rules_->id(mention.attached_rule);
      out.label = mention.label;
      out.valence = mention.valence;
      out.emotions = mention.emotions;
      out.felt = felt_.of(language, mention,
                          evidence.subspan(mention.evidence_begin, mention.evidence_count));
      const Signals& signals = dealer_.next();
      out.churn_risk = signals.churn_risk;
      for (const StoredAct& found : signals.acts) out.note(found.act);
      append_mention(scratch_, out,
                     evidence.subspan(mention.evidence_begin, mention.evidence_count), signals,
                     *rules_);
    }
    end_mentions(scratch_);
    verbatim.mentions = batch_.keep(scratch_);
    row.slots += slots_for(next - first);
  }
  if (next != tagged.mentions.size()) {
    throw Error(Exit::software, "a mention of a verbatim that is not there, or out of order");
  }
}

}  // namespace voxmap
