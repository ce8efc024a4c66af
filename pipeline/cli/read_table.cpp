// Placeholder until base/csv's table writer is in.
#include "cli/read_table.hpp"
namespace voxmap::cli {
int read_table(Context&) { return 0; }
}  // namespace voxmap::cli
