// Named feelings on the map: people, with the few hidden.
#include "journey/feelings.hpp"

#include <gmock/gmock.h>

#include "journey/lanes.hpp"
#include "journey/render.hpp"
#include "unit/journey/sample_map.hpp"

namespace voxmap {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

MapData felt_map() {
  FakeReader reader = sample_reader();
  reader.felt = {{"browse", "delight", 12, 14},        {"browse", "relief", 4, 90909},
                 {"browse", "trust_broken", 31, 1777}, {"checkout", "delight", 5, 5},
                 {"returns", "anxiety", 3, 80808},     {"", "hope", 70707, 70707}};
  MapOptions options;
  options.feelings = true;
  return build_map(reader, sample_journey(), options);
}

TEST(MapFeelings, AreCountedOnlyWhenAskedFor) {
  EXPECT_FALSE(sample_map().feelings);
  EXPECT_THAT(render_json(sample_map()), Not(HasSubstr("\"feelings\"")));
  EXPECT_THAT(render_svg(sample_map()), Not(HasSubstr(">Feelings<")));
}

TEST(MapFeelings, OfTooFewPeopleAreHidden) {
  const MapData map = felt_map();
  const MapStage& browse = map.stages[0];
  EXPECT_EQ(feeling_facts(browse), "trust broken 31  delight 12");
  ASSERT_NE(find_feeling(browse, "relief"), nullptr);
  EXPECT_EQ(find_feeling(browse, "relief")->cell, Cell::hidden);
  EXPECT_EQ(find_feeling(browse, "relief")->persons, 0);
  EXPECT_TRUE(map.stages[3].feelings.empty()) << "a stage that is hidden itself";
  for (const std::string& text : {render_json(map), render_csv(map), render_html(map),
                                  render_svg(map), render_terminal(map, {})}) {
    for (const char* secret : {"90909", "80808", "70707"}) {
      EXPECT_THAT(text, Not(HasSubstr(secret)));
    }
  }
}

TEST(MapFeelings, StandInEveryForm) {
  const MapData map = felt_map();
  EXPECT_THAT(render_terminal(map, {}), HasSubstr("trust broken 31  delight 12"));
  EXPECT_THAT(render_csv(map), HasSubstr("browse,,feeling,trust_broken,31,,,1777,shown\n"));
  EXPECT_THAT(render_csv(map), HasSubstr("browse,,feeling,relief,,,,,hidden\n"));
  EXPECT_THAT(render_svg(map), HasSubstr("trust broken 31"));
  EXPECT_THAT(render_html(map),
              HasSubstr("<tr><th scope=\"row\">relief</th><td class=\"n dim\">&lt;5</td>"));
  const std::vector<Lane> lanes = lanes_of(map);
  const auto lane = std::ranges::find(lanes, "feeling:delight", &Lane::id);
  ASSERT_NE(lane, lanes.end());
  EXPECT_EQ(lane->cells[1].value, 5);
  EXPECT_EQ(lane->cells[2].state, Cell::empty);
}

}  // namespace
}  // namespace voxmap
