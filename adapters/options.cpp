// Reading an adapter's options.
#include "options.hpp"

#include <charconv>
#include <cstdint>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

[[noreturn]] void refuse(std::string_view name, const std::string& value,
                         const std::string& wanted) {
  throw Error(Exit::usage, "option " + std::string(name) + ": '" + value + "' is not " + wanted,
              "set " + std::string(name) + " to " + wanted);
}

}  // namespace

std::string option(const Options& options, std::string_view name, std::string_view fallback) {
  const auto found = options.find(name);
  return found == options.end() ? std::string(fallback) : found->second;
}

bool flag_option(const Options& options, std::string_view name) {
  const std::string value = option(options, name);
  if (value == "true" || value == "yes" || value == "1") return true;
  if (value.empty() || value == "false" || value == "no" || value == "0") return false;
  refuse(name, value, "true or false");
}

std::optional<std::int64_t> seconds_option(const Options& options, std::string_view name) {
  const std::string value = option(options, name);
  if (value.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, seconds);
  constexpr std::int64_t kYear = 366LL * 24 * 3600;
  if (error != std::errc{} || stop != end || seconds < 0 || seconds > kYear) {
    refuse(name, value, "a whole number of seconds");
  }
  return seconds;
}

std::vector<std::string> list_option(const Options& options, std::string_view name) {
  const std::string value = option(options, name);
  const char separator = value.find(';') == std::string::npos ? ',' : ';';
  std::vector<std::string> list;
  std::string_view rest = value;
  while (!rest.empty()) {
    const std::size_t cut = rest.find(separator);
    const std::string_view item = trim(rest.substr(0, cut));
    if (!item.empty()) list.emplace_back(item);
    rest = cut == std::string_view::npos ? std::string_view{} : rest.substr(cut + 1);
  }
  return list;
}

}  // namespace voxmap
