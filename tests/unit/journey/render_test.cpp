// The renderers: the same bytes every time, nothing hostile gets through, nothing hidden leaks.
// VOXMAP_ACCEPT=1 rewrites the golden files.
#include "journey/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/utf8.hpp"
#include "journey/html.hpp"
#include "unit/journey/sample_map.hpp"
#include "unit/journey/xml_check.hpp"

namespace voxmap {
namespace {

using testing::HasSubstr;
using testing::Not;

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = VOXMAP_SOURCE_DIR "/tests/unit/journey/golden/" + name;
  if (std::getenv("VOXMAP_ACCEPT") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; VOXMAP_ACCEPT=1 writes it";
  std::stringstream want;
  want << file.rdbuf();
  EXPECT_EQ(text, want.str()) << "if the change is wanted: VOXMAP_ACCEPT=1";
}

TEST(Golden, Terminal) { expect_golden("map.txt", render_terminal(sample_map(), {})); }
TEST(Golden, TerminalAsciiNarrow) {
  expect_golden("map-ascii-76.txt",
                render_terminal(sample_map(), {.unicode = false, .colour = false, .width = 76}));
}
TEST(Golden, TerminalColour) {
  expect_golden("map.ansi",
                render_terminal(sample_map(), {.unicode = true, .colour = true, .width = 88}));
}
TEST(Golden, Json) { expect_golden("map.json", render_json(sample_map())); }
TEST(Golden, Csv) { expect_golden("map.csv", render_csv(sample_map())); }
TEST(Golden, CsvMatrix) { expect_golden("matrix.csv", render_csv_matrix(sample_map())); }
TEST(Golden, CsvCells) { expect_golden("cells.csv", render_csv_cells(sample_map())); }
TEST(Golden, Svg) { expect_golden("map.svg", render_svg(sample_map())); }
TEST(Golden, Markdown) { expect_golden("map.md", render_markdown(sample_map())); }
TEST(Golden, Mermaid) { expect_golden("map.mmd", render_mermaid(sample_map())); }

std::vector<std::pair<std::string, std::string>> all(const MapData& map) {
  return {{"terminal", render_terminal(map, {})},
          {"json", render_json(map)},
          {"csv", render_csv(map)},
          {"csv-matrix", render_csv_matrix(map)},
          {"csv-cells", render_csv_cells(map)},
          {"svg", render_svg(map)},
          {"html", render_html(map)},
          {"markdown", render_markdown(map)},
          {"mermaid", render_mermaid(map)}};
}

TEST(Renderers, SameMapSameBytesAndLfOnly) {
  const auto first = all(sample_map());
  EXPECT_EQ(first, all(sample_map()));
  for (const auto& [name, text] : first) {
    EXPECT_EQ(text.find('\r'), std::string::npos) << name;
    EXPECT_TRUE(text.ends_with('\n')) << name;
    EXPECT_TRUE(valid_utf8(text)) << name;
  }
}

TEST(Renderers, NothingOfAHiddenStageLeaks) {
  for (const auto& [name, text] : all(sample_map())) {
    EXPECT_THAT(text, Not(HasSubstr("A secret"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("0.9000"))) << name;
  }
}

TEST(Renderers, AnEmptyMapIsStillAMap) {
  FakeReader reader(sample_journey());
  reader.packs.clear();
  const MapData map = build_map(reader, sample_journey(), {});
  for (const auto& [name, text] : all(map)) EXPECT_FALSE(text.empty()) << name;
  EXPECT_EQ(XmlCheck(render_svg(map)).fault(), std::nullopt);
  EXPECT_THAT(render_terminal(map, {}), HasSubstr("no data"));
}

TEST(Renderers, NoStagesDoNotCrash) {
  for (const auto& [name, text] : all(MapData{})) EXPECT_FALSE(text.empty()) << name;
}

TEST(Svg, IsWellFormedAndHasNoActiveContent) {
  const std::string image = render_svg(sample_map());
  XmlCheck check(image);
  EXPECT_EQ(check.fault(), std::nullopt);
  EXPECT_THAT(check.elements(),
              testing::IsSubsetOf({"svg", "title", "desc", "style", "defs", "pattern", "rect",
                                   "line", "g", "path", "circle", "text", "tspan"}));
  for (const std::string& a : check.attributes()) {
    EXPECT_FALSE(a.starts_with("on") || a == "href" || a == "style") << a;
  }
}

TEST(Html, IsBalancedAndHasNoActiveContent) {
  const std::string page = render_html(sample_map());
  XmlCheck check(page);
  EXPECT_EQ(check.fault(), std::nullopt);
  for (const std::string bad : {"script", "img", "iframe", "object", "link", "base", "form", "a"}) {
    EXPECT_FALSE(check.elements().contains(bad)) << bad;
  }
  for (const std::string& a : check.attributes()) {
    EXPECT_FALSE(a.starts_with("on") || a == "href" || a == "src" || a == "style") << a;
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'; style-src 'sha256-"));
  EXPECT_THAT(page, HasSubstr("role=\"img\""));
  EXPECT_THAT(page, HasSubstr("tabindex=\"0\""));
}

TEST(Html, HostileVerbatimsStayText) {
  const std::string page = render_html(sample_map());
  EXPECT_THAT(page, HasSubstr("&lt;/svg&gt;&lt;script&gt;alert(1)"));
  EXPECT_THAT(page, HasSubstr("&amp;amp;"));
  for (const auto& [name, text] : all(sample_map())) {
    if (name == "json") continue;  // JSON carries the text as said, escaped by JSON's rules
    for (const std::string_view bad : {"\u202E", "\u202C", "\x01"}) {
      EXPECT_EQ(text.find(bad), std::string::npos) << name;
    }
    EXPECT_EQ(text.find("\x1b"), std::string::npos) << name;
  }
}

TEST(Html, EvidenceIsUnderlinedByBytesAndEscaped) {
  Quote quote;
  quote.text = "Über <slow> & \"bad\" service";
  quote.evidence = {{6, 12}, {16, 20}};
  EXPECT_EQ(marked_text(quote), "“Über <u>&lt;slow&gt;</u> &amp; &quot;<u>bad&quot;</u> service”");
}

TEST(Html, NumbersOfTheMapAreInTheTable) {
  const std::string page = render_html(sample_map());
  const std::size_t table = page.find("<h2 id=\"numbers\">");
  ASSERT_NE(table, std::string::npos);
  const std::string rest = page.substr(table);
  for (const MapStage& s : sample_map().stages) {
    if (s.cell != Cell::shown) continue;
    EXPECT_THAT(rest, HasSubstr("<td class=\"n\">" + std::to_string(s.mentions) + "</td>"));
  }
  EXPECT_THAT(rest, HasSubstr("hidden: fewer than 5 people"));
  EXPECT_THAT(rest, HasSubstr("voxmap explain --store &#39;my shop.voxmap&#39; 77"));
}

TEST(Xml, InvalidBytesAndCharactersVanish) {
  MapData map = sample_map();
  map.title = std::string("a\x00\x0b\xff\xed\xa0\x80\xef\xbf\xbe\xc2\x85", 13) + "b";
  EXPECT_EQ(XmlCheck(render_svg(map)).fault(), std::nullopt);
  EXPECT_EQ(XmlCheck(render_html(map)).fault(), std::nullopt);
}

TEST(Terminal, NoLineIsWiderThanAsked) {
  for (const int width : {60, 72, 80, 88, 96, 100}) {
    for (const bool unicode : {true, false}) {
      std::istringstream lines(render_terminal(sample_map(), {unicode, false, width}));
      for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(display_width(line), static_cast<std::size_t>(width)) << line;
      }
    }
  }
}

TEST(Terminal, TheZeroLineIsVertical) {
  std::istringstream lines(render_terminal(sample_map(), {}));
  std::set<std::size_t> columns;
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    for (const std::string_view zero : {"│", "┼"}) {
      const std::size_t at = line.find(zero);
      if (at == std::string::npos) continue;
      columns.insert(display_width(line.substr(0, at)));
      ++rows;
    }
  }
  EXPECT_EQ(columns.size(), 1U);
  EXPECT_EQ(rows, 7);  // axis, five stages, the unassigned
}

TEST(Terminal, AsciiIsAsciiButForWordsOfOthers) {
  MapData map = sample_map();
  map.stages[2].touchpoints[0].title = "Courier";
  for (const char c : render_terminal(map, {.unicode = false, .colour = false, .width = 100})) {
    EXPECT_GE(c, 0);
  }
}

TEST(Csv, FormulasAreDisarmed) {
  const std::string csv = render_csv(sample_map());
  EXPECT_THAT(csv, HasSubstr("'=HYPERLINK(1)"));
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 8) << line;
    EXPECT_EQ(line.find(",="), std::string::npos) << line;
  }
}

TEST(Json, HasNoNumbersWhereThereAreNone) {
  const auto json = nlohmann::json::parse(render_json(sample_map()));
  const auto& hidden = json["stages"][3];
  EXPECT_EQ(hidden["state"], "hidden");
  EXPECT_FALSE(hidden.contains("persons"));
  EXPECT_FALSE(hidden.contains("mentions"));
  EXPECT_EQ(json["stages"][4]["state"], "empty");
  EXPECT_TRUE(json["totals"]["rounded"].get<bool>());
  EXPECT_EQ(json["stages"][1]["touchpoints"][0]["mentions"], nullptr);
}

TEST(Mermaid, ScoresAreZeroToFiveAndNamesHaveNoSyntax) {
  const std::string text = render_mermaid(sample_map());
  EXPECT_THAT(text, HasSubstr("section Order and pay  quickly"));
  EXPECT_THAT(text, HasSubstr("Search: 4: Customer"));   // 2.5 + 2.5 * 0.39
  EXPECT_THAT(text, HasSubstr("Payment: 1: Customer"));  // 2.5 - 2.5 * 0.5
  EXPECT_THAT(text, Not(HasSubstr("Returns")));
}

TEST(Markdown, SignsOfOthersAreEscaped) {
  EXPECT_THAT(render_markdown(sample_map()), HasSubstr("# Online &lt;shop&gt; &amp; more"));
  MapData map = sample_map();
  map.title = "a | b [x](javascript:alert)";
  EXPECT_THAT(render_markdown(map), HasSubstr("a \\| b \\[x\\]\\(javascript:alert\\)"));
}

}  // namespace
}  // namespace voxmap
