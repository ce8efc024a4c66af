// Any bytes: the same records in one chunk and in many, within the input; a valid table out, told
// the dialect or not, and the same one twice.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/csv_table.hpp"
#include "base/utf8.hpp"

namespace {

std::string read(const std::string& text, const voxmap::CsvDialect& dialect, std::size_t chunk) {
  std::istringstream in(text);
  voxmap::CsvReader reader(voxmap::Decoder(in, "", voxmap::Encoding{}), dialect,
                           {1 << 20, 16 << 20, chunk});
  voxmap::CsvRecord record;
  std::string all;
  while (reader.next(record)) {
    const voxmap::Place place = record.place();
    if (place.byte + place.bytes > text.size()) std::abort();
    all.append(std::to_string(place.line)).append(to_string(record.fault()));
    for (std::size_t i = 0; i < record.size(); ++i) all.append("|").append(record[i]);
  }
  if (reader.position() != text.size()) std::abort();
  return all;
}

std::string table(const std::string& text, const voxmap::TableOptions& options) {
  std::istringstream in(text);
  std::ostringstream out;
  std::vector<std::string> notes;
  voxmap::write_table(in, options, out, notes);
  return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const voxmap::CsvDialect& dialect :
       {voxmap::CsvDialect{}, voxmap::CsvDialect{";", '\'', '\\'},
        voxmap::CsvDialect{"||", '"', '"'}}) {
    if (read(text, dialect, 256) != read(text, dialect, 1 << 15)) std::abort();
  }
  voxmap::TableOptions told;
  told.hints = {",", "\"", "double", 1};
  const std::string detected = table(text, {});
  if (!voxmap::valid_utf8(detected) || !voxmap::valid_utf8(table(text, told))) std::abort();
  if (table(text, {}) != detected) std::abort();
  return 0;
}
