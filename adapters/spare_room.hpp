// The memory of a record that has been dealt with, for the next one. A load makes millions of
// documents: memory asked for by one thread and given back by another took 2 to 3 % of it.
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
  // Few and small ones, in bytes: memory stays flat, whatever one record needed.
  static constexpr std::size_t kMostTexts = 64;
  static constexpr std::size_t kLongestText = 4096;
  static constexpr std::size_t kLargestList = 16384;

  [[nodiscard]] static std::string emptied(std::string& text) {
    if (text.capacity() > kLongestText) return {};
    text.clear();
    return std::move(text);
  }
  template <class T>
  [[nodiscard]] static std::vector<T> emptied(std::vector<T>& list) {
    if (list.capacity() * sizeof(T) > kLargestList) return {};
    list.clear();
    return std::move(list);
  }

  void keep(std::string& text) {
    const bool allocated = text.capacity() > std::string().capacity();
    if (allocated && text.capacity() <= kLongestText && texts_.size() < kMostTexts) {
      texts_.push_back(emptied(text));
    }
  }

  std::vector<std::string> texts_;
};

}  // namespace voxmap
