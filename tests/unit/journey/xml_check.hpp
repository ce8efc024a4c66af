// A small XML 1.0 well-formedness check for what the renderers write: tags, attributes, entities,
// characters. Returns the first fault, or nothing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"

namespace voxmap {

class XmlCheck {
 public:
  explicit XmlCheck(std::string_view text) : text_(text) {}

  std::optional<std::string> fault() {
    if (!valid_utf8(text_)) return "not UTF-8";
    for (const char c : text_) {
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return "control character";
    }
    while (at_ < text_.size() && error_.empty()) {
      if (text_[at_] == '<') {
        tag();
      } else if (text_[at_] == '&') {
        entity();
      } else {
        ++at_;
      }
    }
    if (error_.empty() && !open_.empty()) error_ = "<" + open_.back() + "> is not closed";
    if (error_.empty()) return std::nullopt;
    return error_;
  }
  [[nodiscard]] const std::set<std::string>& elements() const { return elements_; }
  [[nodiscard]] const std::set<std::string>& attributes() const { return attributes_; }

 private:
  void fail(const std::string& what) {
    error_ = what + " near \"" + std::string(text_.substr(at_, 40)) + "\"";
  }
  static bool name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':' || c == '.';
  }
  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && name_char(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }
  void entity() {
    const std::size_t end = text_.find(';', at_);
    const std::string_view e = text_.substr(at_, end - at_ + 1);
    static const std::set<std::string_view> kKnown = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    if (end == std::string_view::npos || !kKnown.contains(e)) return fail("unknown entity");
    at_ = end + 1;
  }
  void tag() {
    if (text_.substr(at_).starts_with("<?xml") || text_.substr(at_).starts_with("<!DOCTYPE")) {
      at_ = text_.find('>', at_) + 1;
      return;
    }
    ++at_;
    if (text_[at_] == '/') {
      ++at_;
      const std::string closing = name();
      if (open_.empty() || open_.back() != closing)
        return fail("</" + closing + "> closes nothing");
      open_.pop_back();
      if (text_[at_] != '>') return fail("bad closing tag");
      ++at_;
      return;
    }
    const std::string element = name();
    if (element.empty()) return fail("bare <");
    elements_.insert(element);
    std::set<std::string> seen;
    while (at_ < text_.size() && text_[at_] == ' ') {
      ++at_;
      const std::string attribute = name();
      if (!seen.insert(attribute).second) return fail("attribute twice");
      attributes_.insert(attribute);
      if (!text_.substr(at_).starts_with("=\"")) return fail("attribute without value");
      at_ += 2;
      while (at_ < text_.size() && text_[at_] != '"' && error_.empty()) {
        if (text_[at_] == '<') return fail("< in an attribute");
        if (text_[at_] == '&') {
          entity();
        } else {
          ++at_;
        }
      }
      ++at_;
    }
    if (text_.substr(at_).starts_with("/>")) {
      at_ += 2;
      return;
    }
    static const std::set<std::string> kVoid = {"meta", "br"};  // HTML's, never closed
    if (at_ >= text_.size() || text_[at_] != '>') return fail("bad tag");
    ++at_;
    if (element == "style") at_ = text_.find("</style>", at_);
    if (!kVoid.contains(element)) open_.push_back(element);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
  std::vector<std::string> open_;
  std::set<std::string> elements_, attributes_;
};

}  // namespace voxmap
