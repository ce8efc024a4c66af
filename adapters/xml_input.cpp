// XML through pugixml.
#include "xml_input.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/encoding.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kMostUnpacked = std::size_t{256} << 20;

// encoding="..." of the declaration; empty when it says nothing.
std::string declared_encoding(std::string_view head) {
  head = trim(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
  if (!head.starts_with("<?xml")) return {};
  head = head.substr(0, head.find("?>"));
  const std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t open = head.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const std::size_t close = head.find(head[open], open + 1);
  if (close == std::string_view::npos) return {};
  return std::string(head.substr(open + 1, close - open - 1));
}

Encoding encoding_of(std::string_view head, bool whole) {
  const std::string declared = declared_encoding(head);
  try {
    return decide_encoding(head, whole, declared);
  } catch (const Error&) {
    return decide_encoding(head, whole);  // a name nobody knows
  }
}

// "#x110000", "#55296", "#0": a number, but of no character.
bool names_no_character(std::string_view reference) {
  const bool hex = reference.starts_with("#x");
  reference.remove_prefix(hex ? 2 : 1);
  std::uint32_t code = 0;
  constexpr std::uint32_t kMost = 0x10FFFF;
  const char* const end = reference.data() + reference.size();
  const auto read = std::from_chars(reference.data(), end, code, hex ? 16 : 10);
  if (read.ptr != end) return false;
  if (read.ec == std::errc::result_out_of_range) return true;
  return read.ec == std::errc{} &&
         (code == 0 || code > kMost || (code >= 0xD800 && code <= 0xDFFF));
}

}  // namespace

void mask_bad_references(std::string& xml) {
  constexpr std::string_view kMark = "&#xFFFD;";
  constexpr std::string_view kCdata = "<![CDATA[";
  std::size_t verbatim = xml.find(kCdata);
  for (std::size_t at = xml.find("&#"); at != xml.npos; at = xml.find("&#", at + 2)) {
    while (verbatim < at) {  // in such a section nothing is a reference
      const std::size_t end = xml.find("]]>", verbatim);
      if (end == xml.npos) return;
      if (end > at) at = xml.find("&#", end);
      verbatim = xml.find(kCdata, end);
    }
    if (at == xml.npos) return;
    const std::size_t end = xml.find_first_not_of("x0123456789abcdefABCDEF", at + 2);
    if (end == xml.npos) return;
    if (xml[end] != ';') continue;
    if (!names_no_character(std::string_view(xml).substr(at + 1, end - at - 1))) continue;
    const std::size_t size = end + 1 - at;
    if (size >= kMark.size()) {  // "&#00xFFFD;" would be none: the digits are filled up
      std::string mark = "&#x" + std::string(size - kMark.size(), '0') + "FFFD;";
      xml.replace(at, size, mark);
    } else {  // "&#0;": the character itself, and blanks
      std::string mark = "\xEF\xBF\xBD";
      mark.resize(size, ' ');
      xml.replace(at, size, mark);
    }
  }
}

namespace {

void append_text(const pugi::xml_node& element, std::string& out) {
  for (const pugi::xml_node& child : element.children()) out += child.value();
}

}  // namespace

XmlInput::XmlInput(std::istream& stream, const std::string& name) {
  constexpr std::size_t kHead = 65536;
  std::string head(kHead, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  const bool whole = head.size() < kHead;
  Encoding encoding = encoding_of(head, whole);
  bom_ = encoding.bom;
  Decoder decoder(stream, std::move(head), std::move(encoding));
  constexpr std::size_t kChunk = std::size_t{1} << 20;
  std::vector<char> chunk(kChunk);
  std::vector<std::uint8_t> lengths(kChunk);
  while (const std::size_t got = decoder.read(chunk.data(), lengths.data(), kChunk)) {
    if (text_.size() + got > kMostUnpacked) {
      throw Error(Exit::data, name + ": an XML document longer than 256 MiB");
    }
    if (decoder.mapped()) {
      lengths_.resize(text_.size(), 1);  // what came before was ASCII
      lengths_.insert(lengths_.end(), lengths.begin(),
                      lengths.begin() + static_cast<std::ptrdiff_t>(got));
    }
    text_.append(chunk.data(), got);
  }
  if (!lengths_.empty()) lengths_.resize(text_.size(), 1);
  if (const auto bad = first_invalid_utf8(text_)) {
    throw Error(Exit::data, name + ": not UTF-8 at byte " + std::to_string(bom_ + *bad),
                "save it as UTF-8, or have its declaration name its encoding");
  }
  size_ = bom_ + text_.size();
  mask_bad_references(text_);
  const pugi::xml_parse_result parsed =
      document_.load_buffer(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed || !document_.document_element()) {
    throw Error(Exit::data,
                name + ": not valid XML: " + parsed.description() + " at byte " +
                    std::to_string(bom_ + static_cast<std::uint64_t>(
                                              std::max<std::ptrdiff_t>(parsed.offset, 0))),
                "a file that was cut off while copying looks like this too");
  }
  byte_ = bom_;
}

std::uint64_t XmlInput::original(std::size_t decoded) {
  if (decoded < counted_) {
    counted_ = 0;
    line_ = 1;
    byte_ = bom_;
  }
  for (; counted_ < decoded; ++counted_) {
    if (text_[counted_] == '\n') ++line_;
    byte_ += lengths_.empty() ? 1U : lengths_[counted_];
  }
  return byte_;
}

Place XmlInput::place(const pugi::xml_node& element) {
  const auto name = static_cast<std::size_t>(std::max<std::ptrdiff_t>(element.offset_debug(), 1));
  const std::size_t begin = name - 1;
  // An element ends before the next one begins, or where its parent is closed.
  std::size_t end = text_.size();
  pugi::xml_node next = element.next_sibling();
  while (next && next.type() != pugi::node_element) next = next.next_sibling();
  if (next) {
    end = static_cast<std::size_t>(std::max<std::ptrdiff_t>(next.offset_debug(), 1)) - 1;
  } else if (element.parent()) {
    const std::string closing = "</" + std::string(element.parent().name());
    const std::size_t at = text_.find(closing, begin);
    if (element.parent() == root()) {
      end = std::min(text_.rfind(closing), text_.size());
    } else if (at != std::string::npos) {
      end = at;
    }
  }
  end = std::max(end, begin + 1);
  while (end > begin + 1 && text_.find_first_of(" \t\r\n", end - 1) == end - 1) --end;
  Place place;
  place.byte = original(begin);
  place.line = line_;
  std::uint64_t bytes = 0;
  for (std::size_t i = begin; i < end; ++i) bytes += lengths_.empty() ? 1U : lengths_[i];
  place.bytes = bytes;
  return place;
}

std::string_view local_name(const pugi::xml_node& element) {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string child_text(const pugi::xml_node& element, const char* name) {
  std::string out;
  append_text(element.child(name), out);
  return out;
}

bool is_xml(std::string_view head, std::string_view root) {
  const Encoding encoding = encoding_of(head, head.size() < 65536);
  const std::string decoded = encoding.utf8 ? std::string() : decode_head(head, encoding);
  std::string_view text = trim(encoding.utf8 ? head.substr(encoding.bom) : decoded);
  while (text.starts_with("<?") || text.starts_with("<!")) {
    const std::string_view close = text.starts_with("<?")     ? "?>"
                                   : text.starts_with("<!--") ? "-->"
                                                              : ">";
    const std::size_t end = text.find(close);
    if (end == std::string_view::npos) return false;
    text = trim(text.substr(end + close.size()));
  }
  if (!text.starts_with('<')) return false;
  text.remove_prefix(1);
  const std::string_view name = text.substr(0, text.find_first_of(" \t\r\n/>"));
  const std::size_t colon = name.find(':');
  return (colon == std::string_view::npos ? name : name.substr(colon + 1)) == root;
}

}  // namespace voxmap
