// voxmap adapters and voxmap packs: what is installed.
#include <fmt/format.h>

#include <array>

#include "cli/json_line.hpp"
#include "cli/load_job.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"
#include "voxmap/journey.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Flag, 1> kAdaptersFlags = {
    {{"json", '\0', "", "one JSON object a line", false, ""}}};

int run_adapters(Context& context) {
  for (const auto& adapter : adapters()) {
    std::string out;
    if (context.arguments.has("json")) {
      JsonLine json(out);
      json.open('{').field("name", adapter.name).field("kind", to_string(adapter.kind));
      json.field("summary", adapter.summary).field("sample", adapter.sample);
      json.key("options").open('[');
      for (const auto& option : adapter.options) {
        json.open('{').field("name", option.name).field("default", option.default_value);
        json.field("help", option.help).close('}');
      }
      json.close(']').close('}');
      out += '\n';
    } else {
      out = fmt::format("{}  {}\n", pad(context.out.styled(Style::heading, adapter.name), 16),
                        adapter.summary);
      for (const auto& option : adapter.options) {
        out += fmt::format("  {:24}{}{}\n", fmt::format("--option {}=", option.name), option.help,
                           option.default_value.empty()
                               ? std::string{}
                               : fmt::format(" (default {})", option.default_value));
      }
    }
    context.out.write(out);
  }
  return 0;
}

// "7 stages, 24 touchpoints", or that it cannot be read: `voxmap check` says why.
std::string journey_line(const PackInfo& pack) {
  try {
    const auto journey = read_journey(pack.journey);
    return fmt::format("{} stages, {} touchpoints", journey.stages.size(),
                       journey.touchpoints.size());
  } catch (const Error&) {
    return fmt::format("broken, see voxmap check {}", pack.folder);
  }
}

int run_packs(Context& context) {
  const auto folders = pack_folders();
  const auto packs = find_packs(folders);
  for (const auto& pack : packs) {
    std::string out;
    if (context.arguments.has("json")) {
      JsonLine json(out);
      json.open('{').field("name", pack.name).field("version", pack.version);
      json.field("language", pack.language).field("digest", pack.digest);
      json.field("entries", pack.entries).field("summary", pack.summary);
      json.field("folder", pack.folder);
      if (!pack.journey.empty()) json.field("journey", pack.journey);
      json.close('}');
      out += '\n';
    } else {
      out = fmt::format("{}  {:8} {:4} {:>7} entries  {}\n",
                        pad(context.out.styled(Style::heading, pack.name), 22), pack.version,
                        pack.language, grouped(static_cast<std::int64_t>(pack.entries)),
                        pack.summary);
      if (!pack.journey.empty()) {
        out += fmt::format("  {:22}starter journey: {}\n", "", journey_line(pack));
      }
    }
    context.out.write(out);
  }
  if (packs.empty()) {
    context.err.write("no packs found; VOXMAP_PACKS names the folders to look in\n");
    return 1;
  }
  return 0;
}

}  // namespace

const Command kAdapters = {
    "adapters",
    "the kinds of files voxmap reads, and their options",
    "Lists every adapter with its options. The adapter of a file is found by its content; "
    "--adapter NAME of load and read overrules that.",
    "voxmap adapters\nvoxmap adapters --json | jq -r .name",
    {},
    kAdaptersFlags,
    run_adapters};

const Command kPacks = {
    "packs",
    "the lexicon packs that are installed",
    "Lists the packs found in the folders of VOXMAP_PACKS, beside the program and in the source "
    "tree. A pack is a folder of data files; docs/ and lexicons/README.md say how to write one. "
    "A starter journey holds the stages and touchpoints of the pack's field: --journey pack:NAME "
    "uses it, and init --pack NAME writes it as a journey.toml to edit.",
    "voxmap packs\nVOXMAP_PACKS=~/packs voxmap packs --json",
    {},
    kAdaptersFlags,
    run_packs};

}  // namespace voxmap::cli
