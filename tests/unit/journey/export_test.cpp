// Single mentions for other tools: nothing lost without being counted, nothing run as a formula.
#include "journey/export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "journey/export_metric.hpp"
#include "unit/journey/sample_map.hpp"
#include "unit/journey/xml_check.hpp"

namespace voxmap {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Written {
  std::string text;
  ExportSink sink = [this](std::string_view more) { text += more; };
};

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  return out;
}

TEST(ExportCsv, HasARowAMentionAndNoFormula) {
  FakeReader reader = sample_reader();
  Written csv;
  const ExportCounts counts = export_mentions_csv(reader, sample_journey(), {}, csv.sink);
  EXPECT_EQ(counts.rows, 100);
  const auto rows = lines(csv.text);
  ASSERT_EQ(rows.size(), 101);
  EXPECT_TRUE(rows[0].starts_with("mention,source,key,person,speaker,said_at,language,stage,"));
  EXPECT_THAT(csv.text, HasSubstr(",'=HYPERLINK(1),"));
  EXPECT_THAT(csv.text, Not(HasSubstr(",=HYPERLINK")));
}

TEST(ExportCsv, WithoutTextHasNoWordOfAnybody) {
  FakeReader reader = sample_reader();
  Written csv;
  ExportOptions options;
  options.text = false;
  (void)export_mentions_csv(reader, sample_journey(), options, csv.sink);
  EXPECT_THAT(csv.text, Not(HasSubstr("Searching was easy")));
  EXPECT_THAT(csv.text, Not(HasSubstr("A secret")));
}

TEST(ExportXes, HasATraceAPersonAndStaysXml) {
  FakeReader reader = sample_reader();
  Written xes;
  const ExportCounts counts = export_xes(reader, sample_journey(), {}, xes.sink);
  EXPECT_EQ(counts.rows, 100);
  EXPECT_EQ(counts.people, 64);
  EXPECT_EQ(counts.without_time, 60);
  XmlCheck check(xes.text);
  EXPECT_EQ(check.fault(), std::nullopt);
  EXPECT_THAT(check.elements(), testing::IsSubsetOf({"log", "extension", "global", "classifier",
                                                     "trace", "event", "string", "date", "int"}));
  // One who spoke of two stages: the dated mention comes first.
  const auto person = xes.text.find("value=\"p7\"");
  ASSERT_NE(person, std::string::npos);
  const std::string trace = xes.text.substr(person, xes.text.find("</trace>", person) - person);
  EXPECT_LT(trace.find("value=\"browse\""), trace.find("value=\"checkout\""));
}

TEST(ExportCjml, IsOnePersonsAndOnlyOnTouchpoints) {
  FakeReader reader = sample_reader();
  Written cjml;
  ExportOptions options;
  options.person = "p7";
  const ExportCounts counts = export_cjml(reader, sample_journey(), options, cjml.sink);
  EXPECT_EQ(counts.rows, 2);
  XmlCheck check(cjml.text);
  EXPECT_EQ(check.fault(), std::nullopt);
  EXPECT_THAT(cjml.text, HasSubstr("<companyName>Online &lt;shop&gt; &amp; more</companyName>"));
  EXPECT_THAT(cjml.text, HasSubstr("<touchpointID>TP2</touchpointID>"));
}

TEST(ExportVoc, LeavesOutWhatHasNoTimeAndCountsIt) {
  FakeReader reader = sample_reader();
  std::vector<std::string> parts;
  const ExportCounts counts = export_voc_csv(
      reader, sample_journey(), {}, [&](std::string part) { parts.push_back(std::move(part)); });
  ASSERT_EQ(parts.size(), 1);
  EXPECT_EQ(counts.rows + counts.without_time + counts.without_score, 100);
  EXPECT_EQ(counts.rows, 40);
  const auto rows = lines(parts[0]);
  EXPECT_EQ(rows[0], "date,score,verbatim,stage");
  EXPECT_EQ(rows[1],
            "2026-03-01,0.200,\"Searching was easy and the prices are fair, number 0\",Browse");
}

TEST(ExportVoc, IsCutIntoPartsOf5000RecordsAnd5Megabytes) {
  FakeReader reader(sample_journey());
  const std::string word(900, 'x');
  for (int i = 0; i < 12001; ++i) {
    auto& m = reader.say("browse.search", "p" + std::to_string(i), "survey", 100,
                         i < 6000 ? std::string("short words of somebody") : word);
    m.said_at = parse_time("2026-03-01")->at;
  }
  std::vector<std::string> parts;
  const ExportCounts counts = export_voc_csv(
      reader, sample_journey(), {}, [&](std::string part) { parts.push_back(std::move(part)); });
  std::size_t records = 0;
  for (const std::string& part : parts) {
    EXPECT_LE(part.size(), 5'000'000U);
    EXPECT_TRUE(part.starts_with("date,score,verbatim,stage\n"));
    const std::size_t here = lines(part).size() - 1;
    EXPECT_LE(here, 5000U);
    records += here;
  }
  EXPECT_EQ(records, 12001U);
  EXPECT_EQ(counts.rows, 12001);
  EXPECT_EQ(parts.size(), 3U);
}

TEST(ExportFormbricks, HoldsARecordAVerbatim) {
  FakeReader reader = sample_reader();
  Written ndjson;
  const ExportCounts counts =
      export_formbricks(reader, {}, FormbricksOptions{"org-1"}, ndjson.sink);
  const auto records = lines(ndjson.text);
  EXPECT_EQ(counts.rows, static_cast<std::int64_t>(records.size()));
  for (const std::string& line : records) {
    const auto record = nlohmann::json::parse(line);
    EXPECT_EQ(record["tenant_id"], "org-1");
    EXPECT_EQ(record["field_type"], "text");
    EXPECT_FALSE(record["metadata"]["voxmap"]["mentions"].empty());
    EXPECT_FALSE(record["submission_id"].get<std::string>().empty());
  }
}

TEST(ExportMetric, HidesSmallPeriodsAndSaysSo) {
  FakeReader reader = sample_reader();  // a person a day from 1 March to 9 April
  MetricOptions options;
  const Metric monthly = export_metric(reader, {}, options);
  EXPECT_EQ(monthly.csv, "date,value\n2026-03-01,0.3500\n2026-04-01,0.5500\n");
  EXPECT_EQ(monthly.without_time, 52);
  options.every = MetricOptions::Every::week;  // 1 March 2026 is a Sunday: a week of one
  const Metric weekly = export_metric(reader, {}, options);
  EXPECT_EQ(weekly.hidden, 2);
  EXPECT_TRUE(weekly.csv.starts_with("date,value\n2026-03-02,0.2400\n")) << weekly.csv;
  options.every = MetricOptions::Every::day;
  EXPECT_EQ(export_metric(reader, {}, options).csv, "date,value\n");
}

TEST(ExportMetric, AnUnknownOneIsRefused) {
  FakeReader reader = sample_reader();
  MetricOptions options;
  options.metric = "happiness";
  EXPECT_THROW((void)export_metric(reader, {}, options), Error);
}

}  // namespace
}  // namespace voxmap
