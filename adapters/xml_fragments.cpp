// Finding the elements of one name in a stream of XML.
#include "xml_fragments.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"
#include "xml_input.hpp"

namespace voxmap {

XmlFragments::XmlFragments(std::unique_ptr<std::istream> stream, std::string element,
                           std::string what, std::size_t most)
    : stream_(std::move(stream)),
      element_(std::move(element)),
      what_(std::move(what)),
      most_(most) {}

bool XmlFragments::fill() {
  if (ended_) return false;
  constexpr std::size_t kChunk = 65536;
  if (at_ > 0) {
    base_ += at_;
    text_.erase(0, at_);
    at_ = 0;
  }
  if (text_.size() > most_) {
    throw Error(Exit::data, what_ + ": a single " + element_ + " is longer than " +
                                std::to_string(most_ >> 20U) + " MiB");
  }
  const std::size_t before = text_.size();
  // Grown by half of itself, so that a long element is not moved again and again.
  const std::size_t wanted = std::max(kChunk, before / 2);
  text_.resize(before + wanted);
  const auto got =
      stream_->rdbuf()->sgetn(text_.data() + before, static_cast<std::streamsize>(wanted));
  text_.resize(before + static_cast<std::size_t>(std::max<std::streamsize>(got, 0)));
  ended_ = got <= 0;
  return !ended_;
}

std::size_t XmlFragments::tag_end(std::size_t from) const {
  char quote = '\0';
  for (std::size_t i = from; i < text_.size(); ++i) {
    const char c = text_[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i;
    }
  }
  return std::string::npos;
}

bool XmlFragments::is_element(std::size_t at, bool closing) const {
  std::string_view name = std::string_view(text_).substr(at + 1);
  if (closing != name.starts_with('/')) return false;
  if (closing) name.remove_prefix(1);
  name = name.substr(0, name.find_first_of(" \t\r\n/>"));
  const std::size_t colon = name.find(':');
  return (colon == std::string_view::npos ? name : name.substr(colon + 1)) == element_;
}

void XmlFragments::cut_off() const {
  throw Error(Exit::data, what_ + ": its XML is cut off inside an element",
              "open and save it again with the program that made it");
}

std::optional<pugi::xml_node> XmlFragments::next() {
  while (true) {
    const std::size_t open = text_.find('<', at_);
    if (open == std::string::npos) {
      at_ = text_.size();
      if (!fill()) return std::nullopt;
      continue;
    }
    at_ = open;
    std::size_t end = tag_end(at_);
    while (end == std::string::npos) {
      if (!fill()) cut_off();
      end = tag_end(at_);
    }
    if (!is_element(at_, false)) {
      at_ = end + 1;
      continue;
    }
    std::size_t stop = end + 1;
    if (text_[end - 1] != '/') {
      std::size_t from = stop - at_;
      while (true) {
        const std::size_t close = text_.find("</", at_ + from);
        if (close == std::string::npos || text_.find('>', close) == std::string::npos) {
          from = (close == std::string::npos ? text_.size() - std::min<std::size_t>(text_.size(), 1)
                                             : close) -
                 at_;
          if (!fill()) cut_off();
          continue;
        }
        stop = text_.find('>', close) + 1;
        if (is_element(close, true)) break;
        from = stop - at_;
      }
    }
    std::string raw = text_.substr(at_, stop - at_);
    mask_bad_references(raw);
    const auto bad = first_invalid_utf8(raw);
    const auto parsed = fragment_.load_buffer(raw.data(), raw.size(),
                                              pugi::parse_default | pugi::parse_ws_pcdata_single,
                                              pugi::encoding_utf8);
    if (!parsed || bad) {
      throw Error(
          Exit::data,
          what_ + ": not valid XML: " + (bad ? std::string("not UTF-8") : parsed.description()),
          "open and save it again with the program that made it");
    }
    at_ = stop;
    return fragment_.document_element();
  }
}

}  // namespace voxmap
