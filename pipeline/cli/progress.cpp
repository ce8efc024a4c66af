// Drawing progress.
#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "journey/format.hpp"

namespace voxmap::cli {
namespace {

constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::chrono::minutes kUnattended{1};

std::string bar(std::uint64_t done, std::uint64_t total, bool unicode) {
  constexpr std::uint64_t kCells = 20;
  const auto full = std::min(kCells, total == 0 ? 0 : done * kCells / total);
  std::string out;
  for (std::uint64_t i = 0; i < kCells; ++i) {
    if (unicode) {
      out += i < full ? "█" : "░";
    } else {
      out += i < full ? '#' : '.';
    }
  }
  return out;
}

std::string rate_text(double rate) {
  return rate >= 10000 ? fmt::format("{:.0f}k/s", rate / 1000) : fmt::format("{:.0f}/s", rate);
}

}  // namespace

Progress::Progress(Stream& err, std::string adapter, std::string path, std::uint64_t total,
                   bool quiet)
    : err_(err),
      adapter_(std::move(adapter)),
      path_(std::move(path)),
      total_(total),
      quiet_(quiet),
      last_(started_) {
  if (!quiet_ && err_.is_terminal()) draw({}, 0, 0);
}

Progress::~Progress() { clear(); }

void Progress::show(const RunCounts& counts, std::uint64_t position) {
  if (quiet_) return;
  const auto now = Clock::now();
  const auto seconds = std::chrono::duration<double>(now - started_).count();
  const auto rate = seconds > 0 ? static_cast<double>(counts.read) / seconds : 0;
  if (err_.is_terminal()) {
    if (now - last_ < kRedraw) return;
    draw(counts, position, rate);
  } else {
    if (now - last_ < kUnattended) return;
    err_.write(fmt::format("  {}  {}  {} records  {} rejected  {}\n", adapter_, path_,
                           grouped(static_cast<std::int64_t>(counts.read)), counts.rejected,
                           rate_text(rate)));
  }
  last_ = now;
}

void Progress::draw(const RunCounts& counts, std::uint64_t position, double rate) {
  std::string line = fmt::format("  {}  {}  ", adapter_, cut_utf8(terminal_safe(path_), 40));
  if (total_ > 0) {
    line += fmt::format("{} {:3} %  ", bar(position, total_, err_.unicode()),
                        std::min<std::uint64_t>(100, position * 100 / total_));
  } else {
    line += human_bytes(position) + "  ";
  }
  line += fmt::format("{} records", grouped(static_cast<std::int64_t>(counts.read)));
  if (counts.rejected > 0) line += fmt::format("  {} rejected", counts.rejected);
  if (rate > 0) line += "  " + rate_text(rate);
  err_.write("\r\x1b[K" + line);
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) err_.write("\r\x1b[K");
  drawn_ = false;
}

}  // namespace voxmap::cli
