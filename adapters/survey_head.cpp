// The first records of delimited text, for those who only want to know whose it is.
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/encoding.hpp"
#include "survey_vendor.hpp"

namespace voxmap::survey {
namespace {

// Of the first record, outside quotes.
char delimiter_of(std::string_view text) {
  constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
  std::array<std::size_t, 4> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (std::size_t i = 0; i < kDelimiters.size(); ++i) counts[i] += c == kDelimiters[i] ? 1U : 0U;
  }
  const auto most = std::ranges::max_element(counts);
  return *most == 0 ? '\0' : kDelimiters[static_cast<std::size_t>(most - counts.begin())];
}

HeadRows read_rows(std::string_view bytes, std::size_t most, bool whole) {
  HeadRows rows;
  const std::string text = decode_head(bytes, decide_encoding(bytes, whole));
  const char delimiter = delimiter_of(text);
  if (delimiter == '\0') return rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  const auto end_row = [&] {
    if (row.size() > 1 || !row[0].empty()) rows.push_back(std::move(row));
    row.assign(1, {});
  };
  for (std::size_t i = 0; i < text.size() && rows.size() < most; ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        row.back() += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        row.back() += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && row.back().empty()) {
      quoted = true;
    } else if (c == delimiter) {
      row.emplace_back();
    } else if (c == '\n' || c == '\r') {
      end_row();
    } else {
      row.back() += c;
    }
  }
  if (rows.size() < most && whole && !quoted) end_row();
  return rows;
}

}  // namespace

HeadRows head_rows(std::string_view head, std::size_t most) {
  if (head.empty() || other_kind(head)) return {};
  return read_rows(head, most, head.size() < kHeadBytes);
}

HeadRows all_rows(std::string_view bytes) { return read_rows(bytes, SIZE_MAX, true); }

}  // namespace voxmap::survey
