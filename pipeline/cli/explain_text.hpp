// The arithmetic of a score, in words for a person.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.hpp"
#include "voxmap/emotion.hpp"
#include "voxmap/store.hpp"

namespace voxmap::cli {

// The utterance with every step behind it, dimension by dimension, and the sums. `text` is the
// whole verbatim. A sum that does not equal the score is said so: it would be a bug.
[[nodiscard]] std::string explain_steps(std::string_view text, Span utterance, Label label,
                                        Valence valence, const Intensities& emotions,
                                        std::span<const EvidenceRow> evidence, const Stream& out);

}  // namespace voxmap::cli
