// Building the tree: simdjson walks the document, each value's token gives its place.
#include "json_tree.hpp"

#include <simdjson.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "json_fault.hpp"
#include "voxmap/error.hpp"

namespace voxmap::json {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kDeepest = 512;

// The length of the string token at the front, quotes included.
std::size_t string_size(std::string_view token) {
  std::size_t end = 1;
  while (end < token.size() && token[end] != '"') end += token[end] == '\\' ? std::size_t{2} : 1;
  return std::min(end + 1, token.size());
}

}  // namespace

struct Tree::Parsed {
  explicit Parsed(std::string_view bytes) : size(bytes.size()), text(bytes) {
    text.resize(size + simdjson::SIMDJSON_PADDING, ' ');
  }
  std::size_t size;
  std::string text;
  ondemand::parser parser;
};

// Errors of simdjson end the walk; what was built until then is thrown away.
class Tree::Builder {
 public:
  explicit Builder(Tree& tree) : tree_(tree), text_(tree.parsed_->text) {}

  simdjson::error_code build() {
    ondemand::document document;
    auto& parsed = *tree_.parsed_;
    if (const auto error =
            parsed.parser.iterate(text_.data(), parsed.size, text_.size()).get(document)) {
      return error;
    }
    ondemand::json_type type{};
    if (const auto error = document.type().get(type)) return error;
    tree_.nodes_.emplace_back();
    if (type == ondemand::json_type::array) {
      ondemand::array array;
      if (const auto error = document.get_array().get(array)) return error;
      if (const auto error = elements(array, 0, 0)) return error;
    } else if (type == ondemand::json_type::object) {
      ondemand::object object;
      if (const auto error = document.get_object().get(object)) return error;
      if (const auto error = fields(object, 0, 0)) return error;
    } else {
      return simdjson::INCORRECT_TYPE;
    }
    Node& root = tree_.nodes_.front();
    const std::string_view all = std::string_view(text_).substr(0, parsed.size);
    root.begin = all.find_first_of("{[");
    root.size = all.find_last_of("}]") + 1 - root.begin;
    const char* more = nullptr;
    const bool ended = document.current_location().get(more) != simdjson::SUCCESS;
    return ended ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
  }

 private:
  std::uint32_t append(std::uint32_t parent, std::uint32_t before, std::string_view key) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
    tree_.nodes_.emplace_back();
    tree_.nodes_.back().key = key;
    (before == 0 ? tree_.nodes_[parent].child : tree_.nodes_[before].next) = index;
    return index;
  }

  simdjson::error_code elements(ondemand::array array, std::uint32_t parent, std::size_t depth) {
    if (depth > kDeepest) return simdjson::DEPTH_ERROR;
    tree_.nodes_[parent].kind = Node::Kind::array;
    std::uint32_t before = 0;
    for (auto element : array) {
      ondemand::value value;
      if (const auto error = element.get(value)) return error;
      before = append(parent, before, {});
      if (const auto error = read(value, before, depth)) return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code fields(ondemand::object object, std::uint32_t parent, std::size_t depth) {
    if (depth > kDeepest) return simdjson::DEPTH_ERROR;
    tree_.nodes_[parent].kind = Node::Kind::object;
    std::uint32_t before = 0;
    for (auto field : object) {
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      ondemand::value value;
      if (const auto error = field.value().get(value)) return error;
      before = append(parent, before, key);
      if (const auto error = read(value, before, depth)) return error;
    }
    return simdjson::SUCCESS;
  }

  // Where the walk stands; simdjson answers with the next token's address.
  std::size_t position_of(std::string_view token) const {
    return static_cast<std::size_t>(token.data() - text_.data());
  }

  simdjson::error_code read(ondemand::value& value, std::uint32_t index, std::size_t depth) {
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
      const bool object = type == ondemand::json_type::object;
      std::size_t begin = 0;
      {
        const char* at = nullptr;
        if (const auto error = value.current_location().get(at)) return error;
        begin = static_cast<std::size_t>(at - text_.data());
      }
      tree_.nodes_[index].begin = begin;
      if (object) {
        ondemand::object inner;
        if (const auto error = value.get_object().get(inner)) return error;
        if (const auto error = fields(inner, index, depth + 1)) return error;
      } else {
        ondemand::array inner;
        if (const auto error = value.get_array().get(inner)) return error;
        if (const auto error = elements(inner, index, depth + 1)) return error;
      }
      close(index, begin);
      return simdjson::SUCCESS;
    }
    return scalar(value, type, index);
  }

  // The closing bracket is the first one after the last child.
  void close(std::uint32_t index, std::size_t begin) {
    std::size_t from = begin + 1;
    std::uint32_t child = tree_.nodes_[index].child;
    while (child != 0) {
      from = tree_.nodes_[child].begin + tree_.nodes_[child].size;
      child = tree_.nodes_[child].next;
    }
    const char bracket = tree_.nodes_[index].kind == Node::Kind::object ? '}' : ']';
    tree_.nodes_[index].size = std::min(text_.find(bracket, from), text_.size() - 1) + 1 - begin;
  }

  simdjson::error_code scalar(ondemand::value& value, ondemand::json_type type,
                              std::uint32_t index) {
    Node& node = tree_.nodes_[index];
    const std::string_view token = value.raw_json_token();
    node.begin = position_of(token);
    if (type == ondemand::json_type::string) {
      node.size = string_size(token);
      std::string_view text;
      const auto error = value.get_string().get(text);
      node.kind = error == simdjson::SUCCESS ? Node::Kind::string : Node::Kind::damaged;
      if (error == simdjson::SUCCESS) node.text = text;
      return error == simdjson::STRING_ERROR ? simdjson::SUCCESS : error;
    }
    const std::string_view word = token.substr(0, token.find_first_of(" \t\r\n,]}"));
    node.size = word.size();
    if (type == ondemand::json_type::number) {
      node.kind = Node::Kind::number;
      node.text = word;
      double number = 0;
      return value.get_double().get(number);
    }
    if (type == ondemand::json_type::null) {
      bool null = false;  // "nan" begins like one
      const auto error = value.is_null().get(null);
      return error == simdjson::SUCCESS && !null ? simdjson::N_ATOM_ERROR : error;
    }
    bool truth = false;
    node.text = word;
    return value.get_bool().get(truth);
  }

  Tree& tree_;
  std::string& text_;
};

Tree::Tree(std::string_view bytes, const std::string& name) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  if (bytes.starts_with(kBom)) {
    skipped_ = kBom.size();
    bytes.remove_prefix(skipped_);
  }
  if (const auto bad = first_invalid_utf8(bytes)) {
    throw Error(Exit::data, name + ": not UTF-8 at byte " + std::to_string(skipped_ + *bad),
                "JSON is UTF-8: convert the file, with iconv for example");
  }
  parsed_ = std::make_unique<Parsed>(bytes);
  if (const auto error = Builder(*this).build()) {
    throw Error(Exit::data,
                name + ": not valid JSON: " +
                    where_it_breaks(bytes, 1, skipped_, simdjson::error_message(error)),
                "a file that was cut off while copying looks like this too");
  }
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    line_ends_.push_back(at);
  }
}

Tree::~Tree() = default;

const Node* Tree::first(const Node& of) const noexcept {
  return of.child == 0 ? nullptr : &nodes_[of.child];
}

const Node* Tree::next(const Node& of) const noexcept {
  return of.next == 0 ? nullptr : &nodes_[of.next];
}

std::vector<const Node*> Tree::items(const Node* of) const {
  std::vector<const Node*> out;
  if (of == nullptr || of->kind != Node::Kind::array) return out;
  for (const Node* item = first(*of); item != nullptr; item = next(*item)) out.push_back(item);
  return out;
}

const Node* Tree::find(const Node* from,
                       std::initializer_list<std::string_view> path) const noexcept {
  for (const std::string_view key : path) {
    if (from == nullptr || from->kind != Node::Kind::object) return nullptr;
    const Node* field = first(*from);
    while (field != nullptr && field->key != key) field = next(*field);
    from = field;
  }
  const bool null = from != nullptr && from->kind == Node::Kind::other && from->text.empty();
  return null ? nullptr : from;
}

std::string_view Tree::text(const Node* from,
                            std::initializer_list<std::string_view> path) const noexcept {
  const Node* const found = find(from, path);
  const bool scalar =
      found != nullptr && (found->kind == Node::Kind::string || found->kind == Node::Kind::number);
  return scalar ? found->text : std::string_view();
}

Place Tree::place(const Node& first, const Node& last) const {
  const auto line = std::ranges::lower_bound(line_ends_, first.begin) - line_ends_.begin();
  return {static_cast<std::uint64_t>(line) + 1, skipped_ + first.begin,
          last.begin + last.size - first.begin};
}

std::string_view Tree::raw(const Node& node) const noexcept {
  return std::string_view(parsed_->text).substr(node.begin, node.size);
}

}  // namespace voxmap::json
