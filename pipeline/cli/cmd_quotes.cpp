// voxmap quotes and voxmap search: the customers' own words.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/problems.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr Flag kFeelingFlag = {
    "feeling", '\0', "NAME", "only mentions with this named feeling: frustration, relief...",
    false,     ""};
constexpr std::array<Flag, 15> kQuoteFlags = {{
    kStoreFlag,
    {"stage", '\0', "ID", "only this stage; unassigned for what fits none", false, ""},
    {"touchpoint", '\0', "ID", "only this touchpoint", false, ""},
    {"label", '\0', "LABEL", "only mentions with this label", false,
     "positive,negative,neutral,none"},
    kFeelingFlag,
    {"persona", '\0', "ID", "only this persona", false, ""},
    {"segment", '\0', "ID", "only this segment of the journey", false, ""},
    {"source", '\0', "NAME", "only this source", false, ""},
    {"from", '\0', "DATE", "said on this day or later (UTC)", false, ""},
    {"to", '\0', "DATE", "said before this day (UTC)", false, ""},
    {"order", '\0', "ORDER", "which come first (default: strongest)", false,
     "strongest,positive,negative,newest,input"},
    {"any-length", '\0', "", "also utterances too short or too long to quote", false, ""},
    {"limit", 'n', "N", "at most this many (default: 10)", false, ""},
    kAsOfFlag,
    kJsonFlag,
}};
constexpr std::array<Flag, 7> kSearchFlags = {{
    kStoreFlag,
    {"source", '\0', "NAME", "only this source", false, ""},
    {"stage", '\0', "ID", "only this stage", false, ""},
    kFeelingFlag,
    {"limit", 'n', "N", "at most this many (default: 10)", false, ""},
    kAsOfFlag,
    kJsonFlag,
}};
constexpr std::array<Positional, 1> kSearchPositionals = {
    {{"WORDS", "words that must all occur; FTS5 syntax works: \"late delivery\", refund OR return",
      true, true}}};

int print_mentions(Context& context, const std::vector<MentionRow>& rows, const Journey& journey) {
  for (const auto& row : rows) {
    context.out.write(context.arguments.has("json") ? mention_json(row)
                                                    : mention_text(row, journey, context.out));
  }
  if (!rows.empty()) return 0;
  if (!context.arguments.has("quiet")) context.err.write("nothing found\n");
  return static_cast<int>(Exit::no);
}

// Throws Error(Exit::usage) for a feeling that no pack of the store's documents knows.
std::string feeling_from(const Arguments& args, Reader& reader) {
  auto name = args.get("feeling");
  if (name.empty()) return name;
  const auto known = reader.feeling_names();
  if (std::ranges::find(known, name) != known.end()) return name;
  if (known.empty()) {
    throw Error(Exit::usage, fmt::format("no feeling \"{}\": the store knows none", name),
                "voxmap rescore brings them, where the packs define feelings");
  }
  const auto hint = did_you_mean(name, known);
  throw Error(Exit::usage, fmt::format("no feeling \"{}\"", name),
              fmt::format("{}{}known: {}", hint, hint.empty() ? "" : "  ", fmt::join(known, ", ")));
}

Order order_from(std::string_view name) {
  if (name == "positive") return Order::most_positive;
  if (name == "negative") return Order::most_negative;
  if (name == "newest") return Order::newest;
  if (name == "input") return Order::input;
  return Order::strongest;
}

int run_quotes(Context& context) {
  const auto& args = context.arguments;
  const auto [path, store, reader, journey] = open_map_store(args);
  const auto limit = static_cast<std::size_t>(args.number("limit", 1).value_or(10));
  auto filter = filter_from(args, journey);
  filter.feeling = feeling_from(args, *reader);
  filter.quotable = !args.has("any-length");
  return print_mentions(context, reader->mentions(filter, order_from(args.get("order")), limit),
                        journey);
}

int run_search(Context& context) {
  const auto& args = context.arguments;
  const auto path = store_path(args);
  update_search_index(path, context);
  const auto store = open_for_reading(path);
  const auto reader = reader_of(*store, args);
  const auto journey = stored_journey(*reader, path);
  auto filter = filter_from(args, journey);
  filter.feeling = feeling_from(args, *reader);
  for (const auto& word : args.all("WORDS"))
    filter.words += (filter.words.empty() ? "" : " ") + word;
  const auto limit = static_cast<std::size_t>(args.number("limit", 1).value_or(10));
  return print_mentions(context, reader->mentions(filter, Order::strongest, limit), journey);
}

}  // namespace

const Command kQuotes = {
    "quotes",
    "what customers said, strongest first, with score and place",
    "Lists mentions that read well alone (25 to 640 bytes): the words, the score, the emotions, "
    "the touchpoint and where they come from. "
    "The number behind \"mention\" is what voxmap explain takes. Exit 1 when nothing is found.",
    "voxmap quotes --store shop.voxmap --stage support --label negative\n"
    "voxmap quotes --store shop.voxmap --touchpoint buy.checkout -n 50 --json",
    {},
    kQuoteFlags,
    run_quotes};

const Command kSearch = {
    "search",
    "full-text search in what customers said",
    "Finds the mentions whose verbatim holds all the words. The search index is brought up to date "
    "first; after a large load that takes a moment. Exit 1 when nothing is found.",
    "voxmap search late delivery --store shop.voxmap\n"
    "voxmap search 'refund OR return*' --store shop.voxmap -n 20 --json",
    kSearchPositionals,
    kSearchFlags,
    run_search};

}  // namespace voxmap::cli
