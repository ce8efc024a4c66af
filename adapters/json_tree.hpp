// A JSON document as a tree whose every value knows its bytes in the input. For files whose records
// need what stands far from them (a speaker table, the words of a segment); where items stand on
// their own, json_reader.hpp is lighter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap::json {

struct Node {
  enum class Kind : std::uint8_t { object, array, string, number, other, damaged };
  Kind kind = Kind::other;
  std::string_view key;   // in an object, unescaped
  std::string_view text;  // a string unescaped, a number or true as written; empty otherwise
  std::size_t begin = 0, size = 0;    // its token in the input, quotes and brackets included
  std::uint32_t child = 0, next = 0;  // indexes into the tree; 0: none (the root is nobody's child)
};

class Tree {
 public:
  // Copies `bytes`; a byte-order mark is passed over. `name` is for messages. Throws Error(data)
  // when this is no JSON document in UTF-8 or is nested over 512 deep. A string with escapes that
  // mean nothing (half a surrogate pair) is a `damaged` node, and the rest is read.
  Tree(std::string_view bytes, const std::string& name);
  ~Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  [[nodiscard]] const Node& root() const noexcept { return nodes_.front(); }
  [[nodiscard]] const Node* first(const Node& of) const noexcept;
  [[nodiscard]] const Node* next(const Node& of) const noexcept;
  // The elements of an array; empty when it is none.
  [[nodiscard]] std::vector<const Node*> items(const Node* of) const;
  // The value at a path of keys; nullptr when it is missing or null.
  [[nodiscard]] const Node* find(const Node* from,
                                 std::initializer_list<std::string_view> path) const noexcept;
  // A string or number there; empty when absent.
  [[nodiscard]] std::string_view text(const Node* from,
                                      std::initializer_list<std::string_view> path) const noexcept;
  // From the first byte of the one to the last of the other.
  [[nodiscard]] Place place(const Node& first, const Node& last) const;
  [[nodiscard]] Place place(const Node& node) const { return place(node, node); }
  [[nodiscard]] std::string_view raw(const Node& node) const noexcept;

 private:
  class Builder;
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;  // owns the text and the unescaped strings
  std::vector<Node> nodes_;
  std::vector<std::size_t> line_ends_;
  std::size_t skipped_ = 0;  // a byte-order mark
};

}  // namespace voxmap::json
