// What tables that are somebody's own download need besides roles: Google's comments as runs of
// JSON, Reddit's quotes, Discourse's posts as text and as HTML, private messages among posts.
#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "guess.hpp"
#include "json_tree.hpp"
#include "voxmap/error.hpp"

namespace voxmap::survey {
namespace {

constexpr std::string_view kRun = "{\"text\":";

// {"text":"I agree with "},{"text":"@joe","mention":{...}}: the texts, joined. A cell that is
// something else stays.
void join_runs(std::string& cell) {
  if (!trim(cell).starts_with(kRun)) return;
  try {
    const json::Tree tree("[" + cell + "]", {});
    std::string joined;
    for (const json::Node* const run : tree.items(&tree.root())) {
      joined += tree.text(run, {"text"});
    }
    cell = std::move(joined);
  } catch (const Error&) {
    return;
  }
}

std::string_view skip_private(std::string_view cell) {
  const std::string word = fold(trim(cell));
  return word == "yes" || word == "true" || word == "1" ? "not_public" : std::string_view();
}

bool holds_runs(const Table& table, std::size_t column) {
  bool any = false;
  for (const std::string_view cell : cells_of(table, column)) {
    if (trim(cell).empty()) continue;
    if (!trim(cell).starts_with(kRun)) return false;
    any = true;
  }
  return any;
}

}  // namespace

void note_downloads(Plan& plan, Table& table) {
  const auto column_called = [&](std::string_view name) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (fold(trim(table.columns[i].header)) == name) return i;
    }
    return std::nullopt;
  };
  for (std::size_t i = 0; i < table.columns.size() && plan.decode == nullptr; ++i) {
    if (!holds_runs(table, i)) continue;
    plan.decode = join_runs;
    table.notes.push_back(
        fmt::format("column '{}' holds pieces of text, which are joined", table.columns[i].name));
  }
  // Reddit's posts and comments: lines that begin with ">" are quotes.
  if (column_called("subreddit") && column_called("permalink"))
    plan.posting = column_called("body");
  const auto cooked = column_called("post_cooked");
  if (!cooked || !column_called("post_raw")) return;
  table.columns[*cooked].again = true;
  plan.posting = column_called("post_raw");
  table.notes.emplace_back("column 'post_cooked' left out: the HTML of 'post_raw'");
  const auto is_private = column_called("is_pm");
  if (!is_private || plan.status) return;
  plan.status = is_private;
  plan.skip = skip_private;
  table.notes.emplace_back("messages that are private, by column 'is_pm', are left out");
}

}  // namespace voxmap::survey
