// voxmap moments: moments of truth, by a rule, confirmed or rejected by people.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/choices.hpp"
#include "cli/decisions_file.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "journey/json_out.hpp"
#include "journey/moments.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<Positional, 2> kMomentsPositionals = {
    {{"DECISION", "confirm or reject; none: list them", false, false},
     {"TOUCHPOINT", "what is decided about", false, false}}};
constexpr std::array<Flag, 11> kMomentsFlags = {{
    kStoreFlag,
    {"by", '\0', "NAME", "who decides", false, ""},
    {"note", '\0', "TEXT", "why", false, ""},
    {"at", '\0', "DATE", "day of the decision (default: the newest day of the data)", false, ""},
    kDecisionsFlag,
    {"segment", '\0', "ID", "only this segment of the journey", false, ""},
    {"source", '\0', "NAME", "only this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    {"min-n", '\0', "N", "nothing of fewer people (default: 5)", false, ""},
    kJsonFlag,
}};

std::string moments_text(const MomentAnalysis& a, const Stream& out) {
  const bool unicode = out.unicode();
  std::string text;
  std::size_t width = 12;
  for (const Moment& m : a.moments) width = std::max(width, display_width(m.touchpoint));
  text += out.styled(Style::dim, pad("", 2) + pad("", width) +
                                     "  people     mean  95 %               impact  reasons") +
          "\n";
  for (const Moment& m : a.moments) {
    const bool star = m.state == MomentState::confirmed;
    const std::string_view mark = m.state == MomentState::rejected ? "-"
                                  : star                           ? (unicode ? "★" : "*")
                                                                   : (unicode ? "☆" : "o");
    std::string line = fmt::format("{} {}", mark, pad(m.touchpoint, width));
    if (m.persons > 0) {
      const std::string interval =
          m.interval ? fmt::format("[{}, {}]", signed_fixed(m.interval->low, 2, unicode),
                                   signed_fixed(m.interval->high, 2, unicode))
                     : "";
      line += pad_left((m.rounded ? "~" : "") + grouped(m.persons), 8) +
              pad_left(signed_fixed(m.mean, 2, unicode), 9) + "  " + pad(interval, 16) +
              pad_left(m.impact ? signed_fixed(*m.impact, 1, unicode) : "", 9) + "  " +
              join(m.reasons);
      if (!m.candidate) line += " (no longer a candidate)";
    } else {
      line += "  too few people to tell";
    }
    text += line + "\n";
    if (!m.decision) continue;
    text += fmt::format("    {} by {} on {}{}\n", to_string(m.state), terminal_safe(m.decision->by),
                        m.decision->at,
                        m.decision->note.empty() ? "" : ": " + terminal_safe(m.decision->note));
  }
  text += fmt::format(
      "\nrule {}: the 95 % interval excludes the journey's mean ({}), and at least one reason.\n"
      "confirm or reject one: voxmap moments confirm TOUCHPOINT --by NAME --note TEXT\n",
      kMomentRule, signed_fixed(a.journey_mean, 2, unicode));
  return text;
}

std::string moments_json(const MomentAnalysis& a) {
  const auto number = [](double value) { return rounded(value, 6); };
  Json json = {
      {"rule", kMomentRule}, {"journey_mean", number(a.journey_mean)}, {"moments", Json::array()}};
  for (const Moment& m : a.moments) {
    Json row = {{"stage", m.stage},
                {"touchpoint", m.touchpoint},
                {"title", m.title},
                {"state", to_string(m.state)},
                {"candidate", m.candidate}};
    if (m.persons > 0) {
      row["persons"] = m.persons;
      row["rounded"] = m.rounded;
      row["valence"] = number(m.mean);
      row["interval"] =
          m.interval ? Json{number(m.interval->low), number(m.interval->high)} : Json();
      row["impact"] = m.impact ? Json(number(*m.impact)) : Json();
      // Whole percents: exact ones could give a hidden touchpoint's number away.
      row["volume"] = rounded(m.volume, 2);
      row["at_risk"] = rounded(m.at_risk, 2);
      row["rank"] = number(m.rank);
      row["reasons"] = Json::array();
      for (const MomentReason reason : m.reasons) row["reasons"].push_back(to_string(reason));
    }
    if (m.decision) {
      row["decision"] = {{"decision", m.decision->confirmed ? "confirmed" : "rejected"},
                         {"by", m.decision->by},
                         {"at", m.decision->at},
                         {"note", m.decision->note},
                         {"rule", m.decision->rule},
                         {"reasons", m.decision->reasons}};
    }
    json["moments"].push_back(std::move(row));
  }
  return json_text(json, 2);
}

// The day asked for, or the newest of the data: what the decision was made on.
std::string day_of(const Arguments& args, Reader& reader) {
  if (const auto at = parse_moment(args.get("at"), "--at")) return format_date(*at);
  const auto totals = reader.totals({});
  if (totals.newest) return format_date(*totals.newest);
  throw Error(Exit::usage, "the data have no day", "say when it was decided: --at 2026-03-01");
}

void decide(Context& context, Reader& reader, const Journey& journey, const std::string& path,
            const MomentAnalysis& analysis) {
  const auto& args = context.arguments;
  MomentDecision decision;
  const std::string word = args.get("DECISION");
  if (word != "confirm" && word != "reject") {
    throw Error(Exit::usage, "no decision \"" + word + "\"", "confirm or reject");
  }
  decision.confirmed = word == "confirm";
  decision.touchpoint = args.get("TOUCHPOINT");
  if (!journey.find_touchpoint(decision.touchpoint)) {
    std::vector<std::string> known;
    for (const Touchpoint& t : journey.touchpoints) known.push_back(t.id);
    throw Error(Exit::usage, "the journey has no touchpoint \"" + decision.touchpoint + "\"",
                did_you_mean(decision.touchpoint, known));
  }
  decision.by = args.get("by");
  if (decision.by.empty()) throw Error(Exit::usage, "who decides?", "--by NAME");
  decision.note = args.get("note");
  decision.at = day_of(args, reader);
  decision.rule = kMomentRule;
  for (const Moment& m : analysis.moments) {
    if (m.touchpoint == decision.touchpoint && m.candidate) decision.reasons = join(m.reasons);
  }
  add_decision(path, decision, journey);
  context.err.write(fmt::format("{} {} {} in {}\n", context.err.tick(),
                                decision.confirmed ? "confirmed" : "rejected", decision.touchpoint,
                                path));
}

int run_moments(Context& context) {
  const auto& args = context.arguments;
  const auto path = store_path(args);
  const auto store = open_for_reading(path);
  const auto reader = store->reader();
  const auto journey = stored_journey(*reader, path);
  const std::string file = decisions_file(args, journey);
  const auto filter = filter_from(args, journey);
  const std::int64_t min_n = args.number("min-n", 1).value_or(5);
  const auto moments = [&] {
    return find_moments(reader->stats(filter), journey,
                        find_impacts(*reader, journey, filter, min_n),
                        read_decisions(file, journey), min_n);
  };
  if (args.has("DECISION")) {
    decide(context, *reader, journey, file, moments());
    return 0;
  }
  const MomentAnalysis analysis = moments();
  context.out.write(args.has("json") ? moments_json(analysis)
                                     : moments_text(analysis, context.out));
  return analysis.moments.empty() ? 1 : 0;
}

}  // namespace

const Command kMoments = {
    "moments",
    "moments of truth: touchpoints that stand out, and what people decided about them",
    "Lists the touchpoints that a rule finds to stand out, with its reasons: impact on the score, "
    "highest or lowest of all, intensity, volume, churn risk. `confirm` and `reject` add a "
    "person's "
    "decision to the file beside the journey file (--decisions), which the map reads: a star for "
    "what is confirmed, a hollow one for a candidate. A decision without --at has the newest day "
    "of the data. Exit 1 when there is none.",
    "voxmap moments --store shop.voxmap\n"
    "voxmap moments confirm checkout.payment --by \"CX team\" --note \"seen in eight interviews\"\n"
    "voxmap moments reject setup.app --by \"CX team\" --json",
    kMomentsPositionals,
    kMomentsFlags,
    run_moments};

}  // namespace voxmap::cli
