// voxmap read: what the adapter sees, one document a line; or any delimited file as RFC 4180.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/json_line.hpp"
#include "cli/load_job.hpp"
#include "cli/read_table.hpp"
#include "cli/redaction.hpp"
#include "cli/report.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kReadPositionals = {
    {{"FILE", "the file to read, or - for standard input", true, false}}};
constexpr std::array<Flag, 20> kReadFlags = {{
    {"adapter", 'a', "NAME", "how to read the file (default: recognised by its content)", false,
     ""},
    {"mapping", 'm', "FILE", "which columns mean what (default: guessed, and said so)", false, ""},
    kCodebookFlag,
    {"option", '\0', "NAME=VALUE", "an option of the adapter; voxmap adapters lists them", true,
     ""},
    kMaxUnpackedFlag,
    kMaxRatioFlag,
    kNoRedactFlag,
    kRedactKindsFlag,
    kRedactNamesFlag,
    kNationalIdsFlag,
    {"table", '\0', "", "rewrite a delimited file as RFC 4180 in UTF-8 instead", false, ""},
    {"json", '\0', "",
     "with --table: a JSON object a row, with its place (documents are JSON anyway)", false, ""},
    {"delimiter", '\0', "CHAR", "with --table: the delimiter; \\t for tab (default: detected)",
     false, ""},
    {"quote", '\0', "CHAR", "with --table: the quote, or none (default: detected)", false, ""},
    {"escape", '\0', "CHAR", "with --table: the escape, or none (default: detected)", false, ""},
    {"encoding", '\0', "NAME", "with --table: the encoding (default: detected)", false, ""},
    {"header-rows", '\0', "N", "with --table: rows that are headers (default: detected)", false,
     ""},
    {"skip", '\0', "N", "with --table: lines at the front that are not read", false, ""},
    {"no-mend", '\0', "", "with --table: leave records that do not fit as they are", false, ""},
    {"strict", '\0', "", "any rejected record is exit 65", false, ""},
}};

void write_verbatim(JsonLine& json, const Verbatim& verbatim) {
  json.open('{').field("text", verbatim.text);
  json.optional_field("prompt", verbatim.prompt);
  json.optional_field("speaker", verbatim.speaker);
  json.optional_field("touchpoint", verbatim.touchpoint);
  if (!verbatim.redactions.empty()) write_redactions(json, verbatim.redactions);
  if (!verbatim.scored) json.field("scored", false);
  if (verbatim.at) json.field("at", format_offset(*verbatim.at));
  if (verbatim.until) json.field("until", format_offset(*verbatim.until));
  write_place(json, verbatim.origin);
  json.close('}');
}

// Several answers to one question share its name: a list of them where it stands first.
void write_attributes(JsonLine& json, std::span<const Attribute> attributes) {
  const auto same = [&](std::size_t i) {
    return [&attributes, i](const Attribute& a) { return a.name == attributes[i].name; };
  };
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const auto before = attributes.first(i);
    if (std::ranges::any_of(before, same(i))) continue;
    const auto after = attributes.subspan(i + 1);
    if (std::ranges::none_of(after, same(i))) {
      json.field(attributes[i].name, attributes[i].value);
      continue;
    }
    json.key(attributes[i].name).open('[');
    for (const Attribute& attribute : attributes.subspan(i)) {
      if (same(i)(attribute)) json.string(attribute.value);
    }
    json.close(']');
  }
}

std::string to_line(const Document& document) {
  std::string out;
  JsonLine json(out);
  json.open('{').field("key", document.key).field("kind", to_string(document.kind));
  json.optional_field("language", document.language);
  if (document.said_at) json.field("said_at", format_time(*document.said_at));
  json.optional_field("said_at_text", document.said_at_text);
  json.optional_field("respondent", document.respondent);
  json.optional_field("persona", document.persona);
  json.optional_field("touchpoint", document.touchpoint);
  json.key("ratings").open('[');
  for (const auto& rating : document.ratings) {
    json.open('{').field("scale", rating.scale).field("definition", rating.definition);
    json.key("value").milli(rating.milli).close('}');
  }
  json.close(']').key("attributes").open('{');
  write_attributes(json, document.attributes);
  json.close('}').key("verbatims").open('[');
  for (const auto& verbatim : document.verbatims) write_verbatim(json, verbatim);
  json.close(']');
  write_place(json, document.origin);
  json.close('}');
  out += '\n';
  return out;
}

void print_reject(const Reject& reject, const std::string& path, Stream& err) {
  std::string place = path;
  if (!reject.origin.part.empty()) place += "!" + reject.origin.part;
  if (reject.origin.line > 0) place += fmt::format(":{}", reject.origin.line);
  err.write(
      fmt::format("rejected {} (byte {}): {}: {}{}\n", terminal_safe(place), reject.origin.byte,
                  reject.reason, terminal_safe(reject.detail),
                  reject.field.empty() ? "" : fmt::format(" [{}]", terminal_safe(reject.field))));
}

// Such values are stored as pseudonyms, for which a key is needed.
void hide_hashed(Document& document) {
  for (auto& attribute : document.attributes) {
    if (attribute.care == Attribute::Care::hash) attribute.value = "[HASHED]";
  }
}

int read_documents(Context& context) {
  const auto& args = context.arguments;
  const auto path = args.get("FILE");
  std::optional<Mapping> mapping;
  if (args.has("mapping")) mapping = read_mapping(args.get("mapping"));
  const auto opened = open_source(path, {args.get("adapter"), parse_options(args),
                                         mapping ? &*mapping : nullptr, unpack_limits(args)});
  const auto& source = opened.source;
  const bool quiet = args.has("quiet");
  if (!quiet) {
    context.err.write(fmt::format("  {}: read as {}\n", terminal_safe(path), opened.adapter));
    for (const auto& note : source->notes()) {
      context.err.write(fmt::format("  {}\n", context.err.styled(Style::dim, terminal_safe(note))));
    }
  }
  const auto redactor = make_redactor(redaction_settings(args));
  const std::size_t known_notes = source->notes().size();
  RunCounts counts;
  while (auto record = source->next()) {
    ++counts.read;
    if (auto* document = std::get_if<Document>(&*record)) {
      ++counts.loaded;
      if (redactor) redactor->redact(*document);
      if (!args.has("no-redact")) hide_hashed(*document);
      context.out.write(to_line(*document));
    } else if (auto* reject = std::get_if<Reject>(&*record)) {
      ++counts.rejected;
      if (redactor) redactor->redact(*reject);
      print_reject(*reject, path, context.err);
    } else {
      ++counts.skip_reasons[std::get<Skip>(*record).reason];
    }
  }
  if (!quiet) {  // what only the whole input could tell
    for (const auto& note : source->notes().subspan(known_notes)) {
      context.err.write(fmt::format("  {}\n", context.err.styled(Style::dim, terminal_safe(note))));
    }
  }
  context.out.flush();
  if (!quiet) {
    std::string skipped;
    for (const auto& [reason, n] : counts.skip_reasons)
      skipped += fmt::format(", {} skipped: {}", n, reason);
    context.err.write(fmt::format("{} {} documents, {} rejected{}\n", context.err.tick(),
                                  grouped(static_cast<std::int64_t>(counts.loaded)),
                                  counts.rejected, skipped));
  }
  return args.has("strict") && counts.rejected > 0 ? static_cast<int>(Exit::data) : 0;
}

int run_read(Context& context) {
  return context.arguments.has("table") ? read_table(context) : read_documents(context);
}

}  // namespace

const Command kRead = {
    "read",
    "what the adapter sees, one document a line; no scoring, no store",
    "Reads a file as load would and prints one JSON document a line, so that you can check what "
    "arrives before anything is stored. Rejected records go to standard error with their place and "
    "reason. With --table, rewrites any delimited file as RFC 4180 in UTF-8: what is not told is "
    "detected, records that do not fit are read as they were most likely meant, and both are said. "
    "With --json too, a row is an object of its cells by the names of their columns, with the line "
    "and bytes where it stood.",
    "voxmap read post-purchase.csv | head -3\n"
    "voxmap read interview.vtt | jq -r '.verbatims[] | .speaker + \": \" + .text'\n"
    "voxmap read strange-export.txt --table > clean.csv",
    kReadPositionals,
    kReadFlags,
    run_read};

}  // namespace voxmap::cli
