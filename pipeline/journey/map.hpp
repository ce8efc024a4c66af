// The journey map as a value: every number a renderer may show, and none that it may not.
//
// Suppression happens here. A stage or touchpoint with too few people carries no numbers at all in
// a MapData, so no renderer can leak them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journey/hypotheses.hpp"
#include "journey/look.hpp"
#include "journey/moments.hpp"
#include "journey/statistics.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

struct MapOptions {
  Filter filter;           // source, words, from, to...; `stage` and `touchpoint` must be empty
  std::string persona;     // id in the journey; empty: everybody
  std::string segment;     // id in the journey; empty: everybody
  std::int64_t min_n = 5;  // fewer people: hidden. At least 1
  std::string title;       // instead of the journey's
  std::string store;       // the store's path, for the `voxmap explain` commands
  std::int64_t as_of = 0;  // the run that the Reader reads as of; 0: none
  std::string on;          // ages are counted to this day, "2026-07-01"; empty: the newest record's
  std::vector<MapLane> lanes;             // empty: the journey's, or all
  std::optional<CurveStyle> curve;        // nullopt: the journey's, or smooth
  std::vector<MomentDecision> decisions;  // of people, about moments of truth
  // Also candidates for moments of truth, and the journey's hypotheses; reads every mention.
  bool insight = false;
  bool feelings = false;  // also named feelings
};

inline constexpr std::int64_t kDirectional = 30;  // fewer people than this: "directional"

// hidden: fewer than min_n people (and every number of the cell is 0). empty: no mention at all.
enum class Cell : std::uint8_t { shown, hidden, empty };

// Which side of 0 the 95 % interval is on; unclear when it spans 0 or there is no interval.
enum class Tone : std::uint8_t { negative, unclear, positive };
[[nodiscard]] std::string_view to_string(Tone tone) noexcept;

// Mean valence over people, -1..1.
struct Feeling {
  std::int64_t persons = 0;
  double mean = 0;
  std::optional<Interval> interval;  // 95 %, cut to -1..1
  double half_width = 0;             // of the uncut interval; 0 without one
  Tone tone = Tone::unclear;
  bool directional = false;  // persons < kDirectional
};

struct Share {
  std::int64_t count = 0;
  double share = 0;   // 0..1
  Interval interval;  // Wilson, 95 %
};

struct Quote {
  std::int64_t mention = 0;    // `voxmap explain` id
  std::string text;            // the utterance
  std::vector<Span> evidence;  // in `text`, ascending, disjoint
  Valence valence = 0;
  std::string touchpoint;                // title
  std::string source, key, input, date;  // date: "2026-03-01" or empty
  std::uint64_t line = 0;                // of the record in its input; 0: not known
};

struct MapTouchpoint {
  std::string id, title, channel, device, department, owner;
  Cell cell = Cell::empty;
  Feeling feeling;
  std::int64_t mentions = 0;  // 0 when `rounded`
  double share = 0;           // of the stage's mentions; to the nearest 5 % when `rounded`
  // Exact numbers would give a hidden sibling away; `feeling.persons` is then to tens.
  bool rounded = false;
  // Leave-one-out: the mean valence over people and shown touchpoints, minus the same without this
  // one. Below 0: it pulls the journey down. nullopt: not shown, or the only one.
  std::optional<double> impact;
  // Candidates only with MapOptions::insight; what people decided always, hidden or not.
  MomentState moment = MomentState::none;
};

struct MapKpi {
  std::string scale, definition, label;
  KpiDefinition::Formula formula = KpiDefinition::Formula::mean;
  Cell cell = Cell::empty;  // empty: not asked
  KpiEstimate estimate;
  bool directional = false;
  std::optional<double> target;
  // Against the period before, where that is drawn too: map minus it, 95 %.
  std::optional<double> change;
  Interval change_interval;
};

// One month of a stage: hidden and empty ones have no mean.
struct TrendPoint {
  Cell cell = Cell::empty;
  std::int64_t persons = 0;
  double mean = 0;
};

// Where one stage's main touchpoint hands over to the next stage's and something changes with it.
struct HandOver {
  std::size_t from = 0, to = 0;                // stages
  std::string from_touchpoint, to_touchpoint;  // titles
  std::vector<std::string> changes;            // "web > doorstep", "Sales > Logistics"
  // Of people who spoke of both, the mean change; nullopt: nobody was paired.
  std::optional<double> change;
  std::optional<Interval> interval;
  std::int64_t pairs = 0;
  bool sure = false;  // p by Holm over all hand-overs below 0.05
};

// How far the picture lives: stages with data of the last 90 days.
struct Freshness {
  std::string on;                     // day that ages are counted to
  std::size_t fresh = 0, stages = 0;  // of the stages that are shown
};
inline constexpr int kFreshDays = 90;

struct SourceAge {
  std::string source;
  std::string newest;     // day of its newest record; empty: none has a time
  std::int64_t days = 0;  // to Freshness::on
};

struct SourceVolume {
  std::string source;
  std::int64_t mentions = 0;  // 0 when hidden
  Cell cell = Cell::shown;    // hidden: fewer than min_n mentions, or others would tell of those
};

// A named feeling at a stage; hidden: of fewer than min_n people, without numbers.
struct MapFeeling {
  std::string feeling;  // "trust_broken"
  Cell cell = Cell::hidden;
  std::int64_t persons = 0, mentions = 0;
};

struct MapStage {
  std::string id, title, goal, business_goal, owner;
  Cell cell = Cell::empty;
  Feeling feeling;
  std::int64_t mentions = 0;
  std::int64_t scored = 0;            // mentions with a label other than none
  Share negative, neutral, positive;  // of `scored`
  std::array<std::int64_t, kEmotionCount> emotion_marks{};
  std::int64_t no_emotion = 0;                 // mentions without a mark
  std::array<std::int64_t, kActCount> acts{};  // mentions that an act belongs to
  std::vector<MapFeeling> feelings;  // by name; only with MapOptions::feelings, of shown stages
  Share at_risk;                     // of `mentions`: those of documents at risk, docs/acts.md
  std::vector<SourceVolume> volume;  // by source name, every source of the map, 0 included
  std::vector<MapTouchpoint> touchpoints;
  std::optional<std::size_t> lowest, highest;  // index into touchpoints; both shown ones
  std::optional<Quote> best, worst;
  std::vector<MapKpi> kpis;
  std::optional<double> assumed;  // what the team believes, -1..1, as the journey file says
  std::vector<TrendPoint> trend;  // by MapData::months; empty: not asked for, or hidden
  std::string newest;             // last month with a scored mention, "2026-03"; empty: not known

  [[nodiscard]] std::int64_t marks() const;  // emotion marks and no_emotion
  [[nodiscard]] bool any_act() const;
  // Of its touchpoints: confirmed before candidate before none; what was rejected is none.
  [[nodiscard]] MomentState moment() const;
};

struct MapTotals {
  std::int64_t documents = 0, persons = 0, mentions = 0, unassigned = 0;
  bool rounded = false;  // to tens, so that hidden stages cannot be worked out: journey/guard.hpp
  double coverage = 0;   // share of mentions placed on a stage; whole percent when rounded
};

struct LowPoint {
  std::size_t stage = 0, touchpoint = 0;
  std::optional<Quote> quote;
};

// A second line on the curve: an earlier period, a segment, or what the team assumed.
struct Overlay {
  enum class Kind : std::uint8_t { previous, segment, assumed } kind = Kind::previous;
  std::string title;
  struct Point {
    Cell cell = Cell::empty;
    std::int64_t persons = 0;  // 0 of what is assumed
    double mean = 0;
    std::optional<Interval> interval;
    std::optional<double> change;             // map minus this, where both are shown; previous only
    std::optional<Interval> change_interval;  // 95 %, Welch
    bool significant = false;                 // p by Holm over the stages below 0.05
  };
  std::vector<Point> points;  // by stage
};
inline constexpr std::size_t kMostLines = 3;  // the map's own and two more

// What the journey file states, held against the data; `found.hypothesis` is null.
struct MapHypothesis {
  Hypothesis stated;
  std::string place;  // "Get help › Phone queue"
  Tested found;
};

struct MapData {
  std::string journey, title, version;
  std::string persona, segment;  // titles; empty: everybody
  std::string from, to;          // period asked for (from, last day), "2026-03-01"; may be empty
  std::string oldest, newest;    // first and last day of the data
  std::string store;
  std::string narrowed;  // the flags it was narrowed by, as typed: " --segment loyal"
  std::int64_t min_n = 5;
  MapTotals totals;
  Cell unassigned_cell = Cell::empty;  // of its feeling; empty: nobody scored
  std::optional<Feeling> unassigned_feeling;
  std::vector<std::string> sources;  // in name order: the order of every SourceVolume
  std::vector<MapStage> stages;
  std::vector<MapKpi> kpis;        // of the whole journey
  std::optional<LowPoint> lowest;  // touchpoint with the lowest mean
  std::optional<LowPoint> highest;
  std::vector<std::string> packs;
  std::string rules_digest, journey_digest;
  std::optional<std::string> redaction;  // Reader::Totals::redaction
  std::int64_t as_of = 0;                // MapOptions::as_of
  std::int64_t later = 0;                // Reader::Totals::later
  MapLook look;
  bool feelings = false;  // named feelings were counted
  std::string line;       // what the map's own line is called beside others; empty: "this map"
  std::vector<Overlay> overlays;  // kMostLines - 1 at most
  std::vector<HandOver> handovers;
  std::vector<MapHypothesis> hypotheses;  // only with MapOptions::insight
  // "2026-03", that of the newest record last; 12, or fewer where the data are younger.
  std::vector<std::string> months;
  Freshness freshness;
  std::vector<SourceAge> ages;  // by source, as `sources`
};

// Asks the store and computes. Throws Error(Exit::usage) for an unknown persona or segment, with
// the nearest known one; errors of the Reader pass through.
[[nodiscard]] MapData build_map(Reader& reader, const Journey& journey, const MapOptions& options);

}  // namespace voxmap
