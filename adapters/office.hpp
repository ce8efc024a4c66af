// Telling the formats that are made as ZIP archives from archives of files.
#pragma once

#include <cstdint>
#include <string_view>

namespace voxmap {

enum class OfficeKind : std::uint8_t {
  none,           // no ZIP, or an archive of files
  spreadsheet,    // XLSX
  document,       // DOCX
  presentation,   // PPTX
  open_document,  // ODS, ODT and their like
  qda_project     // QDPX
};
// By the names of the members that stand in the head.
[[nodiscard]] OfficeKind office_kind(std::string_view head);

}  // namespace voxmap
