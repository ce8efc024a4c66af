// Reading voxmap.toml.
#include "cli/config.hpp"

#include <glob.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "base/file.hpp"
#include "base/toml.hpp"
#include "cli/alert_config.hpp"
#include "cli/choices.hpp"
#include "cli/load_job.hpp"

namespace voxmap::cli {
namespace {

namespace fs = std::filesystem;

std::string beside(const std::string& file, const std::string& path) {
  if (path.empty() || fs::path(path).is_absolute()) return path;
  return (fs::path(file).parent_path() / path).lexically_normal().string();
}

// redact = true, false or a list of kinds; redact_names; national_ids.
void read_redaction(TomlTable& privacy, Config& config) {
  auto& redaction = config.redaction;
  if (const auto* node = privacy.node("redact"); node != nullptr) {
    if (const auto* flag = node->as_boolean()) {
      redaction.on = flag->get();
    } else {
      std::vector<std::string> unknown;
      redaction.kinds = parse_kinds(privacy.strings("redact"), unknown);
      for (const auto& kind : unknown) {
        privacy.error("redact", fmt::format("privacy.redact has no kind \"{}\"", kind),
                      "there are: " + known_kinds());
      }
    }
  }
  redaction.names_file = beside(config.file, privacy.string("redact_names"));
  redaction.national_ids = privacy.strings("national_ids");
  const auto known = national_id_names();
  for (const auto& id : redaction.national_ids) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      privacy.error("national_ids", fmt::format("privacy.national_ids has no \"{}\"", id),
                    fmt::format("there are: {}", fmt::join(known, ", ")));
    }
  }
}

void read_privacy(TomlTable& root, Config& config, Problems& problems) {
  const auto* table = root.table("privacy");
  if (table == nullptr) return;
  TomlTable privacy(*table, "privacy", problems);
  config.key_file = beside(config.file, privacy.string("key_file"));
  const auto speakers = privacy.string("speakers", "pseudonym");
  if (speakers != "pseudonym" && speakers != "keep") {
    privacy.error("speakers", "privacy.speakers is neither \"pseudonym\" nor \"keep\"");
  }
  config.keep_speakers = speakers == "keep";
  read_redaction(privacy, config);
  if (const auto least = privacy.integer("min_n")) {
    config.min_n = *least;
    if (*least < 1) privacy.error("min_n", "privacy.min_n is less than 1");
  }
  privacy.done();
}

void read_limits(TomlTable& root, Config& config, Problems& problems) {
  const auto* table = root.table("limits");
  if (table == nullptr) return;
  TomlTable limits(*table, "limits", problems);
  if (const auto most = limits.integer("max_rejects")) {
    if (*most < 0) limits.error("max_rejects", "limits.max_rejects is negative");
    config.max_rejects = static_cast<std::uint64_t>(std::max<std::int64_t>(0, *most));
  }
  if (limits.node("max_unpacked") != nullptr) {
    const auto size = parse_size(limits.string("max_unpacked"));
    if (!size) {
      limits.error("max_unpacked", "limits.max_unpacked is no size", "write it as \"500 GiB\"");
    }
    config.limits.bytes = size.value_or(config.limits.bytes);
  }
  if (const auto ratio = limits.integer("max_ratio")) {
    if (*ratio < 1) limits.error("max_ratio", "limits.max_ratio is less than 1");
    config.limits.ratio = static_cast<std::uint64_t>(std::max<std::int64_t>(1, *ratio));
  }
  limits.done();
}

void read_retention(TomlTable& root, Config& config, Problems& problems) {
  const auto* table = root.table("retention");
  if (table == nullptr) return;
  TomlTable retention(*table, "retention", problems);
  const auto revisions = retention.string("revisions", "drop");
  if (revisions != "keep" && revisions != "drop") {
    retention.error("revisions", "retention.revisions is neither \"keep\" nor \"drop\"");
  }
  config.keep_revisions = revisions == "keep";
  retention.done();
}

SourceConfig read_source(const toml::table& table, std::size_t number, const Config& config,
                         Problems& problems) {
  TomlTable in(table, fmt::format("source[{}]", number), problems);
  SourceConfig source;
  source.where = in.where("name", config.file);
  source.name = in.required_string("name");
  source.path = beside(config.file, in.required_string("path"));
  source.adapter = in.string("adapter");
  source.mapping = beside(config.file, in.string("mapping"));
  source.touchpoint = in.string("touchpoint");
  source.language = in.string("language");
  if (const auto* options = in.table("options")) {
    for (const auto& [key, value] : *options) {
      if (const auto* text = value.as_string()) {
        source.options[std::string(key.str())] = text->get();
      } else if (const auto* flag = value.as_boolean()) {
        source.options[std::string(key.str())] = flag->get() ? "true" : "false";
      } else if (const auto* whole = value.as_integer()) {
        source.options[std::string(key.str())] = fmt::format("{}", whole->get());
      } else {
        in.error("options", fmt::format("option \"{}\" is not a string, number or boolean",
                                        std::string(key.str())));
      }
    }
  }
  // An option like any other, but a path of the config's.
  if (const auto codebook = beside(config.file, in.string("codebook")); !codebook.empty()) {
    source.options["codebook"] = codebook;
  }
  in.done();
  return source;
}

OutputConfig read_output(const toml::table& table, std::size_t number, const Config& config,
                         Problems& problems) {
  TomlTable in(table, fmt::format("output[{}]", number), problems);
  OutputConfig output;
  output.where = in.where("format", config.file);
  output.format = in.required_string("format");
  output.path = beside(config.file, in.required_string("path"));
  output.persona = in.string("persona");
  output.segment = in.string("segment");
  output.from = in.string("from");
  output.to = in.string("to");
  output.insight = in.boolean("insight").value_or(false);
  output.feelings = in.boolean("feelings").value_or(false);
  if (!output.format.empty() && !is_map_format(output.format)) {
    in.error("format", fmt::format("no map format \"{}\"", output.format),
             fmt::format("one of: {}", kMapFormats));
  }
  in.done();
  return output;
}

}  // namespace

Config read_config(const std::string& path) {
  Config config;
  config.file = path;
  const auto text = read_file(path, 4U << 20U);
  Problems problems(path, text);
  const auto parsed = parse_toml(text, problems);
  problems.throw_if_failed();
  TomlTable root(parsed, "", problems);
  config.store = beside(path, root.required_string("store"));
  config.journey = root.required_string("journey");
  // "pack:en-travel" names a pack's starter journey, not a file.
  if (!config.journey.starts_with("pack:")) config.journey = beside(path, config.journey);
  if (root.node("packs") != nullptr) {
    config.packs = root.strings("packs");
  } else {
    config.later = find_language_packs(pack_folders());
  }
  for (auto& pack : config.packs) {
    if (pack.find('/') != std::string::npos) pack = beside(path, pack);
  }
  if (root.node("names") != nullptr) config.names = root.strings("names");
  read_privacy(root, config, problems);
  read_limits(root, config, problems);
  read_retention(root, config, problems);
  std::set<std::string> names;
  for (const auto* table : root.tables("source")) {
    auto source = read_source(*table, config.sources.size() + 1, config, problems);
    if (!source.name.empty() && !names.insert(source.name).second) {
      problems.error(source.where.line, source.where.column,
                     fmt::format("two sources are called \"{}\"", source.name),
                     "a source's name is half of a record's identity: give each its own");
    }
    config.sources.push_back(std::move(source));
  }
  for (const auto* table : root.tables("output")) {
    config.outputs.push_back(read_output(*table, config.outputs.size() + 1, config, problems));
  }
  config.alerts = read_alerts(root, path, problems);
  root.done();
  if (config.sources.empty()) {
    problems.error(0, 0, "no [[source]] at all", "see voxmap init for an example");
  }
  problems.throw_if_failed();
  if (config.key_file.empty()) config.key_file = config.store + ".key";
  return config;
}

std::vector<std::string> expand(const std::string& path) {
  if (path.find_first_of("*?[") == std::string::npos) return {path};
  std::vector<std::string> found;
  glob_t result{};
  // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread
  if (::glob(path.c_str(), GLOB_NOSORT, nullptr, &result) == 0) {
    for (std::size_t i = 0; i < result.gl_pathc; ++i) {
      if (fs::is_regular_file(result.gl_pathv[i])) found.emplace_back(result.gl_pathv[i]);
    }
  }
  ::globfree(&result);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace voxmap::cli
