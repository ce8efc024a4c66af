// The map as tables for other tools: the same numbers, nothing hidden, nothing a program would run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "journey/csv_text.hpp"
#include "journey/lanes.hpp"
#include "journey/render.hpp"
#include "unit/journey/sample_map.hpp"

namespace voxmap {
namespace {

using testing::HasSubstr;
using testing::Not;

const Lane& lane(const std::vector<Lane>& lanes, std::string_view id) {
  for (const Lane& l : lanes) {
    if (l.id == id) return l;
  }
  throw std::out_of_range("no lane " + std::string(id));
}

TEST(CsvText, IsQuotedAndNeverAFormula) {
  EXPECT_EQ(csv_text("plain"), "plain");
  EXPECT_EQ(csv_text("a,\"b\""), "\"a,\"\"b\"\"\"");
  EXPECT_EQ(csv_text("two\nlines"), "two lines");
  for (const std::string text :
       {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uFF1D1"}) {
    EXPECT_TRUE(csv_text(text).starts_with("'")) << text;
  }
  EXPECT_EQ(csv_text("=HYPERLINK(\"http://x\",\"y\")"),
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(csv_text("1-2 = 3"), "1-2 = 3");
}

TEST(Lanes, HaveOneCellAStageAndNothingOfHiddenOnes) {
  const MapData map = sample_map();
  for (const Lane& l : lanes_of(map)) {
    ASSERT_EQ(l.cells.size(), map.stages.size()) << l.id;
    const LaneCell& hidden = l.cells[3];  // returns: three people
    if (l.id == "touchpoints") continue;  // of the journey file
    EXPECT_NE(hidden.state, Cell::shown) << l.id;
    EXPECT_EQ(hidden.value, std::nullopt) << l.id;
    EXPECT_EQ(hidden.text, "") << l.id;
    EXPECT_EQ(hidden.n, 0) << l.id;
  }
}

TEST(Lanes, HoldTheMapsNumbers) {
  const MapData map = sample_map();
  const std::vector<Lane> lanes = lanes_of(map);
  EXPECT_EQ(lane(lanes, "valence").cells[0].value, map.stages[0].feeling.mean);
  EXPECT_EQ(lane(lanes, "valence").cells[0].n, 40);
  EXPECT_TRUE(lane(lanes, "valence").cells[2].directional);
  EXPECT_EQ(lane(lanes, "volume:interviews").cells[0].value, 14);
  EXPECT_EQ(lane(lanes, "kpi:nps_0_10").cells[0].value, map.stages[0].kpis[0].estimate.value);
  EXPECT_EQ(lane(lanes, "kpi_target:nps_0_10").cells[0].value, 40);
  EXPECT_EQ(lane(lanes, "kpi:nps_0_10").cells[1].state, Cell::empty);
  double emotions = 0;
  for (const Lane& l : lanes) {
    if (l.id.starts_with("emotion:")) emotions += l.cells[0].value.value_or(0);
  }
  EXPECT_NEAR(emotions, 1, 1e-9);
}

TEST(Xlsx, SameMapSameBytesWhateverTheZone) {
  const std::string first = render_xlsx(sample_map());
  EXPECT_TRUE(first.starts_with("PK"));
  const char* zone = std::getenv("TZ");
  setenv("TZ", "Asia/Tokyo", 1);
  const std::string second = render_xlsx(sample_map());
  zone == nullptr ? unsetenv("TZ") : setenv("TZ", zone, 1);
  EXPECT_EQ(first, second);
}

TEST(Xlsx, EmptyAndOddMapsAreStillWorkbooks) {
  EXPECT_TRUE(render_xlsx(MapData{}).starts_with("PK"));
  MapData map = sample_map();
  map.title = std::string(70000, 'x') + "\x01\xFF";
  map.stages[0].title = "_x0041_";
  map.stages[0].best->text = std::string(40000, '\x07') + "=1+1";
  map.newest = "not a day";
  EXPECT_TRUE(render_xlsx(map).starts_with("PK"));
}

TEST(Matrix, HasAColumnAStageInEveryRow) {
  const std::string table = render_csv_matrix(sample_map());
  EXPECT_THAT(table, HasSubstr("lane,Browse,Order and pay; quickly,Delivery,Returns,Loyalty\n"));
  EXPECT_THAT(table, HasSubstr("\"Valence, -1 to +1\",0.3950,-0.4889,0.0000,hidden,\n"));
  EXPECT_THAT(table, Not(HasSubstr("A secret")));
}

}  // namespace
}  // namespace voxmap
