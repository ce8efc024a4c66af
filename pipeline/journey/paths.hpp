// Paths: which places people speak of one after the other, where they are last heard of, what comes
// next. Everything counts people; nothing of fewer than min_n of them is in the result.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journey/forecast.hpp"
#include "journey/handovers.hpp"
#include "journey/map.hpp"

namespace voxmap {

struct PathOptions {
  Filter filter;  // nothing of mentions, as for Reader::histories()
  Reader::Level level = Reader::Level::touchpoint;
  std::int64_t min_n = 5;
  // Only steps from one document to a later one: leaves out the order of a survey's questions.
  bool apart = false;
  std::vector<std::string> after;  // ids of places, for PathAnalysis::next
};

struct PathStop {
  Reader::Place place;
  std::string title;
  std::int64_t persons = 0;  // who spoke of it
  std::int64_t moved = 0;    // of them, who spoke of something afterwards; 0 when hidden
  // Of `persons`, who were not heard of again; nullopt: too few on one side to tell.
  std::optional<Share> last;
};

struct PathStep {
  std::size_t from = 0, to = 0;  // in PathAnalysis::stops
  Share share;                   // of the people who moved on from there: count, share, Wilson
};

struct CommonPath {
  std::vector<std::size_t> stops;  // in PathAnalysis::stops, 3 or 4 of them
  std::int64_t persons = 0;
};

// Outcome of a step: whether the next visit is negative, by the place and feeling before it.
struct NegativeNext {
  std::size_t stop = 0;
  bool negative = false;     // the visit before
  std::int64_t persons = 0;  // who came on from there
  Share share;               // of them, whose next was negative
};

struct NextPlace {
  std::size_t stop = 0;
  double p = 0;
};

// What people are likely to remember of their path: of each who felt something at two visits or
// more half of the most intense visit and half of the last (twice_peak_end in comparisons.hpp),
// -1..1, beside the plain mean of the same visits.
struct PeakEnd {
  std::int64_t persons = 0;  // 0: fewer than min_n, and nothing below
  double remembered = 0, mean = 0;
  std::optional<Interval> interval;             // of what is remembered, 95 %, Student's t
  std::optional<Interval> difference_interval;  // of remembered - mean, paired
};

struct PathAnalysis {
  std::int64_t persons = 0;  // with a visit
  std::int64_t movers = 0;   // with a step
  std::int64_t untimed = 0;  // people of whom something has no time
  std::int64_t steps = 0;
  std::int64_t within = 0;  // of those, steps inside one document
  PeakEnd peak_end;
  std::vector<PathStop> stops;     // in journey order
  std::int64_t hidden_stops = 0;   // of fewer people than min_n
  std::vector<PathStep> matrix;    // by from, then by people
  std::vector<CommonPath> common;  // by people
  std::vector<Handover> handovers;
  std::int64_t hidden_handovers = 0;
  ForecastQuality next_place, next_negative;
  double negative_rate = 0;             // share of all steps that end in a negative visit
  std::vector<NegativeNext> negatives;  // empty when next_negative.best is 0
  // After PathOptions::after; empty when not asked or when next_place.best is 0.
  std::vector<NextPlace> next;
  std::size_t next_order = 0;     // places of `after` that were looked back at
  std::int64_t next_persons = 0;  // who took them so
};

// Throws Error(Exit::usage) for a place of `after` that the journey does not have.
[[nodiscard]] PathAnalysis find_paths(Reader& reader, const Journey& journey,
                                      const PathOptions& options);

}  // namespace voxmap
