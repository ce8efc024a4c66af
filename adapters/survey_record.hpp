// A record of any survey table, whatever it was read from, made a Document by its plan.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "delimited.hpp"
#include "delimited_seen.hpp"
#include "spare_room.hpp"
#include "voxmap/source.hpp"

namespace voxmap::survey {

inline constexpr std::size_t kRawLimit = 4096;  // bytes of a record that a reject shows

// Cells by column. A cell of JSON may hold several answers; one that is not there is blank.
class Row {
 public:
  Row() = default;
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  virtual ~Row() = default;
  [[nodiscard]] virtual std::string_view cell(std::size_t column) const = 0;
  [[nodiscard]] virtual Place place(std::size_t column) const = 0;
  [[nodiscard]] virtual const Place& place() const = 0;
  [[nodiscard]] virtual std::string_view raw() const = 0;
  // How many answers a cell has after its first one, and the nth of all of them.
  [[nodiscard]] virtual std::size_t more(std::size_t /*column*/) const { return 0; }
  [[nodiscard]] virtual std::string_view answer(std::size_t column, std::size_t /*n*/) const {
    return cell(column);
  }
  [[nodiscard]] virtual Place answer_place(std::size_t column, std::size_t /*n*/) const {
    return place(column);
  }
};

class RecordMaker {
 public:
  // Both are borrowed.
  RecordMaker(const std::vector<Column>& columns, const Plan& plan);

  // In the memory of an earlier record, of which nothing else is left.
  [[nodiscard]] Record make(const Row& row, Record&& earlier = Record());
  [[nodiscard]] Reject reject(const Row& row, std::string_view reason,
                              std::optional<std::size_t> field, std::string detail) const;
  // Adds what only the whole input could tell.
  void finish(std::vector<std::string>& notes) const;

 private:
  [[nodiscard]] bool absent(std::string_view cell) const;
  [[nodiscard]] bool is_missing(std::string_view cell) const;
  [[nodiscard]] bool set_key(Document& d, const Row& row);
  [[nodiscard]] std::optional<Record> set_time(Document& d, const Row& row) const;
  [[nodiscard]] std::optional<Record> set_ratings(Document& d, const Row& row);
  void set_attributes(Document& d, const Row& row) const;
  void set_verbatims(Document& d, const Row& row);

  const std::vector<Column>& columns_;
  const Plan& plan_;
  Sha256 digest_;
  SeenDigests seen_;
  SpareRoom spare_;
  std::uint64_t null_words_ = 0;
  std::uint64_t repeated_titles_ = 0;
  std::uint64_t restored_ = 0;  // letters written as <U+hhhh>
  std::uint64_t reported_ = 0;  // records in an agent's words that are not scored
  std::uint64_t unworded_ = 0;  // answers that are no words of their scale
};

}  // namespace voxmap::survey
