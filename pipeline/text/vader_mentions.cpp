// From VADER's compound to valence, label and evidence range.
#include "text/vader_mentions.hpp"

namespace voxmap::text {

VaderScore score_by_vader(const Lexicon& lexicon, std::string_view text, Mention& mention,
                          Working& work, Tagged& out) {
  mention.evidence_begin = static_cast<std::uint32_t>(out.evidence.size());
  const VaderScore scored =
      lexicon.vader->score(mention.span.of(text), mention.span.begin, work.vader, out.evidence);
  mention.valence = scored.valence();
  if (scored.evidence) mention.label = label_of(mention.valence, lexicon);
  note_threshold(lexicon, mention, out.evidence);
  mention.evidence_count = static_cast<std::uint32_t>(out.evidence.size()) - mention.evidence_begin;
  return scored;
}

void finish_by_vader(const Lexicon& labels, const Working& work, Tagged& out) {
  const std::int64_t half =
      work.compound_sum < 0 ? -work.compound_count / 2 : work.compound_count / 2;
  out.compound = static_cast<std::int32_t>((work.compound_sum + half) / work.compound_count);
  out.valence = VaderScore{*out.compound, true}.valence();
  out.label = label_of(out.valence, labels);
}

}  // namespace voxmap::text
