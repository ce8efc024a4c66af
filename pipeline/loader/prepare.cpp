// Pseudonyms, defaults, personas, digest.
#include "loader/prepare.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace voxmap {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <typename Duration>
std::int64_t count_or(const std::optional<Duration>& value, std::int64_t fallback) {
  return value ? static_cast<std::int64_t>(value->count()) : fallback;
}

}  // namespace

bool is_role_label(std::string_view speaker) {
  constexpr std::array<std::string_view, 26> kRoles = {"interviewer",
                                                       "interviewee",
                                                       "interviewed",
                                                       "moderator",
                                                       "facilitator",
                                                       "researcher",
                                                       "participant",
                                                       "respondent",
                                                       "customer",
                                                       "speaker",
                                                       "unknown",
                                                       "unknown speaker",
                                                       "agent",
                                                       "host",
                                                       "guest",
                                                       "interviewpartner",
                                                       "befragte",
                                                       "befragter",
                                                       "entrevistador",
                                                       "entrevistado",
                                                       "int",
                                                       "q",
                                                       "a",
                                                       "p",
                                                       "r",
                                                       "i"};
  std::string label = fold(trim(speaker));
  // A number behind a role ("Speaker 2", "P07", "id1") identifies nobody outside the study.
  while (!label.empty() && (is_digit(label.back()))) label.pop_back();
  const bool numbered = label.size() < fold(trim(speaker)).size();
  while (!label.empty() && (label.back() == ' ' || label.back() == '-' || label.back() == '_' ||
                            label.back() == '#' || label.back() == '.')) {
    label.pop_back();
  }
  if (label.empty()) return true;
  if (numbered && (label.size() <= 2)) return true;
  return std::find(kRoles.begin(), kRoles.end(), label) != kRoles.end();
}

void Preparer::prepare(Document& document) {
  if (document.touchpoint.empty()) document.touchpoint = options_.touchpoint;
  if (document.language.empty()) document.language = options_.language;
  if (document.persona.empty() && journey_ != nullptr) {
    for (const auto& persona : journey_->personas) {
      if (matches(persona, document.attributes)) {
        document.persona = persona.id;
        break;
      }
    }
  }
  // One key and one domain for people: the same person is the same pseudonym in every source that
  // knows them by the same identifier.
  if (!document.respondent.empty()) {
    document.respondent = pseudonym(options_.key, "person", "PER_", document.respondent);
  }
  if (options_.keep_speakers) return;
  for (auto& verbatim : document.verbatims) {
    if (verbatim.speaker.empty() || is_role_label(verbatim.speaker)) continue;
    verbatim.speaker = pseudonym(options_.key, "speaker", "SPK_", verbatim.speaker);
  }
}

Digest Preparer::digest(const Document& document) {
  hash_.field(static_cast<std::int64_t>(document.kind));
  hash_.field(document.language);
  hash_.field(document.said_at ? document.said_at->time_since_epoch().count() : INT64_MIN);
  hash_.field(document.said_at_text);
  hash_.field(document.respondent);
  hash_.field(document.persona);
  hash_.field(document.touchpoint);
  hash_.field(static_cast<std::int64_t>(document.ratings.size()));
  for (const auto& rating : document.ratings) {
    hash_.field(rating.scale);
    hash_.field(rating.definition);
    hash_.field(rating.milli);
  }
  hash_.field(static_cast<std::int64_t>(document.attributes.size()));
  for (const auto& attribute : document.attributes) {
    hash_.field(attribute.name);
    hash_.field(attribute.value);
  }
  hash_.field(static_cast<std::int64_t>(document.verbatims.size()));
  for (const auto& verbatim : document.verbatims) {
    hash_.field(verbatim.text);
    hash_.field(verbatim.prompt);
    hash_.field(verbatim.speaker);
    hash_.field(verbatim.touchpoint);
    hash_.field(static_cast<std::int64_t>(verbatim.scored));
    hash_.field(count_or(verbatim.at, -1));
    hash_.field(count_or(verbatim.until, -1));
  }
  const auto full = hash_.finish();
  Digest digest{};
  std::copy_n(full.begin(), digest.size(), digest.begin());
  return digest;
}

}  // namespace voxmap
