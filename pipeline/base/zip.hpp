// Reading ZIP archives member by member, for archives of inputs and for formats made as ZIPs.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/error.hpp"

namespace voxmap {

// What is packed is damaged, or is more than it may be: nothing behind this can be read.
class DamagedArchive final : public Error {
 public:
  using Error::Error;
};

// The head of a ZIP: what its first members are called, as far as the head shows. Empty for
// anything else.
[[nodiscard]] std::vector<std::string> zip_head_names(std::string_view head);

class ZipArchive {
 public:
  struct Member {
    std::string name;         // UTF-8, valid; '/' between folders, whatever the archive has
    std::uint64_t index = 0;  // in the archive
    std::uint64_t size = 0;   // unpacked, as the archive says: never believed
    std::uint64_t packed = 0;
    bool encrypted = false;
    bool link = false;     // a symbolic link of Unix
    bool special = false;  // a device, pipe or socket of Unix
    bool folder = false;
    // How it is compressed, where no reader is at hand: "Deflate64"; else empty.
    std::string unreadable_method;
  };

  // Opens the file, or the bytes (kept until the archive goes; `path` is for messages). Throws
  // Error: data (no archive, damaged, cut off), io, no_input, permission.
  static ZipArchive from_file(const std::string& path, std::uint64_t most_members);
  static ZipArchive from_bytes(std::string bytes, const std::string& name,
                               std::uint64_t most_members);
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) = delete;
  ~ZipArchive();

  [[nodiscard]] const std::vector<Member>& members() const noexcept { return members_; }
  [[nodiscard]] std::uint64_t file_size() const noexcept { return file_size_; }
  // The member of that name, whatever its case; nullptr when there is none.
  [[nodiscard]] const Member* find(std::string_view name) const;
  // Its unpacked bytes, read while they are asked for. Reading throws DamagedArchive(data) for
  // damage (the checksum at the end included) and for more bytes than `most`, or than the archive
  // says. The archive must
  // outlive it.
  [[nodiscard]] std::unique_ptr<std::istream> open(const Member& member, std::uint64_t most) const;
  // The whole member. Throws as reading from open() does.
  [[nodiscard]] std::string read(const Member& member, std::uint64_t most) const;

  // What makes the archive as a whole not to be trusted: members that overlap, links and devices,
  // names that lead out of it or come twice. nullopt: nothing.
  [[nodiscard]] std::optional<std::string> distrust() const;

 private:
  struct State;
  explicit ZipArchive(std::unique_ptr<State> state);
  void list(std::uint64_t most_members);
  std::unique_ptr<State> state_;
  std::vector<Member> members_;
  std::uint64_t file_size_ = 0;
};

}  // namespace voxmap
