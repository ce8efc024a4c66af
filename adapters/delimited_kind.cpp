// Telling other kinds of files from delimited text by their first bytes.
#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "delimited.hpp"

namespace voxmap::survey {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes, what;
};
constexpr std::array<Magic, 18> kMagics = {
    {{"PK\x03\x04"sv, "a ZIP archive (perhaps a spreadsheet, .xlsx)"},
     {"PK\x05\x06"sv, "an empty ZIP archive"},
     {"\x1F\x8B"sv, "a gzip file: unpack it first"},
     {"\x28\xB5\x2F\xFD"sv, "a Zstandard file: unpack it first"},
     {"BZh"sv, "a bzip2 file: unpack it first"},
     {"\xFD\x37zXZ"sv, "an xz file: unpack it first"},
     {"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive: unpack it first"},
     {"%PDF"sv, "a PDF document"},
     {"\x89PNG"sv, "a PNG image"},
     {"\xFF\xD8\xFF"sv, "a JPEG image"},
     {"GIF8"sv, "a GIF image"},
     {"\xD0\xCF\x11\xE0"sv, "an old Office file (.xls, .doc)"},
     {"SQLite format 3"sv, "a SQLite database"},
     {"$FL2"sv, "an SPSS data file (.sav)"},
     {"$FL3"sv, "a compressed SPSS data file (.zsav)"},
     {"PAR1"sv, "a Parquet file"},
     {"\x7F"
      "ELF"sv,
      "a program"},
     {"version https://git-lfs"sv, "a Git LFS pointer, not the file itself: run git lfs pull"}}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool begins(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [](char w, char t) { return w == lower(t); });
}

std::size_t replacements_in(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find("\xEF\xBF\xBD", at)) != std::string_view::npos; at += 3)
    ++n;
  return n;
}

}  // namespace

std::optional<std::string> other_kind(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) return std::string(magic.what);
  }
  const bool cut = head.size() >= kHeadBytes;
  const std::string text = decode_head(head, decide_encoding(head, !cut));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return std::nullopt;
  const std::string_view body = std::string_view(text).substr(first);
  if (begins(body, "<!doctype html") || begins(body, "<html")) return "an HTML page";
  if (begins(body, "<?xml")) return "an XML file";
  if (body[0] == '{' || (body[0] == '[' && body.find_first_of("{\"[]", 1) != std::string::npos &&
                         body.find_first_not_of(" \t\r\n", 1) == body.find_first_of("{\"[]", 1))) {
    return "JSON";
  }
  const auto controls = std::count_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' &&
           byte != 0x1F && byte != 0x01;
  });
  // Those that stand in the file were lost before: it is text all the same.
  const std::size_t lost = replacements_in(head);
  const std::size_t replaced = replacements_in(text);
  if ((static_cast<std::size_t>(controls) + replaced - std::min(lost, replaced)) * 20 >
      text.size()) {
    return "binary data, not text";
  }
  return std::nullopt;
}

}  // namespace voxmap::survey
