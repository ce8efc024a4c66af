// The journey that mentions are attached to: stages in order, each with touchpoints.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/document.hpp"
#include "voxmap/span.hpp"

namespace voxmap {

struct Pattern {
  std::string regex;  // RE2; its \b knows ASCII only. Matched case-insensitively
  Location where;
};

struct Touchpoint {
  std::string id;     // "checkout.payment": unique in the journey
  std::string title;  // "Paying"
  std::string channel, device, department, owner;
  std::vector<std::string> words;  // phrases, matched whole and case-folded at word boundaries
  std::vector<Pattern> patterns;   // what words cannot say
  std::vector<std::string>
      questions;            // a prompt that contains one of these (case-folded) is about it
  std::uint32_t stage = 0;  // index into Journey::stages
};

struct Kpi {
  std::string scale;       // nps, csat, ces, stars
  std::string definition;  // empty: the scale's default
  std::optional<std::int64_t> target_milli;
};

struct Stage {
  std::string id;  // "checkout"
  std::string title;
  std::string goal;           // the customer's
  std::string business_goal;  // ours
  std::string owner;
  std::vector<Kpi> kpis;
  std::optional<std::int64_t> assumed_milli;  // the team's guess of the feeling, -1000..1000
};

// A condition on one attribute: equal to one of `values` (case-folded), or a numeric comparison.
struct Condition {
  enum class Op : std::uint8_t { one_of, less, less_equal, greater, greater_equal, not_equal };
  std::string attribute;
  Op op = Op::one_of;
  std::vector<std::string> values;  // one_of, not_equal
  std::int64_t number_milli = 0;    // comparisons
};

[[nodiscard]] bool holds(const Condition& condition, std::span<const Attribute> attributes);

// A persona or segment: all conditions hold.
struct Group {
  std::string id;
  std::string title;
  std::vector<Condition> when;
};
[[nodiscard]] bool matches(const Group& group, std::span<const Attribute> attributes);

// What a team believes, to be tested: what is felt or done at a place, against something else.
struct Hypothesis {
  std::string id, text;
  std::string stage, touchpoint;  // ids; touchpoint empty: the whole stage
  std::string measure;            // "valence", or the name of an emotion or an act
  bool higher = false;            // than what it is held against; otherwise lower
  enum class Against : std::uint8_t { others, threshold, segment } against = Against::others;
  double threshold = 0;        // -1..1 for valence, 0..1 otherwise
  std::string segment, other;  // ids; segment empty: everybody. other: for Against::segment
};

struct Journey {
  std::string id;
  std::string title;
  std::string version;
  std::vector<Stage> stages;            // in the order the customer meets them
  std::vector<Touchpoint> touchpoints;  // grouped by stage, in stage order
  std::vector<Group> personas;
  std::vector<Group> segments;
  std::vector<Hypothesis> hypotheses;
  std::vector<std::string> lanes;  // of the map, by name (docs/map.md); empty: all
  std::string curve;               // smooth, line, step; empty: smooth
  std::string file;                // where it was read from
  std::string digest;              // SHA-256 of the file's bytes, 64 hex digits
  std::string toml;  // the file's bytes: the store keeps them, so that a map needs no file

  [[nodiscard]] std::optional<std::uint32_t> find_touchpoint(std::string_view touchpoint) const;
  [[nodiscard]] std::optional<std::uint32_t> find_stage(std::string_view stage) const;
};

// Reads a journey file (docs/journey.md). Throws Error(Exit::config) with every Problem found,
// each with file:line:column; Error(Exit::no_input) when the file cannot be opened. Patterns are
// compiled by the Tagger, which reports broken ones with their Location.
[[nodiscard]] Journey read_journey(const std::string& path);
[[nodiscard]] Journey parse_journey(std::string_view toml, const std::string& file);

}  // namespace voxmap
