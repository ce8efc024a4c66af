// voxmap lexicon diff: what differs between two packs, and which scores with it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/file.hpp"
#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "cli/load_job.hpp"
#include "cli/pack_places.hpp"
#include "cli/score_change.hpp"
#include "cli/tag_input.hpp"
#include "journey/format.hpp"
#include "text/pack_diff.hpp"
#include "voxmap/error.hpp"
#include "voxmap/store.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 2> kLexiconDiffPositionals = {
    {{"OLD", "a pack's name or folder, as it was", true, false},
     {"NEW", "a pack's name or folder, as it is to be", true, false}}};
constexpr std::array<Flag, 7> kLexiconDiffFlags = {{
    {"input", 'i', "FILE", "texts to score with both: NDJSON, TSV with id and text, or lines",
     false, ""},
    {"store", 's', "FILE", "score the store's verbatims with both, and change nothing", false, ""},
    {"with", '\0', "PACK", "a pack to load below both (default: a domain pack's language)", true,
     ""},
    {"language", '\0', "CODE", "language of the texts (default: found per text)", false, ""},
    {"rows", '\0', "N", "rows shown of each table (default: 20)", false, ""},
    {"examples", '\0', "N", "examples of changed scores shown (default: 5)", false, ""},
    {"json", '\0', "", "one JSON object, every row in it", false, ""},
}};

using text::RowChange;

std::string_view name_of(RowChange::Kind kind) {
  return kind == RowChange::Kind::added     ? "added"
         : kind == RowChange::Kind::removed ? "removed"
                                            : "changed";
}

void print_changes(const std::vector<RowChange>& changes, std::size_t most, Stream& out) {
  for (std::size_t f = 0; f < text::kPackFiles; ++f) {
    std::array<std::size_t, 3> counts{};
    for (const auto& change : changes) {
      if (static_cast<std::size_t>(change.file) == f)
        ++counts[static_cast<std::size_t>(change.kind)];
    }
    const auto all = counts[0] + counts[1] + counts[2];
    if (all == 0) continue;
    out.write(fmt::format("{}: {} added, {} removed, {} changed\n",
                          out.styled(Style::heading, text::kPackFileNames[f]), counts[0], counts[1],
                          counts[2]));
    std::size_t shown = 0;
    for (const auto& change : changes) {
      if (static_cast<std::size_t>(change.file) != f || ++shown > most) continue;
      const auto key = terminal_safe(change.key);
      if (change.kind == RowChange::Kind::added) {
        out.write(fmt::format("  {} {}  {}\n", out.styled(Style::good, "+"), key,
                              terminal_safe(change.after)));
      } else if (change.kind == RowChange::Kind::removed) {
        out.write(fmt::format("  {} {}  {}\n", out.styled(Style::bad, "-"), key,
                              terminal_safe(change.before)));
      } else {
        out.write(fmt::format("  {} {}  {} -> {}\n", out.styled(Style::warn, "~"), key,
                              terminal_safe(change.before), terminal_safe(change.after)));
      }
    }
    if (all > most) out.write(fmt::format("  and {} more; --rows {} shows all\n", all - most, all));
  }
  if (changes.empty()) out.write("no row differs\n");
}

std::vector<std::string> packs_of(const Arguments& args, const FoundPack& pack) {
  auto packs = args.all("with");
  if (packs.empty() && !pack.below.empty()) packs.push_back(pack.below);
  packs.push_back(pack.folder);
  return packs;
}

// NDJSON by its first byte, TSV by its header, else lines.
std::string format_of(const std::string& head) {
  const auto text = trim(head);
  if (text.starts_with('{')) return "ndjson";
  const auto line = text.substr(0, text.find('\n'));
  return line.find('\t') != std::string_view::npos && line.find("text") != std::string_view::npos
             ? "tsv"
             : "text";
}

void compare_texts(const std::string& path, ScoreChanges& changes, Stream& err) {
  std::string head(4096, '\0');
  if (path != "-") {
    const auto peek = open_input(path);
    peek->read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(peek->gcount()));
  }
  const auto in = open_input(path);
  const auto format = path == "-" ? "ndjson" : format_of(head);
  read_tag_input(
      *in, format,
      [&](const TagRecord& record) { changes.add(record.id, record.text, record.language); },
      [&](std::uint64_t line, const std::string& why) {
        err.write(
            fmt::format("rejected {}:{}: {}\n", terminal_safe(path), line, terminal_safe(why)));
      });
}

// A verbatim has one mention at least, so its mentions bring all verbatims.
void compare_store(const std::string& path, ScoreChanges& changes) {
  const auto store = open_store(path, {.read_only = true});
  std::string last;
  for (const auto& row : store->reader()->mentions({}, Order::input, SIZE_MAX)) {
    const auto now = fmt::format("{}\n{}\n{}\n{}", row.source, row.key, row.prompt, row.text);
    if (now == last) continue;
    last = now;
    changes.add(fmt::format("{} {}", row.source, row.key), row.text, row.language);
  }
}

std::string changes_json(const std::vector<RowChange>& changes, const ScoreChanges* scores) {
  std::string line;
  JsonLine json(line);
  json.open('{').key("rows").open('[');
  for (const auto& change : changes) {
    json.open('{').field("change", name_of(change.kind));
    json.field("file", text::kPackFileNames[static_cast<std::size_t>(change.file)]);
    json.field("key", printable(change.key));
    if (!change.before.empty()) json.field("before", printable(change.before));
    if (change.before_line > 0) json.field("before_line", change.before_line);
    if (!change.after.empty()) json.field("after", printable(change.after));
    if (change.after_line > 0) json.field("after_line", change.after_line);
    json.close('}');
  }
  json.close(']');
  if (scores != nullptr) scores->write_json(json);
  json.close('}');
  return line + "\n";
}

int run_lexicon_diff(Context& context) {
  const auto& args = context.arguments;
  const auto a = need_pack(args.get("OLD"));
  const auto b = need_pack(args.get("NEW"));
  std::vector<Problem> unread;
  const auto changes =
      text::compare_packs(*text::read_pack(a.folder, unread), *text::read_pack(b.folder, unread));
  const auto rows = static_cast<std::size_t>(args.number("rows", 0).value_or(20));
  const auto examples = static_cast<std::size_t>(args.number("examples", 0).value_or(5));
  std::optional<ScoreChanges> scores;
  if (args.has("input") || args.has("store")) {
    scores.emplace(packs_of(args, a), packs_of(args, b), args.get("language"), examples);
    if (args.has("input")) compare_texts(args.get("input"), *scores, context.err);
    if (args.has("store")) compare_store(args.get("store"), *scores);
  }
  if (args.has("json")) {
    context.out.write(changes_json(changes, scores ? &*scores : nullptr));
  } else {
    print_changes(changes, rows, context.out);
    if (scores) scores->print(context.out);
  }
  return 0;
}

}  // namespace

const Command kLexiconDiff = {
    "lexicon diff",
    "what differs between two packs, and which scores change",
    "Lists the rows that were added, removed or changed between two packs, and, given texts or a "
    "store, scores them with both: how many scores and labels change, by how much on average, and "
    "the texts that change most. Nothing is stored.",
    "voxmap lexicon diff en packs/en-next\n"
    "voxmap lexicon diff en packs/en-next --store shop.voxmap\n"
    "voxmap lexicon diff packs/nrc packs/afinn --input comments.tsv --json",
    kLexiconDiffPositionals,
    kLexiconDiffFlags,
    run_lexicon_diff};

}  // namespace voxmap::cli
