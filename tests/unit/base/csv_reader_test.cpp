// The delimited reader: RFC 4180, dialects, broken quoting, limits, positions; and against a plain
// reference over random text with every scan method and tiny chunks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "base/csv.hpp"

namespace voxmap {
namespace {

using testing::ElementsAre;
using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::vector<CsvFault> faults;
  std::vector<Place> places;
  std::vector<std::string> raws;
  std::uint64_t position = 0;
};

Read read(const std::string& text, const CsvDialect& dialect = {}, CsvLimits limits = {},
          CsvScan scan = CsvScan::best) {
  std::istringstream in(text);
  CsvReader reader(Decoder(in, "", Encoding{}), dialect, limits, scan);
  CsvRecord record;
  Read all;
  while (reader.next(record)) {
    auto& row = all.rows.emplace_back();
    for (std::size_t i = 0; i < record.size(); ++i) row.emplace_back(record[i]);
    all.faults.push_back(record.fault());
    all.places.push_back(record.place());
    all.raws.emplace_back(record.raw());
  }
  all.position = reader.position();
  return all;
}

TEST(CsvReader, ReadsRfc4180) {
  const Read r = read("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n\"two\r\nlines\",\r\n");
  EXPECT_THAT(r.rows, ElementsAre(ElementsAre("a", "b"), ElementsAre("x, y", "say \"hi\""),
                                  ElementsAre("two\r\nlines", "")));
}

TEST(CsvReader, MixesLineEndsAndNeedsNoneAtTheEnd) {
  EXPECT_THAT(read("1\n2\r\n3\r4").rows,
              ElementsAre(ElementsAre("1"), ElementsAre("2"), ElementsAre("3"), ElementsAre("4")));
}

TEST(CsvReader, QuotesInsideUnquotedFieldsAreText) {
  EXPECT_THAT(read("5\" pipe,1 - \"What\n").rows,
              ElementsAre(ElementsAre("5\" pipe", "1 - \"What")));
}

TEST(CsvReader, BlanksAroundQuotesAreTolerated) {
  EXPECT_THAT(read("1, \"a,b\" ,2\n").rows, ElementsAre(ElementsAre("1", "a,b", "2")));
  // But a quotation at the start of a sentence is no quoting.
  const Read r = read("1, \"Great\" they said,2\n");
  EXPECT_THAT(r.rows, ElementsAre(ElementsAre("1", " \"Great\" they said", "2")));
  EXPECT_EQ(r.faults[0], CsvFault::none);
}

TEST(CsvReader, KeepsNulAndBlankLines) {
  const Read r = read(std::string("a\0b,c\n\n", 7));
  EXPECT_THAT(r.rows, ElementsAre(ElementsAre(std::string("a\0b", 3), "c"), ElementsAre("")));
}

TEST(CsvReader, DialectsWithEscapeNoQuoteAndLongDelimiter) {
  EXPECT_THAT(read("\"a\\\"b\",\"c\\\\\",C:\\new\n", {",", '"', '\\'}).rows,
              ElementsAre(ElementsAre("a\"b", "c\\", "C:\\new")));
  EXPECT_THAT(read("a\\,b,c\n", {",", '\0', '\\'}).rows, ElementsAre(ElementsAre("a,b", "c")));
  EXPECT_THAT(read("\"a\tb\"\n", {"\t", '\0', '\0'}).rows, ElementsAre(ElementsAre("\"a", "b\"")));
  EXPECT_THAT(read("a::b:c::\"d::e\"\n", {"::", '"', '"'}).rows,
              ElementsAre(ElementsAre("a", "b:c", "d::e")));
  EXPECT_THAT(read("'it''s',2\n", {",", '\'', '\''}).rows, ElementsAre(ElementsAre("it's", "2")));
}

TEST(CsvReader, KnowsLineOffsetAndLengthOfRecordsAndFields) {
  const std::string text = "id,text\n1,\"a\nb\"\n2,\"c\"\"d\"  ,x\n";
  std::istringstream in(text);
  CsvReader reader(Decoder(in, "", Encoding{}), {});
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.place().line, 2U);
  EXPECT_EQ(record.place().byte, 8U);
  EXPECT_EQ(text.substr(record.place().byte, record.place().bytes), "1,\"a\nb\"");
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.place().line, 4U);
  const Place field = record.place(1);
  EXPECT_EQ(text.substr(field.byte, field.bytes), "\"c\"\"d\"");
  EXPECT_EQ(record[1], "c\"d");
  EXPECT_FALSE(reader.next(record));
  EXPECT_EQ(reader.position(), text.size());
}

TEST(CsvReader, TextAfterAQuoteFaultsItsLineOnly) {
  const Read r = read("a,b\n\"x\"y,4\n\"bla\",1\n");
  EXPECT_THAT(r.faults, ElementsAre(CsvFault::none, CsvFault::text_after_quote, CsvFault::none));
  EXPECT_THAT(r.rows[2], ElementsAre("bla", "1"));
}

TEST(CsvReader, AnOpenQuoteDoesNotSwallowTheFile) {
  std::string text = "a,b\n1,\"open\n";
  for (int i = 0; i < 50; ++i) text += "2,\"closed\"\n";
  const Read r = read(text);
  ASSERT_EQ(r.rows.size(), 52U);
  EXPECT_EQ(r.faults[1], CsvFault::unterminated_quote);
  EXPECT_EQ(r.raws[1], "1,\"open");
  EXPECT_THAT(r.rows[51], ElementsAre("2", "closed"));
  EXPECT_EQ(r.places[51].line, 52U);
  // Without another quote in the file it is found at the end.
  text = "a,b\n1,\"open\n2,x\n3,y\n";
  EXPECT_THAT(read(text).faults, ElementsAre(CsvFault::none, CsvFault::unterminated_quote,
                                             CsvFault::none, CsvFault::none));
}

TEST(CsvReader, ATruncatedAnswerIsOneRecord) {
  const Read r = read("a,b,c\n1,2,3\n2,\"it was\nvery good\nuntil it");
  ASSERT_EQ(r.rows.size(), 3U);
  EXPECT_EQ(r.faults[2], CsvFault::unterminated_quote);
  EXPECT_EQ(r.raws[2], "2,\"it was\nvery good\nuntil it");
}

TEST(CsvReader, AFieldOverTheLimitIsPassedOver) {
  CsvLimits limits{1000, 5000, 256};
  for (const std::string& quote : {std::string("\""), std::string()}) {
    const std::string giant = "1," + quote + std::string(50000, 'x') + quote + ",z";
    const std::string text = "a,b,c\n" + giant + "\n2,y,\"q\"\n";
    const Read r = read(text, {}, limits);
    ASSERT_EQ(r.rows.size(), 3U);
    EXPECT_EQ(r.faults[1], CsvFault::field_too_long);
    EXPECT_EQ(r.raws[1].substr(0, 10), giant.substr(0, 10));
    EXPECT_LE(r.raws[1].size(), 1024U);
    EXPECT_EQ(r.places[1].byte, 6U);
    EXPECT_EQ(r.places[1].bytes, giant.size());
    EXPECT_THAT(r.rows[2], ElementsAre("2", "y", "q"));
    EXPECT_EQ(r.places[2].line, 3U);
    EXPECT_EQ(r.places[2].byte, 6 + giant.size() + 1);
  }
}

TEST(CsvReader, AGiantFieldWithLineEndsInQuotesKeepsTheCount) {
  std::string giant = "1,\"";
  for (int i = 0; i < 3000; ++i) giant += "line, with \"\"quotes\"\", commas\r\n";
  giant += "\"";
  const Read r = read("a,b\n" + giant + "\n2,y\n", {}, {1000, 5000, 256});
  ASSERT_EQ(r.rows.size(), 3U);
  EXPECT_EQ(r.faults[1], CsvFault::field_too_long);
  EXPECT_EQ(r.places[2].line, 3003U);
}

TEST(CsvReader, ARecordOverTheLimitIsPassedOver) {
  std::string wide;
  for (int i = 0; i < 3000; ++i) wide += "abcdefgh,";
  const Read r = read("a,b\n" + wide + "\n2,y\n", {}, {1000, 5000, 256});
  ASSERT_EQ(r.rows.size(), 3U);
  EXPECT_EQ(r.faults[1], CsvFault::record_too_long);
  EXPECT_THAT(r.rows[2], ElementsAre("2", "y"));
}

TEST(CsvReader, AnOpenQuoteBeforeManyRecordsIsNoGiantField) {
  std::string text = "a,b\n1,\"open\n";
  for (int i = 0; i < 5000; ++i) text += "22,plain\n";
  const Read r = read(text, {}, {1000, 5000, 256});
  ASSERT_EQ(r.rows.size(), 5002U);
  EXPECT_EQ(r.faults[1], CsvFault::unterminated_quote);
}

// One byte after the other, no buffer, no marks: what the standard says, for well-formed text.
Rows reference(const std::string& text) {
  Rows rows;
  std::size_t i = 0;
  while (i < text.size()) {
    auto& row = rows.emplace_back(1);
    for (bool end = false; !end;) {
      std::string& field = row.back();
      if (i < text.size() && text[i] == '"') {
        for (++i; i < text.size(); ++i) {
          if (text[i] != '"') {
            field += text[i];
          } else if (i + 1 < text.size() && text[i + 1] == '"') {
            field += text[i++];
          } else {
            ++i;
            break;
          }
        }
      } else {
        while (i < text.size() && text[i] != ',' && text[i] != '\n' && text[i] != '\r') {
          field += text[i++];
        }
      }
      end = i >= text.size() || text[i] != ',';
      if (!end) row.emplace_back();
      if (i < text.size() && text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      ++i;
    }
  }
  return rows;
}

std::string random_table(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return random() % n; };
  std::string text;
  for (std::size_t r = below(30); r > 0; --r) {
    for (std::size_t c = 1 + below(5); c > 0; --c) {
      const bool quoted = below(3) == 0;
      if (quoted) text += '"';
      for (std::size_t n = below(below(4) == 0 ? 200 : 12); n > 0; --n) {
        constexpr std::string_view kPlain = "ab \xC3\xA9;0";
        constexpr std::string_view kAny = "a,\"\n\r b";
        const char x = quoted ? kAny[below(kAny.size())] : kPlain[below(kPlain.size())];
        text += x;
        if (x == '"') text += x;
      }
      if (quoted) text += '"';
      if (c > 1) text += ',';
    }
    constexpr std::array<std::string_view, 3> kEnds = {"\n", "\r\n", "\r"};
    text += kEnds[below(3)];
  }
  return text;
}

TEST(CsvReader, AgreesWithTheReferenceWhateverTheScanAndTheChunk) {
  std::mt19937 random(20240501);
  for (int round = 0; round < 1500; ++round) {
    const std::string text = random_table(random);
    const Rows expected = reference(text);
    for (const CsvScan scan : {CsvScan::scalar, CsvScan::sse2, CsvScan::avx2}) {
      const Read r = read(text, {}, {1 << 20, 16 << 20, 256}, scan);
      ASSERT_EQ(r.rows, expected) << text;
      ASSERT_EQ(r.position, text.size());
    }
    // Every record is where it says, and the lines add up.
    const Read r = read(text);
    std::uint64_t line = 1;
    std::size_t at = 0;
    for (std::size_t i = 0; i < r.rows.size(); ++i) {
      ASSERT_EQ(text.substr(r.places[i].byte, r.places[i].bytes), r.raws[i]);
      for (; at < r.places[i].byte; ++at) {
        if (text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n')) ++line;
      }
      ASSERT_EQ(r.places[i].line, line) << text;
    }
  }
}

TEST(CsvReader, DamagedTextReadsTheSameWhateverTheChunk) {
  std::mt19937 random(7);
  for (int round = 0; round < 700; ++round) {
    std::string text;
    constexpr std::string_view kBytes = "a,\"\n\r \\;'";
    for (std::size_t n = random() % 900; n > 0; --n) text += kBytes[random() % kBytes.size()];
    for (const CsvDialect& dialect : {CsvDialect{}, CsvDialect{";", '"', '\\'},
                                      CsvDialect{",\"", '\'', '\''}, CsvDialect{" ", '"', '"'}}) {
      const Read whole = read(text, dialect);
      const Read parts = read(text, dialect, {1 << 20, 16 << 20, 256}, CsvScan::scalar);
      ASSERT_EQ(whole.rows, parts.rows) << text;
      ASSERT_EQ(whole.faults, parts.faults);
      ASSERT_EQ(whole.raws, parts.raws);
      ASSERT_EQ(whole.position, text.size());
    }
  }
}

TEST(CsvScan, EveryMethodMarksTheSameBytes) {
  std::mt19937 random(3);
  const CsvSpecials specials = {'\n', '\r', ',', '"', '\\'};
  for (std::size_t size = 0; size < 400; ++size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(random() % 256);
    for (std::size_t i = 0; i + 3 < size; i += 1 + random() % 9) text[i] = specials[random() % 5];
    std::vector<std::uint64_t> plain(8), sse(8), avx(8);
    mark_specials(text.data(), size, specials, plain.data(), CsvScan::scalar);
    mark_specials(text.data(), size, specials, sse.data(), CsvScan::sse2);
    mark_specials(text.data(), size, specials, avx.data(), CsvScan::avx2);
    ASSERT_EQ(plain, sse);
    ASSERT_EQ(plain, avx);
    for (std::size_t i = 0; i < size; ++i) {
      const bool special = std::find(specials.begin(), specials.end(), text[i]) != specials.end();
      ASSERT_EQ((plain[i / 64] >> (i % 64)) & 1U, special ? 1U : 0U);
    }
  }
}

}  // namespace
}  // namespace voxmap
