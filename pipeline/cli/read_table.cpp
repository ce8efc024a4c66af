// Any delimited file as RFC 4180 in UTF-8.
#include "cli/read_table.hpp"

#include <fmt/format.h>

#include <ostream>
#include <span>
#include <streambuf>

#include "base/csv_table.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"
#include "cli/head_stream.hpp"
#include "cli/json_line.hpp"
#include "cli/load_job.hpp"
#include "voxmap/archive.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

// An ostream over the answer's Stream: a closed pipe and a full disk are handled in one place.
class StreamBuffer final : public std::streambuf {
 public:
  explicit StreamBuffer(Stream& out) : out_(out) {}

 protected:
  int_type overflow(int_type c) override {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char byte = traits_type::to_char_type(c);
    out_.write({&byte, 1});
    return c;
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    out_.write({text, static_cast<std::size_t>(size)});
    return size;
  }

 private:
  Stream& out_;
};

// The text of a file: unpacked, and of a spreadsheet the sheet as CSV.
std::unique_ptr<std::istream> open_text(const std::string& path, const Arguments& args,
                                        TableOptions& options, std::vector<std::string>& notes) {
  auto stream = open_with_head(path);
  const Packing packing = packing_of(stream->head());
  if (packing == Packing::zip) {
    throw Error(Exit::data, path + ": an archive of files, not a table",
                "voxmap read without --table reads all that is in it");
  }
  if (packing != Packing::none) {
    stream = with_head(unpack(std::move(stream), packing, path, unpack_limits(args)));
  }
  const Adapter* const spreadsheet = find_adapter("xlsx");
  if (!spreadsheet->recognises(stream->head())) return stream;
  const auto given = parse_options(args);
  const auto sheet = given.find("sheet");
  auto csv = spreadsheet_as_csv(*stream, path, sheet == given.end() ? "" : sheet->second, notes);
  if (options.encoding.empty()) options.encoding = "UTF-8";
  if (options.hints.delimiter.empty()) options.hints.delimiter = ",";
  return csv;
}

// `sheet`: the cells' places are told, too.
std::string row_as_json(std::span<const std::string> names, std::span<const std::string> cells,
                        const Place& place, CellText* sheet) {
  std::string out;
  JsonLine json(out);
  json.open('{').key("cells").open('{');
  for (std::size_t i = 0; i < cells.size(); ++i) json.field(names[i], cells[i]);
  json.close('}');
  const auto row = sheet == nullptr ? std::optional<Place>() : sheet->row_at(place.byte);
  if (row) {
    json.key("places").open('{');
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) json.field(names[i], sheet->cell_at(place.byte, i).part);
    }
    json.close('}');
  }
  write_place(json, row.value_or(place));
  json.close('}');
  return out += '\n';
}

}  // namespace

void write_place(JsonLine& json, const Place& place) {
  json.key("origin").open('{');
  json.optional_field("part", place.part);
  if (place.line > 0) json.field("line", place.line);
  json.field("byte", place.byte).field("bytes", place.bytes).close('}');
}

int read_table(Context& context) {
  const auto& args = context.arguments;
  for (const char* const flag : {"mapping", "codebook"}) {
    if (args.has(flag)) {
      throw Error(Exit::usage, fmt::format("--table rewrites cells as they are: no --{}", flag),
                  "leave out one of the two");
    }
  }
  const auto path = args.get("FILE");
  TableOptions options;
  options.hints.delimiter = args.get("delimiter");
  options.hints.quote = args.get("quote");
  options.hints.escape = args.get("escape");
  options.hints.header_rows = static_cast<int>(args.number("header-rows", 0).value_or(-1));
  options.encoding = args.get("encoding");
  options.name = path == "-" ? "line" : std::string(path);
  options.skip = static_cast<std::size_t>(args.number("skip", 0).value_or(0));
  options.mend = !args.has("no-mend");
  std::vector<std::string> notes;
  const auto in = open_text(path, args, options, notes);
  // A sheet has no lines and bytes of its own: its rows were made text here.
  auto* const sheet = dynamic_cast<CellText*>(in.get());
  if (args.has("json")) {
    options.rows = [&](std::span<const std::string> names, std::span<const std::string> cells,
                       const Place& place) {
      context.out.write(row_as_json(names, cells, place, sheet));
    };
  }
  StreamBuffer buffer(context.out);
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);  // lets an Error of the stream through
  write_table(*in, options, out, notes);
  context.out.flush();
  if (!args.has("quiet")) {
    for (const auto& note : notes) {
      context.err.write(fmt::format("  {}\n", context.err.styled(Style::dim, terminal_safe(note))));
    }
  }
  return 0;
}

}  // namespace voxmap::cli
