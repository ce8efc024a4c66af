// The byte-offset map between a text as received and as stored.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "voxmap/document.hpp"
#include "voxmap/redaction.hpp"

namespace voxmap {
namespace {

std::unique_ptr<Redactor> everything() {
  RedactorOptions options{default_personal_data(), {}, {"Anna"}};
  options.kinds.push_back(PersonalData::url);
  options.kinds.push_back(PersonalData::handle);
  return make_redactor(options);
}

TEST(RedactionOffsets, WidenWhatEndsInside) {
  std::string text = "Mail jo@mail.example or call.";
  const auto redactions = everything()->redact(text);
  ASSERT_EQ(text, "Mail [EMAIL] or call.");
  ASSERT_EQ(redactions.size(), 1U);
  EXPECT_EQ(redactions[0], (Redaction{{5, 20}, {5, 12}, PersonalData::email}));
  EXPECT_EQ(to_original(redactions, {0, 4}), (Span{0, 4}));
  EXPECT_EQ(to_original(redactions, {16, 20}), (Span{24, 28}));
  EXPECT_EQ(to_original(redactions, {7, 9}), (Span{5, 20}));
  EXPECT_EQ(to_stored(redactions, {24, 28}), (Span{16, 20}));
  EXPECT_EQ(to_stored(redactions, {8, 28}), (Span{5, 20}));
  EXPECT_EQ(to_stored({}, {3, 9}), (Span{3, 9}));
}

// Of random texts: every byte outside the placeholders is the byte it came from, every span there
// goes there and back exactly, and nothing is left to redact.
TEST(RedactionOffsets, MapBackExactly) {
  const std::vector<std::string> parts = {"Anna",
                                          "jo@mail.example",
                                          "4111 1111 1111 1111",
                                          "+44 20 7946 0958",
                                          "and",
                                          "é",
                                          "日本",
                                          "5/5",
                                          "https://x.example/a",
                                          "@jo",
                                          "192.0.2.1",
                                          "2024-05-12",
                                          "[EMAIL]",
                                          ",",
                                          "order 12345678"};
  std::mt19937 random(7);
  const auto redactor = everything();
  for (int round = 0; round < 2000; ++round) {
    std::string original;
    for (auto n = random() % 12; n > 0; --n) {
      original += parts[random() % parts.size()];
      original += random() % 8 == 0 ? ", " : " ";
    }
    std::string stored = original;
    const auto redactions = redactor->redact(stored);
    std::uint32_t o = 0;
    std::uint32_t s = 0;
    for (const Redaction& r : redactions) {
      ASSERT_LE(o, r.original.begin);
      ASSERT_EQ(original.substr(o, r.original.begin - o), stored.substr(s, r.stored.begin - s));
      ASSERT_EQ(r.stored.of(stored), placeholder(r.kind));
      ASSERT_EQ(to_original(redactions, r.stored), r.original);
      ASSERT_EQ(to_stored(redactions, r.original), r.stored);
      for (std::uint32_t i = s; i < r.stored.begin; ++i) {
        const Span at{i, i + 1};
        ASSERT_EQ(to_original(redactions, at).of(original), at.of(stored));
        ASSERT_EQ(to_stored(redactions, to_original(redactions, at)), at);
      }
      o = r.original.end;
      s = r.stored.end;
    }
    ASSERT_EQ(original.substr(o), stored.substr(s));
    std::string again = stored;
    ASSERT_TRUE(redactor->redact(again).empty()) << stored << " -> " << again;
  }
}

TEST(RedactionOffsets, DocumentsAndTheirOwnNames) {
  Document document;
  document.respondent = "Will Oakley";
  document.identifying = {"jo.oakley", "C-10293"};
  document.attributes = {{"note", "call +44 20 7946 0958"},
                         {"mail", "jo@mail.example", Attribute::Care::keep},
                         {"shop", "jo@mail.example", Attribute::Care::hash}};
  document.verbatims.resize(2);
  document.verbatims[0].text = "will you tell WILL OAKLEY? Will. My number is C-10293.";
  document.verbatims[0].speaker = "Mary";
  document.verbatims[1].text = "Mary said no";
  document.verbatims[1].prompt = "What did Mary say?";
  everything()->redact(document);
  EXPECT_EQ(document.verbatims[0].text, "will you tell [NAME]? [NAME]. My number is [ID].");
  EXPECT_EQ(document.verbatims[1].text, "[NAME] said no");
  EXPECT_EQ(document.verbatims[1].prompt, "What did [NAME] say?");
  EXPECT_EQ(document.attributes[0].value, "call [PHONE]");
  EXPECT_EQ(document.attributes[1].value, "jo@mail.example");
  EXPECT_EQ(document.attributes[2].value, "jo@mail.example");  // hashed later
  EXPECT_EQ(document.verbatims[0].redactions.size(), 3U);
  EXPECT_EQ(document.redacted.size(), 2U);  // the prompt's and the attribute's
}

TEST(RedactionOffsets, RolesAreNoNames) {
  Document document;
  document.respondent = "Customer";
  document.verbatims.resize(1);
  document.verbatims[0].text = "The customer service was slow";
  everything()->redact(document);
  EXPECT_EQ(document.verbatims[0].text, "The customer service was slow");
}

TEST(RedactionOffsets, RejectsDoNotShowValues) {
  Reject reject;
  reject.raw = "7,jo@mail.example,\"x";
  reject.detail = "\"jo@mail.example\" is not a number";
  everything()->redact(reject);
  EXPECT_EQ(reject.raw, "7,[EMAIL],\"x");
  EXPECT_EQ(reject.detail, "\"[EMAIL]\" is not a number");
  EXPECT_EQ(reject.redacted.size(), 2U);
}

}  // namespace
}  // namespace voxmap
