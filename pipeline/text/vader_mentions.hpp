// The profile "vader" on mentions and documents.
#pragma once

#include <algorithm>
#include <string_view>

#include "text/engine.hpp"

namespace voxmap::text {

// Scores mention.span of the text and fills the mention's score, label and evidence.
VaderScore score_by_vader(const Lexicon& lexicon, std::string_view text, Mention& mention,
                          Working& work, Tagged& out);

// The mentions of a verbatim whose clauses and touches are in `work`: one for all of it, or where
// it names several touchpoints one for each clause that names one or shows evidence. The whole
// counts for the document in any case. `put` gets each with the touch it belongs to, or nullptr.
template <class Put>
void vader_mentions(const Lexicon& lexicon, std::string_view text, std::uint32_t verbatim,
                    Working& work, Tagged& out, const Put& put) {
  Mention whole;
  whole.verbatim = verbatim;
  whole.span = {0, static_cast<std::uint32_t>(text.size())};
  const VaderScore scored = score_by_vader(lexicon, text, whole, work, out);
  if (scored.evidence) {
    work.compound_sum += scored.compound;
    ++work.compound_count;
  }
  const bool several = std::any_of(work.touches.begin(), work.touches.end(), [&](const Touch& t) {
    return t.touchpoint != work.touches.front().touchpoint;
  });
  if (!several) {
    put(whole, work.touches.empty() ? nullptr : &work.touches.front());
    return;
  }
  out.evidence.resize(whole.evidence_begin);
  for (const Clause& clause : work.clauses) {
    Mention mention;
    mention.verbatim = verbatim;
    mention.span = clause.span;
    score_by_vader(lexicon, text, mention, work, out);
    const bool named = clause.touch_begin < clause.touch_end;
    if (named || mention.evidence_count > 0) {
      put(mention, named ? &work.touches[clause.touch_begin] : nullptr);
    }
  }
}

// The document's score: the mean compound of its verbatims with evidence. There is one at least.
void finish_by_vader(const Lexicon& labels, const Working& work, Tagged& out);

}  // namespace voxmap::text
