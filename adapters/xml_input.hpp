// XML read whole, with the place of each element in the input's own bytes.
#pragma once

#include <cstdint>
#include <istream>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap {

class XmlInput {
 public:
  // Reads the rest of the stream. The encoding is that of the byte-order mark or the declaration;
  // external entities are never fetched. Throws Error(data) when it is no well-formed XML or longer
  // than 256 MiB; `name` is for messages.
  XmlInput(std::istream& stream, const std::string& name);

  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
  // From the element's tag to its end. Ask in document order: lines are counted as it goes.
  [[nodiscard]] Place place(const pugi::xml_node& element);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

 private:
  [[nodiscard]] std::uint64_t original(std::size_t decoded);

  std::string text_;                   // UTF-8, without a mark
  std::vector<std::uint8_t> lengths_;  // input bytes of each character; empty: they are the same
  std::uint64_t bom_ = 0;
  std::uint64_t size_ = 0;
  pugi::xml_document document_;
  std::size_t counted_ = 0;  // lines and bytes are counted up to here in text_
  std::uint64_t line_ = 1, byte_ = 0;
};

// References to no character ("&#x110000;", "&#xD800;", "&#0;"), of which pugixml makes bytes that
// are no UTF-8 or the end of the text, become U+FFFD. The length stays, so that places do; blanks
// fill the shortest ones up.
void mask_bad_references(std::string& xml);
// The name without its prefix: "im:rating" is "rating" whatever a document calls the space.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& element);
// All text of the first child element of that name (with its prefix), CDATA included.
[[nodiscard]] std::string child_text(const pugi::xml_node& element, const char* name);
// The head is XML (declared or not) whose outermost element has that name.
[[nodiscard]] bool is_xml(std::string_view head, std::string_view root);

}  // namespace voxmap
