// What every row of adapters/all.cpp holds to. A new adapter is covered by having a row.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>

#include "base/utf8.hpp"
#include "support/packed.hpp"
#include "support/read_adapter.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::file_bytes;
using testing::read_with;
using testing::ReadResult;

class AdapterContract : public ::testing::TestWithParam<std::string> {
 protected:
  const Adapter& adapter() const { return *find_adapter(GetParam()); }
  std::string name() const { return std::string(adapter().sample); }
  std::string sample() const {
    return file_bytes(std::filesystem::path(VOXMAP_SOURCE_DIR) / "sample_data" / adapter().sample);
  }
  // Formats whose bytes say nothing to a person: places are rows, cells, paragraphs.
  bool is_container() const {
    constexpr std::array<std::string_view, 3> kContainers = {"xlsx", "spss", "docx"};
    return std::ranges::find(kContainers, adapter().name) != kContainers.end();
  }
  static std::string_view head(std::string_view bytes) { return bytes.substr(0, kHeadBytes); }

  // How often to damage a sample: long ones less often, or they take most of a sanitized run.
  static std::size_t rounds(std::string_view bytes) {
    constexpr std::size_t kMost = 150;
    constexpr std::size_t kFewest = 12;
    constexpr std::size_t kBytes = 3'000'000;
    return std::clamp(kBytes / bytes.size(), kFewest, kMost);
  }

  // Reading damaged input ends: with records, or with an Error. Anything else is a bug.
  void read_damaged(std::string bytes) const {
    const std::size_t size = bytes.size();
    try {
      const ReadResult result = read_with(adapter(), std::move(bytes), name());
      for (const Document& document : result.documents) {
        EXPECT_FALSE(document.key.empty());
        EXPECT_LE(document.origin.byte + document.origin.bytes, size);
        for (const Verbatim& verbatim : document.verbatims) {
          EXPECT_TRUE(valid_utf8(verbatim.text)) << printable(verbatim.text);
        }
      }
      for (const Reject& reject : result.rejects) {
        EXPECT_FALSE(reject.reason.empty());
        EXPECT_TRUE(valid_utf8(reject.raw));
        EXPECT_LE(reject.raw.size(), 4096U);
      }
    } catch (const Error& error) {
      EXPECT_NE(error.exit(), Exit::software);
    }
  }
};

TEST_P(AdapterContract, HasADescribedRow) {
  EXPECT_FALSE(adapter().name.empty());
  EXPECT_FALSE(adapter().summary.empty());
  std::set<std::string_view> names;
  for (const Option& option : adapter().options) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    EXPECT_FALSE(option.help.empty()) << option.name;
  }
}

TEST_P(AdapterContract, ReadsItsSample) {
  const std::string bytes = sample();
  ASSERT_FALSE(bytes.empty()) << "sample_data/" << name();
  const ReadResult result = read_with(adapter(), bytes, name());
  ASSERT_FALSE(result.documents.empty());
  std::set<std::string> keys;
  std::size_t verbatims = 0;
  for (const Document& document : result.documents) {
    EXPECT_EQ(document.kind, adapter().kind);
    EXPECT_FALSE(document.key.empty());
    EXPECT_TRUE(keys.insert(document.key).second) << "twice: " << document.key;
    for (const Attribute& attribute : document.attributes) {
      EXPECT_TRUE(valid_utf8(attribute.name + attribute.value));
    }
    for (const Verbatim& verbatim : document.verbatims) {
      EXPECT_TRUE(valid_utf8(verbatim.text)) << document.key;
      EXPECT_FALSE(verbatim.text.empty()) << document.key;
      ++verbatims;
    }
  }
  EXPECT_GT(verbatims, 0U);
}

// The first plain word of a verbatim stands in the bytes its origin names.
TEST_P(AdapterContract, OriginsPointAtTheWords) {
  const std::string bytes = sample();
  const ReadResult result = read_with(adapter(), bytes, name());
  std::uint64_t last = 0;
  for (const Document& document : result.documents) {
    EXPECT_GE(document.origin.byte, last) << document.key;
    last = document.origin.byte;
    EXPECT_LE(document.origin.byte + document.origin.bytes, bytes.size());
    for (const Verbatim& verbatim : document.verbatims) {
      const Place& place = verbatim.origin;
      ASSERT_LE(place.byte + place.bytes, bytes.size());
      const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      };
      const auto begin = std::ranges::find_if(verbatim.text, is_letter);
      const std::string word(begin, std::find_if_not(begin, verbatim.text.end(), is_letter));
      if (is_container()) {  // a cell or a paragraph
        EXPECT_GT(place.line, 0U) << verbatim.text;
        continue;
      }
      EXPECT_THAT(bytes.substr(place.byte, place.bytes), ::testing::HasSubstr(word));
      const auto lines =
          std::count(bytes.begin(), bytes.begin() + static_cast<long>(place.byte), '\n');
      EXPECT_EQ(place.line, static_cast<std::uint64_t>(lines) + 1) << verbatim.text;
    }
  }
}

TEST_P(AdapterContract, ReadsTheSameHoweverTheBytesArrive) {
  const std::string bytes = sample();
  const std::string whole = read_with(adapter(), bytes, name()).shown;
  for (const std::size_t step : {1U, 7U, 4096U}) {
    EXPECT_EQ(read_with(adapter(), bytes, name(), {}, step).shown, whole) << step << " bytes";
  }
}

TEST_P(AdapterContract, ReadsTheSameFromAnArchive) {
  ArchiveWish wish;
  wish.options = [](const Adapter& each) { return testing::defaults(each); };
  const auto source = open_archive("a.zip", testing::zipped({{name(), sample()}}), std::move(wish));
  std::size_t documents = 0;
  while (const auto record = source->next()) {
    if (const auto* const document = std::get_if<Document>(&*record)) {
      ++documents;
      EXPECT_TRUE(document->origin.part.starts_with(name())) << document->origin.part;
    }
  }
  EXPECT_EQ(documents, read_with(adapter(), sample(), name()).documents.size());
}

TEST_P(AdapterContract, ReadsASecondTimeTheSame) {
  const std::string bytes = sample();
  EXPECT_EQ(read_with(adapter(), bytes, name()).shown, read_with(adapter(), bytes, name()).shown);
}

// A load gives every record the memory of an earlier one.
TEST_P(AdapterContract, LeavesNothingOfTheRecordBefore) {
  using std::chrono::milliseconds;
  constexpr milliseconds kTime{5};
  const std::string word = "what somebody else said, in another record, and nobody may see";
  Document other;
  other.key = other.language = other.said_at_text = other.respondent = other.persona =
      other.touchpoint = word;
  other.key_is_digest = true;
  other.said_at.emplace(kTime);
  other.identifying.assign(3, word);
  other.redacted.resize(3);
  other.ratings.assign(3, {word, word, 5});
  other.attributes.assign(3, {word, word, Attribute::Care::hash});
  Verbatim verbatim{word, word, word, word, false, kTime, kTime, {}, {}};
  verbatim.redactions.resize(3);
  other.verbatims.assign(3, verbatim);
  const std::string bytes = sample();
  const auto source = testing::open_with(adapter(), bytes, name());
  std::string shown;
  for (Record record = other; source->next_into(record); record = other) {
    shown += testing::show(record);
  }
  EXPECT_EQ(shown, read_with(adapter(), bytes, name()).shown);
}

TEST_P(AdapterContract, IsTheOneThatRecognisesItsSample) {
  const std::string bytes = sample();
  const Adapter* const found = recognise(head(bytes));
  ASSERT_NE(found, nullptr) << why_not(head(bytes)).value_or("no reason given");
  EXPECT_EQ(found->name, adapter().name);
  // A head cut in the middle of a record tells as much.
  const Adapter* const cut = recognise(head(bytes).substr(0, head(bytes).size() * 2 / 3));
  ASSERT_NE(cut, nullptr);
  EXPECT_EQ(cut->name, adapter().name);
}

TEST_P(AdapterContract, RecognisesNeitherNothingNorBinaryData) {
  EXPECT_FALSE(adapter().recognises(""));
  std::mt19937 random(7);
  std::string binary(4096, '\0');
  std::ranges::generate(binary, [&] { return static_cast<char>(random()); });
  EXPECT_FALSE(adapter().recognises(binary));
  EXPECT_FALSE(adapter().recognises(std::string(100, '\0')));
}

TEST_P(AdapterContract, SurvivesTruncation) {
  const std::string bytes = sample();
  const std::size_t cuts = rounds(bytes);
  for (std::size_t cut = 0; cut < cuts; ++cut) {
    SCOPED_TRACE(cut);
    read_damaged(bytes.substr(0, bytes.size() * cut / cuts));
  }
}

TEST_P(AdapterContract, SurvivesFlippedBytes) {
  const std::string bytes = sample();
  std::mt19937 random(20260301);
  for (std::size_t round = 0; round < rounds(bytes); ++round) {
    SCOPED_TRACE(round);
    std::string damaged = bytes;
    for (std::size_t flips = 0; flips < 1 + round / 10; ++flips) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    // All adapters look: every so often is often enough.
    if (round % 8 == 0) static_cast<void>(recognise(head(damaged)));
    read_damaged(std::move(damaged));
  }
}

std::vector<std::string> adapter_names() {
  std::vector<std::string> names;
  for (const Adapter& adapter : adapters()) names.emplace_back(adapter.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, AdapterContract, ::testing::ValuesIn(adapter_names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace voxmap
