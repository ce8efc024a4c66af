// Reading coded rows.
#include "learn/gold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::learn {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::optional<double> number_in(std::string_view cell) {
  cell = trim(cell);
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

// The byte at which character `at` begins; npos beyond the end.
std::size_t byte_of(std::string_view text, std::size_t at) {
  std::size_t byte = 0;
  for (; at > 0 && byte < text.size(); --at) {
    ++byte;
    while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U) ++byte;
  }
  return at == 0 ? byte : std::string_view::npos;
}

class Header {
 public:
  Header(std::string_view line, const std::string& file, const std::string& prefix,
         GoldTable& table)
      : file_(file) {
    for (const std::string_view cell : cells_of(line)) names.push_back(lowered(trim(cell)));
    std::set<std::string> seen;
    for (const std::string& name : names) {
      if (!name.empty() && !seen.insert(name).second) {
        fail(fmt::format("the column \"{}\" stands in the header twice", name), "rename one");
      }
    }
    text = take("text");
    if (text == kNone) {
      fail("the header names no column \"text\"",
           "the first line names the columns, separated by tabs: id, text, label ...");
    }
    id = take("id");
    label = take("label");
    score = take("score");
    target = take("target");
    from = take("from");
    to = take("to");
    language = take("language");
    source = take("source");
    touchpoint = take("touchpoint");
    respondent = take("respondent");
    emotions(lowered(prefix), table);
    table.labels = label != kNone;
    table.scores = score != kNone;
    table.targets = (from != kNone && to != kNone) || target != kNone;
    table.touchpoints = touchpoint != kNone;
    if (!table.labels && !table.scores && table.emotions.empty() && !table.touchpoints) {
      fail("no column says what people coded",
           "add label (negative, neutral, positive), score (a number), touchpoint, or emotions");
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (used_.count(i) == 0 && !names[i].empty()) table.unused_columns.push_back(names[i]);
    }
  }

  std::vector<std::string> names;
  std::size_t text = kNone, id = kNone, label = kNone, score = kNone, target = kNone;
  std::size_t from = kNone, to = kNone, language = kNone, source = kNone, touchpoint = kNone;
  std::size_t respondent = kNone;
  std::vector<std::size_t> emotion_columns;  // parallel to GoldTable::emotions

 private:
  [[noreturn]] void fail(std::string message, std::string hint) const {
    throw Error(Exit::data, fmt::format("{}: {}", file_, message), std::move(hint));
  }

  std::size_t take(std::string_view name) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return kNone;
    const auto index = static_cast<std::size_t>(at - names.begin());
    used_.insert(index);
    return index;
  }

  void emotions(const std::string& prefix, GoldTable& table) {
    std::string chosen = prefix;
    if (prefix.empty()) {
      std::set<std::string> prefixes;
      for (const std::string& name : names) {
        for (const std::string_view emotion : kEmotionNames) {
          const bool ends = name.size() > emotion.size() && name.ends_with(emotion);
          const std::string before = ends ? name.substr(0, name.size() - emotion.size()) : "";
          if (name == emotion || before.ends_with('_') || before.ends_with('.')) {
            prefixes.insert(before);
          }
        }
      }
      if (prefixes.size() > 1 && prefixes.count("") == 0) {
        fail(fmt::format("emotions stand under several prefixes: {}", fmt::join(prefixes, ", ")),
             "say which with --prefix");
      }
      if (!prefixes.empty()) chosen = *prefixes.begin();
    }
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      const std::size_t column = take(chosen + std::string(kEmotionNames[e]));
      if (column == kNone) continue;
      table.emotions.push_back(static_cast<Emotion>(e));
      emotion_columns.push_back(column);
    }
    if (!prefix.empty() && table.emotions.empty()) {
      fail(fmt::format("no column is named \"{}\" and an emotion", prefix),
           fmt::format("the emotions are {}", fmt::join(kEmotionNames, ", ")));
    }
  }

  const std::string& file_;
  std::set<std::size_t> used_;
};

// Why the row cannot be used; empty when it can. `ignored` receives a label that is none of ours.
class RowReader {
 public:
  RowReader(const Header& header, const GoldTable& table) : header_(header), table_(table) {}

  std::string read(std::string_view line, GoldRow& row, std::string& ignored) {
    ignored.clear();
    if (const auto bad = first_invalid_utf8(line)) {
      return fmt::format("invalid UTF-8 at byte {}", *bad + 1);
    }
    cells_ = cells_of(line);
    if (cells_.size() != header_.names.size()) {
      return fmt::format("{} cells, the header has {}", cells_.size(), header_.names.size());
    }
    row.text = cell(header_.text);
    if (trim(row.text).empty()) return "no text";
    row.id = header_.id == kNone ? fmt::format("{}", row.line) : std::string(cell(header_.id));
    row.language = trim(cell(header_.language));
    row.source = trim(cell(header_.source));
    row.respondent = trim(cell(header_.respondent));
    touchpoints(row);
    const std::string label = lowered(trim(cell(header_.label)));
    if (label == "negative") row.label = Label::negative;
    if (label == "neutral") row.label = Label::neutral;
    if (label == "positive") row.label = Label::positive;
    if (!label.empty() && !row.label) ignored = label;
    if (const std::string_view score = trim(cell(header_.score)); !score.empty()) {
      row.score = number_in(score);
      if (!row.score) return fmt::format("the score \"{}\" is no number", score);
    }
    for (std::size_t k = 0; k < header_.emotion_columns.size(); ++k) {
      const std::string_view felt = trim(cell(header_.emotion_columns[k]));
      if (felt.empty()) continue;
      const auto value = number_in(felt);
      if (!value) return fmt::format("\"{}\" for an emotion is no number", felt);
      row.emotions[k] = *value;
    }
    return table_.targets ? target(row) : std::string();
  }

 private:
  [[nodiscard]] std::string_view cell(std::size_t column) const {
    return column == kNone ? std::string_view() : cells_[column];
  }

  void touchpoints(GoldRow& row) const {
    for (std::string_view rest = cell(header_.touchpoint); !rest.empty();) {
      const std::size_t comma = rest.find(',');
      const std::string_view one = trim(rest.substr(0, comma));
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
      if (!one.empty()) row.touchpoints.emplace_back(one);
    }
  }

  // By from and to, in characters, or by the first place at which the target's words stand.
  [[nodiscard]] std::string target(GoldRow& row) const {
    const std::string_view words = cell(header_.target);
    if (header_.from == kNone || trim(cell(header_.from)).empty()) {
      const std::size_t at = row.text.find(words);
      if (words.empty() || at == std::string::npos) {
        return fmt::format("the target \"{}\" does not stand in the text", words);
      }
      row.target =
          Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
      return {};
    }
    const auto from = number_in(cell(header_.from));
    const auto to = number_in(cell(header_.to));
    const auto whole = [&](const std::optional<double>& value) {
      return value && *value >= 0 && *value <= static_cast<double>(row.text.size()) &&
             *value == std::floor(*value);
    };
    if (!whole(from) || !whole(to) || *from > *to) {
      return fmt::format("from {} to {} is no span of the text", cell(header_.from),
                         cell(header_.to));
    }
    const std::size_t begin = byte_of(row.text, static_cast<std::size_t>(*from));
    const std::size_t end = byte_of(row.text, static_cast<std::size_t>(*to));
    if (begin == std::string::npos || end == std::string::npos) {
      return fmt::format("from {} to {} is outside the text", cell(header_.from), cell(header_.to));
    }
    row.target = Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    return {};
  }

  const Header& header_;
  const GoldTable& table_;
  std::vector<std::string_view> cells_;
};

}  // namespace

GoldTable read_gold(std::istream& in, const std::string& file, const std::string& prefix) {
  GoldTable table;
  std::string line;
  if (!std::getline(in, line)) {
    throw Error(Exit::no_input, fmt::format("{}: the file is empty", file),
                "the first line names the columns: id, text, label ...");
  }
  const auto bare = [&] {
    std::string_view view = line;
    if (view.ends_with('\r')) view.remove_suffix(1);
    return view;
  };
  std::string_view first = bare();
  if (first.starts_with("\xEF\xBB\xBF")) first.remove_prefix(3);
  const Header header(first, file, prefix, table);
  RowReader reader(header, table);
  std::string ignored;
  for (std::uint64_t number = 2; std::getline(in, line); ++number) {
    if (bare().empty()) continue;
    GoldRow row;
    row.line = number;
    std::string why = reader.read(bare(), row, ignored);
    if (!why.empty()) {
      table.rejects.push_back({number, std::move(why)});
    } else if (!ignored.empty()) {
      ++table.ignored[ignored];
    } else {
      if (table.labels && !row.label) ++table.unlabelled;
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace voxmap::learn
