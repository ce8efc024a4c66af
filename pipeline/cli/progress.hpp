// The progress line of a load: on a terminal redrawn in place, otherwise a line a minute.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/terminal.hpp"
#include "voxmap/store.hpp"

namespace voxmap::cli {

class Progress {
 public:
  // `total` bytes of the input, 0 when not known. Silent when `quiet`.
  Progress(Stream& err, std::string adapter, std::string path, std::uint64_t total, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const RunCounts& counts, std::uint64_t position);
  void clear();  // takes the line away, before anything else is printed

 private:
  using Clock = std::chrono::steady_clock;
  void draw(const RunCounts& counts, std::uint64_t position, double rate);
  Stream& err_;
  std::string adapter_, path_;
  std::uint64_t total_;
  bool quiet_, drawn_ = false;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_;
};

}  // namespace voxmap::cli
