// Compressed inputs and archives: what is read from them, and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <sstream>

#include "base/utf8.hpp"
#include "pinned.hpp"
#include "support/packed.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/error.hpp"
#include "voxmap/proposal.hpp"

namespace voxmap {
namespace {

using namespace testing;
using ::testing::HasSubstr;

const std::string kCsv =
    "id,comment\n1,The checkout was slow.\n2,I really love it.\n3,It is ok I think.\n";

std::string unpacked(const std::string& bytes, Packing packing, const UnpackLimits& limits = {},
                     std::size_t step = 4096) {
  const auto stream = unpack(std::make_unique<DripStream>(bytes, step), packing, "input", limits);
  std::string out;
  std::array<char, 1000> chunk{};
  while (const auto got = stream->rdbuf()->sgetn(chunk.data(), chunk.size())) {
    out.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return out;
}

template <typename Work>
std::string error_of(Work work, Exit exit = Exit::data) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), exit) << error.what();
    return error.what();
  }
  return "no error";
}

ReadResult read_archive(const std::string& bytes, const UnpackLimits& limits = {}) {
  ArchiveWish wish;
  wish.limits = limits;
  wish.options = [](const Adapter& adapter) { return defaults(adapter); };
  return testing::read_all(*open_archive("a.zip", bytes, std::move(wish)));
}

TEST(Unpack, GzipOfSeveralMembersAndPadding) {
  const std::string two = gzipped("one\n") + gzipped("two\n");
  EXPECT_EQ(packing_of(two), Packing::gzip);
  for (const std::size_t step : {1U, 7U, 4096U}) {
    EXPECT_EQ(unpacked(two, Packing::gzip, {}, step), "one\ntwo\n");
    EXPECT_EQ(unpacked(two + std::string(512, '\0'), Packing::gzip, {}, step), "one\ntwo\n");
  }
  EXPECT_THAT(error_of([&] { unpacked(two + "more", Packing::gzip); }), HasSubstr("damaged"));
}

TEST(Unpack, ZstandardOfLongWindowsAndSeveralFrames) {
  const std::string bytes = zstandard("one\n", 31) + zstandard("two\n");
  EXPECT_EQ(packing_of(bytes), Packing::zstd);
  const std::string skippable = std::string("\x50\x2A\x4D\x18\x03\0\0\0xyz", 11);
  EXPECT_EQ(packing_of(skippable + bytes), Packing::zstd);
  for (const std::size_t step : {1U, 7U, 4096U}) {
    EXPECT_EQ(unpacked(bytes, Packing::zstd, {}, step), "one\ntwo\n");
    EXPECT_EQ(unpacked(skippable + bytes, Packing::zstd, {}, step), "one\ntwo\n");
  }
}

TEST(Unpack, WhatIsCutOffSaysSoAtEveryLength) {
  const std::string text = kCsv + kCsv + kCsv;
  for (const auto& [bytes, packing] :
       {std::pair(gzipped(text), Packing::gzip), std::pair(zstandard(text), Packing::zstd)}) {
    for (std::size_t size = 1; size < bytes.size(); ++size) {
      SCOPED_TRACE(size);
      const std::string cut = bytes.substr(0, size);
      const Packing how = packing;
      EXPECT_THAT(error_of([&] { unpacked(cut, how); }), HasSubstr("cut off"));
    }
  }
}

TEST(Unpack, DamageIsNeverPassedOn) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += std::to_string(i * i) + " " + kCsv;
  std::mt19937 random(5);
  for (const auto& [bytes, packing] :
       {std::pair(gzipped(text), Packing::gzip), std::pair(zstandard(text), Packing::zstd)}) {
    for (int round = 0; round < 300; ++round) {
      std::string damaged = bytes;
      damaged[10 + random() % (damaged.size() - 10)] ^= static_cast<char>(1 + random() % 255);
      try {
        const std::string out = unpacked(damaged, packing);
        // gzip knows by its checksum; Zstandard's is optional, and not there.
        if (packing == Packing::gzip) {
          EXPECT_EQ(out, text);
        }
      } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::data);
      }
    }
  }
}

TEST(Unpack, BombsStopAtTheLimits) {
  const std::string bomb(std::size_t{40} << 20U, 'a');
  for (const auto& [bytes, packing] :
       {std::pair(gzipped(bomb), Packing::gzip), std::pair(zstandard(bomb), Packing::zstd)}) {
    const auto& packed = bytes;
    const Packing how = packing;
    EXPECT_THAT(error_of([&] { unpacked(packed, how); }), HasSubstr("a bomb?"));
    UnpackLimits limits;
    limits.ratio = 1000000;
    EXPECT_EQ(unpacked(packed, how, limits).size(), bomb.size());
    limits.bytes = std::uint64_t{1} << 20U;
    EXPECT_THAT(error_of([&] { unpacked(packed, how, limits); }), HasSubstr("more than 1048576"));
  }
}

TEST(Archive, EveryMemberByItsOwnAdapterAndNothingSilently) {
  const ReadResult read =
      read_archive(zipped({{"surveys/b.csv", kCsv},
                           {"p01.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: I like it.\n"},
                           {"picture.png", "\x89PNG\r\n"},
                           {"__MACOSX/._p01.vtt", "x"},
                           {"broken.json", R"([{"id":"1","text":"Good day","author_id":"2"},)"},
                           {"empty.txt", ""}}));
  ASSERT_EQ(read.documents.size(), 4U) << read.shown;
  EXPECT_EQ(read.documents[0].key, "p01.vtt");
  EXPECT_EQ(read.documents[0].origin.part, "p01.vtt");
  EXPECT_EQ(read.documents[1].origin.part, "surveys/b.csv");
  const Place& place = read.documents[1].verbatims.at(0).origin;
  EXPECT_EQ(place.part, "surveys/b.csv");
  EXPECT_EQ(kCsv.substr(place.byte, place.bytes), "The checkout was slow.");
  EXPECT_EQ(skipped(read), "not_data 3");
  ASSERT_EQ(read.rejects.size(), 1U);
  EXPECT_EQ(read.rejects[0].reason, "unreadable_member");
  EXPECT_EQ(read.rejects[0].origin.part, "broken.json");
  EXPECT_THAT(read.notes, ::testing::Contains("members read: 1 as survey_csv, 1 as webvtt, 1 as "
                                              "x_api"));
  EXPECT_THAT(read.notes, ::testing::Contains("picture.png left out: a picture"));
  EXPECT_THAT(read.notes, ::testing::Contains("1 entry passed over: 0 of folders, 1 that operating "
                                              "systems leave"));
}

TEST(Archive, MembersComeInTheOrderOfTheirNamesHoweverTheyArePacked) {
  const std::string vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: I like it.\n";
  const std::vector<PackedFile> files = {
      {"b.vtt", vtt}, {"a/", ""}, {"a/z.vtt", vtt}, {"a.vtt", vtt}};
  const ReadResult read = read_archive(zipped(files));
  const ReadResult other = read_archive(zipped({files.rbegin(), files.rend()}));
  EXPECT_EQ(read.shown, other.shown);
  ASSERT_EQ(read.documents.size(), 3U);
  EXPECT_EQ(read.documents[0].origin.part, "a.vtt");
  EXPECT_EQ(read.documents[1].origin.part, "a/z.vtt");
  EXPECT_EQ(read.documents[2].origin.part, "b.vtt");
}

TEST(Archive, WhatIsPackedInItIsRejectedAndTheRestRead) {
  const ReadResult read = read_archive(zipped({{"a.csv", kCsv},
                                               {"b.zip", zipped({{"a.csv", kCsv}})},
                                               {"c.csv.gz", gzipped(kCsv)},
                                               {"d.csv.zst", zstandard(kCsv)}}));
  EXPECT_EQ(read.documents.size(), 3U);
  ASSERT_EQ(read.rejects.size(), 3U);
  EXPECT_EQ(read.rejects[0].reason, "nested_archive");
  EXPECT_EQ(read.rejects[0].origin.part, "b.zip");
}

TEST(Archive, AMethodThatNobodyReadsIsNamed) {
  // The method in both headers: 8 is Deflate, 9 Deflate64.
  std::string bytes = zipped({{"a.csv", kCsv + kCsv + kCsv}, {"b.csv", kCsv}});
  for (const std::size_t header : {bytes.find("PK\x03\x04"), bytes.find("PK\x01\x02")}) {
    char& method = bytes.at(header + (bytes[header + 2] == '\x03' ? 8 : 10));
    ASSERT_EQ(method, '\x08');
    method = '\x09';
  }
  const ReadResult read = read_archive(bytes);
  EXPECT_EQ(read.documents.size(), 3U);
  ASSERT_EQ(read.rejects.size(), 1U);
  EXPECT_EQ(read.rejects[0].reason, "unreadable_member");
  EXPECT_THAT(read.rejects[0].detail, HasSubstr("Deflate64"));
}

TEST(Archive, NamesOfWindowsAreFolders) {
  const ReadResult read = read_archive(zipped({{"x\\a.csv", kCsv}, {"x\\y\\", ""}}));
  ASSERT_EQ(read.documents.size(), 3U);
  EXPECT_EQ(read.documents[0].origin.part, "x/a.csv");
}

TEST(Archive, TheOnlyFileIsWhatItWouldBeUnpacked) {
  ArchiveWish wish;
  wish.options = [](const Adapter& adapter) { return defaults(adapter); };
  const auto source =
      open_archive("a.zip", zipped({{"survey.csv", kCsv}, {"x.png", "\x89PNG"}}), std::move(wish));
  ASSERT_TRUE(proposal_of(*source).has_value());
  EXPECT_EQ(proposal_of(*source)->columns.at(0).role, "key");
  std::vector<std::string> early(source->notes().begin(), source->notes().end());
  EXPECT_THAT(early, ::testing::Contains(HasSubstr("delimiter ','")));
  while (source->next()) {
  }
  EXPECT_EQ(source->notes().size(), early.size());
}

TEST(Archive, MembersOfOneNameInTwoFoldersAreTwoDocuments) {
  const std::string vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: I like it.\n";
  const ReadResult read = read_archive(zipped({{"a/p.vtt", vtt}, {"b/p.vtt", vtt}}));
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_EQ(read.documents[0].key, "a/p.vtt");
  EXPECT_EQ(read.documents[1].key, "b/p.vtt");
}

TEST(Archive, RefusesWhatIsNotToBeTrusted) {
  const auto refused = [](const std::string& bytes) {
    return error_of([&] { read_archive(bytes); });
  };
  for (const std::string name :
       {"../a.csv", "b/../../a.csv", "/a.csv", "C:/a.csv", "\\a.csv", "b\\..\\a.csv"}) {
    EXPECT_THAT(refused(zipped({{name, kCsv}})), HasSubstr("leads out of the archive")) << name;
  }
  EXPECT_THAT(refused(zipped({{"a.csv", kCsv}, {"l.csv", "/etc/passwd", true}})),
              HasSubstr("is a link"));
  EXPECT_THAT(refused(zipped({{"a.csv", kCsv, false, true}})), HasSubstr("is encrypted"));
  EXPECT_THAT(refused(patched(zipped({{"a.csv", kCsv}, {"b.csv", kCsv}}), "b.csv", "a.csv")),
              HasSubstr("two members are called \"a.csv\""));
  EXPECT_THAT(refused(patched(zipped({{"a.csv", kCsv}, {"b.csv", kCsv}}), "b.csv", "A.csv")),
              HasSubstr("two members are called"));
  EXPECT_THAT(refused(zipped({{"a.zip", zipped({{"a.csv", kCsv}})}})), HasSubstr("a.zip"));
  EXPECT_THAT(refused(zipped({{"a.csv.gz", gzipped(kCsv)}})), HasSubstr("a.csv.gz"));
  EXPECT_THAT(refused(zipped({{"a.png", "\x89PNG"}})), HasSubstr("without anything"));
  UnpackLimits limits;
  limits.members = 1;
  EXPECT_THAT(error_of([&] {
                read_archive(zipped({{"a.csv", kCsv}, {"b.csv", kCsv}}), limits);
              }),
              HasSubstr("2 members, more than 1"));
}

TEST(Archive, BombsAreRefusedByWhatTheySayAndByWhatTheyAre) {
  const std::string bomb = kCsv + std::string(std::size_t{20} << 20U, 'a');
  const std::string bytes = zipped({{"a.csv", bomb}});
  EXPECT_THAT(error_of([&] { read_archive(bytes); }), HasSubstr("a bomb?"));
  // The size in the headers made small.
  const auto little = [](std::size_t n) {
    std::string out;
    for (int i = 0; i < 4; ++i) out += static_cast<char>(n >> (8 * i) & 0xFF);
    return out;
  };
  const std::string lying = patched(bytes, little(bomb.size()), little(100));
  EXPECT_NE(error_of([&] { read_archive(lying); }), "no error");
  UnpackLimits limits;
  limits.bytes = std::size_t{1} << 20U;
  limits.ratio = 1000000;
  EXPECT_THAT(error_of([&] { read_archive(bytes, limits); }), HasSubstr("more than 1048576"));
}

TEST(Archive, SurvivesTruncationAtEveryLength) {
  const std::string bytes = zipped({{"a.csv", kCsv}, {"b/c.csv", kCsv}});
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    SCOPED_TRACE(size);
    EXPECT_THAT(error_of([&] { read_archive(bytes.substr(0, size)); }), HasSubstr("ZIP archive"));
  }
}

TEST(Archive, SurvivesFlippedBytes) {
  const std::string bytes = zipped({{"a.csv", kCsv}, {"b/c.csv", kCsv}});
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string damaged = bytes;
    for (int flips = 0; flips < 1 + round / 400; ++flips) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    try {
      for (const Document& document : read_archive(damaged).documents) {
        for (const Verbatim& verbatim : document.verbatims) EXPECT_TRUE(valid_utf8(verbatim.text));
      }
    } catch (const Error& error) {
      EXPECT_NE(error.exit(), Exit::software) << error.what();
    }
  }
}

TEST(Archive, SlackExportAsItIs) {
  const auto path = shared_folder() / "formats/samples/chat_slack/slack_export_testarchive.zip";
  if (shared_folder().empty() || !std::filesystem::exists(path)) GTEST_SKIP() << path;
  const ReadResult read = read_archive(file_bytes(path));
  EXPECT_EQ(Counts(read), Counts(50, 50, 50, 111, 0));
  EXPECT_EQ(skipped(read), "bot 94, no_text 3, not_data 3, system_message 11");
  EXPECT_EQ(read.documents.front().key, "enrique/1452837352.000006");
  EXPECT_EQ(read.documents.front().origin.part, "enrique/2016-01-14.json");
}

TEST(Archive, RedditDumpAsItComes) {
  const auto path =
      shared_folder() / "formats/samples/social_reddit/pushshift_RC_2018-02_3lines.ndjson";
  if (shared_folder().empty() || !std::filesystem::exists(path)) GTEST_SKIP() << path;
  const std::string bytes = file_bytes(path);
  const std::string out = unpacked(zstandard(bytes, 31), Packing::zstd);
  ASSERT_EQ(out, bytes);
  EXPECT_EQ(Counts(read_with(*find_adapter("reddit"), out)), Counts(3, 3, 3));
}

}  // namespace
}  // namespace voxmap
