// Any delimited file as RFC 4180 in UTF-8.
#include "cli/read_table.hpp"

#include <fmt/format.h>

#include <ostream>
#include <streambuf>

#include "base/csv_table.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"

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

}  // namespace

int read_table(Context& context) {
  const auto& args = context.arguments;
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
  const auto in = open_input(path);
  StreamBuffer buffer(context.out);
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);  // lets an Error of the stream through
  std::vector<std::string> notes;
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
