// Telling other kinds of files from delimited text by their first bytes.
#include <algorithm>

#include "base/ascii.hpp"
#include "base/encoding.hpp"
#include "base/magic.hpp"
#include "delimited.hpp"

namespace voxmap::survey {
namespace {

bool begins(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [](char w, char t) { return w == to_lower(t); });
}

std::size_t replacements_in(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find("\xEF\xBF\xBD", at)) != std::string_view::npos; at += 3)
    ++n;
  return n;
}

}  // namespace

std::optional<std::string> other_kind(std::string_view head) {
  if (const auto known = known_by_magic(head); !known.empty()) return std::string(known);
  if (head.starts_with("PK\x03\x04")) return "a ZIP archive (perhaps a spreadsheet, .xlsx)";
  if (head.starts_with("$FL2") || head.starts_with("$FL3")) return "an SPSS data file (.sav)";
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
