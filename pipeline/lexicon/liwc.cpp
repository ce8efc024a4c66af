// LIWC dictionaries: .dic of 2007 and 2015, and the table .dicx of LIWC-22.
#include <fmt/format.h>

#include <map>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"

namespace voxmap::lexicon {
namespace {

// "function (Function Words)" is the category "function".
std::string_view first_word(std::string_view text) {
  text = trim(text);
  return text.substr(0, text.find_first_of(" \t"));
}

// DicTerm,posemo,negemo,...: X marks a category.
void read_dicx(const Reading& reading) {
  TablePlan plan;
  plan.dialect = dialect_of(reading);
  const std::vector<std::string> header = header_of(reading, plan.dialect);
  for (std::size_t i = 1; i < header.size(); ++i) {
    const auto meaning = reading.meaning(first_word(header[i]));
    if (meaning && meaning->kind != Meaning::Kind::none) {
      plan.uses.push_back({ColumnUse::Kind::listed, i, {}, *meaning});
    } else if (!meaning) {
      reading.out.unmapped(header[i]);
    }
  }
  read_columns(reading, plan);
}

class DicReader {
 public:
  explicit DicReader(const Reading& reading) : reading_(reading) {}

  void run() {
    int marks = 0;
    for (Lines lines(reading_.file.text); lines.next();) {
      const std::string_view line = trim(lines.text());
      if (line.empty()) continue;
      if (line == "%") {
        ++marks;
      } else if (marks == 1) {
        category(line, {lines.number(), 1});
      } else {
        entry(line, {lines.number(), 1});
      }
    }
  }

 private:
  // Nesting is by indentation only, and every entry names all its categories: depth says nothing.
  void category(std::string_view line, Spot spot) {
    const std::size_t end = line.find_first_of(" \t");
    long long id = 0;
    if (end == std::string_view::npos || !parse_whole(line.substr(0, end), id)) {
      reading_.out.skip(spot, "not: category number, tab, name", line);
      return;
    }
    names_[id] = std::string(first_word(line.substr(end)));
  }

  // word TAB ids; the word may hold spaces. "like (02 134)125/464" and "<of>131/125" hang on the
  // words around, which a list cannot say.
  void entry(std::string_view line, Spot spot) {
    reading_.out.row();
    const std::size_t tab = line.find('\t');
    std::string_view word = line.substr(0, tab);
    std::string_view ids = tab == std::string_view::npos ? "" : line.substr(tab + 1);
    if (tab == std::string_view::npos) {
      const std::size_t space = line.find_first_of(" ");
      word = line.substr(0, space);
      ids = space == std::string_view::npos ? "" : line.substr(space + 1);
    }
    if (ids.find_first_of("()<>/") != std::string_view::npos ||
        word.find_first_of("<>") != std::string_view::npos) {
      reading_.out.skip(spot, "it counts only beside certain words", line);
      return;
    }
    split_blank(ids, pieces_);
    if (pieces_.empty()) {
      reading_.out.skip(spot, "it names no category", line);
      return;
    }
    for (const std::string_view piece : pieces_) {
      long long id = 0;
      const auto name = parse_whole(piece, id) ? names_.find(id) : names_.end();
      if (name == names_.end()) {
        reading_.out.skip(spot, "its category is not in the head of the file", line);
        return;
      }
    }
    for (const std::string_view piece : pieces_) {
      long long id = 0;
      if (parse_whole(piece, id)) reading_.list(word, names_[id], spot);
    }
  }

  const Reading& reading_;
  std::map<long long, std::string> names_;
  std::vector<std::string_view> pieces_;
};

}  // namespace

void read_liwc(const Reading& reading) {
  reading.out.settle(Repeats::average, true);
  if (lowered(reading.file.text.substr(0, 16)).starts_with("dicterm")) {
    read_dicx(reading);
  } else {
    DicReader(reading).run();
  }
}

}  // namespace voxmap::lexicon
