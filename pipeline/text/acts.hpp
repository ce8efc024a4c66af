// Speech acts in a text, and what a document's acts and scores say of effort and churn risk.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/engine.hpp"

namespace voxmap::text {

// Adds the packs' acts, later ones winning over earlier ones phrase by phrase and weight by weight.
// To be called once all other tables and the journey are compiled: see parse_beside.
void compile_acts(std::span<const Pack* const> packs, Acts& acts, Compiling& to);

// Appends the acts of a text that `read` has read, by position, without their mentions. The longest
// phrase wins, from left to right. A negator directly before a phrase blocks it ("not so easy",
// "not really easy"), unless the phrase holds one itself; where negators follow the verb
// (Pack::negation_before), one directly behind does so too. A sentence that ends with a question
// mark or begins with a question modifier is a question.
void find_acts(const Lexicon& lexicon, std::string_view text, std::uint32_t verbatim,
               const Working& work, std::vector<ActFound>& acts);

// Gives the acts from `act` on, all of one verbatim, their mentions from `mention` on, of which
// there is one at least: see ActFound::mention.
void attach_acts(std::size_t mention, std::size_t act, Tagged& out);

// Effort and churn risk of a document whose scores are known, by the weights of the first language
// that scored it. Nothing where its packs know of no acts.
void judge_acts(const Acts& acts, Tagged& out);

}  // namespace voxmap::text
