// Times as exports write them.
#include "base/time.hpp"

#include <gtest/gtest.h>

namespace voxmap {
namespace {

std::string read(std::string_view text, DateOrder order = DateOrder::unknown) {
  const auto time = parse_time(text, order);
  return time ? format_time(time->at) + (time->has_zone ? "" : " civil") : "none";
}

TEST(Time, ReadsTheShapesOfRealExports) {
  EXPECT_EQ(read("2021-01-11 18:06:19"), "2021-01-11T18:06:19Z civil");
  EXPECT_EQ(read("2021-01-11"), "2021-01-11T00:00:00Z civil");
  EXPECT_EQ(read("1/13/2021 18:06"), "2021-01-13T18:06:00Z civil");
  EXPECT_EQ(read("5/10/18 4:01"), "2018-05-10T04:01:00Z civil");
  EXPECT_EQ(read("9/6/2018 0:06:16", DateOrder::day_first), "2018-06-09T00:06:16Z civil");
  EXPECT_EQ(read("2022/06/22 11:07:29 AM"), "2022-06-22T11:07:29Z civil");
  EXPECT_EQ(read("2016-03-14T14:15:48.000-04:00"), "2016-03-14T18:15:48Z");
  EXPECT_EQ(read("2016-04-01 19:57:45.306805"), "2016-04-01T19:57:45.306Z civil");
  EXPECT_EQ(read("2026-05-01T07:25:37.000+0000"), "2026-05-01T07:25:37Z");
  EXPECT_EQ(read("2024-12-24T02:34:57.198Z"), "2024-12-24T02:34:57.198Z");
  EXPECT_EQ(read("2012-02-22T20:26:41"), "2012-02-22T20:26:41Z civil");
  EXPECT_EQ(read("Wed Oct 19 20:07:25 +0000 2022"), "2022-10-19T20:07:25Z");
  EXPECT_EQ(read("Tue, 06 Dec 2016 17:17:00 +0100"), "2016-12-06T16:17:00Z");
  EXPECT_EQ(read("Jan 5, 2024 3:04:05 PM"), "2024-01-05T15:04:05Z civil");
  EXPECT_EQ(read("March 2, 2026 at 9:14 AM"), "2026-03-02T09:14:00Z civil");
  EXPECT_EQ(read("March 2, 2026 at 9:14:05\u202FPM GMT+1"), "2026-03-02T20:14:05Z");
  EXPECT_EQ(read("Mar 02 2026 09:14:05"), "2026-03-02T09:14:05Z civil");
  EXPECT_EQ(read("Reviewed in the United States on March 2, 2026"), "2026-03-02T00:00:00Z civil");
  EXPECT_EQ(read("Mar 02 2026"), "2026-03-02T00:00:00Z civil");
  EXPECT_EQ(read("02-Mar-26 09:14"), "2026-03-02T09:14:00Z civil");
  EXPECT_EQ(read("15.04.2016, 15:04"), "2016-04-15T15:04:00Z civil");
  EXPECT_EQ(read("1452988821.000002"), "2016-01-17T00:00:21Z");
  EXPECT_EQ(read("1452988821000"), "2016-01-17T00:00:21Z");
}

TEST(Time, AbbreviationsOfOneMeaningAreZones) {
  EXPECT_EQ(read("2022/06/22 11:07:29 AM CEST"), "2022-06-22T09:07:29Z");
  EXPECT_EQ(read("2022-06-22 11:07 est"), "2022-06-22T16:07:00Z");
  EXPECT_EQ(read("22.06.2022 11:07 MESZ"), "2022-06-22T09:07:00Z");
  // Dates of mail may name the zones that RFC 5322 defines.
  EXPECT_EQ(read("Tue, 06 Dec 2016 17:17:00 CST"), "2016-12-06T23:17:00Z");
  EXPECT_EQ(read("2016-12-06 17:17:00 CST"), "none");  // China, Cuba, North America
  EXPECT_EQ(read("2022/06/22 11:07:29 AM AST"), "none");
  EXPECT_EQ(read("2022-06-22 11:07:29Z CET"), "none");
  EXPECT_EQ(without_ambiguous_zone(" 2022/06/22 11:07:29 AM AST "), "2022/06/22 11:07:29 AM");
  EXPECT_EQ(without_ambiguous_zone("2022/06/22 11:07:29 CET"), "2022/06/22 11:07:29 CET");
  EXPECT_EQ(zone_name("2022/06/22 11:07:29 AM AST"), "AST");
  EXPECT_EQ(zone_name("2022/06/22 11:07:29 AM"), "");
  EXPECT_EQ(zone_name("Brest"), "");
}

TEST(Time, SaysNoRatherThanGuess) {
  for (const auto* bad :
       {"", "yesterday", "0000-00-00 00:00:00", "[not completed]", "2021-02-30", "2021-13-01",
        "12:30", "44650.487881944442", "2021-01-11 25:00:00", "2021-01-11 18:06 nonsense",
        "99/99/2021", "123456789", "3 May 12", "Mar 02 202"}) {
    EXPECT_EQ(read(bad), "none") << bad;
  }
}

TEST(Time, TellsWhenDayAndMonthCannotBeKnown) {
  EXPECT_TRUE(parse_time("3/4/2026")->ambiguous_order);
  EXPECT_FALSE(parse_time("3/14/2026")->ambiguous_order);
  EXPECT_FALSE(parse_time("3/4/2026", DateOrder::day_first)->ambiguous_order);
}

TEST(Time, ARowOfDigitsTooLongForAClockIsNone) {
  EXPECT_TRUE(parse_time("1767225600000000"));
  EXPECT_FALSE(parse_time("66666666666666666666666"));
  EXPECT_FALSE(parse_time("6666666666666666666"));
}

TEST(Time, CivilTimesTakeTheirZone) {
  const auto civil = parse_time("2026-07-01 12:00:00")->at;
  EXPECT_EQ(format_time(*to_utc(civil, "Europe/Berlin")), "2026-07-01T10:00:00Z");
  EXPECT_EQ(format_time(*to_utc(parse_time("2026-10-25 02:30:00")->at, "Europe/Berlin")),
            "2026-10-25T00:30:00Z");
  EXPECT_FALSE(to_utc(civil, "Europe/Atlantis"));
  EXPECT_TRUE(known_zone("America/New_York"));
}

TEST(Time, OffsetsOfARecording) {
  EXPECT_EQ(format_offset(std::chrono::milliseconds(102500)), "00:01:42.500");
}

}  // namespace
}  // namespace voxmap
