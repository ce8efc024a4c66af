// Reading whole files, opening inputs, replacing outputs.
#include "base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <utility>

#include "voxmap/error.hpp"

namespace voxmap {
namespace {

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&&) = delete;
  ~Fd() {
    if (fd_ > 2) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::string reason(int error) { return std::generic_category().message(error); }

[[noreturn]] void cannot_read(const std::string& path, int error) {
  if (error == ENOENT || error == ENOTDIR) {
    throw Error(Exit::no_input, path + ": no such file",
                "check the path; it is relative to the "
                "current folder, or to the config file that names it");
  }
  if (error == EACCES || error == EPERM) {
    throw Error(Exit::permission, path + ": not readable by this user",
                "chmod or run as its owner");
  }
  throw Error(Exit::io, fmt::format("{}: {}", path, reason(error)));
}

Fd open_read(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) cannot_read(path, errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) cannot_read(path, errno);
  if (S_ISDIR(info.st_mode)) {
    throw Error(Exit::no_input, path + ": is a folder, not a file",
                "name the files in it, for example " + path + "/*.csv");
  }
  return fd;
}

// read(2) in large pieces; a failed read throws Error through the istream (badbit in exceptions()).
class FdBuffer final : public std::streambuf {
 public:
  FdBuffer(Fd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

 protected:
  int_type underflow() override {
    const auto got = fill(buffer_.data(), buffer_.size());
    if (got == 0) return traits_type::eof();
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(buffer_[0]);
  }
  // Large reads go straight into the caller's memory.
  std::streamsize xsgetn(char* to, std::streamsize wanted) override {
    const auto held = std::min<std::streamsize>(wanted, egptr() - gptr());
    if (held > 0) {
      std::memcpy(to, gptr(), static_cast<std::size_t>(held));
      gbump(static_cast<int>(held));
    }
    std::streamsize done = held;
    while (done < wanted) {
      const auto got = fill(to + done, static_cast<std::size_t>(wanted - done));
      if (got == 0) break;
      done += static_cast<std::streamsize>(got);
    }
    return done;
  }

 private:
  std::size_t fill(char* to, std::size_t size) {
    for (;;) {
      const auto got = ::read(fd_.get(), to, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw Error(Exit::io, fmt::format("{}: {}", path_, reason(errno)));
    }
  }
  Fd fd_;
  std::string path_;
  std::array<char, 65536> buffer_;
};

class FdStream final : public std::istream {
 public:
  FdStream(Fd fd, std::string path)
      : std::istream(nullptr), buffer_(std::move(fd), std::move(path)) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // lets the buffer's Error through
  }

 private:
  FdBuffer buffer_;
};

[[noreturn]] void cannot_write(const std::string& path, int error) {
  if (error == EACCES || error == EPERM || error == EROFS) {
    throw Error(Exit::permission, fmt::format("{}: {}", path, reason(error)));
  }
  if (error == ENOENT || error == ENOTDIR || error == EISDIR) {
    throw Error(Exit::cannot_create, fmt::format("{}: {}", path, reason(error)),
                "the folder must exist");
  }
  throw Error(Exit::io, fmt::format("{}: {}", path, reason(error)),
              error == ENOSPC || error == EDQUOT ? "free some space and run again" : "");
}

}  // namespace

std::string read_file(const std::string& path, std::size_t limit) {
  const Fd fd = open_read(path);
  std::string out;
  std::array<char, 65536> buffer;
  for (;;) {
    const auto got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannot_read(path, errno);
    if (got == 0) return out;
    out.append(buffer.data(), static_cast<std::size_t>(got));
    if (out.size() > limit) {
      throw Error(Exit::data, fmt::format("{}: longer than {} bytes", path, limit));
    }
  }
}

std::unique_ptr<std::istream> open_input(const std::string& path) {
  return std::make_unique<FdStream>(path == "-" ? Fd(0) : open_read(path), path);
}

FileWriter::FileWriter(std::string path) : path_(std::move(path)) {
  std::error_code unknown;  // then it is no link, and opening says why
  const auto there = std::filesystem::status(path_, unknown);
  if (std::filesystem::is_other(there)) {
    file_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (file_ < 0) fail(errno);
    return;
  }
  constexpr int kMostLinks = 40;  // as Linux follows
  for (int n = 0; n < kMostLinks; ++n) {
    const auto target = std::filesystem::read_symlink(path_, unknown);
    if (unknown) break;  // it is none
    path_ = (std::filesystem::path(path_).parent_path() / target).string();
  }
  temporary_ = fmt::format("{}.{}.tmp", path_, ::getpid());
  file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file_ < 0) fail(errno);
}

FileWriter::~FileWriter() {
  if (file_ >= 0) ::close(file_);
  if (!committed_ && !temporary_.empty()) ::unlink(temporary_.c_str());
}

void FileWriter::fail(int error) const { cannot_write(path_, error); }

void FileWriter::write(std::string_view content) {
  constexpr std::size_t kPiece = 1U << 20U;
  waiting_ += content;
  if (waiting_.size() >= kPiece) flush();
}

void FileWriter::flush() {
  for (std::string_view rest = waiting_; !rest.empty();) {
    const auto wrote = ::write(file_, rest.data(), rest.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail(errno);
    rest.remove_prefix(static_cast<std::size_t>(wrote));
  }
  waiting_.clear();
}

void FileWriter::commit() {
  flush();
  if (::fsync(file_) != 0 && errno != EINVAL && errno != ENOTSUP) fail(errno);
  if (!temporary_.empty() && ::rename(temporary_.c_str(), path_.c_str()) != 0) fail(errno);
  committed_ = true;
}

void write_file(const std::string& path, std::string_view content) {
  FileWriter file(path);
  file.write(content);
  file.commit();
}

void make_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) cannot_write(folder.string(), error.value());
}

}  // namespace voxmap
