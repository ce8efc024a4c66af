// The store reads conditions on attributes exactly as the journey does.
#include "store/conditions.hpp"

#include <gtest/gtest.h>

#include "store/json_text.hpp"

namespace voxmap::test {
namespace {

TEST(Conditions, HoldAsTheJourneySays) {
  const std::vector<std::string> values = {"pro",     "PRO ", "",    "straße",
                                           "STRASSE", "3",    "3.5", "x\"\\\n"};
  int held = 0;
  for (const std::string& value : values) {
    const std::vector<std::vector<Attribute>> documents = {
        {{"plan", value}}, {{"other", value}}, {}, {{"plan", "zzz"}, {"plan", value}}};
    for (const auto& attributes : documents) {
      std::string json;
      append_attributes(json, attributes);
      for (int op = 0; op <= static_cast<int>(Condition::Op::not_equal); ++op) {
        for (const std::string& wanted : values) {
          const Condition condition{.attribute = "plan",
                                    .op = static_cast<Condition::Op>(op),
                                    .values = {wanted},
                                    .number_milli = 3000};
          Group group;
          group.when = {condition};
          EXPECT_EQ(conditions_hold(group.when, json), matches(group, attributes))
              << json << " op " << op << " " << wanted;
          held += matches(group, attributes) ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(held, 0);
}

}  // namespace
}  // namespace voxmap::test
