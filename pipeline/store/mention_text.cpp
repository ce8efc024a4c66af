// Writes and reads the integers of mentions, evidence and ratings.
#include "store/mention_text.hpp"

#include <algorithm>
#include <charconv>

namespace voxmap {

namespace {

constexpr std::uint8_t kValenceAsStored = kEmotionCount;

// Appends numbers to a string that is grown once for many.
class Numbers {
 public:
  static constexpr std::size_t kLongest = 21;  // a number and what follows it

  Numbers(std::string& text, std::size_t numbers) : text_(text), used_(text.size()) {
    text.resize(used_ + numbers * kLongest + 16);
  }
  ~Numbers() { text_.resize(used_); }
  Numbers(const Numbers&) = delete;
  Numbers& operator=(const Numbers&) = delete;

  void put(char c) { text_[used_++] = c; }
  void put(std::int64_t number) {
    char* const begin = text_.data() + used_;
    used_ += static_cast<std::size_t>(std::to_chars(begin, begin + kLongest, number).ptr - begin);
  }
  void put(char before, std::int64_t number) {
    put(before);
    put(number);
  }

 private:
  std::string& text_;
  std::size_t used_;
};

// Reads what Numbers wrote, and nothing else: no spaces, no fractions.
class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  [[nodiscard]] bool take(char c) noexcept {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  template <typename Integer>
  [[nodiscard]] bool number(Integer& out) noexcept {
    const auto [next, error] = std::from_chars(at_, end_, out);
    at_ = next;
    return error == std::errc{};
  }
  // A comma, then a number.
  template <typename Integer>
  [[nodiscard]] bool next(Integer& out) noexcept {
    return take(',') && number(out);
  }
  [[nodiscard]] bool at_bracket() const noexcept { return at_ != end_ && *at_ == '['; }
  [[nodiscard]] bool done() const noexcept { return at_ == end_; }
  [[nodiscard]] const char* at() const noexcept { return at_; }

 private:
  const char* at_;
  const char* end_;
};

bool take_span(TextCursor& in, Span& span) {
  std::uint32_t bytes = 0;
  if (!in.number(span.begin) || !in.next(bytes) || bytes > UINT32_MAX - span.begin) return false;
  span.end = span.begin + bytes;
  return true;
}

bool take_evidence(TextCursor& in, std::vector<StoredEvidence>* out) {
  if (!in.take('[')) return false;
  if (in.take(']')) return true;
  do {
    StoredEvidence piece;
    if (!in.take('[') || !take_span(in, piece.span) || !in.next(piece.rule)) return false;
    bool more = in.take(',');
    if (!more) return false;
    for (; more; more = in.take(',')) {
      std::uint8_t stored = kValenceAsStored;
      if (!in.number(piece.weight)) return false;
      if (in.take(',') && (!in.number(stored) || stored > kValenceAsStored)) return false;
      piece.dimension = stored == kValenceAsStored ? kValenceDimension : stored;
      if (out != nullptr) out->push_back(piece);
    }
    if (!in.take(']')) return false;
  } while (in.take(','));
  return in.take(']');
}

// What follows a comma, or zero.
bool take_rest(TextCursor& in, std::int32_t& first, std::int32_t& second) {
  first = second = 0;
  if (!in.take(',')) return true;
  return in.number(first) && (!in.take(',') || in.number(second));
}

bool take_signals(TextCursor& in, Signals& out) {
  std::int32_t churn_risk = 0;
  if (!in.take('[') || !in.number(churn_risk)) return false;
  out.churn_risk = std::max(out.churn_risk, churn_risk);
  while (in.take(',')) {
    // Acts have four numbers or more, parts of the engine three at most.
    std::int64_t first = 0, second = 0, third = 0;
    if (!in.take('[') || !in.number(first) || !in.next(second)) return false;
    if (in.take(']')) {
      out.engine.push_back({first, static_cast<std::int32_t>(second), 0});
      continue;
    }
    if (!in.next(third)) return false;
    if (in.take(']')) {
      out.engine.push_back(
          {first, static_cast<std::int32_t>(second), static_cast<std::int32_t>(third)});
      continue;
    }
    StoredAct one;
    std::uint32_t act = 0;
    if (first < 0 || second < 0 || first > UINT32_MAX || second > UINT32_MAX - first ||
        !in.next(act) || act >= kActCount || !take_rest(in, one.churn, one.effort) ||
        !in.take(']')) {
      return false;
    }
    one.span = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + second)};
    one.rule = third;
    one.act = static_cast<Act>(act);
    out.acts.push_back(one);
  }
  return in.take(']');
}

bool take_mention(TextCursor& in, MentionValues& out) {
  std::uint32_t by = 0, label = 0;
  std::int64_t a = 0, b = 0;
  if (!in.take('[') || !take_span(in, out.span) || !in.next(out.touchpoint) || !in.next(by) ||
      !in.next(label) || !in.next(out.valence) || !in.next(a) || !in.next(b) || !in.take(',')) {
    return false;
  }
  if (by > static_cast<std::uint32_t>(AttachedBy::declared) ||
      label > static_cast<std::uint32_t>(Label::positive)) {
    return false;
  }
  out.attached_by = static_cast<AttachedBy>(by);
  out.label = static_cast<Label>(label);
  out.emotions = unpack_emotions(a, b);
  const char* const begin = in.at();
  if (!take_evidence(in, nullptr)) return false;
  out.evidence = {begin, static_cast<std::size_t>(in.at() - begin)};
  bool more = in.take(',');
  if (more && !in.at_bracket()) {
    if (!take_span(in, out.attached) || !in.next(out.attached_rule)) return false;
    more = in.take(',');
  }
  if (more) {
    const char* const begin_signals = in.at();
    Signals signals;
    if (!take_signals(in, signals)) return false;
    out.churn_risk = signals.churn_risk;
    for (const StoredAct& found : signals.acts) out.note(found.act);
    out.signals = {begin_signals, static_cast<std::size_t>(in.at() - begin_signals)};
  }
  return in.take(']');
}

void put_rest(Numbers& out, std::int32_t first, std::int32_t second) {
  if (first != 0 || second != 0) out.put(',', first);
  if (second != 0) out.put(',', second);
  out.put(']');
}

void put_signals(Numbers& out, const Signals& signals) {
  out.put(',');
  out.put('[', signals.churn_risk);
  for (const StoredAct& found : signals.acts) {
    out.put(',');
    out.put('[', found.span.begin);
    out.put(',', found.span.size());
    out.put(',', found.rule);
    out.put(',', static_cast<std::int64_t>(found.act));
    put_rest(out, found.churn, found.effort);
  }
  for (const EnginePart& part : signals.engine) {
    out.put(',');
    out.put('[', part.rule);
    put_rest(out, part.churn, part.effort);
  }
  out.put(']');
}

}  // namespace

void append_mention(std::string& text, const MentionValues& mention,
                    std::span<const Evidence> evidence, const Signals& signals, Rules& rules) {
  const char separator = text.empty() ? '[' : ',';
  Numbers out(text, 14 + 6 * evidence.size() + 7 * signals.acts.size() + 4 * signals.engine.size());
  const auto enumerator = [](auto value) { return static_cast<std::int64_t>(value); };
  out.put(separator);
  out.put('[', mention.span.begin);
  out.put(',', mention.span.size());
  out.put(',', mention.touchpoint);
  out.put(',', enumerator(mention.attached_by));
  out.put(',', enumerator(mention.label));
  out.put(',', mention.valence);
  out.put(',', pack_emotions(mention.emotions, 0));
  out.put(',', pack_emotions(mention.emotions, 4));
  out.put(',');
  const auto put_dimension = [&](const Evidence& piece) {
    out.put(',', piece.dimension == kValenceDimension ? kValenceAsStored : piece.dimension);
  };
  char between = '[';
  for (std::size_t i = 0; i < evidence.size();) {
    const Evidence& first = evidence[i++];
    out.put(between);
    out.put('[', first.span.begin);
    out.put(',', first.span.size());
    out.put(',', rules.id(first.rule));
    out.put(',', first.weight);
    const auto goes_on = [&] {
      return i < evidence.size() && evidence[i].rule == first.rule &&
             evidence[i].span == first.span;
    };
    if (first.dimension != kValenceDimension || goes_on()) put_dimension(first);
    for (; goes_on(); ++i) {
      out.put(',', evidence[i].weight);
      put_dimension(evidence[i]);
    }
    out.put(']');
    between = ',';
  }
  if (evidence.empty()) out.put('[');
  out.put(']');
  if (!mention.attached.empty()) {
    out.put(',', mention.attached.begin);
    out.put(',', mention.attached.size());
    out.put(',', mention.attached_rule);
  }
  if (!signals.empty()) put_signals(out, signals);
  out.put(']');
}

bool parse_mentions(std::string_view text, std::int64_t slot,
                    std::vector<MentionValues>& mentions) {
  if (text.empty()) return true;
  TextCursor in(text);
  std::int64_t place = slot << 10;
  if (!in.take('[')) return false;
  do {
    MentionValues& mention = mentions.emplace_back();
    mention.place = place++;
    if (!take_mention(in, mention)) return false;
  } while (in.take(','));
  return in.take(']') && in.done();
}

bool parse_evidence(std::string_view text, std::vector<StoredEvidence>& evidence) {
  TextCursor in(text);
  return take_evidence(in, &evidence) && in.done();
}

bool parse_signals(std::string_view text, Signals& signals) {
  if (text.empty()) return true;
  TextCursor in(text);
  return take_signals(in, signals) && in.done();
}

void append_ratings(std::string& text, std::span<const RatingRow> ratings) {
  if (ratings.empty()) return;
  Numbers out(text, 3 * ratings.size() + 1);
  char separator = '[';
  for (const RatingRow& rating : ratings) {
    out.put(separator);
    out.put('[', rating.scale);
    out.put(',', rating.definition);
    out.put(',', rating.milli);
    out.put(']');
    separator = ',';
  }
  out.put(']');
}

bool parse_ratings(std::string_view text, std::vector<RatingRow>& ratings) {
  if (text.empty()) return true;
  TextCursor in(text);
  if (!in.take('[')) return false;
  do {
    RatingRow& rating = ratings.emplace_back();
    if (!in.take('[') || !in.number(rating.scale) || !in.next(rating.definition) ||
        !in.next(rating.milli) || !in.take(']')) {
      return false;
    }
  } while (in.take(','));
  return in.take(']') && in.done();
}

void append_sum(std::string& out, std::int64_t scope, std::int64_t mentions, std::int64_t valence) {
  const bool first = out.size() <= 1;
  Numbers to(out, 3);
  if (!first) to.put(',');
  to.put('[', scope);
  to.put(',', mentions);
  to.put(',', valence);
  to.put(']');
}

bool parse_sums(std::string_view text,
                const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& found) {
  if (text == "[]") return true;
  TextCursor in(text);
  if (!in.take('[')) return false;
  do {
    std::int64_t scope = 0;
    std::int64_t mentions = 0;
    std::int64_t valence = 0;
    if (!in.take('[') || !in.number(scope) || !in.next(mentions) || !in.next(valence) ||
        !in.take(']')) {
      return false;
    }
    found(scope, mentions, valence);
  } while (in.take(','));
  return in.take(']') && in.done();
}

}  // namespace voxmap
