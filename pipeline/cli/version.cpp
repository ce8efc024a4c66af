// Versions of voxmap and of what it is built on.
#include <fmt/format.h>
#include <sqlite3.h>
#include <unicode/uversion.h>

#include "cli/help.hpp"

namespace voxmap::cli {

std::string_view version_number() { return VOXMAP_VERSION; }

std::string version_text() {
  return fmt::format("voxmap {} (SQLite {}, ICU {})\n", version_number(), sqlite3_libversion(),
                     U_ICU_VERSION);
}

}  // namespace voxmap::cli
