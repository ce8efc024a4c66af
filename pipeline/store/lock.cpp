// flock on <store>.lock.
#include "store/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "voxmap/error.hpp"

namespace voxmap {

namespace {

// The pid that a holder wrote into the lock file; empty when it has not yet.
std::string holder(int file) {
  std::array<char, 32> text{};
  const ssize_t got = ::pread(file, text.data(), text.size(), 0);
  std::string pid;
  for (ssize_t i = 0; i < got; ++i) {
    const char c = text.at(static_cast<std::size_t>(i));
    if (c < '0' || c > '9') break;
    pid += c;
  }
  return pid;
}

}  // namespace

StoreLock::StoreLock(const std::string& store_path) {
  const std::string path = store_path + ".lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file_ < 0) {
    const int code = errno;
    const bool denied = code == EACCES || code == EPERM || code == EROFS;
    throw Error(denied ? Exit::permission : Exit::cannot_create,
                fmt::format("{}: the store cannot be locked for writing: {}", path,
                            std::generic_category().message(code)),
                "writing needs a directory that can be written");
  }
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const std::string pid = holder(file_);
    ::close(file_);
    throw Error(Exit::temporary,
                fmt::format("{}: another voxmap is writing{}", store_path,
                            pid.empty() ? "" : fmt::format(" (process {})", pid)),
                "try again when it has finished");
  }
  // The pid is for the message above only; the lock is what counts.
  const std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(file_, 0) != 0 ||
      ::pwrite(file_, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    // A full disk: the holder stays unnamed.
    return;
  }
}

StoreLock::~StoreLock() { ::close(file_); }

}  // namespace voxmap
