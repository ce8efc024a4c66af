// Pages of JSON as a Source.
#include "json_pages.hpp"

#include <utility>

namespace voxmap {
namespace {

class PageSource final : public Source {
 public:
  PageSource(Input input, std::unique_ptr<PageReader> pages)
      : input_(std::move(input)),
        pages_(std::move(pages)),
        reader_(*input_.stream, input_.name, {}) {
    notes_.emplace_back(reader_.is_lines() ? "read as NDJSON, line by line"
                                           : "read as one JSON document");
  }

  std::optional<Record> next() override {
    while (next_ == records_.size()) {
      records_.clear();
      next_ = 0;
      auto item = reader_.next();
      if (!item) {
        if (!std::exchange(finished_, true)) pages_->finish(notes_);
        return std::nullopt;
      }
      if (auto* const reject = std::get_if<Reject>(&*item)) return std::move(*reject);
      const auto& page = std::get<json::Item>(*item);
      if (page.value.is_object() || page.value.is_array()) {
        pages_->read(page, records_);
      } else {
        records_.emplace_back(social::make_reject(page, {}, {}, "unknown_item", "not an object"));
      }
    }
    return std::move(records_[next_++]);
  }
  std::uint64_t position() const override { return reader_.position(); }
  std::span<const std::string> notes() const override { return notes_; }

 private:
  Input input_;
  std::unique_ptr<PageReader> pages_;
  json::JsonReader reader_;
  std::vector<Record> records_;
  std::size_t next_ = 0;
  std::vector<std::string> notes_;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<Source> open_pages(Input input, std::unique_ptr<PageReader> reader) {
  return std::make_unique<PageSource>(std::move(input), std::move(reader));
}

bool NewestSeen::take(std::string_view key, std::int64_t version) {
  constexpr std::size_t kMost = std::size_t{3} << 19U;
  const auto found = versions_.find(std::string(key));
  if (found != versions_.end()) {
    if (found->second >= version) return false;
    found->second = version;
    return true;
  }
  if (versions_.size() < kMost) versions_.emplace(key, version);
  return true;
}

}  // namespace voxmap
