// How VADER reads a text: emoji in words, cut at white space, punctuation off, capitals noted.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/vader.hpp"

namespace voxmap::text {

// Fills read, origin, lower and words (without what is looked up).
void read_vader_text(std::string_view text, const std::unordered_map<char32_t, std::string>& emoji,
                     VaderScratch& scratch);
[[nodiscard]] bool some_but_not_all_capitals(const std::vector<VaderScratch::Word>& words);

}  // namespace voxmap::text
