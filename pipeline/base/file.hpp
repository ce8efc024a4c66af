// Files as voxmap treats them: errors with the path and errno's words, new files readable by the
// owner only, outputs replaced whole or not at all.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace voxmap {

// The whole file. Throws Error: no_input (missing, a directory), permission, io; data when it is
// longer than `limit` bytes.
[[nodiscard]] std::string read_file(const std::string& path, std::size_t limit = 64u << 20);

// A binary stream over the file, "-" is standard input. Same errors as read_file.
[[nodiscard]] std::unique_ptr<std::istream> open_input(const std::string& path);

// Writes through a temporary file beside `path`, fsync, rename: a reader sees the old or the new
// content, never half. Mode 0600. A link stays one, and what it leads to is replaced; a device or
// pipe (/dev/null, /dev/stdout) is written into, never replaced. Throws Error: cannot_create,
// permission, io (disk full).
void write_file(const std::string& path, std::string_view content);

// The same, piece by piece: content stands at `path` after commit(), and only then; without one
// nothing is left behind. Throws as write_file.
class FileWriter {
 public:
  explicit FileWriter(std::string path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  void write(std::string_view content);
  void commit();

 private:
  void flush();
  [[noreturn]] void fail(int error) const;
  std::string path_, temporary_, waiting_;  // temporary_: empty where nothing is to be replaced
  int file_ = -1;
  bool committed_ = false;
};

// Makes the folder the file is to stand in, and its parents. Throws as write_file.
void make_folder_of(const std::string& path);

}  // namespace voxmap
