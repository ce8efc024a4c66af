// Formats made as ZIP archives, by the names of their first members.
#include "office.hpp"

#include <string>

#include "base/zip.hpp"

namespace voxmap {

OfficeKind office_kind(std::string_view head) {
  OfficeKind kind = OfficeKind::none;
  bool package = false;  // what every Open Packaging archive has, and hardly another
  for (const std::string& name : zip_head_names(head)) {
    const std::string_view view = name;
    if (view == "mimetype") {
      const std::size_t at = head.find("application/vnd.oasis.opendocument");
      if (at != std::string_view::npos && at < 256) return OfficeKind::open_document;
    }
    if (view.ends_with(".qde")) return OfficeKind::qda_project;
    package = package || view == "[Content_Types].xml" || view.starts_with("_rels/") ||
              view.starts_with("docProps/");
    const bool certain = view == "xl/workbook.xml" || view == "xl/workbook.bin" ||
                         view == "word/document.xml" || view == "ppt/presentation.xml";
    package = package || certain;
    if (kind != OfficeKind::none) continue;
    if (view.starts_with("xl/")) kind = OfficeKind::spreadsheet;
    if (view.starts_with("word/")) kind = OfficeKind::document;
    if (view.starts_with("ppt/")) kind = OfficeKind::presentation;
  }
  return package ? kind : OfficeKind::none;
}

}  // namespace voxmap
