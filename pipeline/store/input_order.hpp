// All mentions that a filter admits, in the order of the inputs, without their texts: 24 bytes a
// mention and 48 a document, so that an export of millions stays small.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "store/mention_order.hpp"
#include "store/scan.hpp"
#include "store/sqlite.hpp"

namespace voxmap {

class InputOrder {
 public:
  explicit InputOrder(sql::Database& db)
      : db_(db),
        sources_(ranks(db, "SELECT id, name FROM source ORDER BY name")),
        inputs_(ranks(db, "SELECT id, path FROM input ORDER BY path")) {}

  // In order of ids, as a scan gives them.
  void add(const ScannedMention& mention) {
    if (documents_.empty() || documents_.back().id != mention.document) {
      documents_.push_back({sources_.at(mention.source), inputs_.at(mention.input), mention.line,
                            mention.byte, mention.document, mentions_.size(), 0});
    }
    mentions_.push_back({static_cast<std::uint32_t>(mention.verbatim), mention.span, mention.id});
  }

  // The ids in order, until `take` returns false. Once.
  void each(const std::function<bool(std::int64_t)>& take) {
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      const bool last = i + 1 == documents_.size();
      documents_[i].end = last ? mentions_.size() : documents_[i + 1].begin;
    }
    sort_documents();
    for (const Document& document : documents_) {
      const auto begin = mentions_.begin() + static_cast<std::ptrdiff_t>(document.begin);
      const auto end = mentions_.begin() + static_cast<std::ptrdiff_t>(document.end);
      std::sort(begin, end);
      for (auto at = begin; at != end; ++at) {
        if (!take(at->id)) return;
      }
    }
  }

 private:
  struct Document {
    std::uint32_t source = 0, input = 0;
    std::int64_t line = 0, byte = 0, id = 0;
    std::size_t begin = 0, end = 0;  // of its mentions
    [[nodiscard]] auto place() const { return std::tuple(source, input, line, byte); }
  };
  struct Entry {
    std::uint32_t verbatim = 0;
    Span span;
    std::int64_t id = 0;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  static std::unordered_map<std::int64_t, std::uint32_t> ranks(sql::Database& db,
                                                               std::string_view sql) {
    std::unordered_map<std::int64_t, std::uint32_t> found;
    sql::Statement rows(db, sql);
    std::uint32_t rank = 0;
    while (rows.step()) found.emplace(rows.integer(0), rank++);
    return found;
  }

  // Those at one place, as a feed gives them that has none, by their keys.
  void sort_documents() {
    const auto place = [](const Document& document) { return document.place(); };
    std::ranges::sort(documents_, {}, place);
    sql::Statement find(db_, "SELECT key FROM document WHERE id = ?1");
    for (auto from = documents_.begin(); from != documents_.end();) {
      const auto to = std::find_if(from, documents_.end(), [&](const Document& document) {
        return document.place() != from->place();
      });
      if (to - from > 1) {
        std::unordered_map<std::int64_t, std::string> keys;
        for (auto at = from; at != to; ++at) {
          const sql::Resetter guard(find);
          if (find.bind(1, at->id).step()) keys[at->id] = find.string(0);
        }
        std::sort(from, to, [&](const Document& a, const Document& b) {
          return std::tie(keys[a.id], a.id) < std::tie(keys[b.id], b.id);
        });
      }
      from = to;
    }
  }

  sql::Database& db_;
  std::unordered_map<std::int64_t, std::uint32_t> sources_, inputs_;
  std::vector<Document> documents_;
  std::vector<Entry> mentions_;
};

}  // namespace voxmap
