// What commands and configs say about redaction, and the Redactor made of it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/json_line.hpp"
#include "voxmap/redaction.hpp"

namespace voxmap::cli {

struct RedactionSettings {
  bool on = true;
  std::vector<PersonalData> kinds = default_personal_data();
  std::vector<std::string> national_ids;
  std::string names_file;  // one name a line; empty: none
};

// The rows of a command that redacts unless told not to.
inline constexpr Flag kNoRedactFlag{
    "no-redact", '\0', "", "leave e-mail addresses, card numbers and the like in the texts",
    false,       ""};
inline constexpr Flag kRedactKindsFlag{
    "redact-kinds", '\0', "LIST", "kinds to redact, such as default,handle (docs/privacy.md)",
    false,          ""};
inline constexpr Flag kRedactNamesFlag{
    "redact-names", '\0', "FILE", "names to redact as well, one a line", false, ""};
inline constexpr Flag kNationalIdsFlag{
    "national-ids", '\0', "LIST", "national identifiers to redact as well, such as uk_nino",
    false,          ""};

// From the four flags. Throws Error(Exit::usage) for unknown kinds and ids.
[[nodiscard]] RedactionSettings redaction_settings(const Arguments& args);

// The kinds of a list, in which "default" stands for default_personal_data(); `unknown` receives
// what is none.
[[nodiscard]] std::vector<PersonalData> parse_kinds(const std::vector<std::string>& names,
                                                    std::vector<std::string>& unknown);
// "credentials, url, email, ...", for hints.
[[nodiscard]] std::string known_kinds();

// nullptr when it is off. Throws Error for a file of names that cannot be read or used.
[[nodiscard]] std::unique_ptr<Redactor> make_redactor(const RedactionSettings& settings);

// "email, card, uk_nino, listed names": what a run notes down. Empty when it is off.
[[nodiscard]] std::string describe(const RedactionSettings& settings);

// "redactions":[{"kind":"email","original":[8,24],"span":[8,15]},...]
void write_redactions(JsonLine& json, const std::vector<Redaction>& redactions);

}  // namespace voxmap::cli
