// A small journey with made-up answers that shows every state of a map: good, bad, unclear,
// directional, hidden and empty stages, quotes with hostile text, ratings.
#pragma once

#include <string>

#include "base/time.hpp"
#include "journey/map.hpp"
#include "unit/journey/fake_reader.hpp"

namespace voxmap {

inline const Journey& sample_journey() {
  static const Journey kJourney = parse_journey(R"(
[journey]
id = "shop"
title = "Online <shop> & more"
version = "2"
[[stage]]
id = "browse"
goal = "Find the right thing"
kpis = [{ scale = "nps", target = 40 }]
[[stage.touchpoint]]
id = "browse.search"
channel = "web"
owner = "=cmd|calc"
words = ["search"]
[[stage.touchpoint]]
id = "browse.prices"
words = ["price"]
[[stage]]
id = "checkout"
title = "Order and pay; quickly"
[[stage.touchpoint]]
id = "checkout.payment"
words = ["pay"]
[[stage.touchpoint]]
id = "checkout.account"
words = ["account"]
[[stage]]
id = "delivery"
[[stage.touchpoint]]
id = "delivery.courier"
title = "配達員"
words = ["courier"]
[[stage]]
id = "returns"
[[stage.touchpoint]]
id = "returns.refund"
words = ["refund"]
[[stage]]
id = "loyalty"
[[stage.touchpoint]]
id = "loyalty.points"
words = ["points"]
[[persona]]
id = "pro"
when = { plan = "pro", orders = ">= 3" }
[[persona]]
id = "named"
[[segment]]
id = "dach"
title = "Germany, Austria"
when = { country = ["DE", "AT"] }
)",
                                                "journey.toml");
  return kJourney;
}

inline FakeReader sample_reader() {
  FakeReader r(sample_journey());
  const auto day = [](int i) { return parse_time("2026-03-01")->at + std::chrono::hours(24 * i); };
  for (int i = 0; i < 40; ++i) {
    auto& m = r.say(i % 4 == 0 ? "browse.prices" : "browse.search", "p" + std::to_string(i),
                    i % 3 == 0 ? "interviews" : "survey", 200 + i * 10,
                    "Searching was easy and the prices are fair, number " + std::to_string(i),
                    {{Emotion::joy, 300}, {i % 2 == 0 ? Emotion::trust : Emotion::surprise, 200}});
    m.said_at = day(i);
  }
  for (int i = 0; i < 36; ++i) {
    auto& m = r.say(i < 2 ? "checkout.account" : "checkout.payment", "p" + std::to_string(i),
                    "survey", -300 - i * 10, "Paying was really slow on try " + std::to_string(i),
                    {{Emotion::anger, 400}});
    m.evidence.clear();
    m.evidence.push_back({{11, 17}, "en/modifier:really", -100, "valence"});
    m.evidence.push_back({{18, 22}, "en/valence:slow", -200, "valence"});
    if (i % 3 == 0) m.acts.push_back({Act::complaint, {0, 6}, "en/act:paying"});
    if (i % 12 == 0) m.acts.push_back({Act::leaving, {7, 10}, "en/act:was"});
    m.churn_risk = i % 12 == 0 ? 700 : 100;
  }
  r.say(
      "checkout.payment", "hostile", "survey", -990,
      "</svg><script>alert(1)</script><img src=x onerror=alert(1)> \u202Eevil\u202C \x1b[31m\x01 &"
      "amp; \"q\" 'a'");
  for (int i = 0; i < 12; ++i) {
    r.say("delivery.courier", "d" + std::to_string(i), "=HYPERLINK(1)", i % 2 == 0 ? 150 : -150,
          "Short");
  }
  for (int i = 0; i < 3; ++i) {
    auto& m = r.say("returns.refund", "r" + std::to_string(i), "survey", 900,
                    "A secret that nobody may read here, number " + std::to_string(i),
                    {{Emotion::fear, 1}});
    m.acts.push_back({Act::warning, {0, 1}, "en/act:a"});
    m.churn_risk = 900;
  }
  for (int i = 0; i < 8; ++i) r.say("", "u" + std::to_string(i), "survey", 0, "Nothing to say");
  r.rate("browse", "nps", {{10000, 30}, {8000, 5}, {3000, 15}});
  r.rate("checkout", "csat", {{5000, 2}, {1000, 1}});
  r.rate("", "nps", {{10000, 50}, {9000, 10}, {7000, 20}, {2000, 20}});
  return r;
}

inline MapData sample_map() {
  FakeReader reader = sample_reader();
  MapOptions options;
  options.store = "my shop.voxmap";
  return build_map(reader, sample_journey(), options);
}

}  // namespace voxmap
