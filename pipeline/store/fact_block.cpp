// Packs documents into blocks and takes blocks apart.
#include "store/fact_block.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <tuple>

#include "store/fact_column.hpp"
#include "voxmap/store.hpp"

namespace voxmap {

namespace {

// With more different attributes than this nearly each document has its own.
constexpr std::size_t kMostAttributes = kFactDocuments / 2;
constexpr std::size_t kFirstSlots = 256;

bool texts_of(Bytes& bytes, std::vector<std::string_view>& out,
              std::size_t most = kFactDocuments * 64) {
  const auto count = std::size_t{bytes.little<std::uint32_t>()};
  std::vector<std::uint32_t> ends;
  if (count > most) return false;
  bytes.column(count, ends);
  if (ends.size() != count) return false;
  out.clear();
  std::uint32_t begin = 0;
  for (const std::uint32_t end : ends) {
    if (end < begin) return false;
    out.push_back(bytes.take(end - begin));
    begin = end;
  }
  return bytes.whole();
}

template <typename T>
bool below(const std::vector<T>& values, std::size_t limit) {
  return std::ranges::all_of(values, [&](T v) { return v < limit; });
}

std::uint16_t flags_of(const MentionValues& mention) {
  auto flags = static_cast<unsigned>(mention.label);
  if (mention.at_risk()) flags |= FactBlock::kAtRisk;
  if (quotable(mention.span)) flags |= FactBlock::kQuotable;
  return static_cast<std::uint16_t>(flags | unsigned{mention.acts} << FactBlock::kActs);
}

std::uint8_t emotions_of(const MentionValues& mention) {
  unsigned bits = 0;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    if (mention.emotions[e] > 0) bits |= 1U << e;
  }
  return static_cast<std::uint8_t>(bits);
}

// How many bits a byte has set.
constexpr auto kBits = [] {
  std::array<std::uint8_t, 256> bits{};
  for (unsigned i = 0; i < bits.size(); ++i) {
    bits[i] = static_cast<std::uint8_t>(std::popcount(i));
  }
  return bits;
}();

bool before(const MentionValues& a, const MentionValues& b) {
  return std::tuple(a.verbatim(), a.span, a.place) < std::tuple(b.verbatim(), b.span, b.place);
}

static_assert(FactBlock::kActs + kActCount <= 16);

// False where the sum is no number of 64 bits: the block is damaged.
bool plus(std::int64_t& sum, std::int64_t more) { return !__builtin_add_overflow(sum, more, &sum); }

}  // namespace

std::string_view FactTexts::text(std::size_t number) const noexcept {
  const std::int64_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(texts_).substr(static_cast<std::size_t>(begin),
                                         static_cast<std::size_t>(ends_[number] - begin));
}

std::int64_t FactTexts::number(std::string_view text_in) {
  const auto slot_of = [&](std::string_view text_of) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = std::hash<std::string_view>{}(text_of)&mask;
    while (slots_[at] != 0 && text(slots_[at] - 1) != text_of) at = (at + 1) & mask;
    return at;
  };
  std::size_t at = slot_of(text_in);
  if (slots_[at] != 0) return slots_[at] - 1;
  texts_.append(text_in);
  ends_.push_back(static_cast<std::int64_t>(texts_.size()));
  slots_[at] = static_cast<std::uint32_t>(ends_.size());
  if (ends_.size() * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 0; i < ends_.size(); ++i) slots_[slot_of(text(i))] = i + 1;
  }
  return static_cast<std::int64_t>(ends_.size()) - 1;
}

void FactTexts::encode(std::string& out) const {
  put_little(out, static_cast<std::uint32_t>(ends_.size()));
  put_column(out, ends_);
  out += texts_;
}

void FactTexts::clear() {
  texts_.clear();
  ends_.clear();
  slots_.assign(kFirstSlots, 0);
}

void FactBuilder::add(const FactDocument& document, std::span<const MentionValues> mentions) {
  id_.push_back(document.id);
  base_.push_back(document.base - document.id);
  respondent_.push_back(document.respondent);
  dated_.push_back(document.said_at ? 1 : 0);
  // In place of none the one before: the column stays narrow.
  said_at_.push_back(document.said_at.value_or(said_at_.empty() ? 0 : said_at_.back()));
  kind_key_.clear();
  for (const std::int64_t part :
       {document.source, document.ruleset, document.persona, document.touchpoint}) {
    put_little(kind_key_, part);
  }
  kind_.push_back(kinds_.number(kind_key_));
  attributes_of_.push_back(attributes_.number(document.attributes));
  ratings_of_.push_back(ratings_.number(document.ratings));
  count_.push_back(static_cast<std::int64_t>(mentions.size()));
  key_bytes_.push_back(static_cast<std::int64_t>(document.key.size()));
  keys_ += document.key;

  ordered_.clear();
  for (const MentionValues& mention : mentions) ordered_.push_back(&mention);
  const auto order = [](const MentionValues* a, const MentionValues* b) { return before(*a, *b); };
  if (!std::ranges::is_sorted(ordered_, order)) std::ranges::sort(ordered_, order);
  std::int64_t last = -1;
  for (const MentionValues* mention : ordered_) {
    touchpoint_.push_back(mention->touchpoint);
    valence_.push_back(mention->valence);
    flags_.push_back(flags_of(*mention));
    emotions_.push_back(emotions_of(*mention));
    for (const std::int16_t intensity : mention->emotions) {
      if (intensity > 0) intensities_.push_back(intensity);
    }
    place_.push_back(mention->place - last);  // nearly always 1
    felt_of_.push_back(felt_.number(mention->felt));
    last = mention->place;
  }
}

void FactBuilder::encode(std::string& facts, std::string& keys) const {
  facts.clear();
  keys.clear();
  put_little(facts, static_cast<std::uint32_t>(id_.size()));
  put_little(facts, static_cast<std::uint32_t>(valence_.size()));
  put_little(facts, first());
  Column steps;  // nearly always 1
  std::int64_t before_this = first() - 1;
  for (const std::int64_t id : id_) {
    steps.push_back(id - before_this);
    before_this = id;
  }
  for (const Column* column : {&std::as_const(steps), &base_, &respondent_, &dated_, &said_at_,
                               &kind_, &ratings_of_, &count_}) {
    put_column(facts, *column);
  }
  kinds_.encode(facts);
  ratings_.encode(facts);
  const bool kept = attributes_.size() <= kMostAttributes;
  facts += kept ? '\1' : '\0';
  if (kept) {
    put_column(facts, attributes_of_);
    attributes_.encode(facts);
  }
  for (const Column* column : {&touchpoint_, &valence_, &flags_, &emotions_, &place_, &felt_of_}) {
    put_column(facts, *column);
  }
  felt_.encode(facts);
  put_column(keys, key_bytes_);
  keys += keys_;
  put_column(keys, intensities_);
}

void FactBuilder::clear() {
  for (Column* column : {&id_, &base_, &respondent_, &dated_, &said_at_, &kind_, &attributes_of_,
                         &ratings_of_, &count_, &touchpoint_, &valence_, &flags_, &emotions_,
                         &place_, &felt_of_, &key_bytes_, &intensities_}) {
    column->clear();
  }
  keys_.clear();
  for (FactTexts* texts : {&kinds_, &attributes_, &ratings_, &felt_}) texts->clear();
}

bool FactBlock::decode(std::string_view facts) {
  Bytes bytes(facts);
  const auto count = std::size_t{bytes.little<std::uint32_t>()};
  const auto said = std::size_t{bytes.little<std::uint32_t>()};
  const auto first = bytes.little<std::int64_t>();
  // A column of one value takes nine bytes: more than these no block has.
  if (count == 0 || count > kFactDocuments * 64 || said > (std::size_t{1} << 28U)) return false;
  bytes.column(count, id);
  bytes.column(count, base);
  bytes.column(count, respondent);
  bytes.column(count, dated);
  bytes.column(count, said_at);
  bytes.column(count, kind_of);
  bytes.column(count, ratings_of);
  bytes.column(count, mentions_end);
  std::vector<std::string_view> shared;
  if (!bytes.whole() || !texts_of(bytes, shared) || !texts_of(bytes, ratings)) return false;
  kinds.clear();
  for (const std::string_view text : shared) {
    Bytes parts(text);
    Kind& kind = kinds.emplace_back();
    kind.source = parts.little<std::int64_t>();
    kind.ruleset = parts.little<std::int64_t>();
    kind.persona = parts.little<std::int64_t>();
    kind.touchpoint = parts.little<std::int64_t>();
    if (!parts.all()) return false;
  }
  attributes_kept = bytes.little<std::uint8_t>() != 0;
  attributes.clear();
  attributes_of.clear();
  if (attributes_kept) {
    bytes.column(count, attributes_of);
    if (!texts_of(bytes, attributes) || !below(attributes_of, attributes.size())) return false;
  }
  bytes.column(said, touchpoint);
  bytes.column(said, valence);
  bytes.column(said, flags);
  bytes.column(said, emotions);
  bytes.column(said, place);
  bytes.column(said, felt_of);
  if (!bytes.whole() || !texts_of(bytes, felt, std::max(said, kFactDocuments)) ||
      !below(felt_of, felt.size())) {
    return false;
  }
  if (!bytes.all() || !below(kind_of, kinds.size()) || !below(ratings_of, ratings.size())) {
    return false;
  }
  std::int64_t at = first;
  if (!plus(at, -1)) return false;
  std::uint64_t end = 0;
  for (std::size_t d = 0; d < count; ++d) {
    if (!plus(at, id[d]) || !plus(base[d], at)) return false;
    id[d] = at;
    const std::uint64_t begin = end;
    end += mentions_end[d];
    if (end > said) return false;
    mentions_end[d] = static_cast<std::uint32_t>(end);
    std::int64_t before_this = -1;
    for (std::uint64_t m = begin; m < end; ++m) {
      if (!plus(before_this, place[m])) return false;
      place[m] = before_this;
    }
  }
  return end == said;
}

bool FactBlock::decode_keys(std::string_view text, std::vector<std::string_view>& keys) const {
  Bytes bytes(text);
  std::vector<std::uint32_t> sizes;
  bytes.column(documents(), sizes);
  keys.clear();
  for (const std::uint32_t size : sizes) keys.push_back(bytes.take(size));
  return bytes.whole() && keys.size() == documents();
}

bool FactBlock::decode_intensities(std::string_view text, std::vector<std::int16_t>& intensities,
                                   std::vector<std::uint32_t>& begins) const {
  Bytes bytes(text);
  std::vector<std::uint32_t> sizes;
  bytes.column(documents(), sizes);
  std::size_t keys = 0;
  for (const std::uint32_t size : sizes) keys += size;
  static_cast<void>(bytes.take(keys));
  begins.clear();
  std::uint32_t count = 0;
  for (std::size_t d = 0; d < documents(); ++d) {
    begins.push_back(count);
    for (std::uint32_t m = begin(d); m < mentions_end[d]; ++m) {
      count += kBits[emotions[m]];
    }
  }
  bytes.column(count, intensities);
  return bytes.all() && sizes.size() == documents() && intensities.size() == count;
}

}  // namespace voxmap
