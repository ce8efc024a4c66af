// HTML to text and entities.
#include "base/html.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "support/linear_time.hpp"

namespace voxmap {
namespace {

std::string text_of(std::string_view html) { return html_to_text(html).text; }

TEST(HtmlToText, KeepsParagraphsAndLineBreaks) {
  EXPECT_EQ(text_of("<p>Late.</p><p>Again.<br />And <b>broken</b>.</p>"),
            "Late.\n\nAgain.\nAnd broken.");
  EXPECT_EQ(text_of("<ul><li>slow</li><li>dear</li></ul>"), "slow\ndear");
  EXPECT_EQ(text_of("a<br><br>b"), "a\n\nb");
}

TEST(HtmlToText, JoinsWhiteSpaceAndOwesNoneAtTheEnds) {
  EXPECT_EQ(text_of(" <p> one \n\t two </p>\n "), "one two");
  EXPECT_EQ(text_of("<div>a</div> <div>b</div>"), "a\nb");
  EXPECT_EQ(text_of("<pre>a\n  b</pre>"), "a\n  b");
}

TEST(HtmlToText, DropsWhatAReaderDoesNotSee) {
  EXPECT_EQ(text_of("<p>see <a href=\"https://x.example/a\"><span class=\"invisible\">https://"
                    "</span><span class=\"ellipsis\">x.example/a</span>"
                    "<span class=\"invisible\">/b?c</span></a></p>"),
            "see x.example/a");
  EXPECT_EQ(text_of("a<script>alert(1)</script><style>p{}</style><!-- c -->b"), "ab");
}

TEST(HtmlToText, DecodesEntitiesOnceAndAfterTheTags) {
  EXPECT_EQ(text_of("<p>&lt;b&gt; &amp;amp; it&#39;s &eacute;</p>"), "<b> &amp; it's é");
}

TEST(HtmlToText, KeepsTextOfUnknownAndBrokenTags) {
  EXPECT_EQ(text_of("<blink>hi</blink> <p>there"), "hi\n\nthere");
  EXPECT_EQ(text_of(""), "");
  EXPECT_EQ(text_of("plain < text & more"), "plain < text & more");
}

TEST(HtmlToText, SegmentsPointBackToTheSource) {
  const std::string html = "<p>one</p><p>t&amp;o</p>";
  const HtmlText result = html_to_text(html);
  ASSERT_EQ(result.segments.size(), 2U);
  EXPECT_EQ(result.segments[0].text.of(std::string_view(result.text)), "one");
  EXPECT_EQ(result.segments[0].source.of(std::string_view(html)), "one");
  EXPECT_EQ(result.segments[1].text.of(std::string_view(result.text)), "t&o");
  EXPECT_EQ(result.segments[1].source.of(std::string_view(html)), "t&amp;o");
}

TEST(HtmlToText, BearsHostileNesting) {
  std::string deep;
  for (int i = 0; i < 200000; ++i) deep += "<div>";
  EXPECT_EQ(text_of(deep + "bottom"), "bottom");
  // Formatting that a parser reopens in every paragraph: quadratic if it were parsed.
  const auto formatting = [](std::size_t times) {
    std::string html;
    for (std::size_t i = 0; i < times; ++i) html += "<b id=" + std::to_string(i) + ">";
    for (std::size_t i = 0; i < times; ++i) html += "<p>x";
    return html;
  };
  EXPECT_TRUE(testing::linear_time(4000, formatting, [](const std::string& html) {
    EXPECT_EQ(text_of(html).substr(0, 3), "x x");
  }));
}

TEST(HtmlToText, StaysValidUtf8) {
  for (const std::string_view html : {"<p>\xF0\x9F\x98\x80</p>", "&#xD800;&#1114112;&#0;",
                                      "9c&#11111111111111111111ell", "é&#233;"}) {
    EXPECT_TRUE(valid_utf8(text_of(html))) << html;
  }
}

TEST(DecodeEntities, ReadsNamesAndNumbers) {
  EXPECT_EQ(decode_entities("L&#205;via &amp; Jos&eacute; &#x1F600;"), "LÍvia & José 😀");
  EXPECT_EQ(decode_entities("&amp;lt;"), "&lt;");
}

TEST(DecodeEntities, LeavesWhatIsNoEntity) {
  for (const std::string_view text : {"a & b", "&", "&;", "&nosuch;", "&#;", "&#x;", "&#xD800;",
                                      "&#99999999999;", "AT&T; no", "&#-5;"}) {
    EXPECT_EQ(decode_entities(text), text);
  }
}

TEST(DecodeBasicEntities, KnowsOnlyThree) {
  EXPECT_EQ(decode_basic_entities("&lt;3 &amp; &gt; &quot;x&quot; &#39;"),
            "<3 & > &quot;x&quot; &#39;");
}

}  // namespace
}  // namespace voxmap
