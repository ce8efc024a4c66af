// Opening a store to read, filters, and mentions as lines.
#include "cli/store_flags.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/problems.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "cli/acts_out.hpp"
#include "cli/choices.hpp"
#include "cli/config.hpp"
#include "cli/feelings_out.hpp"
#include "cli/json_line.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

template <typename Items>
[[noreturn]] void unknown(std::string_view kind, const std::string& id, const Items& items) {
  std::vector<std::string> known;
  known.reserve(items.size());
  for (const auto& item : items) known.push_back(item.id);
  const auto hint = did_you_mean(id, known);
  std::string all;
  for (const auto& name : known) all += (all.empty() ? "" : ", ") + name;
  throw Error(Exit::usage, fmt::format("the journey has no {} \"{}\"", kind, id),
              fmt::format("{}{}{}", hint, hint.empty() ? "" : "  ",
                          all.empty() ? "it has none" : "it has: " + all));
}

template <typename Items>
const auto& require(std::string_view kind, const std::string& id, const Items& items) {
  for (const auto& item : items) {
    if (item.id == id) return item;
  }
  unknown(kind, id, items);
}

}  // namespace

std::string store_path(const Arguments& args) {
  if (args.has("store")) return args.get("store");
  if (std::filesystem::exists("voxmap.toml")) return read_config("voxmap.toml").store;
  throw Error(Exit::usage, "no store: neither --store nor a voxmap.toml in this folder",
              "name one: --store shop.voxmap");
}

std::unique_ptr<Store> open_for_reading(const std::string& path) {
  return open_store(path, {.read_only = true});
}

std::unique_ptr<Reader> reader_of(Store& store, const Arguments& args) {
  const auto run = args.number("as-of", 1);
  return run ? store.reader_as_of(*run) : store.reader();
}

void update_search_index(const std::string& path, Context& context) {
  const auto store = [&]() -> std::unique_ptr<Store> {
    try {
      return open_store(path, {});
    } catch (const Error& error) {  // readable only: the search scans instead
      if (error.exit() != Exit::permission && error.exit() != Exit::temporary) throw;
      return nullptr;
    }
  }();
  if (!store) return;
  bool told = false;
  store->update_search_index([&](std::int64_t done, std::int64_t total) {
    if (context.arguments.has("quiet") || total - done < 50000 || told) return;
    told = true;
    context.err.write(fmt::format("  indexing {} verbatims for search, once\n", total));
  });
}

Journey stored_journey(Reader& reader, const std::string& path) {
  const auto stored = reader.journey();
  if (!stored) {
    throw Error(Exit::data, path + ": nothing was loaded into this store yet",
                fmt::format("voxmap load FILE --journey journey.toml --store {}", path));
  }
  return parse_journey(stored->toml, stored->file);
}

MapStore open_map_store(const Arguments& args) {
  MapStore out;
  out.path = store_path(args);
  out.store = open_for_reading(out.path);
  out.reader = reader_of(*out.store, args);
  out.journey = stored_journey(*out.reader, out.path);
  return out;
}

Filter filter_from(const Arguments& args, const Journey& journey) {
  Filter filter;
  filter.source = args.get("source");
  filter.stage = args.get("stage");
  if (!filter.stage.empty() && filter.stage != "unassigned") {
    (void)require("stage", filter.stage, journey.stages);
  }
  filter.touchpoint = args.get("touchpoint");
  if (!filter.touchpoint.empty())
    (void)require("touchpoint", filter.touchpoint, journey.touchpoints);
  filter.persona = args.get("persona");
  if (!filter.persona.empty()) (void)require("persona", filter.persona, journey.personas);
  if (args.has("segment"))
    filter.when = require("segment", args.get("segment"), journey.segments).when;
  const auto label = args.get("label");
  for (std::size_t i = 0; i < kLabelNames.size(); ++i) {
    if (kLabelNames[i] == label) filter.label = static_cast<Label>(i);
  }
  filter.from = parse_moment(args.get("from"), "--from");
  filter.to = parse_moment(args.get("to"), "--to");
  return filter;
}

std::string mention_text(const MentionRow& row, const Journey& journey, Stream& out) {
  std::string place = row.stage.empty() ? "unassigned" : row.stage;
  if (const auto touchpoint = journey.find_touchpoint(row.touchpoint)) {
    place = fmt::format("{} · {}", journey.stages[journey.touchpoints[*touchpoint].stage].title,
                        journey.touchpoints[*touchpoint].title);
  }
  const auto style = row.label == Label::positive   ? Style::good
                     : row.label == Label::negative ? Style::bad
                                                    : Style::plain;
  const auto score = row.label == Label::none ? std::string("   none")
                                              : fmt::format("{:+7.3f}", row.valence / 1000.0);
  std::string emotions;
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (row.emotions[i] > 0) emotions += fmt::format(" {} {}", kEmotionNames[i], row.emotions[i]);
  }
  return fmt::format(
      "{}  “{}”\n         {}\n", out.styled(style, score), terminal_safe(row.span.of(row.text)),
      out.styled(
          Style::dim,
          fmt::format("{}{}  {} {}{}  mention {}", place, emotions.empty() ? "" : " ·" + emotions,
                      terminal_safe(row.source), terminal_safe(row.key),
                      row.said_at ? ", " + format_date(*row.said_at) : "", row.id)));
}

std::string mention_json(const MentionRow& row) {
  std::string out;
  JsonLine json(out);
  json.open('{').field("mention", row.id).field("source", row.source).field("key", row.key);
  if (row.said_at) json.field("said_at", format_time(*row.said_at));
  json.optional_field("respondent", row.respondent);
  json.optional_field("speaker", row.speaker);
  json.optional_field("prompt", row.prompt);
  json.field("language", row.language).field("text", row.text);
  json.key("span").open('[').number(row.span.begin).number(row.span.end).close(']');
  json.field("quote", row.span.of(row.text))
      .field("stage", row.stage)
      .field("touchpoint", row.touchpoint);
  json.field("attached_by", row.attached_by);
  if (!row.attached_span.empty()) {
    json.key("attached_span")
        .open('[')
        .number(row.attached_span.begin)
        .number(row.attached_span.end)
        .close(']');
    json.field("attached_rule", row.attached_rule);
  }
  json.field("label", to_string(row.label)).field("valence", row.valence);
  json.key("emotions").open('{');
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (row.emotions[i] > 0) json.field(kEmotionNames[i], row.emotions[i]);
  }
  json.close('}').key("evidence").open('[');
  for (const auto& evidence : row.evidence) {
    json.open('{')
        .key("span")
        .open('[')
        .number(evidence.span.begin)
        .number(evidence.span.end)
        .close(']');
    json.field("rule", evidence.rule).field("dimension", evidence.dimension);
    json.field("weight", evidence.weight).close('}');
  }
  json.close(']');
  write_feelings(json, row);
  write_acts(json, row);
  json.key("origin").open('{').field("input", row.input);
  if (row.origin.line > 0) json.field("line", row.origin.line);
  json.field("byte", row.origin.byte).field("bytes", row.origin.bytes).close('}');
  json.field("run", row.run).field("rules_digest", row.rules_digest).close('}');
  out += '\n';
  return out;
}

}  // namespace voxmap::cli
