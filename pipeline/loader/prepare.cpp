// Pseudonyms, defaults, personas, digest.
#include "loader/prepare.hpp"

#include <algorithm>

#include "base/roles.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {

template <typename Duration>
std::int64_t count_or(const std::optional<Duration>& value, std::int64_t fallback) {
  return value ? static_cast<std::int64_t>(value->count()) : fallback;
}

}  // namespace

void Preparer::prepare(Reject& reject) {
  if (options_.redactor != nullptr) options_.redactor->redact(reject);
}

void Preparer::prepare(Document& document) {
  // First: it looks for the names that become pseudonyms below.
  if (options_.redactor != nullptr) options_.redactor->redact(document);
  document.identifying.clear();
  if (document.key_is_digest) {
    document.key = pseudonym(options_.key, "row", "row-", document.key);
  }
  for (auto& attribute : document.attributes) {
    if (attribute.care != Attribute::Care::hash) continue;
    attribute.value =
        pseudonym(options_.key, "attribute:" + attribute.name, "HSH_", trim(attribute.value));
  }
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
    for (const auto& redaction : verbatim.redactions) {
      hash_.field(to_string(redaction.kind));
      hash_.field(redaction.original.begin);
      hash_.field(redaction.original.end);
    }
  }
  const auto full = hash_.finish();
  Digest digest{};
  std::copy_n(full.begin(), digest.size(), digest.begin());
  return digest;
}

}  // namespace voxmap
