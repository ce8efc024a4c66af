// The lock that keeps a store to one writer at a time over all processes: flock on <store>.lock,
// which the system releases when its holder dies.
#pragma once

#include <string>

namespace voxmap {

class StoreLock {
 public:
  // Throws Error: temporary when another process (named by pid) or another Writer of this one holds
  // it; permission or cannot_create when the file cannot be made.
  explicit StoreLock(const std::string& store_path);
  ~StoreLock();
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace voxmap
