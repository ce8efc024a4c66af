// Cells of text that no spreadsheet runs.
#include "journey/csv_text.hpp"

#include "journey/format.hpp"

namespace voxmap {

std::string csv_text(std::string_view raw) {
  std::string text = one_line(raw);
  // Spaces and wide forms do not help: some programs trim and fold before they look.
  std::string_view start = text;
  while (start.starts_with(' ')) start.remove_prefix(1);
  const auto begins = [&](std::string_view with) { return start.starts_with(with); };
  const bool risky = (!raw.empty() && (raw[0] == '\t' || raw[0] == '\r')) || begins("=") ||
                     begins("+") || begins("-") || begins("@") || begins("\uFF1D") ||
                     begins("\uFF0B") || begins("\uFF0D") || begins("\uFF20");
  if (risky) text.insert(0, "'");
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace voxmap
