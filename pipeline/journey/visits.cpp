// From mentions in order to visits.
#include "journey/visits.hpp"

#include <algorithm>

namespace voxmap {

void walk_paths(Reader& reader, const Filter& filter, Reader::Level level,
                const std::function<void(const Path&)>& found, std::int64_t& untimed) {
  Path path;
  reader.histories(filter, [&](const PersonHistory& person) {
    const auto& moments = person.moments;
    const bool one_document = std::ranges::all_of(
        moments, [&](const auto& m) { return m.document == moments.front().document; });
    path.source = person.source;
    path.key = person.key;
    path.visits.clear();
    bool left_out = false;
    for (const PersonHistory::Moment& m : moments) {
      if (!m.said_at && !one_document) {
        left_out = true;
        continue;
      }
      const std::uint32_t place = level == Reader::Level::stage ? m.stage : m.touchpoint;
      if (place == PersonHistory::kNowhere) continue;
      const bool again = !path.visits.empty() && path.visits.back().place == place &&
                         path.visits.back().document == m.document;
      if (!again) path.visits.push_back({.place = place, .document = m.document});
      if (m.label == Label::none) continue;
      ++path.visits.back().scored;
      path.visits.back().valence += m.valence;
    }
    if (left_out) ++untimed;
    if (!path.visits.empty()) found(path);
  });
}

}  // namespace voxmap
