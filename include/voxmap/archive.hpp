// Compressed inputs and archives, read in place: nothing is ever written to disk.
//
// gzip and Zstandard are one input each, read as a stream; a ZIP is many, each read by the adapter
// that recognises it. XLSX and DOCX are ZIPs by make only: adapters read them.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap {

// What may come out of one input. More is taken for a bomb: an Error (Exit::data).
struct UnpackLimits {
  std::uint64_t bytes = std::uint64_t{64} << 30U;  // of all members together
  std::uint64_t ratio = 100;       // bytes out for a byte in, asked once 16 MiB are out
  std::uint64_t members = 100000;  // of an archive
};

enum class Packing : std::uint8_t { none, gzip, zstd, zip };

// How the head of an input is packed; formats made as ZIP archives are `none`.
[[nodiscard]] Packing packing_of(std::string_view head);

// The unpacked stream of a gzip (of any number of members) or Zstandard input (of any window).
// `taken` counts the packed bytes read, for progress; may be null. Reading throws Error(data) at
// damage, at an end too early, and at a limit; `name` is for messages. Memory: the window, at most
// 2 GiB where a Zstandard frame asks for it.
[[nodiscard]] std::unique_ptr<std::istream> unpack(
    std::unique_ptr<std::istream> packed, Packing packing, const std::string& name,
    const UnpackLimits& limits, std::shared_ptr<std::atomic<std::uint64_t>> taken = nullptr);

// How the members of an archive are to be read.
struct ArchiveWish {
  const Adapter* adapter = nullptr;  // for all members; nullptr: each by its content
  const Mapping* mapping = nullptr;  // borrowed for the Source's life
  UnpackLimits limits;
  // The options of a member's adapter. May throw Error.
  std::function<Options(const Adapter&)> options;
};

// The archive as one Source. Members are read in the order of their names; places say which member
// (Place::part). Members that are no data (pictures, programs' leftovers, parts that no adapter
// knows) are a Skip "not_data" and named in the notes. `path` is opened anew when `bytes` is empty;
// else these are the archive, and `path` is for messages. Throws Error(data) for archives that are
// damaged or cut off, hold encrypted members, links, archives, names that lead out of the archive
// or come twice, nothing to read, or go over a limit; Error(io, no_input, permission) for the file.
[[nodiscard]] std::unique_ptr<Source> open_archive(const std::string& path, std::string bytes,
                                                   ArchiveWish wish);

// The adapter of an Office document that looks like an archive, because its beginning holds other
// parts: "xlsx", "docx"; empty for any other file. Throws as open_archive does for what cannot be
// opened.
[[nodiscard]] std::string_view office_adapter(const std::string& path, const UnpackLimits& limits);

// Text that was made of a table's cells and knows where they stood. Asked for records in their
// order, by a byte of their text; what stands before it is forgotten.
class CellText {
 public:
  CellText() = default;
  CellText(const CellText&) = delete;
  CellText& operator=(const CellText&) = delete;
  virtual ~CellText() = default;
  // Its row: `part` the sheet, `line` the row. nullopt: no record begins there.
  [[nodiscard]] virtual std::optional<Place> row_at(std::uint64_t byte) = 0;
  // One of its cells, 0-based: "Sheet1!B7".
  [[nodiscard]] virtual Place cell_at(std::uint64_t byte, std::size_t column) = 0;
};

// A spreadsheet's sheet (empty: the first visible one) as CSV in UTF-8, a CellText. Adds to `notes`
// which sheet it is. Throws Error(data) for what is no spreadsheet, usage for a sheet that is not
// there.
[[nodiscard]] std::unique_ptr<std::istream> spreadsheet_as_csv(std::istream& stream,
                                                               const std::string& name,
                                                               const std::string& sheet,
                                                               std::vector<std::string>& notes);

// A Source whose position() is that of the packed input.
[[nodiscard]] std::unique_ptr<Source> with_position(
    std::unique_ptr<Source> source, std::shared_ptr<std::atomic<std::uint64_t>> position);

}  // namespace voxmap
