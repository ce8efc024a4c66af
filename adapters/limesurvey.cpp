// LimeSurvey's exports: headings as codes, as questions in any language, as both, and its vv files.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/utf8.hpp"
#include "codebook.hpp"
#include "guess.hpp"
#include "limesurvey.hpp"
#include "options.hpp"
#include "survey.hpp"
#include "survey_vendor.hpp"

namespace voxmap {
namespace {

using survey::Draft;
using survey::HeadRows;
using Names = std::vector<std::string>;

bool is_count(std::string_view cell) {
  cell = trim(cell);
  return !cell.empty() && cell.size() < 19 && cell.find_first_not_of("0123456789") == cell.npos;
}
bool is_time(std::string_view cell) {
  cell = trim(cell);
  return cell.size() == 19 && cell[4] == '-' && cell[10] == ' ' && parse_time(cell);
}
bool is_blank(std::string_view cell) {
  cell = trim(cell);
  return cell.empty() || cell == "NA";
}

// "id. Response ID" -> "id"; a heading without such a code as it is.
std::string code_of(std::string_view heading) {
  const std::size_t dot = heading.find(". ");
  const std::string_view code = heading.substr(0, dot);
  constexpr std::string_view kCode =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_[]";
  const bool is_code = dot != heading.npos && !code.empty() && code.find(' ') == code.npos &&
                       code.find_first_not_of(kCode) == code.npos;
  return std::string(is_code ? code : trim(heading));
}

bool has_codes(const Names& row) {
  Names codes;
  for (const std::string& cell : row) codes.push_back(code_of(cell));
  return survey::has_name(codes, "id") && survey::has_name(codes, "submitdate") &&
         survey::has_name(codes, "lastpage") && survey::has_name(codes, "startlanguage");
}

// id, time of submission or blank, last page, locale.
bool has_limesurvey_shape(const Names& row, std::size_t at) {
  return row.size() > at + 4 && is_count(row[at]) &&
         (is_blank(row[at + 1]) || is_time(row[at + 1])) &&
         (is_blank(row[at + 2]) || is_count(row[at + 2])) &&
         !survey::language_tag(row[at + 3]).empty() &&
         (is_time(row[at + 1]) || is_time(row[at + 4]) ||
          (row.size() > at + 5 && is_time(row[at + 5])));
}

bool is_vv(const HeadRows& rows) {
  return rows.size() > 1 && !has_codes(rows[0]) && has_codes(rows[1]);
}

bool matches_limesurvey(const HeadRows& rows) {
  if (rows.empty() || rows[0].size() < 5) return false;
  if (has_codes(rows[0]) || is_vv(rows)) return true;
  // Headings in words: their number of columns, and records below that look alike.
  if (rows.size() < 2 || rows[1].size() != rows[0].size() || is_count(rows[0][0])) return false;
  return std::all_of(rows.begin() + 1, rows.end(),
                     [](const Names& row) { return has_limesurvey_shape(row, 0); });
}

std::optional<std::size_t> header_of_limesurvey(const std::vector<CsvRow>& rows) {
  HeadRows head;
  for (const CsvRow& row : rows) {
    if (!row.blank) head.push_back(row.cells);
    if (head.size() == 2) break;
  }
  return is_vv(head) ? 2 : 1;
}

// "383162", the survey's number in "results-survey383162.csv" or "survey_383162_R_data.csv".
std::string survey_number(std::string_view path) {
  const std::string name = fold(path.substr(path.find_last_of('/') + 1));
  std::size_t at = name.find("survey");
  if (at == name.npos) return {};
  at += 6;
  if (at < name.size() && (name[at] == '_' || name[at] == '-')) ++at;
  std::size_t end = at;
  while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
  constexpr std::size_t kShortest = 4;
  return end - at < kShortest ? std::string() : name.substr(at, end - at);
}

// Of the two header rows of a vv file the second has the names.
void name_vv(survey::Table& table) {
  if (table.header_rows.size() != 2) return;
  const auto& questions = table.header_rows[0];
  const auto& codes = table.header_rows[1];
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    survey::Column& column = table.columns[i];
    if (i < codes.size() && !codes[i].empty()) column.header = column.name = codes[i];
    if (i < questions.size() && !questions[i].empty()) {
      column.prompt = survey::plain_text(questions[i]);
    }
  }
}

void name_limesurvey_columns(Draft& draft) {
  auto& table = draft.table;
  const bool vv = table.header_rows.size() == 2;
  const bool coded = vv || has_codes(table.header_rows.at(0));
  std::size_t first = 0;
  while (first < draft.size() && draft.name(first).empty()) ++first;
  for (std::size_t i = 0; i < draft.size(); ++i) {
    survey::Column& column = table.columns[i];
    if (!coded) continue;
    draft.rename(i, code_of(column.header));
    // "why. What is the reason?"
    const std::size_t text = column.prompt.find(". ");
    if (column.prompt == survey::plain_text(column.header) &&
        code_of(column.header) != column.header) {
      column.prompt.erase(0, text + 2);
    }
  }
  if (coded) return;
  // The first columns by their order, the times by what they hold.
  constexpr std::array<std::string_view, 4> kFirst = {"id", "submitdate", "lastpage",
                                                      "startlanguage"};
  if (draft.size() < first + kFirst.size()) return;
  for (std::size_t i = 0; i < kFirst.size(); ++i) draft.rename(first + i, kFirst[i]);
  std::size_t times = 0;
  for (std::size_t i = first + 4; i < std::min(draft.size(), first + 9); ++i) {
    if (draft.all(i, [](std::string_view cell) { return cell_kind(cell) == CellKind::ip; })) {
      draft.rename(i, "ipaddr");
    } else if (draft.all(i, [](std::string_view cell) { return cell.starts_with("http"); })) {
      draft.rename(i, "refurl");
    }
    if (!draft.all(i, is_time)) continue;
    draft.rename(i, times == 0 ? "startdate" : "datestamp");
    ++times;
  }
}

// Times spent on pages, which stand at the end.
bool begins_timings(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames = {
      "interviewtime", "totaaltijd",   "gesamtzeit",  "total time",
      "temps total",   "tiempo total", "tempo totale"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         name.starts_with("grouptime");
}

// "question [choice]" ticked with Y, or with the words for it.
void own_ticked(Draft& draft, std::size_t i) {
  survey::Column& column = draft.table.columns[i];
  const std::string code = code_of(column.header);
  const bool both = code != column.header;
  const std::string heading(trim(both && column.prompt.ends_with(']') ? column.prompt : code));
  const std::size_t open = heading.rfind('[');
  if (!column.choice.empty() || open == heading.npos || open == 0 || !heading.ends_with(']'))
    return;
  if (!draft.all(i, [](std::string_view cell) {
        return cell == "Y" || cell == "N" || cell == "NA" || cell == "{question_not_shown}";
      })) {
    return;
  }
  draft.choice(i, std::string(trim(heading.substr(0, open))),
               heading.substr(open + 1, heading.size() - open - 2));
}

// The question whose part a column is: "reason" of "reason[SQ001]", "reason_SQ001",
// "reason.SQ001."; of headings in words all before the last bracket. Codes have no signs in them.
// Empty: it is one question of its own.
std::string question_of(const survey::Column& column) {
  const std::string heading = code_of(column.name);
  const std::size_t bracket = heading.rfind('[');
  if (bracket != heading.npos && heading.ends_with(']')) return heading.substr(0, bracket);
  if (heading.find(' ') != heading.npos) return {};
  // Fields of the database: "512345X7X5SQ001".
  constexpr std::string_view kNumber = "0123456789X";
  if (const std::size_t part = heading.find_first_not_of(kNumber);
      part != 0 && part != heading.npos && std::ranges::count(heading.substr(0, part), 'X') == 2) {
    return heading.substr(0, part);
  }
  const std::size_t sign = heading.find_first_of("_.");
  return sign == heading.npos ? std::string() : heading.substr(0, sign);
}

// Short texts in several parts of one question (multiple short texts, arrays of texts): each part
// alone is too short to tell, all together are. Most are words, two and more of them, and hardly
// any comes twice, as labels and names of categories do.
void own_short_texts(Draft& draft) {
  std::map<std::string, std::vector<std::size_t>> questions;
  for (const std::size_t i : draft.own.answers) {
    const survey::Column& column = draft.table.columns[i];
    if (column.nature != survey::Column::Nature::unknown || column.labels) continue;
    if (!column.personal.empty() || survey::personal(draft.table, i)) continue;
    if (std::string question = question_of(column); !question.empty()) {
      questions[std::move(question)].push_back(i);
    }
  }
  for (const auto& [question, columns] : questions) {
    if (columns.size() < 2) continue;
    std::size_t answers = 0;
    std::size_t texts = 0;
    double words = 0;
    std::set<std::string_view> distinct;
    for (const std::size_t i : columns) {
      const survey::Profile p = survey::profile(draft.table, i);
      answers += p.answers();
      texts += p.texts;
      words += p.words * static_cast<double>(p.answers());
      for (const std::string_view cell : survey::cells_of(draft.table, i)) {
        const std::string_view answer = trim(cell);
        const auto& missing = draft.own.missing;
        if (std::find(missing.begin(), missing.end(), answer) != missing.end()) continue;
        if (!answer.empty() && !survey::is_null_word(answer)) distinct.insert(answer);
      }
    }
    constexpr std::size_t kFewest = 3;
    const bool own_words = answers >= kFewest && texts * 10 >= answers * 8 &&
                           words >= 2 * static_cast<double>(answers) &&
                           distinct.size() * 10 >= answers * 8;
    if (!own_words) continue;
    for (const std::size_t i : columns) {
      draft.open(i, "short texts, hardly any twice in all parts of its question");
    }
  }
}

// What stands for characters that would break a line of a vv file, in one pass: "{lbrace}tab}" is
// what somebody wrote as "{tab}".
void decode_signs(std::string& text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kSigns = {
      {{"{newline}", '\n'}, {"{cr}", '\r'}, {"{tab}", '\t'}, {"{quote}", '"'}, {"{lbrace}", '{'}}};
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
    for (const auto& [sign, character] : kSigns) {
      if (text.compare(at, sign.size(), sign) != 0) continue;
      text.replace(at, sign.size(), 1, character);
      break;
    }
  }
}

void own_limesurvey(Draft& draft) {
  name_limesurvey_columns(draft);
  draft.key({"id"});
  draft.times({"submitdate", "datestamp", "startdate"});
  draft.language({"startlanguage"});
  draft.respondent({"token"});
  draft.personal({"ipaddr", "ip-adres", "ip-adresse", "ip address"}, "IP addresses by its header");
  draft.closed({"lastpage", "seed", "refurl", "id"});
  const std::string number = survey_number(draft.input.name);
  if (!number.empty()) {
    draft.own.key_prefix = number;
    draft.note("keys begin with " + number +
               ", the survey's number in the file's name: ids are "
               "unique within a survey only");
  }
  draft.own.missing.emplace_back("{question_not_shown}");
  // Written again by R, which numbers the rows and has its own word for blank.
  if (draft.name(0).empty()) draft.own.missing.emplace_back("NA");
  bool timings = false;
  for (std::size_t i = 0; i < draft.size(); ++i) {
    constexpr std::array<std::string_view, 10> kOwn = {
        "id",        "submitdate", "lastpage", "startlanguage", "seed",
        "startdate", "datestamp",  "ipaddr",   "refurl",        "token"};
    const std::string& name = draft.name(i);
    timings = timings || begins_timings(name);
    if (timings) draft.table.columns[i].nature = survey::Column::Nature::closed;
    own_ticked(draft, i);
    const bool meta = name.empty() || std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end() ||
                      !draft.table.columns[i].personal.empty();
    if (!meta && !timings) draft.own.answers.push_back(i);
  }
  own_short_texts(draft);
  draft.own.decode = decode_signs;
}

bool recognises_limesurvey(std::string_view head) {
  return matches_limesurvey(survey::head_rows(head, 4));
}
std::unique_ptr<Source> open_without_structure(Input input) {
  return survey::open_limesurvey(std::move(input), nullptr);
}

}  // namespace

std::unique_ptr<Source> survey::open_limesurvey(Input input, const Codebook* structure) {
  Table table = open_table(input, header_of_limesurvey);
  name_vv(table);
  if (structure != nullptr) apply(*structure, table);
  Plan plan = plan_columns(table, input, table.header_rows.empty() ? nullptr : own_limesurvey);
  return make_source(std::move(table), std::move(plan));
}

constinit const Adapter kLimeSurvey = {
    "limesurvey",
    "LimeSurvey responses (CSV, vv); the structure file names questions and codes",
    SourceKind::survey,
    survey::kDelimitedOptions,
    "extra/limesurvey.csv",
    recognises_limesurvey,
    open_without_structure};

}  // namespace voxmap
