// "How to read this map": every number in plain words, with its formula.
#include <fmt/format.h>

#include "journey/format.hpp"
#include "journey/html.hpp"

namespace voxmap {

std::string html_manual(const MapData& map) {
  return fmt::format(
      R"html(<h2>How to read this map</h2>
<div class="manual">
<h3>Valence, −1 to +1</h3>
<p>Every clause that speaks of a touchpoint is scored by published word lists and rules, from −1 (worst)
to +1 (best). First each person's scores at a stage are averaged, then the people: a long interview
counts as much as a short survey answer. A clause without any scored word is counted as a mention, but
has no valence: silence is not the same as a neutral opinion.</p>
<h3>The line</h3>
<p>It passes through the stages' means and never rises or falls beyond two neighbours (monotone cubic,
Fritsch and Carlson). It breaks where a stage has too few people. Only the dots are measurements.</p>
<h3>Whiskers and band</h3>
<p>95 % interval of the mean: mean ± t × s / √n, with n people, s their standard deviation, t of n − 1
degrees of freedom. Green: the whole interval is above 0. Orange: below 0. Grey: it includes 0, so the
sign is not certain. It says how well these people stand for others like them; it does not know who did
not answer, nor the mistakes of the scoring.</p>
<h3>Dots</h3>
<p>A larger dot has more people behind it. Hollow: fewer than {0} people, a direction rather than a
measurement.</p>
<h3>Hidden stages</h3>
<p>Fewer than {1} people: no number, emotion or quote is shown, so that nobody can be recognised. If
exactly one part is hidden, totals are rounded, so that it cannot be worked out by subtraction.</p>
<h3>Emotions</h3>
<p>Share of all emotion marks found (Plutchik's eight; a mention may have several) plus one “none” for
every mention without a mark.</p>
<h3>Negative and positive</h3>
<p>Share of the mentions that have a score, with Wilson's 95 % interval for shares.</p>
<h3>Ratings</h3>
<p>Numbers that customers gave themselves. NPS = % of 9–10 minus % of 0–6, interval
±1.96 × 100 × √((p + d − (p − d)²) / n). CSAT = % of 4–5 on 1–5 (Wilson). CES and stars = mean (t
interval). Another formula is named beside its number in the table.</p>
<h3>Quotes</h3>
<p>Not hand-picked: of all scored clauses of 25 to 160 characters the strongest one on either side,
then the one with the most evidence; nobody is quoted twice. Underlined: the words that were scored. The
command below a quote shows the arithmetic, rule by rule.</p>
<h3>Not on any stage</h3>
<p>Mentions that name no touchpoint of this journey. They are counted, never guessed.</p>
</div>
)html",
      kDirectional, map.min_n);
}

}  // namespace voxmap
