// Which places drive a score, and what is not said of few people.
#include "journey/drivers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_reader.hpp"

namespace voxmap {
namespace {

using ::testing::ElementsAre;

Journey make_journey(const std::vector<std::string>& touchpoints) {
  Journey journey;
  journey.stages.emplace_back().id = "buy";
  for (const std::string& id : touchpoints) {
    Touchpoint touchpoint;
    touchpoint.id = id;
    touchpoint.title = "The " + id;
    journey.touchpoints.push_back(touchpoint);
  }
  return journey;
}

std::vector<std::string> titles(const DriverAnalysis& analysis) {
  std::vector<std::string> out;
  for (const Driver& d : analysis.drivers) out.push_back(d.title);
  return out;
}

class Drivers : public ::testing::Test {
 protected:
  // 120 people: the score is 5 plus 3 points a unit of price's valence plus 1 of staff's, and a
  // wobble; what they feel about the shop goes with nothing.
  void SetUp() override {
    reader_.rate("", "nps", {{5000, 1}});
    for (std::int64_t i = 0; i < 120; ++i) {
      const auto price = static_cast<std::int32_t>((i * 37 % 11 - 5) * 20000);
      const auto staff = static_cast<std::int32_t>((i * 53 % 7 - 3) * 30000);
      const auto shop = static_cast<std::int32_t>((i * 29 % 5 - 2) * 40000);
      const std::int64_t milli = 5000 + price * 3 / 100 + staff / 100 + (i * 17 % 13 - 6) * 20;
      reader_.answer({milli}, {{0, price}, {1, staff}, {2, shop}});
    }
  }
  const Journey journey_ = make_journey({"price", "staff", "shop", "queue"});
  FakeReader reader_{journey_};
};

TEST_F(Drivers, EffectsAreInPointsAUnitOfValence) {
  const DriverAnalysis a = find_drivers(reader_, journey_, {});
  EXPECT_EQ(a.persons, 120);
  ASSERT_THAT(titles(a), ElementsAre("The price", "The staff", "The shop"));
  EXPECT_NEAR(a.drivers[0].effect, 3, 0.1);
  EXPECT_NEAR(a.drivers[1].effect, 1, 0.1);
  EXPECT_NEAR(a.drivers[2].effect, 0, 0.1);
  EXPECT_LT(a.drivers[0].effect_interval.low, a.drivers[0].effect);
  EXPECT_TRUE(a.drivers[0].shown);
  EXPECT_FALSE(a.drivers[2].shown);
  EXPECT_EQ(a.drivers[2].quadrant, Quadrant::none);
  EXPECT_GT(a.drivers[0].share, 0.7);
  EXPECT_NEAR(a.drivers[0].share + a.drivers[1].share + a.drivers[2].share, 1, 1e-12);
}

TEST_F(Drivers, PlacesOfFewPeopleAreNamedWithoutANumber) {
  for (int i = 0; i < 4; ++i) reader_.answer({9000}, {{3, 50000}});
  const DriverAnalysis few = find_drivers(reader_, journey_, {});
  ASSERT_EQ(few.left_out.size(), 1U);
  EXPECT_EQ(few.left_out[0].title, "The queue");
  EXPECT_EQ(few.left_out[0].reason, NoDriver::Reason::too_few_people);
  reader_.answer({9000}, {{3, 50000}});
  EXPECT_TRUE(find_drivers(reader_, journey_, {}).left_out.empty());
}

TEST_F(Drivers, ImpactIsNotToldWhenItWouldTellOfFew) {
  // Everybody but three speaks of the price: the others' score would follow from the impact.
  for (int i = 0; i < 3; ++i) reader_.answer({9000}, {{1, 50000}});
  const DriverAnalysis a = find_drivers(reader_, journey_, {});
  for (const Driver& d : a.drivers) EXPECT_EQ(d.impact.has_value(), false) << d.title;
}

TEST_F(Drivers, ImpactIsTheKpiWithoutThesePeople) {
  FakeReader reader(journey_);
  reader.rate("", "nps", {{9000, 1}});
  for (int i = 0; i < 20; ++i) reader.answer({10000}, {{0, 40000 + i}});
  for (int i = 0; i < 20; ++i) reader.answer({3000}, {{1, -40000 - i}});
  for (int i = 0; i < 10; ++i) reader.answer({8000}, {{0, 100 * i}, {1, 200 * (i % 3)}});
  const DriverAnalysis a = find_drivers(reader, journey_, {});
  EXPECT_EQ(a.estimate.value, 0);
  for (const Driver& d : a.drivers) {
    // Without those who spoke of the price 20 detractors are left, all there are.
    EXPECT_EQ(d.impact, d.touchpoint == "price" ? 100 : -100);
  }
}

TEST_F(Drivers, AsManyPlacesAsPeopleCanCarry) {
  FakeReader reader(journey_);
  reader.rate("", "nps", {{9000, 1}});
  for (std::int32_t i = 0; i < 35; ++i) {
    std::vector<PersonScores::Mean> means = {{0, i * 1000 % 7000}, {1, i * 900 % 11000}};
    if (i % 2 == 0) means.push_back({2, i * 700});
    if (i % 3 == 0) means.push_back({3, i * 500});
    reader.answer({i % 11 * 1000}, means);
  }
  const DriverAnalysis a = find_drivers(reader, journey_, {});
  EXPECT_EQ(a.drivers.size(), 3U);
  ASSERT_EQ(a.left_out.size(), 1U);
  EXPECT_EQ(a.left_out[0].title, "The queue");
  EXPECT_EQ(a.left_out[0].reason, NoDriver::Reason::too_many_places);
}

TEST_F(Drivers, TooFewPeople) {
  FakeReader reader(journey_);
  reader.rate("", "nps", {{9000, 1}});
  for (std::int32_t i = 0; i < 29; ++i) reader.answer({i % 11 * 1000}, {{0, i * 1000}});
  const DriverAnalysis a = find_drivers(reader, journey_, {});
  EXPECT_EQ(a.persons, 29);
  EXPECT_TRUE(a.drivers.empty());
}

TEST_F(Drivers, WithoutAnswers) {
  FakeReader nobody(journey_);
  EXPECT_THROW(static_cast<void>(find_drivers(nobody, journey_, {})), Error);
  DriverOptions other;
  other.scale = "npss";
  try {
    static_cast<void>(find_drivers(reader_, journey_, other));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::usage);
    EXPECT_THAT(error.hint(), ::testing::HasSubstr("nps"));
  }
}

}  // namespace
}  // namespace voxmap
