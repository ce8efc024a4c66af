// voxmap status: what is in the store.
#include <fmt/format.h>

#include <array>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 2> kStatusFlags = {{kStoreFlag, kJsonFlag}};

std::string status_json(const StoreStatus& status) {
  std::string out;
  JsonLine json(out);
  json.open('{')
      .field("store", status.path)
      .field("bytes", status.bytes)
      .field("schema", status.schema);
  json.field("documents", status.documents).field("verbatims", status.verbatims);
  json.field("mentions", status.mentions).field("unassigned", status.unassigned);
  json.field("respondents", status.respondents).field("rejects", status.rejects);
  if (status.oldest) json.field("oldest", format_time(*status.oldest));
  if (status.newest) json.field("newest", format_time(*status.newest));
  json.key("sources").open('[');
  for (const auto& source : status.sources) {
    json.open('{').field("name", source.name).field("adapter", source.adapter);
    json.field("documents", source.documents).field("mentions", source.mentions);
    if (source.newest) json.field("newest", format_time(*source.newest));
    json.field("last_run_status", source.last_run_status).close('}');
  }
  json.close(']');
  if (status.rescored_by) {
    json.key("rescore").open('{').field("run", *status.rescored_by);
    json.field("status", status.rescore_status).close('}');
  }
  json.close('}');
  out += '\n';
  return out;
}

int run_status(Context& context) {
  const auto path = store_path(context.arguments);
  const auto status = open_for_reading(path)->reader()->status();
  auto& out = context.out;
  if (context.arguments.has("json")) {
    out.write(status_json(status));
    return 0;
  }
  const auto per = status.documents > 0 ? status.bytes / status.documents : 0;
  out.write(fmt::format("{}  {}, schema {}{}\n", out.styled(Style::heading, path),
                        human_bytes(static_cast<std::uint64_t>(status.bytes)), status.schema,
                        per > 0 ? fmt::format(", {} bytes a document", per) : ""));
  const auto row = [&](std::string_view name, std::int64_t n, const std::string& more = {}) {
    out.write(fmt::format("  {:12}{:>12}{}\n", name, grouped(n), more));
  };
  row("documents", status.documents,
      status.oldest && status.newest
          ? fmt::format("   {} to {}", format_date(*status.oldest), format_date(*status.newest))
          : "");
  row("verbatims", status.verbatims);
  row("mentions", status.mentions,
      status.mentions > 0
          ? fmt::format("   {} % placed on a stage",
                        (status.mentions - status.unassigned) * 100 / status.mentions)
          : "");
  row("respondents", status.respondents);
  row("rejects", status.rejects);
  if (!status.sources.empty()) out.write("\n");
  for (const auto& source : status.sources) {
    out.write(fmt::format(
        "  {}  {:14} {:>10} documents {:>11} mentions   {}{}\n",
        pad(terminal_safe(source.name), 24), source.adapter, grouped(source.documents),
        grouped(source.mentions), source.newest ? "newest " + format_date(*source.newest) : "",
        source.last_run_status == "done" ? "" : "   last run " + source.last_run_status));
  }
  if (status.rescored_by) {
    out.write(fmt::format("\n  scored again by run {}{}\n", *status.rescored_by,
                          status.rescore_status == "done" ? "" : ", " + status.rescore_status));
  }
  return 0;
}

}  // namespace

const Command kStatus = {
    "status",
    "what is in the store: sources, counts, period, size",
    "Summarises a store: documents, mentions, how many found a stage, sources with their newest "
    "record and how their last run ended, the last rescore.",
    "voxmap status --store shop.voxmap\nvoxmap status --store shop.voxmap --json",
    {},
    kStatusFlags,
    run_status};

}  // namespace voxmap::cli
