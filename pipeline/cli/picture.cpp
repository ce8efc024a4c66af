// rsvg-convert of librsvg: the SVG goes in through a pipe and the picture comes out of one.
#include "cli/picture.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/process.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr const char* kConverter = "rsvg-convert";

// Not that of the clock.
std::string date_of(std::string_view newest) {
  const auto time = newest.empty() ? std::nullopt : parse_time(newest);
  if (!time) return "946684800";  // 1 January 2000
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(time->at.time_since_epoch()).count());
}

std::string first_line(std::string_view text) {
  return terminal_safe(text.substr(0, text.find('\n')));
}

}  // namespace

std::string render_picture(const std::string& svg, std::string_view newest,
                           std::string_view format) {
  const auto converter = find_program(kConverter);
  if (!converter) {
    throw Error(Exit::unavailable,
                fmt::format("{}: needs {}, which is not on the PATH", format, kConverter),
                "Debian: apt-get install librsvg2-bin; or draw --format svg, which needs nothing");
  }
  ProgramRun run;
  run.path = *converter;
  run.input = svg;
  run.environment = {{"SOURCE_DATE_EPOCH", date_of(newest)}};
  if (format == "pdf") {
    run.arguments = {"--format=pdf",  "--page-width=420mm",  "--page-height=297mm",
                     "--width=400mm", "--height=277mm",      "--left=10mm",
                     "--top=10mm",    "--keep-aspect-ratio", "--unlimited"};
  } else {
    run.arguments = {"--format=png", "--zoom=2", "--unlimited"};
  }
  ProgramResult result = run_program(run);
  const std::string_view magic = format == "pdf" ? "%PDF-" : "\x89PNG";
  if (result.exit != 0 || !result.output.starts_with(magic)) {
    const std::string why = result.late ? "took too long" : first_line(result.errors);
    throw Error(Exit::software,
                fmt::format("{}: {} ended with {}: {}", format, *converter, result.exit,
                            why.empty() ? "no picture came out" : why),
                "voxmap needs librsvg 2.52 or newer; --format svg needs nothing");
  }
  return std::move(result.output);
}

}  // namespace voxmap::cli
