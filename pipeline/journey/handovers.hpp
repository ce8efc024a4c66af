// Hand-overs: steps between touchpoints whose channel, device or department differs, and how the
// feeling of the same people changes over them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "journey/comparisons.hpp"
#include "journey/visits.hpp"
#include "voxmap/journey.hpp"

namespace voxmap {

struct Handover {
  std::string from, to;  // ids of touchpoints
  // What changes: "web > phone"; empty where it does not, or where one side is unset or "any".
  std::string channel, device, department;
  std::int64_t persons = 0;          // with a scored visit on both sides
  double before = 0, after = 0;      // their mean valences, -1..1
  double change = 0;                 // after - before, of the same people
  std::optional<Interval> interval;  // 95 %, paired t
  double p = 1;                      // adjusted by Holm over all hand-overs listed
  bool shown = false;                // p < 0.05
};

// Adds up paths at the level of touchpoints.
class HandoverSums {
 public:
  // `places` as of Reader::places(); the journey must outlive this.
  HandoverSums(const Journey& journey, const std::vector<Reader::Place>& places);
  // `apart`: only steps from one document to another.
  void add(const Path& path, bool apart);
  // Those of at least min_n people, by the order of the journey. `hidden` counts the others.
  [[nodiscard]] std::vector<Handover> finish(std::int64_t min_n, std::int64_t& hidden) const;

 private:
  struct Sums {
    Sample change;
    std::int64_t before = 0, after = 0;  // centi-scores
  };
  using Step = std::pair<std::uint32_t, std::uint32_t>;
  [[nodiscard]] bool differs(Step step) const;

  std::vector<const Touchpoint*> places_;     // nullptr: no longer in the journey
  std::map<Step, std::optional<Sums>> sums_;  // nullopt: not a hand-over
};

// All of them at once.
[[nodiscard]] std::vector<Handover> find_handovers(Reader& reader, const Journey& journey,
                                                   const Filter& filter, std::int64_t min_n);

}  // namespace voxmap
