// Office documents by the directory at their end.
#include "base/zip.hpp"
#include "voxmap/archive.hpp"

namespace voxmap {

std::string_view office_adapter(const std::string& path, const UnpackLimits& limits) {
  const ZipArchive archive = ZipArchive::from_file(path, limits.members);
  if (archive.find("[Content_Types].xml") == nullptr) return {};
  if (archive.find("xl/workbook.xml") != nullptr) return "xlsx";
  if (archive.find("word/document.xml") != nullptr) return "docx";
  return {};
}

}  // namespace voxmap
