// Proposed mappings: unchanged, they give the documents that the guess gives.
#include "voxmap/proposal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "pinned.hpp"

namespace voxmap {
namespace {

using testing::defaults;
using ::testing::HasSubstr;
using testing::read_with;
using testing::sample_bytes;

std::unique_ptr<Source> open(const Adapter& adapter, const std::string& bytes,
                             const Mapping* mapping) {
  Input input;
  input.stream = std::make_unique<std::istringstream>(bytes);
  input.name = "input";
  input.options = defaults(adapter);
  input.mapping = mapping;
  return adapter.open(std::move(input));
}

// Attributes in any order: a mapping lists them by column.
std::multiset<std::string> shown(Source& source) {
  std::multiset<std::string> out;
  while (auto record = source.next()) {
    if (auto* const document = std::get_if<Document>(&*record)) {
      std::ranges::sort(document->attributes, {}, &Attribute::name);
      std::ranges::sort(document->identifying);
      document->attributes.push_back({"identifying", {}});
      for (const std::string& value : document->identifying) {
        document->attributes.back().value += value + "|";
      }
    }
    out.insert(testing::show(*record));
  }
  return out;
}

class ProposedMapping : public ::testing::TestWithParam<std::string> {};

TEST_P(ProposedMapping, GivesWhatTheGuessGives) {
  const Adapter& adapter = *find_adapter(GetParam());
  const std::string bytes = sample_bytes(adapter.name);
  const auto guessed = open(adapter, bytes, nullptr);
  const auto proposal = proposal_of(*guessed);
  ASSERT_TRUE(proposal);
  const std::string toml = to_toml(*proposal, "A sample.");
  const Mapping mapping = parse_mapping(toml, "proposed.toml");
  const auto mapped = open(adapter, bytes, &mapping);
  EXPECT_EQ(shown(*mapped), shown(*guessed)) << toml;
}

INSTANTIATE_TEST_SUITE_P(Surveys, ProposedMapping,
                         ::testing::Values("survey_csv", "qualtrics_csv", "surveymonkey",
                                           "typeform_csv", "google_forms", "ms_forms", "limesurvey",
                                           "redcap", "odk_csv", "surveycto", "alchemer_csv",
                                           "typeform", "formbricks", "kobo", "records"));

TEST(ProposedMappings, SayWhyAndEscape) {
  const Adapter& adapter = *find_adapter("survey_csv");
  const auto source = open(adapter,
                           "id,\"What \"\"bad\"\"\nthing?\",Mail\n"
                           "1,It was far too slow today,a@b.example\n"
                           "2,Nobody ever answered my mail,c@d.example\n"
                           "3,The box came open and wet,e@f.example\n",
                           nullptr);
  const std::string toml = to_toml(*proposal_of(*source), "x\ny");
  EXPECT_THAT(toml, HasSubstr("column = \"What \\\"bad\\\"\\nthing?\""));
  EXPECT_THAT(toml, HasSubstr("\"Mail\",   # dropped: e-mail addresses by its values"));
  EXPECT_THAT(toml, ::testing::StartsWith("# x y\n"));
}

TEST(ProposedMappings, AreForTablesOnly) {
  const Adapter& adapter = *find_adapter("mastodon");
  EXPECT_FALSE(proposal_of(*open(adapter, sample_bytes("mastodon"), nullptr)));
}

}  // namespace
}  // namespace voxmap
