// Spreadsheets: cells as people see them, places, what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"
#include "pinned.hpp"
#include "support/packed.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::HasSubstr;

struct Workbook {
  std::string rows;
  std::string strings = "<si><t>id</t></si>";
  std::string formats;
  std::string styles = R"(<xf numFmtId="0"/>)";
  std::string properties = "<workbookPr/>";
  std::string sheets = R"(<sheet name="Answers" sheetId="1" r:id="rId1"/>)";
  std::string other_rows = {};
};

std::string book(const Workbook& b) {
  const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const std::string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const auto sheet = [&](const std::string& rows) {
    return "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>";
  };
  const auto link = [&](const std::string& id, const std::string& type, const std::string& to) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + rel + "/" + type + "\" Target=\"" + to +
           "\"/>";
  };
  return zipped(
      {{"[Content_Types].xml", "<Types/>"},
       {"xl/workbook.xml", "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + rel + "\">" +
                               b.properties + "<sheets>" + b.sheets + "</sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships>" + link("rId1", "worksheet", "worksheets/sheet1.xml") +
            link("rId2", "worksheet", "/xl/worksheets/sheet2.xml") +
            link("rId3", "styles", "styles.xml") +
            link("rId4", "sharedStrings", "sharedStrings.xml") + "</Relationships>"},
       {"xl/styles.xml", "<styleSheet><numFmts>" + b.formats + "</numFmts><cellXfs>" + b.styles +
                             "</cellXfs></styleSheet>"},
       {"xl/sharedStrings.xml", "<sst>" + b.strings + "</sst>"},
       {"xl/worksheets/sheet1.xml", sheet(b.rows)},
       {"xl/worksheets/sheet2.xml", sheet(b.other_rows)}});
}

std::string text(const std::string& ref, const std::string& words) {
  return "<c r=\"" + ref + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + words +
         "</t></is></c>";
}

std::string csv_of(const std::string& bytes, const std::string& sheet = "") {
  DripStream stream(bytes, bytes.size());
  std::vector<std::string> notes;
  const auto csv = spreadsheet_as_csv(stream, "book.xlsx", sheet, notes);
  return {std::istreambuf_iterator<char>(*csv), std::istreambuf_iterator<char>()};
}

TEST(Xlsx, ItsTextKnowsRowsAndCells) {
  Workbook b;
  b.rows = "<row r=\"2\">" + text("B2", "Answer") + text("C2", "Why") + "</row><row r=\"5\">" +
           text("B5", "two\nlines") + text("C5", "x") + "</row><row r=\"9\">" + text("C9", "y") +
           "</row>";
  const std::string bytes = book(b);
  DripStream stream(bytes, bytes.size());
  std::vector<std::string> notes;
  const auto csv = spreadsheet_as_csv(stream, "book.xlsx", "", notes);
  const std::string all{std::istreambuf_iterator<char>(*csv), std::istreambuf_iterator<char>()};
  auto* const cells = dynamic_cast<CellText*>(csv.get());
  ASSERT_NE(cells, nullptr);
  const auto row = cells->row_at(all.find("\"two"));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->line, 5U);
  EXPECT_EQ(cells->cell_at(all.find(",,y"), 2).part, "Answers!C9");
}

// The order of day and month is that of the whole sheet, and its rows are counted as it counts
// them.
TEST(Xlsx, ALateRowTellsTheOrderOfDayAndMonth) {
  Workbook b;
  b.rows =
      "<row r=\"1\">" + text("A1", "id") + text("B1", "date") + text("C1", "comment") + "</row>";
  for (int i = 3; i <= 1600; ++i) {
    const std::string n = std::to_string(i);
    b.rows += "<row r=\"" + n + "\">" + text("A" + n, n) +
              text("B" + n, i == 1600 ? "25/12/2026" : "3/4/2026") +
              text("C" + n, "the delivery was late\nagain this week, no " + n) + "</row>";
  }
  const ReadResult read = read_with(*find_adapter("xlsx"), book(b), "dates.xlsx");
  EXPECT_EQ(at(read.documents.at(0)), "2026-04-03T00:00:00Z");
  EXPECT_TRUE(read.rejects.empty());
  EXPECT_THAT(read.notes, Contains(HasSubstr("\"25/12/2026\" in line 1600 can only be read so")));
}

TEST(Xlsx, CellsAreReadAsTheyAreSeen) {
  Workbook b;
  b.strings =
      "<si><t>plain</t></si><si><r><t>rich </t></r><r><t xml:space=\"preserve\">text</t></r>"
      "<rPh><t>reading</t></rPh></si><si><t>two_x000D_\nlines</t></si>";
  b.formats = R"(<numFmt numFmtId="164" formatCode="m/d/yy\ h:mm:ss"/>)"
              R"(<numFmt numFmtId="165" formatCode="&quot;day &quot;0"/>)"
              R"(<numFmt numFmtId="166" formatCode="[Red]#,##0;[h]:mm"/>)";
  b.styles = R"(<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/>)"
             R"(<xf numFmtId="21"/><xf numFmtId="166"/>)";
  b.rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
      "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>99</v></c></row>"
      // B2 is not there; C2 follows its own reference.
      "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>44650.487881944442</v></c><c r=\"C3\"><v>14570.0</v></c>"
      "<c r=\"D3\" t=\"b\"><v>1</v></c></row>"
      "<row r=\"4\"><c r=\"A4\" s=\"3\"><v>44650</v></c><c r=\"B4\" s=\"4\"><v>0.5</v></c>"
      "<c r=\"C4\"><v>0.10000000000000001</v></c><c r=\"D4\" t=\"e\"><v>#N/A</v></c></row>"
      "<row><c><v>12345678901234567890</v></c><c s=\"2\"><v>7</v></c><c s=\"5\"><v>5</v></c>"
      "<c t=\"str\"><f>A1</f><v>made &amp; said</v></c></row>";
  EXPECT_EQ(csv_of(book(b)),
            "plain,rich text,\"two\r\nlines\",\r\n"
            "2022-03-30 11:42:33,,14570,TRUE\r\n"
            "2022-03-30,12:00:00,0.1,\r\n"
            "12345678901234567890,7,5,made & said\r\n");
}

TEST(Xlsx, DaysOf1904AndBeforeMarch1900) {
  Workbook b;
  b.styles = R"(<xf numFmtId="14"/>)";
  b.rows = R"(<row r="1"><c r="A1"><v>43188</v></c></row><row r="2"><c r="A2"><v>59</v></c></row>)"
           R"(<row r="3"><c r="A3"><v>61</v></c></row><row r="4"><c r="A4"><v>60</v></c></row>)"
           R"(<row r="5"><c r="A5"><v>-1</v></c></row><row r="6"><c r="A6"><v>9e99</v></c></row>)";
  EXPECT_EQ(csv_of(book(b)), "2018-03-29\r\n1900-02-28\r\n1900-03-01\r\n60\r\n-1\r\n9e+99\r\n");
  b.properties = R"(<workbookPr date1904="1"/>)";
  EXPECT_THAT(csv_of(book(b)), ::testing::StartsWith("2022-03-30\r\n"));
}

Workbook answers() {
  Workbook b;
  b.rows = "<row r=\"1\">" + text("A1", "ID") + text("B1", "Comment") + "</row>";
  b.rows +=
      "<row r=\"2\"><c r=\"A2\"><v>1</v></c>" + text("B2", "The checkout was slow.") + "</row>";
  b.rows += "<row r=\"5\" hidden=\"1\"><c r=\"A5\"><v>2</v></c>" +
            text("B5", "I really like it.\nA lot, honestly.") + "</row>";
  b.rows += "<row r=\"6\"><c r=\"A6\"><v>3</v></c>" + text("B6", "It is ok I think.") + "</row>";
  b.sheets = R"(<sheet name="Old" sheetId="2" state="hidden" r:id="rId2"/>)"
             R"(<sheet name="Answers" sheetId="1" r:id="rId1"/>)";
  b.other_rows = "<row r=\"1\">" + text("A1", "ID") + text("B1", "Text") + "</row><row r=\"2\">" +
                 text("A2", "7") + text("B2", "An older answer was here.") + "</row><row r=\"3\">" +
                 text("A3", "8") + text("B3", "And another one as well.") + "</row>";
  return b;
}

TEST(Xlsx, PlacesAreCellsAndHiddenRowsAreData) {
  const ReadResult read = read_with(*find_adapter("xlsx"), book(answers()), "answers.xlsx");
  ASSERT_EQ(read.documents.size(), 3U) << read.shown;
  EXPECT_EQ(read.documents[1].key, "2");
  EXPECT_EQ(read.documents[1].origin.part, "Answers");
  EXPECT_EQ(read.documents[1].origin.line, 5U);
  const Verbatim& verbatim = read.documents[1].verbatims.at(0);
  EXPECT_EQ(verbatim.text, "I really like it.\nA lot, honestly.");
  EXPECT_EQ(verbatim.origin.part, "Answers!B5");
  EXPECT_EQ(verbatim.origin.line, 5U);
  EXPECT_EQ(verbatim.origin.byte, 2U);
  EXPECT_THAT(read.notes, Contains(HasSubstr("sheet 'Answers' read; not read: 'Old' (hidden)")));
  EXPECT_THAT(read.notes, Contains(HasSubstr("1 hidden rows")));
}

TEST(Xlsx, AnotherSheetByNameOrNumber) {
  for (const std::string sheet : {"Old", "1"}) {
    const ReadResult read =
        read_with(*find_adapter("xlsx"), book(answers()), "a.xlsx", {{"sheet", sheet}});
    ASSERT_EQ(read.documents.size(), 2U);
    EXPECT_EQ(read.documents[0].verbatims.at(0).origin.part, "Old!B2");
  }
  try {
    read_with(*find_adapter("xlsx"), book(answers()), "a.xlsx", {{"sheet", "None"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::usage);
    EXPECT_THAT(error.hint(), HasSubstr("Old, Answers"));
  }
}

TEST(Xlsx, PlacesHoldOverManyRows) {
  Workbook b = answers();
  b.rows.clear();
  b.rows = "<row r=\"1\">" + text("A1", "ID") + text("B1", "Comment") + "</row>";
  const std::string filler(150, 'x');
  for (int i = 2; i < 20000; ++i) {
    const std::string n = std::to_string(i);
    b.rows += "<row r=\"" + n + "\"><c r=\"A" + n + "\"><v>" + n + "</v></c>" +
              text("B" + n, "Number " + n + " was a good visit " + filler) + "</row>";
  }
  const ReadResult read = read_with(*find_adapter("xlsx"), book(b), "answers.xlsx");
  ASSERT_EQ(read.documents.size(), 19998U);
  for (const Document& document : read.documents) {
    ASSERT_EQ(document.verbatims.at(0).origin.part, "Answers!B" + document.key);
    ASSERT_EQ(std::to_string(document.origin.line), document.key);
  }
}

TEST(Xlsx, MicrosoftFormsAnonymousWithChoicesAndMarks) {
  const ReadResult read = sample("xlsx");
  EXPECT_THAT(read.notes, Contains("its rows read as ms_forms"));
  ASSERT_EQ(read.documents.size(), 6U);
  const Document& first = read.documents[0];
  EXPECT_EQ(first.key, "1");
  EXPECT_EQ(first.respondent, "");
  EXPECT_THAT(first.identifying, ::testing::IsEmpty());
  EXPECT_EQ(first.said_at_text, "2026-03-02 09:16:40");
  EXPECT_EQ(attribute(first, "What did you buy today?"), "Own brand");
  ASSERT_EQ(first.ratings.size(), 1U);
  EXPECT_EQ(first.ratings[0].milli, 9000);
  ASSERT_EQ(first.verbatims.size(), 1U);
  EXPECT_EQ(first.verbatims[0].origin.part, "Store visit!H2");
}

TEST(Xlsx, SurvivesTruncationAndFlippedBytes) {
  const std::string bytes = book(answers());
  const auto read = [](std::string damaged) {
    try {
      for (const Document& document :
           read_with(*find_adapter("xlsx"), std::move(damaged), "a.xlsx").documents) {
        for (const Verbatim& v : document.verbatims) EXPECT_TRUE(valid_utf8(v.text));
      }
    } catch (const Error& error) {
      EXPECT_NE(error.exit(), Exit::software) << error.what();
    }
  };
  for (std::size_t size = 0; size < bytes.size(); size += 3) read(bytes.substr(0, size));
  // Inside the parts too, where no checksum is in the way.
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    Workbook b = answers();
    for (std::string* const part : {&b.rows, &b.strings, &b.styles, &b.sheets}) {
      (*part)[random() % part->size()] = static_cast<char>(random());
    }
    read(book(b));
  }
}

TEST(Xlsx, FormsSampleReadsAsTheRawFile) {
  const auto read =
      read_shared("xlsx", "survey_ms_forms/Ascochyta_rabiei_phenotyping_form_data.xlsx");
  if (!read) GTEST_SKIP() << "no reference data";
  ASSERT_EQ(read->documents.size(), 404U);
  EXPECT_TRUE(read->rejects.empty());
  EXPECT_EQ(read->documents[0].said_at_text, "2022-03-30 11:54:19");
  EXPECT_EQ(attribute(read->documents[0], "Bioassay ID"), "T001");
  EXPECT_THAT(read->notes, Contains(HasSubstr("234 hidden rows")));
}

TEST(Xlsx, CrosstabsAreRefused) {
  for (const char* const file : {"reluctant_march2017.xlsx", "reluctant_may2017.xlsx"}) {
    const auto path = shared_folder() / "formats/samples/_negative" / file;
    if (shared_folder().empty() || !std::filesystem::exists(path)) GTEST_SKIP() << path;
    try {
      const ReadResult read = read_with(*find_adapter("xlsx"), file_bytes(path), file);
      ADD_FAILURE() << file << ": " << read.documents.size() << " documents";
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), Exit::data);
      EXPECT_THAT(error.what(), HasSubstr("crosstab"));
    }
  }
}

TEST(Xlsx, TranscriptsAndTicketsAreKnownByTheirColumns) {
  const auto row = [](int number, const std::vector<std::string>& cells) {
    std::string out = "<row r=\"" + std::to_string(number) + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out += text(std::string(1, static_cast<char>('A' + i)) + std::to_string(number), cells[i]);
    }
    return out + "</row>";
  };
  Workbook talk;
  talk.rows = row(1, {"Start", "End", "Speaker", "Text"}) +
              row(2, {"00:00:01", "00:00:04", "Moderator", "How was it?"}) +
              row(3, {"00:00:04", "00:00:09", "Rose", "Awful."}) +
              row(4, {"00:00:09", "00:00:12", "Rose", "But kind."});
  const ReadResult said = read_with(*find_adapter("xlsx"), book(talk), "talk.xlsx");
  ASSERT_EQ(said.documents.size(), 1U);
  EXPECT_EQ(said.documents[0].verbatims.at(1).text, "Awful. But kind.");
  EXPECT_EQ(said.documents[0].verbatims.at(1).origin.part, "Answers!D3");
  Workbook tickets;
  tickets.rows = row(1, {"Ticket ID", "Subject", "Source", "Created time"}) +
                 row(2, {"7", "Broken lamp", "Phone", "2026-03-02 09:14:05"});
  const ReadResult asked = read_with(*find_adapter("xlsx"), book(tickets), "tickets.xlsx");
  ASSERT_EQ(asked.documents.size(), 1U);
  EXPECT_EQ(asked.documents[0].key, "7");
  EXPECT_FALSE(asked.documents[0].verbatims.at(0).scored);
}

}  // namespace
}  // namespace voxmap
