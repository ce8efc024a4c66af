// References to no character in every format made of XML or HTML: U+FFFD, nothing lost, never bytes
// that are no UTF-8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../../adapters/xml_input.hpp"
#include "base/utf8.hpp"
#include "pinned.hpp"
#include "support/packed.hpp"

namespace voxmap {
namespace {

using ::testing::HasSubstr;
using testing::read_with;
using testing::ReadResult;

constexpr std::string_view kBad =
    "slow &#x110000; late &#xD800; cold &#55296; dear &#99999999999999; rude &#0; loud &#x0; end";
constexpr std::string_view kWords = "slow \uFFFD late \uFFFD cold \uFFFD dear \uFFFD rude \uFFFD";

void expect_words(const ReadResult& result) {
  EXPECT_TRUE(result.rejects.empty());
  std::string all;
  for (const Document& document : result.documents) {
    for (const Verbatim& verbatim : document.verbatims) all += verbatim.text + "\n";
  }
  EXPECT_TRUE(valid_utf8(all));
  EXPECT_THAT(all, HasSubstr(std::string(kWords)));
  EXPECT_THAT(all, HasSubstr("end"));  // what follows "&#0;" is not lost
}

std::string bad(std::string_view before, std::string_view after) {
  return std::string(before) + std::string(kBad) + std::string(after);
}

TEST(References, OfElanAreReplaced) {
  expect_words(read_with(
      *find_adapter("elan"),
      bad("<?xml version=\"1.0\"?><ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t\" "
          "TIME_VALUE=\"0\"/></TIME_ORDER><TIER TIER_ID=\"A&#xD800;\"><ANNOTATION>"
          "<ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"t\" TIME_SLOT_REF2=\"t\"><ANNOTATION_VALUE>",
          "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"),
      "x.eaf"));
}

TEST(References, OfFeedsAndMailAreReplaced) {
  expect_words(read_with(*find_adapter("feed"),
                         bad("<rss><channel><item><guid>1</guid><description>",
                             "</description></item></channel></rss>"),
                         "x.xml"));
  expect_words(read_with(*find_adapter("mbox"),
                         bad("From: a@b.example\nMessage-ID: <1@x>\nDate: Mon, 2 Mar 2026 10:00:00 "
                             "+0000\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>",
                             "</p>\n"),
                         "x.eml"));
}

TEST(References, OfWordDocumentsAreReplaced) {
  const std::string one = bad("<w:p><w:r><w:t>Ann: ", "</w:t></w:r></w:p>");
  const std::string two = "<w:p><w:r><w:t>Bo: I see, go on</w:t></w:r></w:p>";
  expect_words(read_with(
      *find_adapter("docx"),
      testing::zipped(
          {{"[Content_Types].xml", "<Types/>"},
           {"word/document.xml",
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
            "<w:body>" +
                one + two + one + two + "</w:body></w:document>"}}),
      "x.docx"));
}

TEST(References, OfSpreadsheetsAreReplaced) {
  const auto row = [](const std::string& id, const std::string& words) {
    return "<row><c t=\"inlineStr\"><is><t>" + id + "</t></is></c><c t=\"inlineStr\"><is><t>" +
           words + "</t></is></c></row>";
  };
  const std::string relations =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const ReadResult result = read_with(
      *find_adapter("xlsx"),
      testing::zipped(
          {{"[Content_Types].xml", "<Types/>"},
           {"xl/workbook.xml", "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + relations +
                                   "\"><sheets><sheet name=\"M\" sheetId=\"1\" r:id=\"rId1\"/>"
                                   "</sheets></workbook>"},
           {"xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"" + relations +
                "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
           {"xl/worksheets/sheet1.xml", "<worksheet xmlns=\"" + main + "\"><sheetData>" +
                                            row("id", "comment") + row("1", std::string(kBad)) +
                                            row("2", "it was _xD800_ quite cold in there") +
                                            row("3",
                                                "I liked the view over the harbour a lot, and "
                                                "breakfast was served until noon") +
                                            "</sheetData></worksheet>"}}),
      "x.xlsx");
  expect_words(result);
  EXPECT_EQ(result.documents.at(1).verbatims.at(0).text, "it was \uFFFD quite cold in there");
}

TEST(References, AreMaskedInTheirLengthAndNotInSectionsOfText) {
  const auto masked = [](std::string xml) {
    mask_bad_references(xml);
    return xml;
  };
  EXPECT_EQ(masked("a&#x110000;b"), "a&#x00FFFD;b");
  EXPECT_EQ(masked("a&#55296;b"), "a&#xFFFD;b");
  EXPECT_EQ(masked("a&#0;b&#x0;c"), "a\uFFFD b\uFFFD  c");
  EXPECT_EQ(masked("&#0;<![CDATA[&#0;]]>&#0;<![CDATA[x"),
            "\uFFFD <![CDATA[&#0;]]>\uFFFD <![CDATA[x");
  EXPECT_EQ(masked("&#x1F600;&#38;&#; &#x; &#xZ;"), "&#x1F600;&#38;&#; &#x; &#xZ;");
}

}  // namespace
}  // namespace voxmap
