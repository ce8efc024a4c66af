// Writing out what an import did.
#include "cli/lexicon_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(static_cast<std::int64_t>(n)), n == 1 ? one : many);
}

std::string place_of_skipped(const lexicon::Imported& imported, const lexicon::Skipped& row) {
  std::string text = imported.files[row.file].path;
  if (row.spot.line > 0) text += fmt::format(":{}", row.spot.line);
  if (row.spot.column > 0) text += fmt::format(":{}", row.spot.column);
  return text;
}

// Rows by reason, the most frequent first, a few of each with their places.
void print_skipped(const lexicon::Imported& imported, const std::vector<lexicon::Skipped>& rows,
                   std::string_view what, Stream& out) {
  constexpr std::size_t kShown = 3;
  if (rows.empty()) return;
  std::map<std::string, std::vector<const lexicon::Skipped*>> by_reason;
  for (const auto& row : rows) by_reason[row.reason].push_back(&row);
  std::vector<std::pair<std::string, std::vector<const lexicon::Skipped*>>> sorted(
      by_reason.begin(), by_reason.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  constexpr std::size_t kReasons = 12;
  std::size_t listed = 0, rest = 0;
  for (const auto& [reason, met] : sorted) {
    if (++listed > kReasons) {
      rest += met.size();
      continue;
    }
    out.write(fmt::format("  {} {}: {}\n", grouped(static_cast<std::int64_t>(met.size())), what,
                          terminal_safe(reason)));
    for (std::size_t i = 0; i < std::min(kShown, met.size()); ++i) {
      out.write(fmt::format("    {}  {}\n", terminal_safe(place_of_skipped(imported, *met[i])),
                            out.styled(Style::dim, terminal_safe(met[i]->what))));
    }
    if (met.size() > kShown) {
      out.write(fmt::format("    and {} more; --json lists all\n", met.size() - kShown));
    }
  }
  if (rest > 0) out.write(fmt::format("  {} {} for other reasons; --json lists all\n", rest, what));
}

void print_unmapped(const lexicon::FileReport& file, Stream& out) {
  if (file.unmapped.empty()) return;
  std::string names;
  std::size_t shown = 0;
  for (const auto& [name, n] : file.unmapped) {
    if (++shown > 12) break;
    names += (names.empty() ? "" : ", ") + name;
  }
  if (file.unmapped.size() > 12) names += fmt::format(", and {} more", file.unmapped.size() - 12);
  out.write(fmt::format("  left out, as neither valence nor one of the eight emotions: {}\n",
                        terminal_safe(names)));
}

void print_text(const ImportResult& result, Stream& out) {
  const auto& imported = result.imported;
  const auto& pack = result.pack;
  for (const auto& file : imported.files) {
    out.write(fmt::format("  {}: {}, {}\n", terminal_safe(file.path), file.title,
                          counted(file.rows, "row", "rows")));
    if (!file.note.empty()) out.write(fmt::format("  {}\n", terminal_safe(file.note)));
    print_unmapped(file, out);
  }
  print_skipped(imported, imported.skipped, "skipped", out);
  print_skipped(imported, imported.repeated, "repeated", out);
  if (pack.zero > 0) {
    out.write(fmt::format("  {} left out: neither valence nor emotion\n",
                          counted(pack.zero, "word", "words")));
  }
  out.write(fmt::format("{} {}: valence of {}, {}, {}", out.tick(), terminal_safe(result.folder),
                        counted(pack.valence, "phrase", "phrases"),
                        counted(pack.emotion, "emotion", "emotions"),
                        counted(pack.symbols, "emoji or emoticon", "emoji and emoticons")));
  if (pack.modifiers > 0) {
    out.write(fmt::format(", {}", counted(pack.modifiers, "modifier", "modifiers")));
  }
  if (pack.descriptions > 0) {
    out.write(fmt::format(", {}", counted(pack.descriptions, "emoji in words", "emoji in words")));
  }
  out.write("\n");
  if (pack.modifiers == 0 && !result.settings.modifiers.empty()) {
    out.write(fmt::format("  negation and intensifiers: those of the pack {}\n",
                          result.settings.modifiers_of));
  }
  std::string licences;
  for (const auto& licence : imported.licences)
    licences += (licences.empty() ? "" : "; ") + licence;
  out.write(fmt::format("  terms: {}. The pack is for your own use under them\n",
                        licences.empty() ? "as the files say" : licences));
  out.write(fmt::format("  try it:  voxmap tag --pack {} -t TEXT\n", terminal_safe(result.folder)));
}

void skipped_json(JsonLine& json, const lexicon::Imported& imported, std::string_view name,
                  const std::vector<lexicon::Skipped>& rows) {
  json.key(name).open('[');
  for (const auto& row : rows) {
    json.open('{').field("file", printable(imported.files[row.file].path));
    if (row.spot.line > 0) json.field("line", row.spot.line);
    if (row.spot.column > 0) json.field("column", row.spot.column);
    json.field("reason", row.reason).field("what", printable(row.what)).close('}');
  }
  json.close(']');
}

void print_json(const ImportResult& result, Stream& out) {
  const auto& imported = result.imported;
  std::string line;
  JsonLine json(line);
  json.open('{')
      .field("pack", printable(result.folder))
      .field("language", result.settings.language);
  json.optional_field("profile", result.settings.profile);
  json.key("files").open('[');
  for (const auto& file : imported.files) {
    json.open('{').field("file", printable(file.path)).field("format", file.format);
    json.field("rows", file.rows).field("skipped", file.skipped).field("sha256", file.digest);
    json.optional_field("note", file.note);
    json.key("left_out").open('{');
    for (const auto& [name, n] : file.unmapped) json.field(printable(name), n);
    json.close('}').close('}');
  }
  json.close(']').key("entries").open('{').field("valence", result.pack.valence);
  json.field("emotion", result.pack.emotion).field("modifiers", result.pack.modifiers);
  json.field("emoji", result.pack.symbols)
      .field("emoji_words", result.pack.descriptions)
      .close('}');
  json.field("empty", result.pack.zero).key("licences").open('[');
  for (const auto& licence : imported.licences) json.string(licence);
  json.close(']');
  skipped_json(json, imported, "skipped", imported.skipped);
  skipped_json(json, imported, "repeated", imported.repeated);
  json.close('}');
  out.write(line + "\n");
}

}  // namespace

void print_import(const ImportResult& result, bool json, bool quiet, Stream& out) {
  if (json) {
    print_json(result, out);
  } else if (!quiet) {
    print_text(result, out);
  }
}

std::map<std::string, lexicon::Meaning, std::less<>> read_categories(const std::string& path) {
  const auto text = read_file(path);
  Problems problems(path, text);
  std::map<std::string, lexicon::Meaning, std::less<>> categories;
  for (lexicon::Lines lines(text); lines.next();) {
    const auto line = trim(lines.text());
    if (line.empty() || line.starts_with('#')) continue;
    const auto tab = line.find('\t');
    const auto meaning = tab == std::string_view::npos
                             ? std::nullopt
                             : lexicon::parse_meaning(lexicon::lowered(trim(line.substr(tab))));
    if (!meaning) {
      problems.error(lines.number(), 1, "not: category, tab, meaning",
                     "a meaning is positive, negative, one of the eight emotions, or -");
      continue;
    }
    categories[lexicon::lowered(trim(line.substr(0, tab)))] = *meaning;
  }
  problems.throw_if_failed();
  return categories;
}

}  // namespace voxmap::cli
