// Lexicons in hand for tests, and what became of them as text.
#pragma once

#include <fmt/format.h>

#include <string>

#include "lexicon/pack_writer.hpp"

namespace voxmap::test {

inline lexicon::Imported import_text(const std::string& text, const std::string& name = "list.txt",
                                     const lexicon::ImportOptions& options = {}) {
  lexicon::Imported imported;
  lexicon::read_lexicon(lexicon::decode_source(name, text), options, imported);
  return imported;
}

// A judge that knows no engine: words of letters, digits, blanks, ' and -, or anything as a symbol.
inline lexicon::Verdict plain_judge(std::string_view entry, bool symbol) {
  lexicon::Verdict verdict;
  verdict.key = std::string(entry);
  if (symbol) return verdict;
  for (const char c : entry) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ' || c == '\'' ||
                      c == '-' || c == '*' ||
                      ((c & 0x80) != 0 && static_cast<unsigned char>(entry.front()) < 0xE2);
    if (!good) verdict.fault = "not a word";
  }
  return verdict;
}

struct Made {
  lexicon::Imported imported;
  lexicon::WrittenPack pack;
  [[nodiscard]] std::string file(std::string_view name) const {
    for (const auto& [file, content] : pack.files) {
      if (file == name) return content;
    }
    return "(no " + std::string(name) + ")";
  }
  // The rows of a table, without its comments.
  [[nodiscard]] std::string rows(std::string_view name) const {
    std::string out;
    const std::string content = file(name);
    for (lexicon::Lines lines(content); lines.next();) {
      if (!lines.text().starts_with('#')) out += std::string(lines.text()) + "\n";
    }
    return out;
  }
  [[nodiscard]] std::string skipped() const { return list(imported.skipped); }
  [[nodiscard]] std::string repeated() const { return list(imported.repeated); }

 private:
  static std::string list(const std::vector<lexicon::Skipped>& rows) {
    std::string out;
    for (const auto& row : rows) {
      out += fmt::format("{}:{} {} [{}]\n", row.spot.line, row.spot.column, row.reason, row.what);
    }
    return out;
  }
};

inline Made make_pack(const std::string& text, const std::string& name = "list.txt",
                      const lexicon::ImportOptions& options = {},
                      lexicon::PackSettings settings = {}) {
  Made made;
  made.imported = import_text(text, name, options);
  if (settings.name.empty()) settings.name = "made";
  if (settings.language.empty()) settings.language = "en";
  made.pack = lexicon::write_pack(made.imported, settings, plain_judge);
  return made;
}

}  // namespace voxmap::test
