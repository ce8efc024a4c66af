// Who speaks: which words before a colon are names, decided over the whole file.
//
// "Note: it broke" looks like "Anna: it broke". A name comes back, says a role, or stands where all
// the other names stand; a word in the middle of somebody's answer does not.
#include <algorithm>
#include <map>
#include <utility>

#include "base/utf8.hpp"
#include "transcript.hpp"
#include "transcript_labels.hpp"

namespace voxmap::transcript {
namespace {

struct Found {
  std::size_t count = 0;
  std::size_t at_start = 0;
  LabelShape shape = LabelShape::none;
};

using Census = std::map<std::string, Found, std::less<>>;

// A label that recurs as names do, wherever it stands.
bool recurs(const Found& found) {
  switch (found.shape) {
    case LabelShape::role:
      return true;
    case LabelShape::name:
    case LabelShape::bracket:
      return found.count >= 2;
    case LabelShape::word:
      return found.count >= 3;
    case LabelShape::phrase:
    case LabelShape::none:
      return false;
  }
  return false;
}

class Discovery {
 public:
  explicit Discovery(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      if (piece.starts) ++starts_;
      if (const auto label = label_at(piece.text)) {
        Found& found = census_[label->name];
        ++found.count;
        if (piece.starts) ++found.at_start;
        found.shape = label->shape;
      }
    }
    lines_ = pieces.size();
  }

  // The labels that are speakers.
  Census speakers() {
    std::size_t all = 0;
    std::size_t at_start = 0;
    Census accepted;
    for (const auto& [name, found] : census_) {
      if (!recurs(found)) continue;
      accepted.emplace(name, found);
      all += found.count;
      at_start += found.at_start;
    }
    // Where turns are paragraphs (or cues), a label inside one is the speaker's own word.
    const bool paragraphs = (all >= 2 && at_start * 10 >= all * 9) || two_hold_the_starts(accepted);
    if (paragraphs) {
      std::erase_if(accepted, [](const auto& entry) {
        return entry.second.at_start * 2 < entry.second.count;
      });
    }
    add_single(accepted, paragraphs);
    return believable(accepted, paragraphs) ? accepted : Census{};
  }

 private:
  // Two or more labels that stand nowhere else begin nearly all paragraphs between them.
  bool two_hold_the_starts(const Census& accepted) const {
    std::size_t solid = 0;
    std::size_t covered = 0;
    for (const auto& [name, found] : accepted) {
      if (found.at_start * 10 < found.count * 9) continue;
      ++solid;
      covered += found.at_start;
    }
    return solid >= 2 && covered * 10 >= starts_ * 8;
  }

  // Somebody may speak only once: believed where nearly every paragraph begins with a label.
  void add_single(Census& accepted, bool paragraphs) const {
    std::size_t labelled = 0;
    for (const auto& [name, found] : census_) labelled += paragraphs ? found.at_start : found.count;
    const std::size_t of = paragraphs || accepted.empty() ? starts_ : lines_;
    const bool nearly_all = labelled * 10 >= of * 9;
    const bool most = labelled * 10 >= of * 6;
    for (const auto& [name, found] : census_) {
      const bool here = found.at_start > 0 || !paragraphs;
      const bool shaped = found.shape == LabelShape::name ? most : nearly_all;
      if (here && shaped && found.shape != LabelShape::bracket) accepted.emplace(name, found);
    }
  }

  // A handful of labels in a long text are words, not people.
  bool believable(const Census& accepted, bool paragraphs) const {
    std::size_t used = 0;
    bool role = false;
    for (const auto& [name, found] : accepted) {
      used += paragraphs ? found.at_start : found.count;
      role = role || found.shape == LabelShape::role;
    }
    if (used == 0) return false;
    if (role) return true;
    if (accepted.size() >= 2) return used >= 2 && used * 10 >= starts_;
    return used >= 2 && used * 2 >= starts_;
  }

  Census census_;
  std::size_t starts_ = 0;
  std::size_t lines_ = 0;
};

}  // namespace

void find_speakers(Transcript& transcript) {
  if (transcript.has_speakers) return;
  const Census speakers = Discovery(transcript.pieces).speakers();
  if (speakers.empty()) return;
  transcript.has_speakers = true;
  // All labels at starts: then a label elsewhere is a word.
  const bool only_starts = std::ranges::all_of(speakers, [](const auto& entry) {
    return entry.second.at_start * 10 >= entry.second.count * 9;
  });
  std::string current;
  Offset at;
  for (Piece& piece : transcript.pieces) {
    auto label = label_at(piece.text);
    if (label && speakers.contains(label->name) && (piece.starts || !only_starts)) {
      current = std::move(label->name);
      piece.text = trim(std::string_view(piece.text).substr(label->end));
      if (label->at) at = label->at;
    }
    piece.speaker = current;
    // The time of a header line belongs to the first words below it.
    if (at && !piece.text.empty()) piece.at = std::exchange(at, std::nullopt);
  }
}

}  // namespace voxmap::transcript
