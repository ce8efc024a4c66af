// The table of first bytes.
#include "base/magic.hpp"

#include <array>
#include <utility>

namespace voxmap {
namespace {

using namespace std::string_view_literals;

using Magic = std::pair<std::string_view, std::string_view>;

constexpr std::array kMagics = {
    Magic{"version https://git-lfs.github.com/spec/"sv,
          "a Git LFS pointer, not the file itself: run 'git lfs pull' where it came from"sv},
    Magic{"PK\x05\x06"sv, "an empty ZIP archive"sv},
    Magic{"\x1F\x8B"sv, "compressed with gzip"sv},
    Magic{"\x28\xB5\x2F\xFD"sv, "compressed with Zstandard"sv},
    Magic{"BZh"sv, "compressed with bzip2: unpack it first (bunzip2)"sv},
    Magic{"\xFD"
          "7zXZ\0"sv,
          "compressed with xz: unpack it first (unxz)"sv},
    Magic{"7z\xBC\xAF\x27\x1C"sv, "a 7z archive: unpack it first"sv},
    Magic{"Rar!\x1A\x07"sv, "a RAR archive: unpack it first"sv},
    Magic{"%PDF-"sv, "a PDF: save the text or the table it was made from"sv},
    Magic{kSqliteMagic, "an SQLite database: a voxmap store is given with --store"sv},
    Magic{"\xD0\xCF\x11\xE0"sv, "an old Office file (DOC, XLS): save it as CSV or text"sv},
    Magic{"{\\rtf"sv, "a rich-text file: save it as plain text"sv},
    Magic{"PAR1"sv, "a Parquet file: save it as CSV"sv},
    Magic{"\x7F"
          "ELF"sv,
          "a program"sv},
    Magic{"\x89PNG"sv, "a picture"sv},
    Magic{"\xFF\xD8\xFF"sv, "a picture"sv},
    Magic{"GIF8"sv, "a picture"sv},
    Magic{"RIFF"sv, "a sound or video recording: transcribe it first"sv},
    Magic{"ID3"sv, "a sound recording: transcribe it first"sv},
    Magic{"OggS"sv, "a sound recording: transcribe it first"sv},
};

}  // namespace

std::string_view known_by_magic(std::string_view head) noexcept {
  for (const auto& [magic, name] : kMagics) {
    if (head.starts_with(magic)) return name;
  }
  return {};
}

}  // namespace voxmap
