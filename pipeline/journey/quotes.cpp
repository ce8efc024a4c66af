// The pick rule.
#include "journey/quotes.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "journey/format.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kShortestQuote = 25;  // characters
constexpr std::size_t kLongestQuote = 160;
constexpr std::size_t kRead = 64;  // fewer than a store keeps ready: no map scans for a quote

std::string person(const MentionRow& row) {
  if (!row.respondent.empty()) return "r\x1f" + row.respondent;
  return "d\x1f" + row.source + "\x1f" + row.key;
}

bool usable(const MentionRow& row) {
  if (row.span.begin >= row.span.end || row.span.end > row.text.size()) return false;
  const std::string_view said = trim(row.span.of(row.text));
  const std::size_t length = characters(said);
  return length >= kShortestQuote && length <= kLongestQuote && !row.evidence.empty();
}

// Words that say the opposite of the label: praise for a broken vase is seldom praise.
bool mixed(const MentionRow& row) {
  const int side = row.valence < 0 ? -1 : 1;
  return std::ranges::any_of(row.evidence, [&](const EvidenceRow& e) {
    return e.dimension == "valence" && e.weight * side < 0 && !e.rule.starts_with("engine/");
  });
}

bool better(const MentionRow& a, const MentionRow& b) {
  const auto rank = [](const MentionRow& r) {
    return std::tuple(mixed(r), -std::abs(int{r.valence}),
                      -static_cast<std::int64_t>(r.evidence.size()), std::string_view(r.source),
                      std::string_view(r.key), r.prompt, r.span);
  };
  return rank(a) < rank(b);
}

// Evidence inside the utterance, relative to its trimmed text, merged where spans touch.
std::vector<Span> spans_in(const MentionRow& row, std::uint32_t begin, std::uint32_t end) {
  std::vector<Span> spans;
  for (const EvidenceRow& e : row.evidence) {
    const Span s{std::max(e.span.begin, begin), std::min(e.span.end, end)};
    if (e.dimension == "valence" && s.begin < s.end) {
      spans.push_back({s.begin - begin, s.end - begin});
    }
  }
  std::ranges::sort(spans);
  std::vector<Span> merged;
  for (const Span s : spans) {
    if (!merged.empty() && s.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, s.end);
    } else {
      merged.push_back(s);
    }
  }
  return merged;
}

Quote quote_of(const MentionRow& row, const Journey& journey) {
  const std::string_view whole = row.text;
  const std::string_view said = trim(row.span.of(row.text));
  const auto begin = static_cast<std::uint32_t>(said.data() - whole.data());
  const auto end = begin + static_cast<std::uint32_t>(said.size());
  Quote quote;
  quote.mention = row.id;
  quote.text = said;
  quote.evidence = spans_in(row, begin, end);
  quote.valence = row.valence;
  if (const auto t = journey.find_touchpoint(row.touchpoint)) {
    quote.touchpoint = journey.touchpoints[*t].title;
  }
  quote.source = row.source;
  quote.key = row.key;
  quote.input = row.input;
  if (row.said_at) quote.date = format_date(*row.said_at);
  quote.line = row.origin.line;
  return quote;
}

}  // namespace

std::optional<MentionRow> QuotePicker::find(Filter filter, bool skip_quoted) {
  filter.quotable = true;
  std::optional<MentionRow> best;
  const auto take = [&](MentionRow& row) {
    // The strongest come first: behind a good one of more strength nothing can be better.
    if (best && std::abs(int{row.valence}) < std::abs(int{best->valence}) && !mixed(*best)) {
      return false;
    }
    if (!usable(row) || left_out_.contains(row.touchpoint)) return true;
    if (skip_quoted && quoted_.contains(person(row))) return true;
    if (!best || better(row, *best)) best = std::move(row);
    return true;
  };
  reader_.each_mention(filter, Order::strongest, kRead, take, Reader::Detail::brief);
  return best;
}

std::optional<Quote> QuotePicker::pick(Filter filter, Label label) {
  filter.label = label;
  const auto row = find(filter, true);
  if (!row) return std::nullopt;
  quoted_.insert(person(*row));
  return quote_of(*row, journey_);
}

std::optional<Quote> QuotePicker::pick_anyone(Filter filter, Label label) {
  filter.label = label;
  const auto row = find(filter, false);
  if (!row) return std::nullopt;
  return quote_of(*row, journey_);
}

}  // namespace voxmap
