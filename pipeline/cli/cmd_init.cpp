// voxmap init: a config and a journey to start from.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/pack_journey.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

constexpr std::array<Positional, 1> kInitPositionals = {
    {{"DIR", "where to write them; made when missing (default: this folder)", false, false}}};

constexpr std::array<Flag, 1> kInitFlags = {{
    {"pack", 'p', "NAME", "score with this pack, and start from its journey when it has one", true,
     ""},
}};

constexpr std::string_view kConfig =
    R"(# voxmap.toml: what `voxmap run` does. Paths are relative to this file.
store = "journey.voxmap"         # the SQLite file everything goes into
journey = "journey.toml"         # stages and touchpoints
packs = [@PACKS@]

[privacy]
key_file = "voxmap.key"          # secret behind the pseudonyms; made on the first run, keep it safe
speakers = "pseudonym"           # or "keep": store interview speakers' names as they are
redact = ["default"]             # e-mail, card and phone numbers, ... in texts become placeholders
min_n = 5                   # a map never shows fewer people than this

[limits]
max_rejects = 100                # more rejected records than this and the run ends with exit 65

[retention]
revisions = "drop"               # or "keep": the earlier text of a record that changed

# One [[source]] for each stream of feedback. The adapter is found by content.
[[source]]
name = "post-purchase-survey"    # half of every record's identity: do not rename it later
path = "exports/post-purchase*.csv"
# mapping = "post-purchase.mapping.toml"   # which columns mean what; without it voxmap guesses
# touchpoint = "@TOUCHPOINT@"    # what all of it is about, where the words name nothing
# language = "en"
# adapter = "survey_csv"

# [[source]]
# name = "interviews"
# path = "interviews/*.vtt"

[[output]]
format = "html"                  # also svg, json, csv, md, mermaid
path = "map.html"
)";

constexpr std::string_view kJourney =
    R"(# journey.toml: the stages a customer goes through, in order, and where you meet in each.
[journey]
id = "shop"
title = "Our shop"
version = "1"

[[stage]]
id = "discover"
title = "Discover"
goal = "find something that fits"          # the customer's goal
business_goal = "be found by the right people"
owner = "Marketing"

[[stage.touchpoint]]
id = "discover.website"
title = "Website"
channel = "web"
department = "Marketing"
# Words name the touchpoint when a customer says them: matched whole, in any case.
words = ["website", "web site", "homepage", "search"]

[[stage]]
id = "buy"
title = "Buy"
goal = "pay without trouble"
owner = "E-commerce"
kpis = [{ scale = "nps", target = 40 }]    # nps 0..10, csat 1..5, ces 1..7, stars 1..5

[[stage.touchpoint]]
id = "buy.checkout"
title = "Checkout"
channel = "web"
department = "E-commerce"
words = ["checkout", "basket", "cart", "payment", "paying", "credit card"]
patterns = ['\bpaid (with|by)\b']          # RE2, for what words cannot say
questions = ["How was your checkout"]      # answers to this question are about it

[[stage]]
id = "receive"
title = "Receive"
goal = "get it on time, in one piece"
owner = "Logistics"

[[stage.touchpoint]]
id = "receive.delivery"
title = "Delivery"
channel = "courier"
department = "Logistics"
words = ["delivery", "delivered", "courier", "parcel", "package", "shipping"]

[[stage]]
id = "support"
title = "Get help"
goal = "be heard and helped"
owner = "Service"

[[stage.touchpoint]]
id = "support.contact"
title = "Customer service"
channel = "phone"
department = "Service"
words = ["support", "customer service", "helpline", "agent", "on hold", "call centre"]

# Personas and segments are conditions on a record's attributes.
# [[persona]]
# id = "family"
# title = "Family"
# when = { plan = "family" }

# [[segment]]
# id = "loyal"
# title = "Loyal customers"
# when = { orders = ">= 3" }
)";

// What the two files start from.
struct Start {
  std::vector<std::string> packs = {"en", "en-customer-service"};
  std::string journey{kJourney};
  std::string touchpoint = "buy.checkout";  // one of the journey's, for an example
  std::string from;                         // the pack whose journey it is; empty: our own
};

// The packs named, each domain behind its language, and the first starter journey among them.
Start start_from(const std::vector<std::string>& named) {
  Start start;
  if (named.empty()) return start;
  start.packs.clear();
  const auto add = [&](const std::string& name) {
    const auto known = std::find(start.packs.begin(), start.packs.end(), name);
    if (known == start.packs.end()) start.packs.push_back(name);
  };
  for (const auto& name : named) {
    const auto pack = find_pack(name);
    if (!pack) {
      throw Error(Exit::no_input, fmt::format("pack \"{}\" was not found", name),
                  "voxmap packs lists those installed");
    }
    if (pack->name != pack->language && find_pack(pack->language)) add(pack->language);
    add(name);
    if (!start.from.empty() || pack->journey.empty()) continue;
    const auto journey = read_journey(pack->journey);
    start.from = name;
    start.journey = journey.toml;
    for (const auto& touchpoint : journey.touchpoints) {
      start.touchpoint = touchpoint.id;
      break;
    }
  }
  return start;
}

std::string config_text(const Start& start) {
  std::string text(kConfig);
  const auto fill = [&](std::string_view mark, const std::string& value) {
    text.replace(text.find(mark), mark.size(), value);
  };
  fill("@PACKS@", fmt::format("\"{}\"", fmt::join(start.packs, "\", \"")));
  fill("@TOUCHPOINT@", start.touchpoint);
  return text;
}

int run_init(Context& context) {
  namespace fs = std::filesystem;
  const fs::path folder = context.arguments.get("DIR", ".");
  const auto config = (folder / "voxmap.toml").string();
  const auto journey = (folder / "journey.toml").string();
  for (const auto& path : {config, journey}) {
    if (fs::exists(path)) {
      throw Error(Exit::cannot_create, path + ": exists already",
                  "voxmap init never overwrites; choose another folder");
    }
  }
  const auto named = context.arguments.all("pack");
  const auto start = start_from(named);
  make_folder_of(config);
  write_file(config, config_text(start));
  write_file(journey, start.journey);
  if (!start.from.empty()) {
    context.err.write(fmt::format("  journey.toml starts from that of {}\n", start.from));
  } else if (!named.empty()) {
    context.err.write("  none of these packs has a journey: journey.toml is a general shop\n");
  }
  context.err.write(
      fmt::format("{} wrote {} and {}\n  edit both, put your exports where the config says, then:  "
                  "voxmap check "
                  "-c {}\n  and:  voxmap run -c {}\n",
                  context.err.tick(), config, journey, config, config));
  return 0;
}

}  // namespace

const Command kInit = {"init",
                       "write a commented voxmap.toml and journey.toml to start from",
                       "Writes voxmap.toml (sources, outputs, privacy) and journey.toml (stages "
                       "and touchpoints), both "
                       "commented. With --pack the journey is the starter journey of that field; "
                       "voxmap packs shows which packs have one. Refuses to overwrite.",
                       "voxmap init            # here\nvoxmap init shop       # in a new folder\n"
                       "voxmap init trips --pack en-travel",
                       kInitPositionals,
                       kInitFlags,
                       run_init};

}  // namespace voxmap::cli
