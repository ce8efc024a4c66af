// voxmap explain: how a stored score came about.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/acts_out.hpp"
#include "cli/explain_people.hpp"
#include "cli/explain_place.hpp"
#include "cli/explain_text.hpp"
#include "cli/explain_whole.hpp"
#include "cli/feelings_out.hpp"
#include "cli/store_flags.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kExplainPositionals = {
    {{"MENTION", "the mention's number, as quotes and the map show it", false, false}}};
constexpr std::array<Flag, 16> kExplainFlags = {{
    kStoreFlag,
    {"stage", '\0', "ID", "a stage's numbers on the map; unassigned for what fits none", false, ""},
    {"touchpoint", '\0', "ID", "a touchpoint's", false, ""},
    {"next", '\0', "ID", "with --touchpoint: the hand-over to this one, person by person", false,
     ""},
    {"kpi", '\0', "SCALE", "a rating, such as nps, of all; of a stage with --stage", false, ""},
    {"hypothesis", '\0', "ID", "a hypothesis, person by person", false, ""},
    {"totals", '\0', "", "the totals, coverage and freshness", false, ""},
    {"persona", '\0', "ID", "of this persona only, as the map was drawn", false, ""},
    {"segment", '\0', "ID", "of this segment", false, ""},
    {"source", '\0', "NAME", "of this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    {"min-n", '\0', "N", "nothing of fewer people (default: 5)", false, ""},
    {"limit", 'n', "N", "at most this many people (default: 20)", false, ""},
    kAsOfFlag,
    kJsonFlag,
}};

std::string why_attached(const MentionRow& row) {
  if (row.touchpoint.empty())
    return "no touchpoint: nothing in the words, the question or the source names one";
  if (row.attached_by == "words") {
    return fmt::format("{} because of “{}” ({})", row.touchpoint,
                       terminal_safe(row.attached_span.of(row.text)), row.attached_rule);
  }
  if (row.attached_by == "question")
    return fmt::format("{} because of the question asked", row.touchpoint);
  return fmt::format("{} because the source or mapping declares it", row.touchpoint);
}

// Of a number of the map; nullopt: a mention is asked about.
std::optional<int> explain_number(Context& context) {
  const auto& args = context.arguments;
  struct Asked {
    bool is;
    int (*answer)(Context&);
  };
  const bool kpi = args.has("kpi");
  const bool next = args.has("next");
  const std::array<Asked, 6> ways = {{
      {args.has("MENTION"), nullptr},
      {kpi, explain_kpi},
      {args.has("totals"), explain_totals},
      {args.has("hypothesis"), explain_hypothesis},
      {next && args.has("touchpoint"), explain_handover},
      {!next && ((args.has("stage") && !kpi) || args.has("touchpoint")), explain_place},
  }};
  if (std::ranges::count(ways, true, &Asked::is) != 1) {
    throw Error(Exit::usage,
                "explain what: a mention's number, or one of --stage, --touchpoint (with --next), "
                "--kpi (with --stage), --hypothesis, --totals?");
  }
  const auto way = std::ranges::find(ways, true, &Asked::is);
  return way->answer == nullptr ? std::nullopt : std::optional(way->answer(context));
}

int run_explain(Context& context) {
  if (const auto done = explain_number(context)) return *done;
  const auto path = store_path(context.arguments);
  const auto text = context.arguments.get("MENTION");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw Error(Exit::usage, fmt::format("a mention is a number, not \"{}\"", text),
                "voxmap quotes shows the numbers");
  }
  const auto store = open_for_reading(path);
  const auto row = reader_of(*store, context.arguments)->mention(id);
  if (!row) {
    throw Error(Exit::no, fmt::format("{}: no mention {}", path, id),
                "voxmap quotes shows the numbers");
  }
  auto& out = context.out;
  if (context.arguments.has("json")) {
    out.write(mention_json(*row));
    return 0;
  }
  out.write(explain_steps(row->text, row->span, row->label, row->valence, row->emotions,
                          row->evidence, out));
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out.write(fmt::format("  {:11}{}\n", name, value));
  };
  out.write(explain_feelings(*row));
  out.write(explain_acts(row->text, row->acts, out));
  out.write(explain_signals(*row, out));
  out.write("\n");
  line("touchpoint", why_attached(*row));
  line("asked", terminal_safe(row->prompt));
  line("said",
       fmt::format("{}{}{}", row->said_at ? format_time(*row->said_at) : "at an unknown time",
                   row->respondent.empty() ? "" : " by " + row->respondent,
                   row->speaker.empty() ? "" : " (" + terminal_safe(row->speaker) + ")"));
  line("record", fmt::format("{} {}", terminal_safe(row->source), terminal_safe(row->key)));
  line("from", fmt::format("{}{}, bytes {} to {}", terminal_safe(row->input),
                           row->origin.line > 0 ? fmt::format(" line {}", row->origin.line) : "",
                           row->origin.byte, row->origin.byte + row->origin.bytes));
  line("scored by", fmt::format("run {}, rules {}", row->run, row->rules_digest.substr(0, 12)));
  return 0;
}

}  // namespace

const Command kExplain = {
    "explain",
    "how a score or a number of the map came about: every person, rule, weight and byte",
    "Prints the sum behind a mention's score: each word or rule with its weight, in the order of "
    "application, the place in the verbatim, why it stands at its touchpoint, and the file, line "
    "and bytes it came from. With --stage or --touchpoint the numbers that the map shows of it are "
    "added up again from its mentions, person by person, and likewise a hand-over (--next), a "
    "rating "
    "(--kpi), a hypothesis and the totals; flags narrow them as those of voxmap map.",
    "voxmap explain 4211 --store shop.voxmap\n"
    "voxmap explain 4211 --store shop.voxmap --json\n"
    "voxmap explain 4211 --store shop.voxmap --as-of 3\n"
    "voxmap explain --stage checkout --store shop.voxmap\n"
    "voxmap explain --stage checkout --from 2026-03-01 --to 2026-04-01  # a month of its trend\n"
    "voxmap explain --touchpoint discover.website --next checkout.payment  # a hand-over\n"
    "voxmap explain --kpi nps --store shop.voxmap",
    kExplainPositionals,
    kExplainFlags,
    run_explain};

}  // namespace voxmap::cli
