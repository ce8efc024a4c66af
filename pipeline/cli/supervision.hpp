// What `learn` and `calibrate` go by: texts with what people said of them, from a file of coded
// rows or from the ratings in a store.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/config.hpp"
#include "learn/design.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

struct Supervision {
  std::string from;  // "coded.tsv", "shop.voxmap, nps"
  std::vector<learn::Coded> texts;
  bool labels = false, scores = false;
  std::vector<Emotion> emotions;  // that were coded
};

struct SupervisionWish {
  std::string_view command;    // "learn"
  std::string language;        // of the pack
  std::string assumed;         // language of rows that name none; empty: found per text
  bool only_language = false;  // leave out rows of a file that packs of other languages scored
};

inline constexpr Positional kCodedRows = {
    "CODED.tsv", "the coded rows, a TSV file with a header; - is standard input", false, false};
inline constexpr std::array<Flag, 5> kSupervisionFlags = {{
    {"store", 's', "FILE", "take the texts and ratings of a store instead of coded rows", false,
     ""},
    {"rating", '\0', "NAME", "which rating of the store: nps, stars (default: the only one)", false,
     ""},
    {"bands", '\0', "LOW,HIGH",
     "make labels of scores or ratings: negative up to LOW, positive from HIGH on", false, ""},
    {"most", '\0', "N", "of a store, texts taken at most, at random (default: 50000)", false, ""},
    {"config", 'c', "FILE",
     "take names and what is redacted from it (default: voxmap.toml here, unless it is another "
     "store's)",
     false, ""},
}};

// The config that says how the texts are loaded; none: as `voxmap load` does without one.
[[nodiscard]] std::optional<Config> training_config(const Arguments& args);

// Reads what the arguments name and has it scored, redacted as the config says: nobody's name
// becomes part of a pack, and what is learned is what a load will see. What is left out is told on
// `err`. A text of a store is a document, its scored verbatims together; its person is the
// respondent's pseudonym. Throws Error(Exit::usage) for arguments that do not fit each other,
// Exit::data where nothing is there to learn from.
[[nodiscard]] Supervision read_supervision(const Arguments& args, const Tagger& tagger,
                                           const SupervisionWish& wish,
                                           const std::optional<Config>& config, Stream& err);

}  // namespace voxmap::cli
