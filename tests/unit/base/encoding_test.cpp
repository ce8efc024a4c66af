// Encodings: deciding, decoding, and knowing where each character stood.
#include "base/encoding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <sstream>

#include "base/csv.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::HasSubstr;

std::string encode(const std::string& utf8, const char* encoding) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
  std::string bytes(static_cast<std::size_t>(text.length()) * 8 + 16, '\0');
  const auto n = text.extract(0, text.length(), bytes.data(),
                              static_cast<std::uint32_t>(bytes.size()), encoding);
  bytes.resize(static_cast<std::size_t>(n));
  return bytes;
}

TEST(Encoding, MarksDecideFirst) {
  EXPECT_EQ(decide_encoding("\xEF\xBB\xBFid", true).bom, 3U);
  EXPECT_EQ(decide_encoding(std::string("\xFF\xFEi\0d\0", 6), true).name, "UTF-16LE");
  EXPECT_EQ(decide_encoding(std::string("\xFE\xFF\0i\0d", 6), true).name, "UTF-16BE");
  EXPECT_EQ(decide_encoding(std::string("\xFF\xFE\0\0i\0\0\0", 8), true).name, "UTF-32LE");
  // Also over what was asked for, with a word about it.
  const Encoding e = decide_encoding(std::string("\xFF\xFEi\0d\0", 6), true, "latin1");
  EXPECT_EQ(e.name, "UTF-16LE");
  EXPECT_THAT(e.note, HasSubstr("latin1"));
}

TEST(Encoding, WideTextWithoutAMarkShowsByItsZeros) {
  for (const char* name : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    EXPECT_EQ(decide_encoding(encode("id,text\n1,good\n", name), true).name, name);
  }
}

TEST(Encoding, ValidUtf8NeedsNoNote) {
  const Encoding e = decide_encoding("caf\xC3\xA9", true);
  EXPECT_TRUE(e.utf8);
  EXPECT_EQ(e.note, "");
}

TEST(Encoding, WesternTextFallsBackWithANote) {
  const Encoding e = decide_encoding("name,age\r\nJos\xE9 \xC1lvarez,30\r\nM\xFCller,25\r\n", true);
  EXPECT_EQ(e.name, "windows-1252");
  EXPECT_THAT(e.note, HasSubstr("assumed"));
}

TEST(Encoding, DamagedUtf8StaysUtf8) {
  std::string text = "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 caf\xE9 ";
  EXPECT_TRUE(decide_encoding(text, true).utf8);
  EXPECT_TRUE(decide_encoding("oogie bo\xFF\xFFgie", true).utf8);
}

TEST(Encoding, JapaneseIsRecognised) {
  const std::string text =
      encode("名前,年齢\n名前,25\n山田,30\n佐藤,28\n鈴木,32\n田中,29\n", "shift_jis");
  EXPECT_EQ(decode_head(text, decide_encoding(text, true)),
            "名前,年齢\n名前,25\n山田,30\n佐藤,28\n鈴木,32\n田中,29\n");
}

TEST(Encoding, WhatIsDeclaredIsUsed) {
  EXPECT_EQ(decode_head("\xE9", decide_encoding("\xE9", true, "iso-8859-5")), "щ");
  try {
    (void)decide_encoding("a", true, "klingon-8");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), Exit::config);
    EXPECT_THAT(e.what(), HasSubstr("klingon-8"));
  }
}

// A sheet of awkward characters through every encoding that has them, in tiny pieces.
TEST(Decoder, EveryRecordAndFieldIsWhereItSaysInTheOriginalBytes) {
  std::string utf8 = "id,text\n";
  for (int i = 0; i < 300; ++i) {
    utf8 += std::to_string(i) + ",\"é€ñ " + std::string(static_cast<std::size_t>(i % 7), 'x') +
            "\"\"ü\"\"\nß\"\r\n";
  }
  std::string astral = utf8;
  for (std::size_t at; (at = astral.find("€")) != std::string::npos;) astral.replace(at, 3, "😀中");
  struct Case {
    const char* encoding;
    const std::string& text;
  };
  for (const Case& c :
       {Case{"windows-1252", utf8}, Case{"UTF-16LE", astral}, Case{"UTF-16BE", astral},
        Case{"UTF-32LE", astral}, Case{"gb18030", astral}}) {
    const std::string bytes = encode(c.text, c.encoding);
    std::istringstream in(bytes);
    CsvLimits limits;
    limits.chunk = 300;
    CsvReader reader(Decoder(in, "", Encoding{c.encoding, 0, false, false, ""}), {}, limits);
    CsvRecord record;
    std::string joined;
    while (reader.next(record)) {
      const Place p = record.place();
      ASSERT_EQ(bytes.substr(p.byte, p.bytes), encode(std::string(record.raw()), c.encoding));
      if (record.quoted(1)) {
        const Place f = record.place(1);
        const std::string field = bytes.substr(f.byte, f.bytes);
        ASSERT_THAT(decode_head(field, Encoding{c.encoding, 0, false, false, ""}),
                    testing::StartsWith("\""));
        ASSERT_EQ(p.line, f.line);
      }
      joined.append(record.raw()).append(record.quoted(1) ? "\r\n" : "\n");
    }
    EXPECT_EQ(joined, c.text) << c.encoding;
    EXPECT_EQ(reader.position(), bytes.size()) << c.encoding;
    EXPECT_EQ(reader.decoder().replaced(), 0U);
  }
}

TEST(Decoder, AnAsciiHeadDecidesAtTheFirstOtherByte) {
  std::string bytes(70000, 'a');
  bytes += "\nJos\xE9,M\xFCller\n";
  const std::string head = bytes.substr(0, 65536);
  std::istringstream in(bytes.substr(65536));
  const Encoding first = decide_encoding(head, false);
  EXPECT_TRUE(first.provisional);
  CsvLimits limits;
  limits.chunk = 4096;
  CsvReader reader(Decoder(in, head, first), {}, limits);
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record[0], "José");
  EXPECT_EQ(record[1], "Müller");
  EXPECT_EQ(record.place().byte, 70001U);
  EXPECT_EQ(record.place(1).byte, 70006U);
  EXPECT_EQ(reader.decoder().encoding().name, "windows-1252");
}

TEST(Decoder, BrokenWideTextIsReplacedAndCounted) {
  const std::string bytes(
      "a\0\x00\xD8"
      "b\0\n\0x",
      9);
  std::istringstream in(bytes);
  CsvReader reader(Decoder(in, "", Encoding{"UTF-16LE", 0, false, false, ""}), {});
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record[0],
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(record.place().bytes, 6U);
  while (reader.next(record)) {
  }
  EXPECT_EQ(reader.position(), bytes.size());
  EXPECT_GE(reader.decoder().replaced(), 1U);
}

}  // namespace
}  // namespace voxmap
