// A source that is known to yield something before anything is made to put it into.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "voxmap/source.hpp"

namespace voxmap {

// Reads on until the first document or reject, or the end, and gives it all again. Whatever the
// source throws until then, its constructor throws.
class Primed final : public Source {
 public:
  explicit Primed(std::unique_ptr<Source> source) : source_(std::move(source)) {
    while (first_.size() < kMost) {
      auto record = source_->next();
      if (!record) return;
      const bool skip = std::holds_alternative<Skip>(*record);
      first_.push_back(std::move(*record));
      if (!skip) return;
    }
  }

  std::optional<Record> next() override {
    if (first_.empty()) return source_->next();
    std::optional<Record> record(std::move(first_.front()));
    first_.pop_front();
    return record;
  }
  bool next_into(Record& record) override {
    return first_.empty() ? source_->next_into(record) : Source::next_into(record);
  }
  [[nodiscard]] std::uint64_t position() const override { return source_->position(); }
  [[nodiscard]] std::span<const std::string> notes() const override { return source_->notes(); }

 private:
  // So many records that are skipped are something as well: memory stays flat.
  static constexpr std::size_t kMost = 10'000;
  std::unique_ptr<Source> source_;
  std::deque<Record> first_;
};

}  // namespace voxmap
