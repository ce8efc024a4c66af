// Writing out acts, effort and churn risk.
#include "cli/acts_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "base/utf8.hpp"

namespace voxmap::cli {
namespace {

void write_span(JsonLine& json, Span span) {
  json.key("span").open('[').number(span.begin).number(span.end).close(']');
}

void write_sum(JsonLine& json, std::string_view name, const std::optional<std::int32_t>& sum,
               std::span<const SignalPart> parts, const Tagger& tagger) {
  if (sum) {
    json.field(name, *sum);
  } else {
    json.key(name).null();
  }
  json.key(fmt::format("{}_parts", name == "churn_risk" ? "churn" : name)).open('[');
  for (const SignalPart& part : parts) {
    json.open('{');
    write_span(json, part.span);
    json.field("rule", tagger.rule_name(part.rule)).field("weight", part.weight).close('}');
  }
  json.close(']');
}

std::string words_of(std::string_view text, Span span) {
  return span.empty() ? std::string("(rule of the engine)")
                      : fmt::format("“{}”", terminal_safe(span.of(text)));
}

std::string place_of(Span span) {
  return span.empty() ? std::string() : fmt::format("[{},{})", span.begin, span.end);
}

void explain_sum(std::string& out, std::string_view heading, std::int32_t sum,
                 std::span<const SignalPart> parts, std::string_view text, const Tagger& tagger,
                 const Stream& stream) {
  out += fmt::format("  {}\n", stream.styled(Style::heading, heading));
  for (const SignalPart& part : parts) {
    out += fmt::format("    {:+6}  {}  {}  {}\n", part.weight, pad(words_of(text, part.span), 28),
                       pad(place_of(part.span), 11), tagger.rule_name(part.rule));
  }
  out += fmt::format("    {:=>6}\n    {:+6}\n", "", sum);
}

void explain_sum(std::string& out, std::string_view heading, std::int32_t sum,
                 std::span<const SignalRow> parts, const MentionRow& row, const Stream& stream) {
  out += fmt::format("  {}\n", stream.styled(Style::heading, heading));
  for (const SignalRow& part : parts) {
    const std::string words = part.mention == 0 ? std::string("(rule of the engine)")
                                                : fmt::format("“{}”", terminal_safe(part.words));
    const std::string where = part.mention == 0 || part.mention == row.id
                                  ? std::string()
                                  : fmt::format("in mention {}", part.mention);
    out += fmt::format("    {:+6}  {}  {}  {}\n", part.weight, pad(words, 28), pad(where, 11),
                       part.rule);
  }
  out += fmt::format("    {:=>6}\n    {:+6}\n", "", sum);
}

void write_parts(JsonLine& json, std::string_view name, std::span<const SignalRow> parts) {
  json.key(name).open('[');
  for (const SignalRow& part : parts) {
    json.open('{').field("rule", part.rule).field("weight", part.weight);
    if (part.mention != 0)
      json.field("mention", part.mention).field("words", printable(part.words));
    json.close('}');
  }
  json.close(']');
}

}  // namespace

void write_acts(JsonLine& json, const MentionRow& row) {
  json.key("acts").open('[');
  for (const ActRow& found : row.acts) {
    json.open('{').field("act", to_string(found.act));
    write_span(json, found.span);
    json.field("rule", found.rule).close('}');
  }
  json.close(']');
  if (row.effort) {
    json.field("effort", *row.effort);
  } else {
    json.key("effort").null();
  }
  write_parts(json, "effort_parts", row.effort_parts);
  json.field("churn_risk", row.churn_risk);
  write_parts(json, "churn_parts", row.churn_parts);
}

std::string explain_signals(const MentionRow& row, const Stream& out) {
  std::string result;
  if (row.effort) {
    explain_sum(result, "effort of the record", *row.effort, row.effort_parts, row, out);
  }
  if (!row.churn_parts.empty()) {
    explain_sum(result, "churn risk of the record", row.churn_risk, row.churn_parts, row, out);
  }
  return result;
}

void write_acts(JsonLine& json, const Tagged& tagged, const Tagger& tagger) {
  json.key("acts").open('[');
  for (const ActFound& found : tagged.acts) {
    json.open('{').field("act", to_string(found.act));
    write_span(json, found.span);
    json.field("rule", tagger.rule_name(found.rule)).field("mention", found.mention).close('}');
  }
  json.close(']');
  write_sum(json, "effort", tagged.effort, tagged.effort_parts, tagger);
  write_sum(json, "churn_risk", tagged.churn_risk, tagged.churn_parts, tagger);
}

void append_acts(std::string& line, const Tagged& tagged) {
  line += '\t';
  std::string_view separator;
  for (std::size_t a = 0; a < kActCount; ++a) {
    const auto act = static_cast<Act>(a);
    const bool met = std::any_of(tagged.acts.begin(), tagged.acts.end(),
                                 [act](const ActFound& found) { return found.act == act; });
    if (!met) continue;
    line.append(separator).append(to_string(act));
    separator = ",";
  }
  line += '\t';
  if (tagged.effort) line += fmt::format("{}", *tagged.effort);
  line += '\t';
  if (tagged.churn_risk) line += fmt::format("{}", *tagged.churn_risk);
}

std::string explain_acts(std::string_view text, std::span<const ActRow> acts, const Stream& out) {
  std::string result;
  if (!acts.empty()) result += fmt::format("  {}\n", out.styled(Style::heading, "acts"));
  for (const ActRow& found : acts) {
    result +=
        fmt::format("    {}  {}  {}  {}\n", pad(to_string(found.act), 14),
                    pad(words_of(text, found.span), 20), pad(place_of(found.span), 11), found.rule);
  }
  return result;
}

std::string explain_acts(std::string_view text, const Tagged& tagged, const Tagger& tagger,
                         const Stream& out) {
  std::vector<ActRow> acts;
  for (const ActFound& found : tagged.acts) {
    acts.push_back({found.act, found.span, std::string(tagger.rule_name(found.rule))});
  }
  std::string result = explain_acts(text, acts, out);
  if (tagged.effort) {
    explain_sum(result, "effort", *tagged.effort, tagged.effort_parts, text, tagger, out);
  }
  if (tagged.churn_risk && !tagged.churn_parts.empty()) {
    explain_sum(result, "churn risk", *tagged.churn_risk, tagged.churn_parts, text, tagger, out);
  }
  return result;
}

}  // namespace voxmap::cli
