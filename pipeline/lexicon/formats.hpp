// The formats from inside: what each reader gets, and what readers share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/import.hpp"

namespace voxmap::lexicon {

// The beginning of a file, for recognising it.
struct Sniff {
  std::string name;  // of the file, lower case, without folder
  std::string_view text;
  std::vector<std::string_view> lines;  // the first that are not empty, at most 200
  // The share of the lines (comments left out) for which `holds`, in per cent; 0 without lines.
  template <class Test>
  [[nodiscard]] int share(Test holds) const {
    std::size_t good = 0, all = 0;
    for (const std::string_view line : lines) {
      const std::size_t begin = line.find_first_not_of(" \t");
      if (begin == std::string_view::npos || line[begin] == '#' || line[begin] == ';') continue;
      ++all;
      good += holds(line) ? 1U : 0U;
    }
    return all == 0 ? 0 : static_cast<int>(good * 100 / all);
  }
  // Whether the first line holds all of these, whatever their case.
  [[nodiscard]] bool header(std::initializer_list<std::string_view> words) const;
};

struct Reading {
  const SourceFile& file;
  const ImportOptions& options;
  Collector& out;
  Imported& into;
  std::string_view format;

  // What the category means: by the user's map, else by what is known of the formats.
  [[nodiscard]] std::optional<Meaning> meaning(std::string_view category) const;
  // Notes the word under its category; a category without a meaning is counted as such.
  void list(std::string_view word, std::string_view category, Spot spot) const;
  [[nodiscard]] Scale scale(Scale usual) const { return options.scale.value_or(usual); }
};

using Reader = void (*)(const Reading&);
using Likes = int (*)(const Sniff&);  // 0: no; else how sure, up to 100

// What is known of category names: emotions, polarities, and those of LIWC, Empath, DepecheMood
// and SenticNet. nullopt: nothing is.
[[nodiscard]] std::optional<Meaning> known_category(std::string_view format,
                                                    std::string_view category);

// Column by column: wide tables of any kind.
struct ColumnUse {
  enum class Kind : std::uint8_t {
    valence,  // a number on `scale`
    emotion,  // a number on `scale`
    listed,   // 0, empty or X, 1 and more: a list without numbers
  } kind = Kind::valence;
  std::size_t column = 0;
  Scale scale;
  Meaning meaning;  // of emotion and listed
};
struct TablePlan {
  CsvDialect dialect;
  bool header = true;
  std::size_t word = 0;
  std::vector<ColumnUse> uses;
  std::string_view cut_word_at;  // "#": "abandon#v" is "abandon"
};
void read_columns(const Reading& reading, const TablePlan& plan);
// Tab, comma or semicolon, by the first line; --delimiter wins.
[[nodiscard]] CsvDialect dialect_of(const Reading& reading);
// The cells of the first record.
[[nodiscard]] std::vector<std::string> header_of(const Reading& reading, const CsvDialect& dialect);
// The column with that name, whatever its case; nullopt when there is none.
[[nodiscard]] std::optional<std::size_t> find_column(const std::vector<std::string>& header,
                                                     std::string_view name);

// The readers, by file.
void read_vader(const Reading& reading);  // lists.cpp
void read_vader_emoji(const Reading& reading);
void read_afinn(const Reading& reading);
void read_opinion_list(const Reading& reading);
void read_sentimentr(const Reading& reading);
void read_shifters(const Reading& reading);
void read_emolex(const Reading& reading);  // nrc.cpp
void read_intensity(const Reading& reading);
void read_vad(const Reading& reading);
void read_liwc(const Reading& reading);          // liwc.cpp
void read_sentiwordnet(const Reading& reading);  // senses.cpp
void read_senticnet(const Reading& reading);
void read_sentiws(const Reading& reading);
void read_empath(const Reading& reading);       // categories.cpp
void read_depechemood(const Reading& reading);  // tables.cpp
void read_loughran(const Reading& reading);
void read_emoji_ranking(const Reading& reading);
void read_emotag(const Reading& reading);
void read_warriner(const Reading& reading);
void read_pattern_xml(const Reading& reading);  // pattern_xml.cpp
void read_table(const Reading& reading);        // any_table.cpp
[[nodiscard]] int likes_table(const Sniff& sniff);

// Words with numbers or lists of categories in JSON (or a JavaScript object of words and numbers):
// `number` for each number, `name` for each string of a list. False when it is neither.
bool read_word_json(
    const Reading& reading,
    const std::function<void(std::string_view word, double value, Spot)>& number,
    const std::function<void(std::string_view word, std::string_view name, Spot)>& name);

// VADER's words that modify others, which are in its program and not in its files: word_lists.cpp.
void add_vader_words(const Reading& reading);

}  // namespace voxmap::lexicon
