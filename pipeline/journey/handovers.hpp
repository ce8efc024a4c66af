// Hand-overs: steps between touchpoints whose channel, device or department differs, and how the
// feeling of the same people changes over them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
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
  // Those of other people, over the same journey and places.
  void join(const HandoverSums& other);
  // Those of at least min_n people, by the order of the journey. `hidden` counts the others.
  [[nodiscard]] std::vector<Handover> finish(std::int64_t min_n, std::int64_t& hidden) const;

 private:
  // Of a step, by the place it leads to.
  struct Sums {
    enum class Kind : std::uint8_t { unseen, handover, other } kind = Kind::unseen;
    Sample change;
    std::int64_t before = 0, after = 0;  // centi-scores
  };
  // What one person felt before and after.
  struct Both {
    std::uint32_t from = 0, to = 0;  // places
    std::int64_t before = 0, before_n = 0, after = 0, after_n = 0;
  };
  Sums& sums_of(std::size_t from, std::size_t to);
  static double describe(const Sums& sums, Handover& h);

  std::vector<const Touchpoint*> places_;  // nullptr: no longer in the journey
  std::vector<std::vector<Sums>> sums_;    // by place, up to the last one seen from there
  std::vector<Both> own_;                  // of the person at hand
};

// All of them at once.
[[nodiscard]] std::vector<Handover> find_handovers(Reader& reader, const Journey& journey,
                                                   const Filter& filter, std::int64_t min_n);

}  // namespace voxmap
