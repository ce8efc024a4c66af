// Writes and reads the integers of mentions, evidence and ratings.
#include "store/mention_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace voxmap {

namespace {

constexpr std::uint8_t kValenceAsStored = kEmotionCount;

// Digits of 0..999 from the left, and in the last place how many they are: most numbers of a
// mention are such.
constexpr auto kDigits = [] {
  std::array<std::array<char, 4>, 1000> all{};
  for (unsigned n = 0; n < all.size(); ++n) {
    unsigned count = 0;
    if (n >= 100) all[n][count++] = static_cast<char>('0' + n / 100);
    if (n >= 10) all[n][count++] = static_cast<char>('0' + n / 10 % 10);
    all[n][count++] = static_cast<char>('0' + n % 10);
    all[n][3] = static_cast<char>(count);
  }
  return all;
}();

// Appends to a string by way of a place of its own. Who writes keeps where he is (`at`) to himself:
// in a member it would have to be stored and read again with every character.
class Numbers {
 public:
  static constexpr std::size_t kLongest = 24;  // a number, what stands before it and behind it
  static constexpr std::size_t kRoom = 2048;

  explicit Numbers(std::string& text) : text_(text) {}
  [[nodiscard]] char* begin() noexcept { return room_.data(); }
  // Where to write so many numbers, at most a few dozen, each with a character before it and
  // two more for all of them.
  [[nodiscard]] char* room(char* at, std::size_t numbers) {
    const std::ptrdiff_t left = room_.data() + kRoom - at;
    if (left >= static_cast<std::ptrdiff_t>(numbers * kLongest)) return at;
    end(at);
    return room_.data();
  }
  void end(const char* at) {
    text_.append(room_.data(), static_cast<std::size_t>(at - room_.data()));
  }

 private:
  std::string& text_;
  std::array<char, kRoom> room_;  // not set to anything beforehand: that took longer than digits
};

char* put_at(char* at, char c) {
  *at = c;
  return at + 1;
}
char* put_at(char* at, char before, std::int64_t number) {
  *at++ = before;
  if (const auto small = static_cast<std::uint64_t>(number); small < kDigits.size()) {
    std::memcpy(at, kDigits[small].data(), 4);
    return at + kDigits[small][3];
  }
  return std::to_chars(at, at + Numbers::kLongest, number).ptr;
}

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

char* put_rest(char* at, std::int32_t first, std::int32_t second) {
  if (first != 0 || second != 0) at = put_at(at, ',', first);
  if (second != 0) at = put_at(at, ',', second);
  return put_at(at, ']');
}

char* put_signals(Numbers& out, char* at, const Signals& signals) {
  at = out.room(at, 2);
  at = put_at(at, ',');
  at = put_at(at, '[', signals.churn_risk);
  for (const StoredAct& found : signals.acts) {
    at = out.room(at, 6);
    at = put_at(at, ',');
    at = put_at(at, '[', found.span.begin);
    at = put_at(at, ',', found.span.size());
    at = put_at(at, ',', found.rule);
    at = put_at(at, ',', static_cast<std::int64_t>(found.act));
    at = put_rest(at, found.churn, found.effort);
  }
  for (const EnginePart& part : signals.engine) {
    at = out.room(at, 3);
    at = put_at(at, ',');
    at = put_at(at, '[', part.rule);
    at = put_rest(at, part.churn, part.effort);
  }
  return put_at(out.room(at, 1), ']');
}

char* put_dimension(char* at, const Evidence& piece) {
  return put_at(at, ',', piece.dimension == kValenceDimension ? kValenceAsStored : piece.dimension);
}

char* put_evidence(Numbers& out, char* at, std::span<const Evidence> evidence, Rules& rules) {
  char between = '[';
  for (std::size_t i = 0; i < evidence.size();) {
    const Evidence& first = evidence[i++];
    at = out.room(at, 5);
    at = put_at(at, between);
    at = put_at(at, '[', first.span.begin);
    at = put_at(at, ',', first.span.size());
    at = put_at(at, ',', rules.id(first.rule));
    at = put_at(at, ',', first.weight);
    const auto goes_on = [&] {
      return i < evidence.size() && evidence[i].rule == first.rule &&
             evidence[i].span == first.span;
    };
    if (first.dimension != kValenceDimension || goes_on()) at = put_dimension(at, first);
    for (; goes_on(); ++i) {
      at = out.room(at, 2);
      at = put_at(at, ',', evidence[i].weight);
      at = put_dimension(at, evidence[i]);
    }
    at = put_at(out.room(at, 1), ']');
    between = ',';
  }
  at = out.room(at, 1);
  if (evidence.empty()) at = put_at(at, '[');
  return put_at(at, ']');
}

}  // namespace

void append_mention(std::string& text, const MentionValues& mention,
                    std::span<const Evidence> evidence, const Signals& signals, Rules& rules) {
  const char separator = text.empty() ? '[' : ',';
  Numbers out(text);
  const auto enumerator = [](auto value) { return static_cast<std::int64_t>(value); };
  char* at = put_at(out.begin(), separator);
  at = put_at(at, '[', mention.span.begin);
  at = put_at(at, ',', mention.span.size());
  at = put_at(at, ',', mention.touchpoint);
  at = put_at(at, ',', enumerator(mention.attached_by));
  at = put_at(at, ',', enumerator(mention.label));
  at = put_at(at, ',', mention.valence);
  at = put_at(at, ',', pack_emotions(mention.emotions, 0));
  at = put_at(at, ',', pack_emotions(mention.emotions, 4));
  at = put_at(at, ',');
  at = put_evidence(out, at, evidence, rules);
  if (!mention.attached.empty()) {
    at = out.room(at, 3);
    at = put_at(at, ',', mention.attached.begin);
    at = put_at(at, ',', mention.attached.size());
    at = put_at(at, ',', mention.attached_rule);
  }
  if (!signals.empty()) at = put_signals(out, at, signals);
  out.end(put_at(out.room(at, 1), ']'));
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
  Numbers out(text);
  char* at = out.begin();
  char separator = '[';
  for (const RatingRow& rating : ratings) {
    at = out.room(at, 3);
    at = put_at(at, separator);
    at = put_at(at, '[', rating.scale);
    at = put_at(at, ',', rating.definition);
    at = put_at(at, ',', rating.milli);
    at = put_at(at, ']');
    separator = ',';
  }
  out.end(put_at(out.room(at, 1), ']'));
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
  Numbers to(out);
  char* at = to.begin();
  if (!first) at = put_at(at, ',');
  at = put_at(at, '[', scope);
  at = put_at(at, ',', mentions);
  at = put_at(at, ',', valence);
  to.end(put_at(at, ']'));
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
