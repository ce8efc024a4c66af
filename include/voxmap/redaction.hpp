// Personal data that is taken out of a record before it is tagged, logged or stored.
//
// What is found is replaced by a typed placeholder such as "[EMAIL]", and the list of what was
// replaced goes with the text, so that codings made on the original still find their place. The
// values themselves are nowhere kept: stored text cannot be un-redacted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap {

struct Document;
struct Reject;

// In order of precedence: where two overlap, both go and the earlier kind names the whole.
enum class PersonalData : std::uint8_t {
  credentials,  // user:password of a URL, and the values of its token and password parameters
  url,          // whole links
  email,
  iban,
  card,
  national_id,
  ssn,
  ip,
  name,    // from the list of names, and the record's own
  id,      // the record's own identifier of its respondent
  handle,  // @somebody
  phone
};
inline constexpr std::size_t kPersonalDataCount = 12;

// "email", as configs, the store and summaries say it.
[[nodiscard]] std::string_view to_string(PersonalData kind) noexcept;
[[nodiscard]] std::optional<PersonalData> personal_data(std::string_view name) noexcept;
// "[EMAIL]": what stands in its place.
[[nodiscard]] std::string_view placeholder(PersonalData kind) noexcept;
// The placeholder that begins at `at`; empty when there is none. The text stage reads it as a name:
// it never scores and is no word.
[[nodiscard]] std::string_view placeholder_at(std::string_view text, std::size_t at) noexcept;

// One replacement. `original` counts in the text as received, `stored` in the text as it is now and
// spans the placeholder.
struct Redaction {
  Span original;
  Span stored;
  PersonalData kind = PersonalData::email;
  friend bool operator==(const Redaction&, const Redaction&) = default;
};

// A place of one text in the other, given the text's redactions in order. A span that ends inside a
// replaced stretch is widened to all of it; every other span maps back to itself exactly.
[[nodiscard]] Span to_original(std::span<const Redaction> redactions, Span stored) noexcept;
[[nodiscard]] Span to_stored(std::span<const Redaction> redactions, Span original) noexcept;

struct RedactorOptions {
  std::vector<PersonalData> kinds;        // what to look for
  std::vector<std::string> national_ids;  // of national_id_names(); with any, national_id is on
  std::vector<std::string> names;         // redacted wherever they stand as whole words
};

// email, credentials, card, iban, ip, phone, ssn, name and id.
[[nodiscard]] std::vector<PersonalData> default_personal_data();
// "uk_nino", "es_dni", ...: what RedactorOptions::national_ids may hold.
[[nodiscard]] std::span<const std::string_view> national_id_names() noexcept;

// Immutable, shared by threads. Time is linear in the text whatever it holds.
class Redactor {
 public:
  virtual ~Redactor() = default;

  // Verbatims with their redactions; prompts; attributes that the mapping does not list under
  // "keep" or "hash". Looks for the respondent's and speakers' own names as well, so it comes
  // before they become pseudonyms.
  virtual void redact(Document& document) const = 0;
  // Everything of it that quotes the record.
  virtual void redact(Reject& reject) const = 0;
  // One text; its redactions.
  virtual std::vector<Redaction> redact(std::string& text) const = 0;
};

// Throws Error(Exit::usage) for an unknown national id.
[[nodiscard]] std::unique_ptr<Redactor> make_redactor(const RedactorOptions& options);

}  // namespace voxmap
