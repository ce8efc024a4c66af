// Any text: what stands outside the placeholders is what stood there, and the offsets say where.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.hpp"
#include "voxmap/redaction.hpp"

namespace {

const voxmap::Redactor& everything() {
  static const auto redactor = [] {
    voxmap::RedactorOptions options{{}, {}, {"Anna", "Jean Luc", "田中"}};
    for (std::size_t i = 0; i < voxmap::kPersonalDataCount; ++i) {
      options.kinds.push_back(static_cast<voxmap::PersonalData>(i));
    }
    for (const auto id : voxmap::national_id_names()) options.national_ids.emplace_back(id);
    return voxmap::make_redactor(options);
  }();
  return *redactor;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string original(reinterpret_cast<const char*>(data), size);
  if (!voxmap::valid_utf8(original)) return 0;
  std::string stored = original;
  const auto redactions = everything().redact(stored);
  std::string rebuilt;
  std::size_t from = 0;
  for (const auto& r : redactions) {
    if (r.original.empty() || r.original.begin < from || r.original.end > size) std::abort();
    rebuilt.append(original, from, r.original.begin - from);
    if (r.stored.begin != rebuilt.size()) std::abort();
    rebuilt += voxmap::placeholder(r.kind);
    if (r.stored.end != rebuilt.size()) std::abort();
    if (to_original(redactions, r.stored) != r.original) std::abort();
    from = r.original.end;
  }
  rebuilt.append(original, from);
  if (rebuilt != stored || !voxmap::valid_utf8(stored)) std::abort();
  return 0;
}
