// Precision and recall on presidio-research's synthetic sentences (MIT), which are no part of this
// project: skipped where they are not. docs/privacy.md reports what this prints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "voxmap/redaction.hpp"

namespace voxmap {
namespace {

std::string judge_file() {
  const char* set = std::getenv("VOXMAP_SHARED");
  const std::filesystem::path shared = set != nullptr ? set : VOXMAP_SOURCE_DIR "/../shared";
  const auto file = shared / "pii/presidio-research__data_synth_dataset_v2.json";
  return std::filesystem::exists(file) ? file.string() : std::string();
}

// Offsets of the data count characters.
std::uint32_t byte_offset(std::string_view text, std::size_t characters) {
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (characters-- == 0) break;
  }
  return static_cast<std::uint32_t>(i);
}

struct Tally {
  int found = 0, wrong = 0, missed = 0;
  [[nodiscard]] double precision() const { return found == 0 ? 0 : 1.0 * found / (found + wrong); }
  [[nodiscard]] double recall() const { return found == 0 ? 0 : 1.0 * found / (found + missed); }
};

bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

TEST(RedactionJudge, PrecisionAndRecall) {
  const std::string file = judge_file();
  if (file.empty()) GTEST_SKIP() << "no reference data on this machine (VOXMAP_SHARED)";
  const std::map<std::string, PersonalData> kinds = {
      {"CREDIT_CARD", PersonalData::card},  {"EMAIL_ADDRESS", PersonalData::email},
      {"IBAN_CODE", PersonalData::iban},    {"IP_ADDRESS", PersonalData::ip},
      {"DOMAIN_NAME", PersonalData::url},   {"US_SSN", PersonalData::ssn},
      {"PHONE_NUMBER", PersonalData::phone}};
  RedactorOptions options;
  options.kinds = default_personal_data();
  options.kinds.push_back(PersonalData::url);
  const auto redactor = make_redactor(options);
  const bool show = std::getenv("VOXMAP_SHOW_MISSES") != nullptr;
  std::map<PersonalData, Tally> tallies;
  for (const auto& item : nlohmann::json::parse(read_file(file))) {
    const auto text = item.at("full_text").get<std::string>();
    std::vector<std::pair<PersonalData, Span>> gold;
    for (const auto& span : item.at("spans")) {
      const auto kind = kinds.find(span.at("entity_type").get<std::string>());
      if (kind == kinds.end()) continue;
      gold.push_back({kind->second,
                      {byte_offset(text, span.at("start_position").get<std::size_t>()),
                       byte_offset(text, span.at("end_position").get<std::size_t>())}});
    }
    std::string stored = text;
    const auto redactions = redactor->redact(stored);
    for (const auto& [kind, span] : gold) {
      bool found = false;
      for (const Redaction& r : redactions) found |= r.kind == kind && overlap(r.original, span);
      ++(found ? tallies[kind].found : tallies[kind].missed);
      if (!found && show) std::printf("missed %s: %s\n", placeholder(kind).data(), text.c_str());
    }
    for (const Redaction& r : redactions) {
      bool right = false;
      for (const auto& [kind, span] : gold) right |= r.kind == kind && overlap(r.original, span);
      if (right) continue;
      ++tallies[r.kind].wrong;
      if (show) std::printf("wrong %s: %s\n", placeholder(r.kind).data(), stored.c_str());
    }
  }
  for (const auto& [kind, tally] : tallies) {
    std::printf("%-12s n=%-4d precision %.3f recall %.3f\n", std::string(to_string(kind)).c_str(),
                tally.found + tally.missed, tally.precision(), tally.recall());
    const bool phone = kind == PersonalData::phone;
    EXPECT_GE(tally.precision(), phone ? 0.90 : 0.97) << to_string(kind);
    EXPECT_GE(tally.recall(), phone ? 0.85 : 0.97) << to_string(kind);
  }
  EXPECT_EQ(tallies.size(), kinds.size());
}

}  // namespace
}  // namespace voxmap
