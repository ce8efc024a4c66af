// What kind of terminal it is, and writing to it.
#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

std::string_view env(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

bool utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = env(name);
    if (value.empty()) continue;
    return value.find("UTF-8") != std::string_view::npos ||
           value.find("utf8") != std::string_view::npos;
  }
  return false;
}

std::size_t columns(int fd) {
  std::size_t width = 0;
  const auto wanted = env("COLUMNS");
  std::from_chars(wanted.data(), wanted.data() + wanted.size(), width);
  winsize size{};
  if (width == 0 && ::ioctl(fd, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return width == 0 ? 100 : std::clamp<std::size_t>(width, 40, 100);
}

}  // namespace

Stream::Stream(int fd, std::string_view color)
    : fd_(fd),
      terminal_(::isatty(fd) == 1 && env("TERM") != "dumb"),
      // A pipe carries UTF-8 always; only a terminal may be unable to show it.
      unicode_(::isatty(fd) != 1 || utf8_locale()),
      width_(columns(fd)) {
  if (color == "auto" && !env("VOXMAP_COLOR").empty()) color = env("VOXMAP_COLOR");
  color_ = color == "always" || (color != "never" && terminal_ && env("NO_COLOR").empty());
}

Stream::~Stream() {
  try {
    flush();
  } catch (const Error&) {  // main flushes and reports; here it is too late
    buffer_.clear();
  }
}

void Stream::write(std::string_view text) {
  buffer_ += text;
  if (fd_ == 2 || buffer_.size() > 65536 || terminal_) flush();
}

void Stream::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const auto wrote = ::write(fd_, rest.data(), rest.size());
    if (wrote >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(wrote));
    } else if (errno == EPIPE) {
      ::_exit(0);
    } else if (errno != EINTR) {
      const int error = errno;
      buffer_.clear();
      throw Error(Exit::io, fmt::format("{}: {}", fd_ == 1 ? "standard output" : "standard error",
                                        std::generic_category().message(error)));
    }
  }
  buffer_.clear();
}

std::string Stream::styled(Style style, std::string_view text) const {
  if (!color_ || style == Style::plain) return std::string(text);
  constexpr std::array<std::string_view, 6> kCodes = {"", "1;36", "32", "33", "31", "2"};
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<std::size_t>(style)], text);
}

std::string Stream::tick() const { return styled(Style::good, unicode_ ? "✓" : "ok"); }
std::string Stream::cross() const { return styled(Style::bad, unicode_ ? "✗" : "x"); }

std::string human_bytes(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1000 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} bytes", bytes) : fmt::format("{:.1f} {}", value, kUnits[unit]);
}

std::string pad(std::string_view text, std::size_t width) {
  const auto have = display_width(text);
  return std::string(text) + std::string(have < width ? width - have : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const auto have = display_width(text);
  return std::string(have < width ? width - have : 0, ' ') + std::string(text);
}

}  // namespace voxmap::cli
