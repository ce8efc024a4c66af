// voxmap alerts: what the rules of the config say of the newest days.
#include <fmt/format.h>

#include <array>

#include "cli/alerts_report.hpp"
#include "cli/store_flags.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 5> kAlertsFlags = {{
    {"config", 'c', "FILE", "the config (default: voxmap.toml in this folder)", false, ""},
    {"today", '\0', "DATE", "the newest day that counts (default: that of the data)", false, ""},
    {"all", 'a', "", "also rules that are quiet or have too few people", false, ""},
    {"strict", '\0', "", "exit 1 when an alert is raised", false, ""},
    kJsonFlag,
}};

int run_alerts(Context& context) {
  const auto& args = context.arguments;
  const auto config = read_config(args.get("config", "voxmap.toml"));
  const auto store = open_for_reading(config.store);
  const auto reader = store->reader();
  const auto journey = stored_journey(*reader, config.store);
  const auto report = look_for_alerts(config, *reader, journey, args.get("today"));
  if (args.has("json")) {
    context.out.write(alerts_json(report, true));
  } else {
    context.out.write(alerts_text(report, args.has("all"), context.out));
    context.err.write(config.alerts.empty()
                          ? "the config has no [[alert]]: docs/alerts.md\n"
                          : fmt::format("{} of {} raised, up to {}\n", report.raised(),
                                        report.alerts.size(), report.until));
  }
  return args.has("strict") && report.raised() > 0 ? 1 : 0;
}

}  // namespace

const Command kAlerts = {
    "alerts",
    "what the alert rules of the config say of the newest days",
    "Evaluates every [[alert]] of voxmap.toml on the store: a stage that falls, an emotion above a "
    "level, a spike of volume, a stage without new data. Nothing is sent anywhere. Exit 0 whether "
    "one is raised or not; with --strict exit 1 when one is.",
    "voxmap alerts\n"
    "voxmap alerts -c shop/voxmap.toml --today 2026-05-31 --all\n"
    "voxmap alerts --json --strict",
    {},
    kAlertsFlags,
    run_alerts};

}  // namespace voxmap::cli
