// Takes personal data out of records.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "privacy/find.hpp"
#include "privacy/names.hpp"
#include "voxmap/document.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using privacy::Hits;
using privacy::Names;
using privacy::Wanted;

// By privacy::NationalId.
constexpr std::array<std::string_view, privacy::kNationalIdCount> kNationalIds = {
    "uk_nino",      "uk_nhs", "es_dni", "es_nie", "it_cf",
    "de_steuer_id", "fr_nir", "nl_bsn", "pt_nif", "ch_ahv"};

// Puts the placeholders in; `each` is told of every replacement.
template <typename Each>
void replace(std::string& text, const Hits& hits, Each each) {
  if (hits.empty()) return;
  std::string out;
  out.reserve(text.size());
  std::size_t from = 0;
  for (const auto& hit : hits) {
    out.append(text, from, hit.begin - from);
    const auto begin = static_cast<std::uint32_t>(out.size());
    out += placeholder(hit.kind);
    each(
        Redaction{{hit.begin, hit.end}, {begin, static_cast<std::uint32_t>(out.size())}, hit.kind});
    from = hit.end;
  }
  out.append(text, from);
  text = std::move(out);
}

class PatternRedactor final : public Redactor {
 public:
  explicit PatternRedactor(const RedactorOptions& options) {
    for (const PersonalData kind : options.kinds) wanted_.kinds.set(static_cast<std::size_t>(kind));
    for (const std::string& id : options.national_ids) {
      const auto at = std::find(kNationalIds.begin(), kNationalIds.end(), id);
      if (at == kNationalIds.end()) {
        throw Error(Exit::usage, fmt::format("no national id \"{}\"", id),
                    fmt::format("there are: {}", fmt::join(kNationalIds, ", ")));
      }
      wanted_.national.set(static_cast<std::size_t>(at - kNationalIds.begin()));
    }
    for (const std::string& name : options.names) names_.add(name, PersonalData::name);
    if (!names_.empty()) wanted_.kinds.set(static_cast<std::size_t>(PersonalData::name));
    own_names_ = wanted_.has(PersonalData::name) || wanted_.has(PersonalData::id);
  }

  void redact(Document& document) const override {
    Names own;
    if (own_names_) add_own_names(document, own);
    Hits hits;
    const auto elsewhere = [&](std::string& text) {
      privacy::find_personal(text, wanted_, &names_, &own, hits);
      replace(text, hits, [&](const Redaction& r) { document.redacted.push_back(r.kind); });
    };
    for (Verbatim& verbatim : document.verbatims) {
      privacy::find_personal(verbatim.text, wanted_, &names_, &own, hits);
      replace(verbatim.text, hits, [&](const Redaction& r) { verbatim.redactions.push_back(r); });
      elsewhere(verbatim.prompt);
    }
    for (Attribute& attribute : document.attributes) {
      if (attribute.care == Attribute::Care::redact) elsewhere(attribute.value);
    }
  }

  void redact(Reject& reject) const override {
    Hits hits;
    for (std::string* text : {&reject.raw, &reject.detail, &reject.key}) {
      privacy::find_personal(*text, wanted_, &names_, nullptr, hits);
      replace(*text, hits, [&](const Redaction& r) { reject.redacted.push_back(r.kind); });
    }
  }

  std::vector<Redaction> redact(std::string& text) const override {
    std::vector<Redaction> redactions;
    Hits hits;
    privacy::find_personal(text, wanted_, &names_, nullptr, hits);
    replace(text, hits, [&](const Redaction& r) { redactions.push_back(r); });
    return redactions;
  }

 private:
  static void add_own_names(const Document& document, Names& own) {
    const auto add = [&](const std::string& value) {
      if (value.empty()) return;
      // Most records carry a number of their respondent, and nobody writes it: that costs one
      // search.
      const bool number =
          std::any_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (!number || occurs(document, value)) privacy::add_own_name(value, own);
    };
    add(document.respondent);
    for (const std::string& value : document.identifying) add(value);
    const std::string* last = nullptr;
    for (const Verbatim& verbatim : document.verbatims) {
      if (last != nullptr && *last == verbatim.speaker) continue;
      last = &verbatim.speaker;
      add(verbatim.speaker);
    }
  }

  static bool occurs(const Document& document, const std::string& value) {
    const auto in = [&](const std::string& text) { return text.find(value) != std::string::npos; };
    return std::any_of(document.verbatims.begin(), document.verbatims.end(),
                       [&](const Verbatim& v) { return in(v.text) || in(v.prompt); }) ||
           std::any_of(document.attributes.begin(), document.attributes.end(),
                       [&](const Attribute& a) { return in(a.value); });
  }

  Wanted wanted_;
  Names names_;
  bool own_names_ = false;
};

}  // namespace

std::span<const std::string_view> national_id_names() noexcept { return kNationalIds; }

std::unique_ptr<Redactor> make_redactor(const RedactorOptions& options) {
  return std::make_unique<PatternRedactor>(options);
}

}  // namespace voxmap
