// The names of the public enums, as they stand in the store, in JSON and in files.
#include "voxmap/document.hpp"
#include "voxmap/mention.hpp"

namespace voxmap {

std::string_view to_string(SourceKind kind) noexcept {
  switch (kind) {
    case SourceKind::survey:
      return "survey";
    case SourceKind::interview:
      return "interview";
    case SourceKind::social:
      return "social";
    case SourceKind::review:
      return "review";
    case SourceKind::support:
      return "support";
  }
  return "survey";
}

std::string_view to_string(AttachedBy by) noexcept {
  switch (by) {
    case AttachedBy::unassigned:
      return "unassigned";
    case AttachedBy::words:
      return "words";
    case AttachedBy::question:
      return "question";
    case AttachedBy::declared:
      return "declared";
  }
  return "unassigned";
}

}  // namespace voxmap
