// Writes and reads the integers of mentions, evidence and ratings.
#include "store/mention_text.hpp"

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
class Cursor {
 public:
  explicit Cursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

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
  [[nodiscard]] bool done() const noexcept { return at_ == end_; }
  [[nodiscard]] const char* at() const noexcept { return at_; }

 private:
  const char* at_;
  const char* end_;
};

bool take_span(Cursor& in, Span& span) {
  std::uint32_t bytes = 0;
  if (!in.number(span.begin) || !in.next(bytes) || bytes > UINT32_MAX - span.begin) return false;
  span.end = span.begin + bytes;
  return true;
}

bool take_evidence(Cursor& in, std::vector<StoredEvidence>* out) {
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

bool take_mention(Cursor& in, MentionValues& out) {
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
  if (in.take(',') && (!take_span(in, out.attached) || !in.next(out.attached_rule))) return false;
  return in.take(']');
}

}  // namespace

void append_mention(std::string& text, const MentionValues& mention,
                    std::span<const Evidence> evidence, Rules& rules) {
  const char separator = text.empty() ? '[' : ',';
  Numbers out(text, 12 + 6 * evidence.size());
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
  out.put(']');
}

bool parse_mentions(std::string_view text, std::int64_t slot,
                    std::vector<MentionValues>& mentions) {
  if (text.empty()) return true;
  Cursor in(text);
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
  Cursor in(text);
  return take_evidence(in, &evidence) && in.done();
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
  Cursor in(text);
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

}  // namespace voxmap
