// Writing out named feelings.
#include "cli/feelings_out.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace voxmap::cli {
namespace {

FeelingView view(const FeelingRow& row) {
  return {row.feeling, row.rule, row.intensity, row.steps};
}

}  // namespace

std::string explain_feeling(std::string_view text, const FeelingView& feeling) {
  std::string line = fmt::format("  {} {:+}  =", feeling.feeling, feeling.intensity);
  Span words;
  for (const FeelingStep& step : feeling.steps) {
    line += fmt::format("  {} x {}/1000 {:+}", to_string(step.emotion), step.share, step.weight);
    words = step.span;
  }
  if (!words.empty()) line += fmt::format("  “{}”", terminal_safe(words.of(text)));
  return fmt::format("{}  {}\n", line, feeling.rule);
}

std::string explain_feelings(const MentionRow& row) {
  std::string out;
  for (const FeelingRow& feeling : row.feelings) out += explain_feeling(row.text, view(feeling));
  return out;
}

void write_steps(JsonLine& json, const FeelingView& feeling) {
  for (const FeelingStep& step : feeling.steps) {
    json.open('{');
    json.key("span").open('[').number(step.span.begin).number(step.span.end).close(']');
    json.field("rule", feeling.rule).field("feeling", feeling.feeling);
    json.field("of", to_string(step.emotion)).field("share", step.share);
    json.field("weight", step.weight).close('}');
  }
}

void write_feelings(JsonLine& json, const MentionRow& row) {
  json.key("feelings").open('{');
  for (const FeelingRow& feeling : row.feelings) json.field(feeling.feeling, feeling.intensity);
  json.close('}').key("feeling_evidence").open('[');
  for (const FeelingRow& feeling : row.feelings) write_steps(json, view(feeling));
  json.close(']');
}

}  // namespace voxmap::cli
