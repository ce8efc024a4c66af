// Names, placeholders and offsets of redactions: what every folder may need of them.
#include "voxmap/redaction.hpp"

#include <algorithm>
#include <array>

namespace voxmap {
namespace {

struct Row {
  std::string_view name;
  std::string_view placeholder;
};
// By PersonalData.
constexpr std::array<Row, kPersonalDataCount> kRows = {{{"credentials", "[CREDENTIALS]"},
                                                        {"url", "[URL]"},
                                                        {"email", "[EMAIL]"},
                                                        {"iban", "[IBAN]"},
                                                        {"card", "[CARD]"},
                                                        {"national_id", "[NATIONAL_ID]"},
                                                        {"ssn", "[SSN]"},
                                                        {"ip", "[IP]"},
                                                        {"name", "[NAME]"},
                                                        {"id", "[ID]"},
                                                        {"handle", "[HANDLE]"},
                                                        {"phone", "[PHONE]"}}};

// Maps `span` from one side of the redactions to the other.
Span translate(std::span<const Redaction> redactions, Span span, Span Redaction::*from,
               Span Redaction::*to) {
  // The last redaction that begins before the offset decides: inside it the offset moves to its
  // edge, behind it by as much as the text has grown or shrunk so far.
  const auto moved = [&](std::uint32_t offset, bool is_end) {
    const auto after =
        std::partition_point(redactions.begin(), redactions.end(),
                             [&](const Redaction& r) { return (r.*from).begin < offset; });
    if (after == redactions.begin()) return offset;
    const Redaction& last = *std::prev(after);
    if (offset < (last.*from).end) return is_end ? (last.*to).end : (last.*to).begin;
    return (last.*to).end + (offset - (last.*from).end);
  };
  return {moved(span.begin, false), moved(span.end, true)};
}

}  // namespace

std::string_view to_string(PersonalData kind) noexcept {
  return kRows[static_cast<std::size_t>(kind)].name;
}

std::optional<PersonalData> personal_data(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].name == name) return static_cast<PersonalData>(i);
  }
  return std::nullopt;
}

std::string_view placeholder(PersonalData kind) noexcept {
  return kRows[static_cast<std::size_t>(kind)].placeholder;
}

std::string_view placeholder_at(std::string_view text, std::size_t at) noexcept {
  const std::string_view rest = text.substr(at);
  for (const Row& row : kRows) {
    if (rest.starts_with(row.placeholder)) return row.placeholder;
  }
  return {};
}

std::vector<PersonalData> default_personal_data() {
  using enum PersonalData;
  return {email, credentials, card, iban, ip, phone, ssn, name, id};
}

Span to_original(std::span<const Redaction> redactions, Span stored) noexcept {
  return translate(redactions, stored, &Redaction::stored, &Redaction::original);
}

Span to_stored(std::span<const Redaction> redactions, Span original) noexcept {
  return translate(redactions, original, &Redaction::original, &Redaction::stored);
}

}  // namespace voxmap
