// A TSV file of a pack, row by row: cut into columns, what is wrong with it collected.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "text/chars.hpp"
#include "text/pack.hpp"

namespace voxmap::text {

inline constexpr std::size_t kMaxColumns = 5;

// One table being read: rows come out cut into columns, faults go into Problems.
class Table {
 public:
  Table(Pack& pack, PackFile file)
      : text_(content_of(pack, file)), problems_(path_of(pack, file), text_) {}

  // The next row with columns; false at the end. Rows with too few or too many columns are
  // reported and passed over.
  bool next(std::size_t at_least, std::size_t at_most, std::string_view format) {
    while (pos_ < text_.size()) {
      std::size_t end = text_.find('\n', pos_);
      if (end == std::string_view::npos) end = text_.size();
      line_text_ = text_.substr(pos_, end - pos_);
      pos_ = end + 1;
      ++line_;
      if (line_text_.ends_with('\r')) line_text_.remove_suffix(1);
      if (line_ == 1 && line_text_.starts_with("\xEF\xBB\xBF")) line_text_.remove_prefix(3);
      if (line_text_.empty() || line_text_.front() == '#' || trim(line_text_).empty()) continue;
      if (const auto bad = first_invalid_utf8(line_text_)) {
        error_at(characters(line_text_.substr(0, *bad)) + 1, "the line is not valid UTF-8",
                 "save the file as UTF-8");
        continue;
      }
      split();
      if (count_ < at_least || count_ > at_most) {
        error_at(1,
                 fmt::format("{} column{}, expected {}", count_, count_ == 1 ? "" : "s",
                             at_least == at_most ? fmt::format("{}", at_least)
                                                 : fmt::format("{} to {}", at_least, at_most)),
                 fmt::format("one row is {}, separated by tabs", format));
        continue;
      }
      if (columns_[0].empty()) {
        error_at(1, "the first column is empty", fmt::format("one row is {}", format));
        continue;
      }
      return true;
    }
    return false;
  }

  [[nodiscard]] std::string_view column(std::size_t i) const {
    return i < count_ ? columns_[i] : std::string_view();
  }
  [[nodiscard]] RowPlace place() const { return {line_, columns_[0]}; }
  [[nodiscard]] std::uint32_t column_at(std::size_t i) const {
    return characters(line_text_.substr(
               0, static_cast<std::size_t>(columns_[i].data() - line_text_.data()))) +
           1;
  }
  void error(std::size_t column, std::string message, std::string hint) {
    problems_.error(line_, column_at(column), std::move(message), std::move(hint),
                    std::max(1U, characters(columns_[column])));
  }

  // A whole number within [low, high]; what else stands there is a Problem.
  bool number(std::size_t column, int low, int high, std::string_view what, std::int16_t& out) {
    return number(column, this->column(column), low, high, what, out);
  }
  template <typename Number>
  bool number(std::size_t column, std::string_view field, int low, int high, std::string_view what,
              Number& out) {
    int value = 0;
    std::string_view digits = field;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (code != std::errc() || end != digits.data() + digits.size()) {
      error(column, fmt::format("{} \"{}\" is not a whole number", what, field),
            fmt::format("write a whole number from {} to {}", low, high));
      return false;
    }
    if (value < low || value > high) {
      error(column, fmt::format("{} {} is outside {} to {}", what, value, low, high),
            fmt::format("write a whole number from {} to {}", low, high));
      return false;
    }
    out = static_cast<Number>(value);
    return true;
  }

  bool emotion(std::size_t column, std::string_view name, Emotion& out) {
    const auto parsed = parse_emotion(name);
    if (!parsed) {
      static const std::vector<std::string> kKnown(kEmotionNames.begin(), kEmotionNames.end());
      std::string hint = did_you_mean(name, kKnown);
      if (hint.empty()) hint = fmt::format("the emotions are {}", fmt::join(kEmotionNames, ", "));
      error(column, fmt::format("emotion \"{}\" is unknown", name), std::move(hint));
      return false;
    }
    out = *parsed;
    return true;
  }

  bool act(std::size_t column, std::string_view name, Act& out) {
    const auto parsed = parse_act(name);
    if (!parsed) {
      const std::vector<std::string> known(kActNames.begin(), kActNames.end());
      std::string hint = did_you_mean(name, known);
      if (hint.empty()) hint = fmt::format("the acts are {}", fmt::join(kActNames, ", "));
      error(column, fmt::format("act \"{}\" is unknown", name), std::move(hint));
      return false;
    }
    out = *parsed;
    return true;
  }

  // "joy:600,trust:200"; an empty column or "-" is no emotion.
  bool amounts(std::size_t column, std::vector<EmotionAmount>& out) {
    std::string_view rest = trim(this->column(column));
    if (rest == "-") return true;
    bool good = true;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::string_view item = trim(rest.substr(0, comma));
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
      const std::size_t colon = item.find(':');
      if (colon == std::string_view::npos) {
        error(column, fmt::format("\"{}\" is not emotion:intensity", item),
              "write for example joy:600,trust:200");
        good = false;
        continue;
      }
      EmotionAmount amount;
      if (emotion(column, trim(item.substr(0, colon)), amount.emotion) &&
          number(column, trim(item.substr(colon + 1)), 1, kMaxScore, "intensity",
                 amount.intensity)) {
        out.push_back(amount);
      } else {
        good = false;
      }
    }
    return good;
  }

  void finish(std::vector<Problem>& into) {
    for (Problem& problem : problems_.take()) into.push_back(std::move(problem));
  }

 private:
  void error_at(std::uint64_t column, std::string message, std::string hint) {
    problems_.error(line_, column, std::move(message), std::move(hint));
  }
  void split() {
    count_ = 0;
    columns_.fill(line_text_.substr(line_text_.size()));  // a missing column stands at the end
    std::size_t from = 0;
    while (true) {
      const std::size_t tab = line_text_.find('\t', from);
      const std::string_view field =
          line_text_.substr(from, tab == std::string_view::npos ? tab : tab - from);
      if (count_ < kMaxColumns) columns_[count_] = field;
      ++count_;
      if (tab == std::string_view::npos) return;
      from = tab + 1;
    }
  }

  std::string_view text_;
  Problems problems_;
  std::size_t pos_ = 0;
  std::uint32_t line_ = 0;
  std::string_view line_text_;
  std::array<std::string_view, kMaxColumns> columns_{};
  std::size_t count_ = 0;
};

}  // namespace voxmap::text
