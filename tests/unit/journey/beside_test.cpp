// Numbers of groups beside each other: no subtraction of two published ones tells of a few people.
#include <gmock/gmock.h>

#include <random>

#include "fake_reader.hpp"
#include "journey/overlays.hpp"
#include "journey/panels.hpp"

namespace voxmap {
namespace {

constexpr std::int64_t kMinN = 5;

Journey shop() {
  return two_stages(R"(
[[segment]]
id = "north"
when = { country = "N" }
[[segment]]
id = "south"
when = { country = "S" }
[[segment]]
id = "wide"
when = { country = ["N", "X"] }
[[segment]]
id = "phones"
when = { device = "phone" }
)");
}

void add_person(FakeReader& reader, int number, const std::string& country,
                const std::string& device, const std::string& touchpoint) {
  const std::string name = "p" + std::to_string(number);
  reader.attributes[name] = {{.name = "country", .value = country},
                             {.name = "device", .value = device}};
  reader.say(touchpoint, name, "survey", number % 2 == 0 ? 300 : -200, "a text");
}

// So many people of each country.
FakeReader reader_of(const Journey& journey, const std::map<std::string, int>& countries) {
  FakeReader reader(journey);
  int number = 0;
  for (const auto& [country, people] : countries) {
    for (int i = 0; i < people; ++i) add_person(reader, number++, country, "laptop", "buy.pay");
  }
  return reader;
}

MapData map_of(FakeReader& reader, const Journey& journey, const std::vector<std::string>& lines,
               const std::string& segment = {}) {
  MapOptions options;
  options.min_n = kMinN;
  options.segment = segment;
  MapData map = build_map(reader, journey, options);
  add_overlays(map, reader, journey, options, lines);
  return map;
}

std::vector<Cell> first_stage(const MapData& map) {
  std::vector<Cell> out;
  for (const Overlay& o : map.overlays) out.push_back(o.points[0].cell);
  return out;
}

using testing::ElementsAre;

TEST(Beside, TwoSegmentsThatLeaveFewOver) {
  const Journey journey = shop();
  FakeReader few = reader_of(journey, {{"N", 20}, {"S", 17}, {"", 3}});
  EXPECT_THAT(first_stage(map_of(few, journey, {"north", "south"})),
              ElementsAre(Cell::shown, Cell::hidden));
  EXPECT_THAT(first_stage(map_of(few, journey, {"south", "north"})),
              ElementsAre(Cell::hidden, Cell::shown));
  EXPECT_THAT(first_stage(map_of(few, journey, {"north"})), ElementsAre(Cell::shown));
  FakeReader none = reader_of(journey, {{"N", 20}, {"S", 17}});
  EXPECT_THAT(first_stage(map_of(none, journey, {"north", "south"})),
              ElementsAre(Cell::shown, Cell::shown));
  FakeReader enough = reader_of(journey, {{"N", 20}, {"S", 17}, {"", 5}});
  EXPECT_THAT(first_stage(map_of(enough, journey, {"north", "south"})),
              ElementsAre(Cell::shown, Cell::shown));
}

TEST(Beside, ASegmentInsideAnother) {
  const Journey journey = shop();
  FakeReader few = reader_of(journey, {{"N", 20}, {"X", 2}, {"S", 30}});
  EXPECT_THAT(first_stage(map_of(few, journey, {"wide", "north"})),
              ElementsAre(Cell::shown, Cell::hidden));
  // The map's own line is one of them, too, and stays.
  const MapData map = map_of(few, journey, {"north"}, "wide");
  EXPECT_EQ(map.stages[0].feeling.persons, 22);
  EXPECT_THAT(first_stage(map), ElementsAre(Cell::hidden));
  EXPECT_EQ(map.overlays[0].points[0].persons, 0);
}

TEST(Beside, PanelsTogetherLeaveNobodyFew) {
  const Journey journey = shop();
  FakeReader reader = reader_of(journey, {{"N", 20}, {"S", 17}, {"", 3}});
  SeriesOptions options;
  options.min_n = kMinN;
  const Panels panels = build_panels(reader, journey, options, PanelsBy::segment);
  std::int64_t rest = panels.whole.stages[0].feeling.persons;
  std::size_t hidden = 0;
  for (const std::size_t part : {0U, 1U}) {  // north, south
    rest -= panels.parts[part].stages[0].feeling.persons;
    hidden += panels.parts[part].stages[0].cell == Cell::hidden ? 1U : 0U;
  }
  EXPECT_GE(rest, kMinN);
  EXPECT_GE(hidden, 1U);
}

class BesideProperty : public testing::TestWithParam<unsigned> {};

TEST_P(BesideProperty, NoDifferenceOfPublishedNumbersIsOfFew) {
  std::mt19937 random(GetParam());
  const auto pick = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  const Journey journey = shop();
  FakeReader reader(journey);
  const std::vector<std::string> countries = {"N", "N", "N", "S", "S", "S", "X", ""};
  const unsigned people = 8 + pick(30);
  std::map<std::string, std::array<std::set<std::string>, 2>> in;  // by segment, by stage
  for (unsigned i = 0; i < people; ++i) {
    const std::string country = countries[pick(8)];
    const std::string device = pick(2) == 0 ? "phone" : "laptop";
    const unsigned stage = pick(3) == 0 ? 1 : 0;
    add_person(reader, static_cast<int>(i), country, device,
               stage == 0 ? "buy.pay" : "get.courier");
    const std::string name = "p" + std::to_string(i);
    if (country == "N") in["north"][stage].insert(name);
    if (country == "S") in["south"][stage].insert(name);
    if (country == "N" || country == "X") in["wide"][stage].insert(name);
    if (device == "phone") in["phones"][stage].insert(name);
  }
  const std::vector<std::string> all = {"north", "south", "wide", "phones"};
  for (const std::string& a : all) {
    for (const std::string& b : all) {
      if (a == b) continue;
      const MapData map = map_of(reader, journey, {a, b});
      for (std::size_t s = 0; s < 2; ++s) {
        SCOPED_TRACE(a + " and " + b + " at " + std::to_string(s));
        const std::int64_t whole = map.stages[s].feeling.persons;
        const std::int64_t first = map.overlays[0].points[s].persons;
        const std::int64_t second = map.overlays[1].points[s].persons;
        const auto safe = [](std::int64_t rest) { return rest <= 0 || rest >= kMinN; };
        if (first > 0) {
          EXPECT_TRUE(safe(whole - first)) << whole << " " << first;
        }
        if (second > 0) {
          EXPECT_TRUE(safe(whole - second)) << whole << " " << second;
        }
        if (first == 0 || second == 0) continue;
        const auto& of_a = in[a][s];
        const auto& of_b = in[b][s];
        if (std::ranges::includes(of_a, of_b) || std::ranges::includes(of_b, of_a)) {
          EXPECT_TRUE(safe(std::abs(first - second))) << first << " " << second;
        }
        std::vector<std::string> both;
        std::ranges::set_intersection(of_a, of_b, std::back_inserter(both));
        if (both.empty()) {
          EXPECT_TRUE(safe(whole - first - second)) << whole;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, BesideProperty, testing::Range(1U, 7U));

}  // namespace
}  // namespace voxmap
