// The memory of a record that has been dealt with, for the next one. A load makes millions of
// documents; asked for anew by one thread and given back by another their memory cost 5 % of it.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap {

class SpareRoom {
 public:
  // A Document with nothing in it, whose lists have the room of an earlier record's. The room of
  // that one's texts is kept for text().
  [[nodiscard]] Document document_in(Record&& earlier) {
    Document fresh;
    auto* const old = std::get_if<Document>(&earlier);
    if (old == nullptr) return fresh;
    // The first verbatim's are asked for first.
    std::for_each(old->verbatims.rbegin(), old->verbatims.rend(), [this](Verbatim& verbatim) {
      keep(verbatim.prompt);
      keep(verbatim.text);
    });
    fresh.key = emptied(old->key);
    fresh.said_at_text = emptied(old->said_at_text);
    fresh.respondent = emptied(old->respondent);
    fresh.ratings = emptied(old->ratings);
    fresh.attributes = emptied(old->attributes);
    fresh.verbatims = emptied(old->verbatims);
    return fresh;
  }

  // `content`, in room that was kept if there is some.
  [[nodiscard]] std::string text(std::string_view content) {
    if (texts_.empty() || content.size() <= std::string().capacity()) return std::string(content);
    std::string text = std::move(texts_.back());
    texts_.pop_back();
    text.assign(content);
    return text;
  }

 private:
  // Few and short ones: memory stays flat.
  static constexpr std::size_t kMost = 64;
  static constexpr std::size_t kLongest = 4096;

  template <class Container>
  [[nodiscard]] static Container emptied(Container& one) {
    one.clear();
    return std::move(one);
  }

  void keep(std::string& text) {
    const bool allocated = text.capacity() > std::string().capacity();
    if (!allocated || text.capacity() > kLongest || texts_.size() == kMost) return;
    texts_.push_back(std::move(text));
  }

  std::vector<std::string> texts_;
};

}  // namespace voxmap
