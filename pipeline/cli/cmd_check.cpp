// voxmap check: everything that could be wrong, before the night.
#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/file.hpp"
#include "base/magic.hpp"
#include "base/utf8.hpp"
#include "cli/config.hpp"
#include "cli/load_job.hpp"
#include "cli/pack_journey.hpp"
#include "cli/report.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kCheckPositionals = {
    {{"FILE", "a config, journey, mapping or store file, or a pack's folder", false, true}}};
constexpr std::array<Flag, 2> kCheckFlags = {{
    {"config", 'c', "FILE", "the config to check (default: voxmap.toml in this folder)", false, ""},
    {"strict", '\0', "", "warnings are exit 1", false, ""},
}};

// One line a thing checked; problems in full below it.
class Checklist {
 public:
  explicit Checklist(Context& context) : out_(context.out), err_(context.err) {}

  template <typename Work>
  bool check(const std::string& what, const Work& work) {
    try {
      const std::string found = work();
      out_.write(fmt::format("{} {}{}\n", out_.tick(), what, found.empty() ? "" : ": " + found));
      return true;
    } catch (const Error& error) {
      out_.write(fmt::format("{} {}\n", out_.cross(), what));
      out_.flush();
      print(error, err_);
      if (code_ == 0) code_ = static_cast<int>(error.exit());
      return false;
    }
  }
  void warn(const std::string& what, const std::string& why) {
    out_.write(fmt::format("{} {}: {}\n", out_.styled(Style::warn, "!"), what, why));
    ++warnings_;
  }
  [[nodiscard]] int code(bool strict) const {
    return code_ != 0 ? code_ : strict && warnings_ > 0 ? static_cast<int>(Exit::no) : 0;
  }

 private:
  Stream& out_;
  Stream& err_;
  int code_ = 0;
  int warnings_ = 0;
};

void check_packs(Checklist& list, const std::vector<std::string>& packs, const Journey* journey) {
  std::string names;
  for (const auto& pack : packs) names += (names.empty() ? "" : ", ") + pack;
  list.check(
      fmt::format("packs {}{}", names, journey != nullptr ? ", with the journey's patterns" : ""),
      [&] {
        const auto tagger = make_tagger({packs, pack_folders()}, journey);
        return fmt::format("{} rules", grouped(static_cast<std::int64_t>(tagger->rule_count())));
      });
}

void check_source_file(Checklist& list, const SourceConfig& source, const std::string& path,
                       const UnpackLimits& limits) {
  list.check(fmt::format("source {}: {}", source.name, path), [&] {
    std::optional<Mapping> mapping;
    if (!source.mapping.empty()) mapping = read_mapping(source.mapping);
    const auto opened =
        open_source(path, {source.adapter, source.options, mapping ? &*mapping : nullptr, limits});
    const auto first = opened.source->next();
    return fmt::format("{}{}", opened.adapter, first ? "" : ", no record in it");
  });
}

void check_config(Checklist& list, const std::string& path) {
  Config config;
  if (!list.check(path, [&] {
        config = read_config(path);
        return fmt::format("{} sources, {} outputs", config.sources.size(), config.outputs.size());
      })) {
    return;
  }
  Journey journey;
  const bool good = list.check("journey " + config.journey, [&] {
    journey = read_journey_of(config.journey);
    return fmt::format("{} stages, {} touchpoints", journey.stages.size(),
                       journey.touchpoints.size());
  });
  if (good && !config.alerts.empty()) {
    list.check("alerts", [&] {
      auto problems = check_alerts(config.alerts, journey);
      if (!problems.empty()) {
        throw Error(Exit::config, path + ": alerts about stages that are not there",
                    std::move(problems));
      }
      return fmt::format("{} rules", config.alerts.size());
    });
  }
  check_packs(list, config.packs, good ? &journey : nullptr);
  if (!config.redaction.names_file.empty()) {
    list.check("names to redact " + config.redaction.names_file, [&] {
      static_cast<void>(make_redactor(config.redaction));
      return std::string();
    });
  }
  for (const auto& source : config.sources) {
    const auto files = expand(source.path);
    if (files.empty()) {
      list.warn("source " + source.name, fmt::format("no file matches {}", source.path));
    }
    for (const auto& file : files) check_source_file(list, source, file, config.limits);
  }
  if (std::filesystem::exists(config.store)) {
    list.check("store " + config.store, [&] {
      const auto status = open_store(config.store, {.read_only = true})->reader()->status();
      return fmt::format("{} documents", grouped(status.documents));
    });
  }
}

// A pack's folder, with its starter journey and what the pack says that journey finds.
void check_pack(Checklist& list, const std::string& folder) {
  check_packs(list, {folder}, nullptr);
  // With a slash it is this folder, never an installed pack of the same name.
  const auto pack = find_pack((std::filesystem::path(folder) / "").string());
  if (!pack || pack->journey.empty()) return;
  Journey journey;
  if (list.check(pack->journey, [&] {
        journey = read_journey(pack->journey);
        return fmt::format("a starter journey of {} stages, {} touchpoints", journey.stages.size(),
                           journey.touchpoints.size());
      })) {
    list.check("samples of the starter journey", [&] {
      return fmt::format("{} are attached as they say", check_journey_samples(*pack, journey));
    });
  }
}

// Reads all of it: what `check_config` leaves out, for a nightly job asks it first.
void check_store_file(Checklist& list, const std::string& path) {
  list.check("store " + path, [&] {
    const auto store = open_store(path, {.read_only = true});
    const auto status = store->reader()->status();
    const std::vector<std::string> faults = store->check();
    if (!faults.empty()) {
      std::vector<Problem> problems;
      for (const auto& fault : faults) {
        Problem& problem = problems.emplace_back();
        problem.message = fault;
        problem.where.file = path;
      }
      throw Error(
          Exit::data,
          path +
              ": the store is damaged; restore a copy of it, or load the sources again into a "
              "new store",
          std::move(problems));
    }
    return fmt::format("{} documents, schema {}, nothing wrong in it", grouped(status.documents),
                       status.schema);
  });
}

bool is_database(const std::string& path) {
  std::string head(kSqliteMagic.size(), '\0');
  open_input(path)->read(head.data(), static_cast<std::streamsize>(head.size()));
  return head == kSqliteMagic;
}

void check_file(Checklist& list, const std::string& path) {
  namespace fs = std::filesystem;
  if (fs::is_directory(path)) {
    check_pack(list, path);
    return;
  }
  if (fs::is_regular_file(path) && is_database(path)) {
    check_store_file(list, path);
    return;
  }
  const auto name = fs::path(path).filename().string();
  if (name.ends_with("mapping.toml")) {
    list.check(path, [&] {
      const auto mapping = read_mapping(path);
      return fmt::format("a mapping of {} verbatims and {} ratings", mapping.verbatims.size(),
                         mapping.ratings.size());
    });
  } else if (name.ends_with("journey.toml") || !name.ends_with("voxmap.toml")) {
    Journey journey;
    if (list.check(path, [&] {
          journey = read_journey(path);
          return fmt::format("a journey of {} stages, {} touchpoints", journey.stages.size(),
                             journey.touchpoints.size());
        })) {
      check_packs(list, {"en"}, &journey);
    }
  } else {
    check_config(list, path);
  }
}

int run_check(Context& context) {
  Checklist list(context);
  for (const auto& path : context.arguments.all("FILE")) check_file(list, path);
  if (context.arguments.has("config") || !context.arguments.has("FILE")) {
    check_config(list, context.arguments.get("config", "voxmap.toml"));
  }
  return list.code(context.arguments.has("strict"));
}

}  // namespace

const Command kCheck = {
    "check",
    "config, journey, packs, sources, store: every problem with its place",
    "Reads everything a run would read and reports every problem at once, with file, line and "
    "column. Changes nothing. A file named *mapping.toml is checked as a mapping, a folder as a "
    "pack, voxmap.toml as a config, any other file as a journey. Of a store given by itself "
    "everything is read: damage, rows that point nowhere, totals that differ from their mentions.",
    "voxmap check                          # voxmap.toml here and all it names\n"
    "voxmap check journey.toml lexicons/nl\n"
    "voxmap check feedback.voxmap          # every row of a store",
    kCheckPositionals,
    kCheckFlags,
    run_check};

}  // namespace voxmap::cli
