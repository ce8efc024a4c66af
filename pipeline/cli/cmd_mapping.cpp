// voxmap mapping: what the columns of a file seem to mean, as a mapping file to start from.
#include <fmt/format.h>

#include <array>

#include "base/utf8.hpp"
#include "cli/codebook_hint.hpp"
#include "cli/json_line.hpp"
#include "cli/load_job.hpp"
#include "voxmap/error.hpp"
#include "voxmap/proposal.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kMappingPositionals = {
    {{"FILE", "the survey to look at, or - for standard input", true, false}}};
constexpr std::array<Flag, 6> kMappingFlags = {{
    {"adapter", 'a', "NAME", "how to read the file (default: recognised by its content)", false,
     ""},
    kCodebookFlag,
    {"option", '\0', "NAME=VALUE", "an option of the adapter; voxmap adapters lists them", true,
     ""},
    kMaxUnpackedFlag,
    kMaxRatioFlag,
    {"json", '\0', "", "one JSON object a column instead of TOML", false, ""},
}};

std::string to_lines(const Proposal& proposal) {
  std::string out;
  for (const ProposedColumn& column : proposal.columns) {
    JsonLine json(out);
    json.open('{').field("role", column.role).field("column", column.column);
    json.optional_field("question", column.question);
    json.optional_field("scale", column.scale);
    json.optional_field("definition", column.definition);
    json.optional_field("why", column.why);
    json.close('}');
    out += '\n';
  }
  return out;
}

int run_mapping(Context& context) {
  const auto& args = context.arguments;
  const auto path = args.get("FILE");
  const auto opened =
      open_source(path, {args.get("adapter"), parse_options(args), nullptr, unpack_limits(args)});
  const auto proposal = proposal_of(*opened.source);
  if (!proposal) {
    throw Error(Exit::data, fmt::format("{}: adapter {} needs no mapping", path, opened.adapter),
                "mappings are for survey tables and records in JSON");
  }
  if (!parse_options(args).contains("codebook")) {
    if (const auto hint = codebook_hint(path, *opened.source)) {
      context.err.write(fmt::format("  {}\n", terminal_safe(*hint)));
    }
  }
  const std::string about = fmt::format("What {} seems to hold, read as {}.",
                                        path == "-" ? "standard input" : path, opened.adapter);
  context.out.write(args.has("json") ? to_lines(*proposal) : to_toml(*proposal, about));
  return 0;
}

}  // namespace

const Command kMapping = {
    "mapping",
    "what the columns of a survey seem to mean, as a mapping to edit",
    "Looks at the head of a survey and writes the mapping that asks for what would be guessed, "
    "with "
    "the reason for every column as a comment. Edit it and pass it to load, read or a source with "
    "--mapping; unchanged it gives the same documents as the guess.",
    "voxmap mapping export.csv > export.mapping.toml\n"
    "voxmap read export.csv --mapping export.mapping.toml\n"
    "voxmap mapping export.csv --json | jq -r 'select(.role == \"verbatim\").column'",
    kMappingPositionals,
    kMappingFlags,
    run_mapping};

}  // namespace voxmap::cli
