// VADER's rules, one after the other as its program applies them: the order decides the result, so
// even its oddities are kept, each named where it stands.
#include "text/vader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "text/chars.hpp"
#include "text/vader_words.hpp"

namespace voxmap::text {
namespace {

constexpr double kUnits = 250;       // of a pack's weight to one of VADER's
constexpr double kCapitals = 0.733;  // a word in capitals among others that are not
constexpr double kNegation = -0.74;
constexpr double kNeverSo = 1.25;  // "never so good"
constexpr double kSecond = 0.95;   // of a booster two words before
constexpr double kThird = 0.9;     // and three
constexpr double kBang = 0.292;    // each "!", up to four
constexpr int kMostBangs = 4;
constexpr double kQuestion = 0.18;   // each "?", when there are two or three
constexpr double kQuestions = 0.96;  // when there are more
constexpr double kAlpha = 15;        // of the normalisation s / sqrt(s * s + 15)

}  // namespace

Vader::Vader(std::span<const Pack* const> packs, Rules& rules) {
  const auto single = [](std::string_view phrase) {
    return phrase.find(' ') == std::string_view::npos;
  };
  Table<RuleId> known;  // the packs were compiled before: their entries have rules
  for (RuleId rule = 0; rule < rules.size(); ++rule) known.emplace(rules.name(rule), rule);
  for (const Pack* pack : packs) {
    const auto rule = [&](std::string_view kind, std::string_view name) {
      const std::string full = pack->info.name + "/" + std::string(kind) + ":" + std::string(name);
      const auto at = known.find(full);
      return at == known.end() ? rules.add(full) : at->second;
    };
    for (const ValenceRow& row : pack->valence) {
      (single(row.place.first) ? words_ : idioms_)[std::string(row.place.first)] = {
          row.weight / kUnits, rule("valence", row.place.first)};
    }
    for (const SymbolRow& row : pack->symbols) {
      words_[std::string(row.place.first)] = {row.weight / kUnits, rule("emoji", row.place.first)};
    }
    for (const ModifierRow& row : pack->modifiers) {
      VaderModifier modifier{row.kind, row.amount / 1000.0, 0};
      if (row.kind == ModifierKind::negation && row.amount == 0) modifier.amount = kNegation;
      modifier.rule =
          rule(row.kind == ModifierKind::negation ? "negation" : "modifier", row.place.first);
      (single(row.place.first) ? modifiers_ : phrases_)[std::string(row.place.first)] = modifier;
    }
    for (const EmojiWordsRow& row : pack->emoji_words) {
      // VADER looks at one character at a time: what has several is never found.
      const Decoded first = decode(row.place.first, 0);
      if (first.bytes == row.place.first.size()) emoji_[first.c] = std::string(row.words);
    }
  }
  no_ = rules.add("engine/vader:no");
  capitals_ = rules.add("engine/vader:capitals");
  contraction_ = rules.add("engine/vader:n't");
  never_ = rules.add("engine/vader:never-so");
  least_ = rules.add("engine/vader:least");
  but_ = rules.add("engine/vader:but");
  punctuation_ = rules.add("engine/vader:punctuation");
  normal_ = rules.add("engine/vader:normal");
}

// One text being scored.
class Vader::Unit {
 public:
  Unit(const Vader& vader, std::uint32_t shift, VaderScratch& scratch, std::vector<Evidence>& out)
      : v_(vader), shift_(shift), s_(scratch), out_(out), first_(out.size()) {}

  VaderScore run(std::string_view text) {
    read_vader_text(text, v_.emoji_, s_);
    for (VaderScratch::Word& word : s_.words) look_up(word);
    capitals_differ_ = some_but_not_all_capitals(s_.words);
    s_.sentiments.assign(s_.words.size(), 0.0);
    for (std::size_t i = 0; i < s_.words.size(); ++i) {
      const bool modifies = s_.words[i].modifier != nullptr && boosts(*s_.words[i].modifier);
      const bool kind_of = is(i, "kind") && i + 1 < s_.words.size() && is(i + 1, "of");
      if (s_.words[i].entry != nullptr && !modifies && !kind_of) s_.sentiments[i] = word_score(i);
    }
    contrast();
    return total();
  }

 private:
  using Word = VaderScratch::Word;

  [[nodiscard]] std::string_view lower(std::size_t i) const {
    return std::string_view(s_.lower).substr(s_.words[i].begin,
                                             s_.words[i].end - s_.words[i].begin);
  }
  [[nodiscard]] bool is(std::size_t i, std::string_view word) const { return lower(i) == word; }
  [[nodiscard]] bool so_or_this(std::size_t i) const { return is(i, "so") || is(i, "this"); }
  static bool boosts(const VaderModifier& modifier) {
    return modifier.kind == ModifierKind::intensifier || modifier.kind == ModifierKind::diminisher;
  }

  void look_up(Word& word) const {
    const auto lowered = std::string_view(s_.lower).substr(word.begin, word.end - word.begin);
    const auto entry = v_.words_.find(lowered);
    word.entry = entry == v_.words_.end() ? nullptr : &entry->second;
    const auto modifier = v_.modifiers_.find(lowered);
    word.modifier = modifier == v_.modifiers_.end() ? nullptr : &modifier->second;
    word.negates = (word.modifier != nullptr && word.modifier->kind == ModifierKind::negation) ||
                   lowered.find("n't") != std::string_view::npos;
  }

  // Evidence for a change of the sum so far, rounded so that the rows add up to the rounded sum.
  void step(Span span, RuleId rule, double change) {
    sum_ += change;
    const auto now = static_cast<std::int32_t>(std::lround(std::clamp(sum_, -1e6, 1e6) * kUnits));
    if (now != rounded_) {
      out_.push_back(
          {{span.begin + shift_, span.end + shift_}, rule, now - rounded_, kValenceDimension});
    }
    rounded_ = now;
  }
  void change(double& valence, double to, Span span, RuleId rule) {
    step(span, rule, to - valence);
    valence = to;
  }
  [[nodiscard]] Span across(std::size_t from, std::size_t to) const {
    return {s_.words[from].span.begin, std::max(s_.words[from].span.end, s_.words[to].span.end)};
  }

  double word_score(std::size_t i) {
    const Word& word = s_.words[i];
    const double mean = word.entry->mean;
    double valence = 0;
    change(valence, mean, word.span, word.entry->rule);
    if (is(i, "no") && i + 1 < s_.words.size() && s_.words[i + 1].entry != nullptr) {
      change(valence, 0, word.span, v_.no_);
    }
    for (const std::size_t back : {1U, 2U, 3U}) {
      if (i < back || !is(i - back, "no")) continue;
      if (back == 3 && !is(i - 1, "or") && !is(i - 1, "nor")) continue;
      change(valence, mean * kNegation, s_.words[i - back].span, v_.no_);
      break;
    }
    if (word.capitals && capitals_differ_) {
      change(valence, valence > 0 ? valence + kCapitals : valence - kCapitals, word.span,
             v_.capitals_);
    }
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
      if (s_.words[i - back].entry != nullptr) continue;
      boost(valence, i - back, back);
      negate(valence, i, back);
      if (back == 3) idioms(valence, i);
    }
    // "at least" and "very least" do not deny.
    if (i > 0 && is(i - 1, "least") && s_.words[i - 1].entry == nullptr &&
        !(i > 1 && (is(i - 2, "at") || is(i - 2, "very")))) {
      change(valence, valence * kNegation, s_.words[i - 1].span, v_.least_);
    }
    return valence;
  }

  void boost(double& valence, std::size_t at, std::size_t back) {
    const Word& word = s_.words[at];
    if (word.modifier == nullptr || !boosts(*word.modifier)) return;
    double amount = word.modifier->amount;
    if (valence < 0) amount = -amount;
    if (word.capitals && capitals_differ_) amount += valence > 0 ? kCapitals : -kCapitals;
    if (back == 2) amount *= kSecond;
    if (back == 3) amount *= kThird;
    change(valence, valence + amount, word.span, word.modifier->rule);
  }

  void negate(double& valence, std::size_t i, std::size_t back) {
    const std::size_t at = i - back;
    const bool never = is(at, "never");
    // Three words back VADER asks for "never so", or for a "so" right before the word in any case.
    if ((back == 2 && never && so_or_this(i - 1)) ||
        (back == 3 && ((never && so_or_this(i - 2)) || so_or_this(i - 1)))) {
      change(valence, valence * kNeverSo, across(at, i - 1), v_.never_);
      return;
    }
    if (is(at, "without") && ((back == 2 && is(i - 1, "doubt")) ||
                              (back == 3 && (is(i - 2, "doubt") || is(i - 1, "doubt"))))) {
      return;
    }
    const Word& word = s_.words[at];
    if (!word.negates) return;
    const bool listed = word.modifier != nullptr && word.modifier->kind == ModifierKind::negation;
    change(valence, valence * (listed ? word.modifier->amount : kNegation), word.span,
           listed ? word.modifier->rule : v_.contraction_);
  }

  [[nodiscard]] std::string_view join(std::size_t from, std::size_t to) const {
    s_.joined.clear();
    for (std::size_t i = from; i <= to; ++i) s_.joined.append(i > from ? " " : "").append(lower(i));
    return s_.joined;
  }

  bool idiom(double& valence, std::size_t from, std::size_t to) {
    const auto at = v_.idioms_.find(join(from, to));
    if (at == v_.idioms_.end()) return false;
    change(valence, at->second.mean, across(from, to), at->second.rule);
    return true;
  }

  // Looked for only where three words stand before, the first of them no lexicon word.
  void idioms(double& valence, std::size_t i) {
    if (!v_.idioms_.empty()) {
      constexpr std::array<std::array<std::size_t, 2>, 5> kBefore = {
          {{1, 0}, {2, 0}, {2, 1}, {3, 1}, {3, 2}}};
      for (const auto& [from, to] : kBefore) {
        if (idiom(valence, i - from, i - to)) break;
      }
      if (i + 1 < s_.words.size()) idiom(valence, i, i + 1);
      if (i + 2 < s_.words.size()) idiom(valence, i, i + 2);
    }
    if (v_.phrases_.empty()) return;
    // A dampener of two words has one sign, whatever the word's.
    constexpr std::array<std::array<std::size_t, 2>, 3> kPhrases = {{{3, 1}, {3, 2}, {2, 1}}};
    for (const auto& [from, to] : kPhrases) {
      const auto at = v_.phrases_.find(join(i - from, i - to));
      if (at == v_.phrases_.end() || !boosts(at->second)) continue;
      change(valence, valence + at->second.amount, across(i - from, i - to), at->second.rule);
    }
  }

  // Words before the first "but" count half, those after it one and a half times. VADER goes
  // through the list while it changes it and finds each number by its value, so of equal numbers
  // the first one changes, and one may change twice: kept here with an index by value.
  void contrast() {
    std::size_t but = 0;
    while (but < s_.words.size() && !is(but, "but")) ++but;
    if (but == s_.words.size()) return;
    std::map<double, std::set<std::size_t>> places;
    for (std::size_t i = 0; i < s_.sentiments.size(); ++i) {
      if (s_.sentiments[i] != 0) places[s_.sentiments[i]].insert(i);
    }
    double before = 0, after = 0;
    for (std::size_t i = 0; i < s_.sentiments.size(); ++i) {
      const double old = s_.sentiments[i];
      if (old == 0) continue;
      std::set<std::size_t>& same = places[old];
      const std::size_t at = *same.begin();
      if (at == but) continue;
      const double now = at < but ? old * 0.5 : old * 1.5;
      (at < but ? before : after) += now - old;
      same.erase(at);
      places[now].insert(at);
      s_.sentiments[at] = now;
    }
    step(s_.words[but].span, v_.but_, before);
    step(s_.words[but].span, v_.but_, after);
  }

  VaderScore total() {
    double sum = 0;
    for (const double sentiment : s_.sentiments) sum += sentiment;
    const double marks = punctuation();
    const Span nowhere{};
    if (sum != 0) {
      const double emphasised = sum > 0 ? sum + marks : sum - marks;
      step(nowhere, v_.punctuation_, emphasised - sum);
      sum = emphasised;
    }
    VaderScore score;
    score.compound = static_cast<std::int32_t>(
        std::lround(std::clamp(sum / std::sqrt(sum * sum + kAlpha), -1.0, 1.0) * 10000));
    score.evidence = out_.size() > first_;
    if (score.valence() != rounded_) {
      out_.push_back({{shift_, shift_}, v_.normal_, score.valence() - rounded_, kValenceDimension});
    }
    return score;
  }

  [[nodiscard]] double punctuation() const {
    const std::string_view text = s_.read;
    const auto bangs =
        std::min<std::ptrdiff_t>(std::count(text.begin(), text.end(), '!'), kMostBangs);
    const auto questions = std::count(text.begin(), text.end(), '?');
    const double asked = questions < 2   ? 0
                         : questions < 4 ? static_cast<double>(questions) * kQuestion
                                         : kQuestions;
    return static_cast<double>(bangs) * kBang + asked;
  }

  const Vader& v_;
  std::uint32_t shift_;
  VaderScratch& s_;
  std::vector<Evidence>& out_;
  std::size_t first_;
  bool capitals_differ_ = false;
  double sum_ = 0;
  std::int32_t rounded_ = 0;
};

VaderScore Vader::score(std::string_view text, std::uint32_t shift, VaderScratch& scratch,
                        std::vector<Evidence>& out) const {
  return Unit(*this, shift, scratch, out).run(text);
}

}  // namespace voxmap::text
