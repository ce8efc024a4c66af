// The end of a load.
#include "cli/load_result.hpp"

#include <fmt/format.h>

#include "cli/json_line.hpp"
#include "cli/report.hpp"
#include "cli/unscored.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

std::string counts_json(const RunCounts& counts, const Languages& unscored,
                        const std::string& store) {
  std::string out;
  JsonLine json(out);
  const auto by_name = [&](std::string_view name, const auto& all) {
    json.key(name).open('{');
    for (const auto& [key, n] : all) json.field(key, n);
    json.close('}');
  };
  json.open('{').field("store", store).field("read", counts.read).field("loaded", counts.loaded);
  json.field("updated", counts.updated).field("rescored", counts.rescored);
  json.field("unchanged", counts.unchanged).field("rejected", counts.rejected);
  json.field("skipped", counts.skipped);
  by_name("reject_reasons", counts.reject_reasons);
  by_name("skip_reasons", counts.skip_reasons);
  json.field("mentions", counts.mentions).field("scored_mentions", counts.scored);
  by_name("languages", counts.languages);
  write_unscored(json, unscored);
  json.close('}');
  out += '\n';
  return out;
}

}  // namespace

int finish_load(LoadJob& job, const LoadSettings& settings, Context& context, bool suggest) {
  const auto& total = job.total();
  const auto unscored = without_pack(total.languages, job.tagger());
  if (context.arguments.has("json"))
    context.out.write(counts_json(total, unscored, settings.store));
  if (!context.arguments.has("quiet")) {
    context.err.write(fmt::format("  {} mentions, {} with a score · {} stages · {}\n",
                                  grouped(static_cast<std::int64_t>(total.mentions)),
                                  grouped(static_cast<std::int64_t>(total.scored)),
                                  job.journey().stages.size(), settings.store));
    tell_unscored(unscored, "verbatims", context.err);
    if (suggest) {
      context.err.write(fmt::format(
          "  {}\n",
          context.err.styled(
              Style::dim, fmt::format("see the map:      voxmap map --store {}", settings.store))));
    }
  }
  if (settings.max_rejects && total.rejected > *settings.max_rejects) {
    print(Error(Exit::data,
                fmt::format("{} records were rejected, {} are allowed", total.rejected,
                            *settings.max_rejects),
                fmt::format("voxmap rejects --store {} shows each with its reason; everything else "
                            "was loaded",
                            settings.store)),
          context.err);
    return static_cast<int>(Exit::data);
  }
  return 0;
}

}  // namespace voxmap::cli
