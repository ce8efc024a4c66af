// What can be asked of one delimited record.
#include <numeric>

#include "base/csv.hpp"
#include "base/utf8.hpp"

namespace voxmap {

std::string_view to_string(CsvFault fault) noexcept {
  switch (fault) {
    case CsvFault::none:
      return "none";
    case CsvFault::text_after_quote:
      return "text_after_quote";
    case CsvFault::unterminated_quote:
      return "unterminated_quote";
    case CsvFault::field_too_long:
      return "field_too_long";
    case CsvFault::record_too_long:
      return "record_too_long";
  }
  return "none";
}

bool CsvRecord::blank() const noexcept {
  return fields_.size() == 1 && !fields_[0].quoted &&
         (*this)[0].find_first_not_of(" \t") == std::string_view::npos;
}

bool CsvRecord::valid_utf8() const noexcept { return chunk_valid_ || voxmap::valid_utf8(raw()); }

Place CsvRecord::place(std::size_t i) const noexcept {
  const Field& f = fields_[i];
  const auto size = [&](std::size_t from, std::size_t to) -> std::uint64_t {
    if (lengths_ == nullptr) return to - from;
    return std::accumulate(lengths_ + from, lengths_ + to, std::uint64_t{0});
  };
  return {place_.line + f.line, place_.byte + size(begin_, f.raw_begin),
          size(f.raw_begin, f.raw_end)};
}

}  // namespace voxmap
