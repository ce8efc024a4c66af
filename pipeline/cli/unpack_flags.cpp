// What compressed inputs may unpack to, as flags say it.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "base/utf8.hpp"
#include "cli/load_job.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 14> kUnits = {{{"", 0},
                                                                             {"b", 0},
                                                                             {"k", 10},
                                                                             {"kb", 10},
                                                                             {"kib", 10},
                                                                             {"m", 20},
                                                                             {"mb", 20},
                                                                             {"mib", 20},
                                                                             {"g", 30},
                                                                             {"gb", 30},
                                                                             {"gib", 30},
                                                                             {"t", 40},
                                                                             {"tb", 40},
                                                                             {"tib", 40}}};
  text = trim(text);
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number == 0) return std::nullopt;
  const auto read = static_cast<std::size_t>(stop - text.data());
  const std::string unit = fold(trim(text.substr(read)));
  for (const auto& [name, shift] : kUnits) {
    if (unit != name) continue;
    if (number > std::numeric_limits<std::uint64_t>::max() >> shift) return std::nullopt;
    return number << shift;
  }
  return std::nullopt;
}

UnpackLimits unpack_limits(const Arguments& args) {
  UnpackLimits limits;
  if (args.has("max-unpacked")) {
    const std::string given = args.get("max-unpacked");
    const auto size = parse_size(given);
    if (!size) {
      throw Error(Exit::usage, fmt::format("--max-unpacked: \"{}\" is no size", given),
                  "write it as 500MiB or 2GiB");
    }
    limits.bytes = *size;
  }
  if (const auto ratio = args.number("max-ratio", 1)) {
    limits.ratio = static_cast<std::uint64_t>(*ratio);
  }
  return limits;
}

}  // namespace voxmap::cli
