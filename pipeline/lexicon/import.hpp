// Reading foreign lexicons: which formats there are, how one is recognised, what it says.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/entries.hpp"

namespace voxmap::lexicon {

// The numbers a lexicon uses: `centre` is neutral, for emotions `low` is "not at all".
struct Scale {
  double low = -1, high = 1, centre = 0;
  // -1..1, or 0..1 for `amount`. nullopt when x is outside.
  [[nodiscard]] std::optional<double> valence(double x) const;
  [[nodiscard]] std::optional<double> amount(double x) const;
};
// "-5..5", "1..9" or "1..9@5"; the centre is the middle unless said. nullopt when it is no scale.
[[nodiscard]] std::optional<Scale> parse_scale(std::string_view text);

// What a category of a lexicon ("posemo", "anx", "#joy") means here.
struct Meaning {
  enum class Kind : std::uint8_t { none, positive, negative, emotion } kind = Kind::none;
  Emotion emotion = Emotion::anger;
};
[[nodiscard]] std::optional<Meaning> parse_meaning(
    std::string_view name);  // "joy", "positive", "-"

struct ImportOptions {
  std::string format;     // empty: recognised by content
  std::string encoding;   // empty: recognised
  std::string delimiter;  // of tables; empty: recognised
  std::optional<Scale> scale;
  std::optional<Repeats> repeats;
  // Columns of a table: role ("word", "valence", "category", "value", "positive", "negative" or an
  // emotion) to header or number from 1.
  std::map<std::string, std::string, std::less<>> columns;
  // Categories by their name in lower case; these come before what is known of the formats.
  std::map<std::string, Meaning, std::less<>> categories;
};

struct FormatInfo {
  std::string_view name;
  std::string_view title;
  std::string_view shape;     // how a file looks, for the list of formats
  std::string_view licence;   // what is known of its terms; empty: nothing
  std::string_view language;  // empty: several or none
};
// In the order of the manual.
[[nodiscard]] std::span<const FormatInfo> formats();

// Reads the files one by one, each in its own format. Throws Error: usage (unknown format), data (a
// file in no known format, or without a single entry), and as read_file. `files` are paths.
[[nodiscard]] Imported read_lexicons(const std::vector<std::string>& files,
                                     const ImportOptions& options);
// The same for one file in hand.
void read_lexicon(const SourceFile& file, const ImportOptions& options, Imported& into);

}  // namespace voxmap::lexicon
