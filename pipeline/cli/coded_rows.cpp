// Reading coded rows and tagging them.
#include "cli/coded_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/file.hpp"
#include "base/utf8.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {

learn::GoldTable read_coded(const std::string& path, const std::string& prefix, Stream& err) {
  constexpr std::size_t kShown = 10;
  const std::string name = path == "-" ? "standard input" : path;
  const auto stream = open_input(path);
  learn::GoldTable table = learn::read_gold(*stream, name, prefix);
  for (std::size_t i = 0; i < std::min(table.rejects.size(), kShown); ++i) {
    err.write(fmt::format("rejected {}:{}: {}\n", terminal_safe(name), table.rejects[i].line,
                          terminal_safe(table.rejects[i].why)));
  }
  if (table.rejects.size() > kShown) {
    err.write(fmt::format("... and {} more\n", table.rejects.size() - kShown));
  }
  if (!table.rejects.empty()) {
    err.write(fmt::format("{} rows rejected\n",
                          grouped(static_cast<std::int64_t>(table.rejects.size()))));
  }
  for (const auto& [label, rows] : table.ignored) {
    err.write(fmt::format("{} rows left out: their label is \"{}\"\n",
                          grouped(static_cast<std::int64_t>(rows)), terminal_safe(label)));
  }
  if (table.unlabelled > 0) {
    err.write(fmt::format("{} rows have no label\n",
                          grouped(static_cast<std::int64_t>(table.unlabelled))));
  }
  if (!table.unused_columns.empty()) {
    err.write(fmt::format("columns not used: {}\n",
                          terminal_safe(fmt::format("{}", fmt::join(table.unused_columns, ", ")))));
  }
  if (table.rows.empty()) {
    throw Error(Exit::data, fmt::format("{}: no row can be used", name),
                "each row needs a text and, where there is a label, negative, neutral or positive");
  }
  return table;
}

learn::Answer Judge::answer() const {
  learn::Answer answer;
  answer.label = tagged_.label;
  answer.valence = tagged_.valence;
  answer.emotions = tagged_.emotions;
  answer.language = tagged_.languages.front();
  if (journey_ == nullptr) return answer;
  for (const Mention& mention : tagged_.mentions) {
    if (mention.touchpoint == kUnassigned) continue;
    const std::string& id = journey_->touchpoints[static_cast<std::size_t>(mention.touchpoint)].id;
    if (std::find(answer.touchpoints.begin(), answer.touchpoints.end(), id) ==
        answer.touchpoints.end()) {
      answer.touchpoints.push_back(id);
    }
  }
  return answer;
}

const Tagged& Judge::tag(const learn::GoldRow& row) {
  const std::string& language = row.language.empty() ? language_ : row.language;
  tagger_.tag_text(row.text, language, {}, *scratch_, tagged_, targets_);
  return tagged_;
}

std::vector<learn::Answer> Judge::answers(const learn::GoldTable& table) {
  std::vector<learn::Answer> all(table.rows.size());
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> together;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const learn::GoldRow& row = table.rows[i];
    if (row.target) {
      together[{row.text, row.language}].push_back(i);
    } else {
      (void)tag(row);
      all[i] = answer();
    }
  }
  std::vector<Span> spans;
  for (const auto& [text, rows] : together) {
    spans.clear();
    for (const std::size_t i : rows) spans.push_back(*table.rows[i].target);
    tagger_.tag_text(text.first, text.second.empty() ? language_ : text.second, spans, *scratch_,
                     tagged_, targets_);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      learn::Answer& of_target = all[rows[k]];
      of_target = answer();
      of_target.label = targets_[k].label;
      of_target.valence = targets_[k].valence;
    }
  }
  return all;
}

std::vector<learn::Coded> coded_texts(const learn::GoldTable& table,
                                      const std::vector<learn::Answer>& answers,
                                      const Tagger& tagger) {
  const auto scratch = tagger.scratch();
  std::vector<learn::Coded> texts(table.rows.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const learn::GoldRow& row = table.rows[i];
    learn::Coded& text = texts[i];
    text.id = row.id;
    text.person = row.respondent;
    tagger.learnable_words(row.text, *scratch, text.words);
    text.said = answers[i].label;
    text.valence = answers[i].valence;
    text.emotions = answers[i].emotions;
    text.label = row.label;
    text.score = row.score;
    for (std::size_t k = 0; k < table.emotions.size(); ++k) {
      text.felt[static_cast<std::size_t>(table.emotions[k])] = row.emotions[k];
    }
  }
  return texts;
}

}  // namespace voxmap::cli
