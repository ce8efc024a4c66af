// How the renderers write numbers, dates and other people's words. No locale anywhere.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "journey/map.hpp"

namespace voxmap {

[[nodiscard]] std::string grouped(std::int64_t value);        // "12,345"
[[nodiscard]] std::string fixed(double value, int decimals);  // "0.31", never "-0.00"
[[nodiscard]] std::string signed_fixed(double value, int decimals, bool unicode = true);  // "+0.31"
[[nodiscard]] std::string percent(double share);           // 0.218 -> "22 %"
[[nodiscard]] double rounded(double value, int decimals);  // never -0.0

[[nodiscard]] std::string_view cell_word(Cell cell);          // "shown", "hidden", "empty"
[[nodiscard]] std::size_t characters(std::string_view text);  // of UTF-8, not bytes

[[nodiscard]] std::string short_date(std::string_view iso);  // "2026-03-01" -> "1 Mar 2026"
// "1 Mar – 31 May 2026": the period asked for, where it was, otherwise that of the data; of an
// earlier run with ", as of run 3" behind it.
[[nodiscard]] std::string period(const MapData& map, bool unicode = true);

// A KPI's value in its unit: "+41", "82 %", "5.4"; and its interval "+31 to +51", or nothing.
[[nodiscard]] std::string kpi_value(const MapKpi& kpi, double value, bool unicode = true);
[[nodiscard]] std::string kpi_interval(const MapKpi& kpi, bool unicode = true);

// "2026-03" -> "Mar 2026".
[[nodiscard]] std::string short_month(std::string_view iso);
// A difference of two values of a KPI, in its unit: "+6", "−4 points", "+0.3".
[[nodiscard]] std::string kpi_difference_text(const MapKpi& kpi, double value, bool unicode = true);
// "▲ " or "▼ " when the interval of the change excludes 0, otherwise nothing.
[[nodiscard]] std::string_view change_arrow(const MapKpi& kpi);
// "reached" when the whole interval is at the target or above, "missed" when it is below, "open"
// otherwise: then the data do not tell.
[[nodiscard]] std::string_view target_word(const MapKpi& kpi);

// Touchpoints by importance, those without one last, in journey order.
[[nodiscard]] std::vector<const MapTouchpoint*> by_impact(const MapStage& stage);
// "Paying: −0.12 (95 %: −0.20 to −0.04), 31 people, impact −0.013", for a tooltip.
[[nodiscard]] std::string touchpoint_text(const MapTouchpoint& touchpoint, std::int64_t min_n);
// ", moment of truth" and ", candidate for a moment of truth"; empty of others.
[[nodiscard]] std::string_view moment_text(MomentState moment);

// "before: ...: −0.12 (95 %: −0.20 to −0.04), 31 people", of one stage of a second line.
[[nodiscard]] std::string overlay_text(const Overlay& overlay, std::size_t stage);

// The first character of text[at..] as its bytes; `at` moves behind it. Invalid bytes come singly.
[[nodiscard]] std::string_view next_character(std::string_view text, std::size_t& at);

// One line of text that cannot change what is around it: controls become spaces or vanish, as do
// direction overrides and what XML 1.0 forbids; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);
// one_line, with & < > " ' as entities: safe in XML and HTML text and attributes.
[[nodiscard]] std::string escape_xml(std::string_view text);

// An argument of a shell command line, in quotes when it needs them.
[[nodiscard]] std::string shell_word(std::string_view text);
// "voxmap explain --store shop.voxmap 42"
[[nodiscard]] std::string explain_command(const MapData& map, const Quote& quote);
// "voxmap explain --store shop.voxmap --stage ID": what adds up a stage's numbers again.
[[nodiscard]] std::string replay_command(const MapData& map);
// "survey R_1, line 12, 3 Mar 2026"
[[nodiscard]] std::string quote_origin(const Quote& quote);

// What a map as of a run is drawn from: for a report. Empty for a map of what is there now.
[[nodiscard]] std::string as_of_sentence(const MapData& map);

// What was and what was not taken out of the texts, of Reader::Totals::redaction: for a report.
[[nodiscard]] std::string redaction_sentence(const std::optional<std::string>& redaction);

// Emotions in the order they are drawn, from pleasant to unpleasant; "none" comes last everywhere.
inline constexpr std::array<Emotion, kEmotionCount> kEmotionOrder = {
    Emotion::joy,  Emotion::trust,   Emotion::anticipation, Emotion::surprise,
    Emotion::fear, Emotion::sadness, Emotion::disgust,      Emotion::anger};

// The emotions with a mark, most frequent first (ties: drawing order), with their share of marks.
[[nodiscard]] std::vector<std::pair<Emotion, double>> top_emotions(const MapStage& stage);

}  // namespace voxmap
