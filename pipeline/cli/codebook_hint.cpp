// Looking for codebooks beside a file.
#include "cli/codebook_hint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

#include "base/file.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"
#include "voxmap/proposal.hpp"

namespace voxmap::cli {
namespace {

namespace fs = std::filesystem;

// Small files that may be codebooks by their names, in the order of these.
std::vector<fs::path> candidates(const fs::path& file) {
  constexpr std::array<std::string_view, 4> kEndings = {".csv", ".json", ".lss", ".qsf"};
  constexpr std::uintmax_t kLargest = std::uintmax_t{4} << 20U;
  constexpr std::size_t kMost = 200;
  std::vector<fs::path> found;
  std::error_code error;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::size_t seen = 0;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    if (++seen > kMost) break;
    const std::string ending = fold(it->path().extension().string());
    if (std::ranges::find(kEndings, ending) == kEndings.end()) continue;
    if (it->path().filename() == file.filename()) continue;
    std::error_code none;
    if (!it->is_regular_file(none) || it->file_size(none) > kLargest) continue;
    found.push_back(file.has_parent_path() ? it->path() : it->path().filename());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

std::optional<std::string> codebook_hint(const std::string& path, const Source& source) {
  if (path == "-") return std::nullopt;
  const auto proposal = proposal_of(source);
  if (!proposal || proposal->columns.empty()) return std::nullopt;
  std::optional<CodebookFit> best;
  std::string best_file;
  for (const fs::path& file : candidates(path)) {
    try {
      const std::string bytes = read_file(file.string());
      const auto fit = codebook_fit(bytes, file.string(), *proposal);
      if (!fit || fit->known * 2 < fit->columns || (best && best->known >= fit->known)) continue;
      best = fit;
      best_file = file.string();
    } catch (const Error&) {
      continue;  // what cannot be read is no suggestion
    }
  }
  if (!best) return std::nullopt;
  return fmt::format(
      "{} beside it ({}) knows {} of {} columns; it is not used: --codebook {} "
      "does",
      best_file, best->kind, best->known, best->columns, best_file);
}

}  // namespace voxmap::cli
