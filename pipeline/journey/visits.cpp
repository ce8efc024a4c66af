// From mentions in order to visits.
#include "journey/visits.hpp"

#include <algorithm>
#include <deque>

namespace voxmap {
namespace {

// One share of the people.
class Walker {
 public:
  Walker(Reader::Level level, const PathShare& found) : level_(level), found_(found) {}
  [[nodiscard]] std::int64_t untimed() const noexcept { return untimed_; }

  void add(const PersonHistory& person) {
    const auto& moments = person.moments;
    const bool one_document = std::ranges::all_of(
        moments, [&](const auto& m) { return m.document == moments.front().document; });
    path_.source = person.source;
    path_.key = person.key;
    path_.visits.clear();
    bool left_out = false;
    for (const PersonHistory::Moment& m : moments) {
      if (!m.said_at && !one_document) {
        left_out = true;
        continue;
      }
      const std::uint32_t place = level_ == Reader::Level::stage ? m.stage : m.touchpoint;
      if (place == PersonHistory::kNowhere) continue;
      const bool again = !path_.visits.empty() && path_.visits.back().place == place &&
                         path_.visits.back().document == m.document;
      if (!again) path_.visits.push_back({.place = place, .document = m.document});
      if (m.label == Label::none) continue;
      ++path_.visits.back().scored;
      path_.visits.back().valence += m.valence;
    }
    if (left_out) ++untimed_;
    if (!path_.visits.empty()) found_(path_);
  }

 private:
  Reader::Level level_;
  const PathShare& found_;
  Path path_;
  std::int64_t untimed_ = 0;
};

}  // namespace

void walk_paths(Reader& reader, const Filter& filter, Reader::Level level, const PathShare& found,
                std::int64_t& untimed) {
  walk_paths(reader, filter, level, std::span(&found, 1), untimed);
}

void walk_paths(Reader& reader, const Filter& filter, Reader::Level level,
                std::span<const PathShare> found, std::int64_t& untimed, Reader::Detail detail) {
  std::deque<Walker> walkers;
  std::vector<Reader::HistoryShare> shares;
  for (const PathShare& share : found) {
    Walker& walker = walkers.emplace_back(level, share);
    shares.emplace_back(
        [&walker](std::size_t, const PersonHistory& person) { walker.add(person); });
  }
  reader.histories(std::span(&filter, 1), shares, detail);
  for (const Walker& walker : walkers) untimed += walker.untimed();
}

}  // namespace voxmap
