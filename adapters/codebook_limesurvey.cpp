// LimeSurvey's structure file (.lss): questions, subquestions and answers as tables in XML.
#include <cstring>
#include <sstream>

#include "base/utf8.hpp"
#include "codebook.hpp"
#include "xml_input.hpp"

namespace voxmap::survey::codebooks {
namespace {

using Nature = Column::Nature;

struct Question {
  std::string id, parent, code, text, type;
  std::string field;  // "381842X12X34", what the database calls its column; empty: not said
  std::string scale;  // "1": a column of an array of texts or numbers, not a row of it
  bool other = false;
};

std::string text_of(const pugi::xml_node& row, const char* name) {
  return std::string(trim(child_text(row, name)));
}

std::string field_of(const pugi::xml_node& row) {
  const std::string survey = text_of(row, "sid");
  const std::string group = text_of(row, "gid");
  if (survey.empty() || group.empty()) return {};
  return survey + "X" + group + "X" + text_of(row, "qid");
}

class Reader {
 public:
  explicit Reader(const pugi::xml_node& root) : root_(root) {
    language_ = text_of(root.child("languages"), "language");
    for (const char* const table : {"question_l10ns", "answer_l10ns"}) {
      const bool questions = std::strcmp(table, "question_l10ns") == 0;
      for (const auto& row : rows(table)) {
        if (!mine(row)) continue;
        const std::string id = text_of(row, questions ? "qid" : "aid");
        (questions ? question_texts_ : answer_texts_)
            .emplace(id, plain_text(text_of(row, questions ? "question" : "answer")));
      }
    }
    for (const auto& row : rows("answers")) {
      if (!mine(row)) continue;
      std::string label = plain_text(text_of(row, "answer"));
      if (const auto found = answer_texts_.find(text_of(row, "aid"));
          found != answer_texts_.end()) {
        label = found->second;
      }
      // The second scale of a question has answers of its own.
      const std::string second = text_of(row, "scale_id") == "1" ? "#1" : "";
      labels_[text_of(row, "qid") + second].emplace(text_of(row, "code"), std::move(label));
    }
    for (const char* const table : {"questions", "subquestions"}) {
      for (const auto& row : rows(table)) {
        if (!mine(row)) continue;
        Question q = {text_of(row, "qid"),      text_of(row, "parent_qid"),
                      text_of(row, "title"),    plain_text(text_of(row, "question")),
                      text_of(row, "type"),     field_of(row),
                      text_of(row, "scale_id"), text_of(row, "other") == "Y"};
        if (const auto found = question_texts_.find(q.id); found != question_texts_.end()) {
          q.text = found->second;
        }
        questions_.push_back(std::move(q));
      }
    }
  }

  void read(Codebook& book) const {
    for (const Question& q : questions_) {
      if (q.parent != "0" && !q.parent.empty()) continue;
      const bool several = q.type == "M" || q.type == "P";
      const bool crossed = q.type == ";" || q.type == ":";
      bool parts = false;
      for (const Question& sub : questions_) {
        if (sub.parent != q.id) continue;
        parts = true;
        if (crossed) {
          if (sub.scale != "1") add_crossed(book, q, sub);
          continue;
        }
        CodebookEntry entry = entry_of(q);
        entry.question = q.text + " - " + sub.text;
        if (q.type == "1") {
          add_scales(book, q, sub, entry);
          continue;
        }
        if (several) {
          entry.group = q.code;
          entry.choice = sub.text.empty() ? sub.code : sub.text;
        }
        add(book, q, sub.code, entry);
        if (q.type == "P") add(book, q, sub.code + "comment", open(entry.question));
      }
      if (!parts) {
        CodebookEntry entry = entry_of(q);
        book.entries.emplace(q.code, entry);
        entry.name = q.code;
        if (!q.field.empty()) book.entries.emplace(q.field, std::move(entry));
      }
      if (q.other) add(book, q, "other", open(q.text));
      if (q.type == "O") add(book, q, "comment", open(q.text));
    }
  }

 private:
  std::vector<pugi::xml_node> rows(const char* table) const {
    std::vector<pugi::xml_node> out;
    for (const auto& row : root_.child(table).child("rows").children("row")) out.push_back(row);
    return out;
  }
  // Texts of one language only, the survey's first.
  bool mine(const pugi::xml_node& row) const {
    const std::string language = text_of(row, "language");
    return language.empty() || language_.empty() || language == language_;
  }
  static CodebookEntry open(std::string question) {
    CodebookEntry entry;
    entry.question = std::move(question);
    entry.nature = Nature::open;
    entry.why = "a text in the codebook";
    return entry;
  }
  CodebookEntry entry_of(const Question& q) const {
    // https://manual.limesurvey.org/Question_object_types: T, U long and huge text; S, Q, ; short.
    if (q.type == "T" || q.type == "U") return open(q.text);
    CodebookEntry entry;
    entry.question = q.text;
    entry.nature =
        q.type == "S" || q.type == "Q" || q.type == ";" ? Nature::unknown : Nature::closed;
    if (const auto found = labels_.find(q.id); found != labels_.end()) {
      entry.labels = std::make_shared<const Labels>(found->second);
    } else if (q.type == "Y") {
      entry.labels = std::make_shared<const Labels>(Labels{{"Y", "Yes"}, {"N", "No"}});
    }
    return entry;
  }
  // An array of texts or numbers: a column for each crossing of a row with a column.
  void add_crossed(Codebook& book, const Question& q, const Question& row) const {
    for (const Question& column : questions_) {
      if (column.parent != q.id || column.scale != "1") continue;
      CodebookEntry entry = entry_of(q);
      entry.question = q.text + " - " + row.text + " - " + column.text;
      add(book, q, row.code + "_" + column.code, entry);
    }
  }
  // An array with two scales: two columns a row, G1[SQ001][1] and [2], G1_SQ001_0 and _1 for
  // expressions, and 381842X12X34SQ001#0 and #1 in the database.
  void add_scales(Codebook& book, const Question& q, const Question& row,
                  const CodebookEntry& entry) const {
    for (const char* const scale : {"0", "1"}) {
      const bool second = *scale == '1';
      const std::string number = second ? "2" : "1";
      CodebookEntry one = entry;
      one.question += " - " + number;
      if (const auto found = labels_.find(q.id + (second ? "#1" : "")); found != labels_.end()) {
        one.labels = std::make_shared<const Labels>(found->second);
      }
      for (const std::string& name :
           {q.code + "[" + row.code + "][" + number + "]", q.code + "_" + row.code + "_" + scale,
            q.code + "." + row.code + ".." + number + ".",
            q.code + "[" + row.code + "][Scale " + number + "]"}) {
        book.entries.emplace(name, one);
      }
      if (q.field.empty()) continue;
      one.name = q.code + "[" + row.code + "][" + number + "]";
      book.entries.emplace(q.field + row.code + "#" + scale, std::move(one));
    }
  }
  // As headings write it: G1[SQ001], G1_SQ001, G1.SQ001. in R, and 381842X12X34SQ001 in vv files
  // and the database, which goes by the first of these names.
  static void add(Codebook& book, const Question& q, const std::string& sub, CodebookEntry entry) {
    book.entries.emplace(q.code + "[" + sub + "]", entry);
    book.entries.emplace(q.code + "_" + sub, entry);
    book.entries.emplace(q.code + "." + sub + ".", entry);
    if (q.field.empty()) return;
    entry.name = q.code + "[" + sub + "]";
    book.entries.emplace(q.field + sub, std::move(entry));
  }

  pugi::xml_node root_;
  std::string language_;
  std::map<std::string, std::string> question_texts_, answer_texts_;
  std::map<std::string, Labels> labels_;
  std::vector<Question> questions_;
};

}  // namespace

bool is_limesurvey(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHeadBytes);
  return is_xml(head, "document") && head.find("<LimeSurveyDocType>Survey") != head.npos;
}

Codebook limesurvey(std::string_view bytes, const std::string& file) {
  Codebook book{file, "LimeSurvey structure", {}};
  std::istringstream stream{std::string(bytes)};
  XmlInput xml(stream, file);
  Reader(xml.root()).read(book);
  return book;
}

}  // namespace voxmap::survey::codebooks
