// Large XML read piece by piece: one repeated element after the other, each parsed alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace voxmap {

// The elements of one name, at whatever depth, in the order they stand. Memory holds one of them.
// UTF-8 only, as office formats are written; prefixes of names do not matter. No DTD is read.
class XmlFragments {
 public:
  // `what` is for messages. An element longer than `most` bytes is an Error(data).
  XmlFragments(std::unique_ptr<std::istream> stream, std::string element, std::string what,
               std::size_t most = std::size_t{32} << 20U);

  // The next element, valid until the call after; nullopt at the end. Throws Error(data) for what
  // is no XML, or ends inside an element.
  std::optional<pugi::xml_node> next();
  [[nodiscard]] std::uint64_t position() const noexcept { return base_ + at_; }

 private:
  bool fill();
  // Where the tag that begins at `from` ends ('>' included); npos: not in what is read.
  [[nodiscard]] std::size_t tag_end(std::size_t from) const;
  [[nodiscard]] bool is_element(std::size_t at, bool closing) const;
  [[noreturn]] void cut_off() const;

  std::unique_ptr<std::istream> stream_;
  std::string element_, what_;
  std::size_t most_;
  std::string text_;
  std::size_t at_ = 0;
  std::uint64_t base_ = 0;  // of text_ in the stream
  bool ended_ = false;
  pugi::xml_document fragment_;
};

}  // namespace voxmap
