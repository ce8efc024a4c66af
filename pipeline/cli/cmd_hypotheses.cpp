// voxmap hypotheses: what the team believes, held against what customers said.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "cli/pack_journey.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "journey/hypotheses_map.hpp"
#include "journey/json_out.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<Positional, 1> kHypothesesPositionals = {
    {{"JOURNEY", "a journey file with the hypotheses (default: the one the store was loaded with)",
      false, false}}};
constexpr std::array<Flag, 6> kHypothesesFlags = {{
    kStoreFlag,
    {"source", '\0', "NAME", "only this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    {"min-n", '\0', "N", "nothing of fewer people (default: 5)", false, ""},
    kJsonFlag,
}};

std::string quote(std::string_view what, const std::optional<HypothesisQuote>& q, bool unicode) {
  if (!q) return {};
  return fmt::format("  {}: {}{}{}  ({}, {} {})\n", what, unicode ? "“" : "\"",
                     terminal_safe(one_line(q->text)), unicode ? "”" : "\"",
                     signed_fixed(q->valence / 1000.0, 2, unicode), terminal_safe(q->source),
                     terminal_safe(q->key));
}

std::string hypotheses_text(const std::vector<Tested>& tested, std::int64_t min_n,
                            const Stream& out) {
  const bool unicode = out.unicode();
  std::string text;
  std::int64_t counted = 0;
  for (const Tested& t : tested) {
    const Hypothesis& h = *t.hypothesis;
    const Style style = t.verdict == Verdict::supported ? Style::good
                        : t.verdict == Verdict::refuted ? Style::bad
                                                        : Style::dim;
    text += fmt::format("{}  {}\n", out.styled(style, to_string(t.verdict)), terminal_safe(h.text));
    if (t.verdict == Verdict::too_few) {
      text += fmt::format("  {} at {}: fewer than {} people on a side\n\n", h.measure,
                          h.touchpoint.empty() ? h.stage : h.touchpoint, min_n);
      continue;
    }
    ++counted;
    text += fmt::format("  {}\n  {}\n",
                        measured_text(h, t, h.touchpoint.empty() ? h.stage : h.touchpoint, unicode),
                        difference_text(h, t, unicode));
    text += quote("for", t.supporting, unicode) + quote("against", t.opposing, unicode) + "\n";
  }
  return text + fmt::format(
                    "{} of {} tested; p: Holm's, over those tested. What goes together need not be "
                    "cause and effect.\n",
                    counted, tested.size());
}

std::string hypotheses_json(const std::vector<Tested>& tested, std::int64_t min_n) {
  Json json = {{"min_n", min_n}, {"hypotheses", Json::array()}};
  for (const Tested& t : tested) {
    json["hypotheses"].push_back(hypothesis_json(*t.hypothesis, t));
  }
  return json_text(json, 2);
}

int run_hypotheses(Context& context) {
  const auto& args = context.arguments;
  const auto path = store_path(args);
  const auto store = open_for_reading(path);
  const auto reader = store->reader();
  const auto journey =
      args.has("JOURNEY") ? read_journey_of(args.get("JOURNEY")) : stored_journey(*reader, path);
  const std::int64_t min_n = args.number("min-n", 1).value_or(5);
  const auto tested = test_hypotheses(*reader, journey, filter_from(args, journey), min_n);
  if (tested.empty() && !args.has("json")) {
    context.err.write("the journey states no hypothesis: [[hypothesis]], see docs/hypotheses.md\n");
    return 1;
  }
  context.out.write(args.has("json") ? hypotheses_json(tested, min_n)
                                     : hypotheses_text(tested, min_n, context.out));
  return tested.empty() ? 1 : 0;
}

}  // namespace

const Command kHypotheses = {
    "hypotheses",
    "what the team believes about the journey, held against what customers said",
    "Tests every [[hypothesis]] of the journey file: supported, refuted or undecided, with how "
    "many "
    "people, the difference and its 95 % interval, p adjusted for the number of hypotheses, and a "
    "quote for and against. Exit 1 when the journey states none.",
    "voxmap hypotheses --store shop.voxmap\n"
    "voxmap hypotheses journey.toml --store shop.voxmap --json",
    kHypothesesPositionals,
    kHypothesesFlags,
    run_hypotheses};

}  // namespace voxmap::cli
