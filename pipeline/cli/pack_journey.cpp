// Finds a pack's starter journey, and tries it on the samples beside it.
#include "cli/pack_journey.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/problems.hpp"
#include "cli/load_job.hpp"
#include "text/pack.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "pack:";

std::string those_with_journey() {
  std::vector<std::string> names;
  for (const auto& pack : find_packs(pack_folders())) {
    if (!pack.journey.empty()) names.push_back(fs::path(pack.folder).filename().string());
  }
  return names.empty() ? "no installed pack has one"
                       : fmt::format("these have one: {}", fmt::join(names, ", "));
}

}  // namespace

// Reads that pack only; all that are installed are megabytes.
std::optional<PackInfo> find_pack(std::string_view name) {
  std::vector<fs::path> places;
  if (name.find('/') != std::string_view::npos) {
    places.emplace_back(name);
  } else {
    for (const auto& folder : pack_folders()) places.push_back(fs::path(folder) / name);
  }
  for (const auto& place : places) {
    std::error_code error;
    if (name.empty() || !fs::exists(place / "pack.toml", error)) continue;
    std::vector<Problem> unread;  // make_tagger tells them
    return text::read_pack(place.string(), unread)->info;
  }
  return std::nullopt;
}

std::string journey_path(const std::string& name) {
  const bool prefixed = name.starts_with(kPrefix);
  std::error_code error;
  if (!prefixed && (name == "-" || (fs::exists(name, error) && !fs::is_directory(name, error)))) {
    return name;
  }
  const auto pack = prefixed ? name.substr(kPrefix.size()) : name;
  const auto found = find_pack(pack);
  if (found && !found->journey.empty()) return found->journey;
  if (found) {
    throw Error(Exit::no_input, fmt::format("pack \"{}\" has no starter journey", pack),
                those_with_journey());
  }
  if (prefixed) {
    throw Error(Exit::no_input, fmt::format("pack \"{}\" was not found", pack),
                those_with_journey());
  }
  return name;  // the reader says that there is no such file
}

Journey read_journey_of(const std::string& name) { return read_journey(journey_path(name)); }

std::size_t check_journey_samples(const PackInfo& pack, const Journey& journey) {
  std::vector<Problem> problems;
  const auto read = text::read_pack(pack.folder, problems);
  TaggerOptions options{{}, pack_folders()};
  if (read->domain && find_pack(pack.language)) options.packs.push_back(pack.language);
  options.packs.push_back(pack.folder);
  const auto tagger = make_tagger(options, &journey);
  const auto scratch = tagger->scratch();
  Tagged tagged;
  std::vector<TargetScore> targets;
  for (const auto& row : read->journey_samples) {
    const std::set<std::string, std::less<>> stated(row.touchpoints.begin(), row.touchpoints.end());
    std::set<std::string, std::less<>> found;
    tagger->tag_text(row.place.first, pack.language, {}, *scratch, tagged, targets);
    for (const auto& mention : tagged.mentions) {
      if (mention.touchpoint == kUnassigned) continue;
      found.insert(journey.touchpoints[static_cast<std::size_t>(mention.touchpoint)].id);
    }
    if (found == stated) continue;
    Problem problem;
    problem.message =
        fmt::format("the sample is about {}, the journey finds {}",
                    stated.empty() ? "nothing" : fmt::format("{}", fmt::join(stated, ", ")),
                    found.empty() ? "nothing" : fmt::format("{}", fmt::join(found, ", ")));
    problem.where = {text::path_of(*read, text::PackFile::journey_samples), row.place.line, 1};
    problem.excerpt = row.place.first;
    problem.hint = "correct the words of the touchpoint, or the sample";
    problems.push_back(std::move(problem));
  }
  const auto count = problems.size();
  if (count > 0) {
    throw Error(Exit::data,
                fmt::format("{}: {} of {} journey samples fail", pack.name, count,
                            read->journey_samples.size()),
                std::move(problems));
  }
  return read->journey_samples.size();
}

}  // namespace voxmap::cli
