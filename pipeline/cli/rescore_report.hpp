// What scoring stored documents again changes, stage by stage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/terminal.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

// The mentions of `tagged` as a store would show them.
[[nodiscard]] std::vector<ScoredMention> as_stored(const Tagged& tagged, const Tagger& tagger,
                                                   const Journey& journey);

class RescoreReport {
 public:
  // Keeps the `examples` mentions whose score moves most.
  RescoreReport(const Journey& journey, std::size_t examples)
      : journey_(journey), most_examples_(examples) {}

  // Mentions of the same words belong together: first at the same touchpoint, then at any.
  void add(const ScoredDocument& before, const std::vector<ScoredMention>& after);

  [[nodiscard]] std::uint64_t documents() const noexcept { return documents_; }
  [[nodiscard]] std::uint64_t changed() const noexcept { return changed_; }
  [[nodiscard]] std::string text(const Stream& out);
  // One object: run, null when it is 0, documents, stages, examples.
  [[nodiscard]] std::string json(std::int64_t run);

 private:
  // Of one side of a stage. Means are over mentions that have a score.
  struct Side {
    std::int64_t mentions = 0, scored = 0, sum = 0;
    void add(const ScoredMention& mention);
    // The mean valence times `scale`, half away from zero; 0 with nothing scored.
    [[nodiscard]] std::int64_t mean(std::int64_t scale) const;
    [[nodiscard]] std::string mean_text() const;
  };
  struct Change {
    Side before, after;
    std::int64_t appeared = 0, vanished = 0;
    std::int64_t moved = 0;  // to here from another touchpoint, also of the same stage
    std::int64_t left = 0;   // from here to another stage
    std::map<std::pair<Label, Label>, std::int64_t> flips;
    std::int64_t rescored = 0;  // same label, another valence or emotion
    std::int64_t retraced = 0;  // same score from other evidence
  };
  struct Example {
    int distance = 0;
    bool flip = false;
    std::string source, key;
    std::string text;  // the verbatim
    ScoredMention before, after;
  };

  Change& stage(const std::string& id) { return stages_[id.empty() ? "unassigned" : id]; }
  void pair(const ScoredDocument& document, const ScoredMention& before, const ScoredMention& after,
            bool& changed);
  void settle_examples();
  // In journey order, then those of older journeys by name, then the unassigned.
  [[nodiscard]] std::vector<std::pair<std::string, const Change*>> ordered() const;

  const Journey& journey_;
  std::size_t most_examples_;
  std::uint64_t documents_ = 0, changed_ = 0;
  std::map<std::string, Change> stages_;
  std::vector<Example> examples_;
};

}  // namespace voxmap::cli
