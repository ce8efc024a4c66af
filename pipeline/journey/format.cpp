// Numbers, dates and escaped text for all renderers.
#include "journey/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace voxmap {
namespace {

constexpr std::string_view kMinus = "\u2212";

// Decoded value of one character as next_character returns it; U+FFFD for anything invalid.
std::uint32_t code_point(std::string_view c) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(c[i]); };
  switch (c.size()) {
    case 1:
      return byte(0) < 0x80 ? byte(0) : 0xFFFDU;
    case 2:
      return ((byte(0) & 0x1FU) << 6) | (byte(1) & 0x3FU);
    case 3:
      return ((byte(0) & 0x0FU) << 12) | ((byte(1) & 0x3FU) << 6) | (byte(2) & 0x3FU);
    default:
      return ((byte(0) & 0x07U) << 18) | ((byte(1) & 0x3FU) << 12) | ((byte(2) & 0x3FU) << 6) |
             (byte(3) & 0x3FU);
  }
}

// Bytes an UTF-8 sequence should have by its first byte; 0 for none.
std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

bool direction_control(std::uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

bool forbidden(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c <= 0xDFFF) ||
         (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEU) == 0xFFFEU || c > 0x10FFFF;
}

std::string clean(std::string_view text, bool entities) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view c = next_character(text, at);
    const std::uint32_t code = code_point(c);
    if (code == '\t' || code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029) {
      out += ' ';
    } else if (forbidden(code) || direction_control(code)) {
      continue;
    } else if (entities && code == '&') {
      out += "&amp;";
    } else if (entities && code == '<') {
      out += "&lt;";
    } else if (entities && code == '>') {
      out += "&gt;";
    } else if (entities && code == '"') {
      out += "&quot;";
    } else if (entities && code == '\'') {
      out += "&#39;";
    } else if (code == 0xFFFD) {
      out += "\uFFFD";
    } else {
      out += c;
    }
  }
  return out;
}

std::string date_part(std::string_view iso, bool year) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto digit = [&](std::size_t i) { return static_cast<std::size_t>(iso[i] - '0'); };
  const std::size_t month = digit(5) * 10 + digit(6);
  const std::size_t day = digit(8) * 10 + digit(9);
  if (month < 1 || month > 12) return std::string(iso);
  std::string out = fmt::format("{} {}", day, kMonths[month - 1]);
  if (year) out += fmt::format(" {}", iso.substr(0, 4));
  return out;
}

bool is_date(std::string_view iso) {
  return iso.size() == 10 && iso[4] == '-' && iso[7] == '-' &&
         std::ranges::all_of(iso, [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

}  // namespace

std::string grouped(std::int64_t value) {
  std::string digits = std::to_string(value);
  const std::size_t first = value < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

double rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::round(value * scale) / scale + 0.0;  // + 0.0 turns -0.0 into 0.0
}

std::string fixed(double value, int decimals) {
  return fmt::format("{:.{}f}", rounded(value, decimals), decimals);
}

std::string signed_fixed(double value, int decimals, bool unicode) {
  const double r = rounded(value, decimals);
  std::string digits = fmt::format("{:.{}f}", std::abs(r), decimals);
  if (r > 0) return "+" + digits;
  if (r < 0) return std::string(unicode ? kMinus : std::string_view("-")) + digits;
  return digits;
}

std::string_view cell_word(Cell cell) {
  return cell == Cell::shown ? "shown" : cell == Cell::hidden ? "hidden" : "empty";
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string percent(double share) { return fixed(share * 100, 0) + " %"; }

std::string short_date(std::string_view iso) {
  return is_date(iso) ? date_part(iso, true) : std::string(iso);
}

namespace {

std::string dates_of(const MapData& map, bool unicode) {
  const std::string& from = map.from.empty() ? map.oldest : map.from;
  const std::string& to = map.to.empty() ? map.newest : map.to;
  if (from.empty() && to.empty()) return "no dates";
  if (from.empty()) return "until " + short_date(to);
  if (to.empty()) return "since " + short_date(from);
  if (from == to) return short_date(from);
  const bool same_year = is_date(from) && is_date(to) && from.substr(0, 4) == to.substr(0, 4);
  return (same_year ? date_part(from, false) : short_date(from)) + (unicode ? " – " : " - ") +
         short_date(to);
}

}  // namespace

std::string period(const MapData& map, bool unicode) {
  const std::string all = dates_of(map, unicode);
  return map.as_of == 0 ? all : fmt::format("{}, as of run {}", all, map.as_of);
}

std::string kpi_value(const MapKpi& kpi, double value, bool unicode) {
  switch (kpi.formula) {
    case KpiDefinition::Formula::nps:
    case KpiDefinition::Formula::net:
      return signed_fixed(value, 0, unicode);
    case KpiDefinition::Formula::share_at_least:
      return fixed(value, 0) + " %";
    case KpiDefinition::Formula::mean:
      break;
  }
  return fixed(value, 1);
}

std::string kpi_interval(const MapKpi& kpi, bool unicode) {
  if (!kpi.estimate.interval) return {};
  return kpi_value(kpi, kpi.estimate.interval->low, unicode) + " to " +
         kpi_value(kpi, kpi.estimate.interval->high, unicode);
}

std::string_view next_character(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  const std::size_t length = sequence_length(static_cast<unsigned char>(text[at]));
  ++at;
  for (std::size_t i = 1; i < length; ++i) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
      at = begin + 1;
      break;
    }
    ++at;
  }
  return text.substr(begin, at - begin);
}

std::string one_line(std::string_view text) { return clean(text, false); }
std::string escape_xml(std::string_view text) { return clean(text, true); }

std::string shell_word(std::string_view text) {
  const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./+:@%").find(c) != std::string_view::npos;
  });
  if (plain) return std::string(text);
  std::string out = "'";
  for (const char c : one_line(text)) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

namespace {

std::string explain_what(const MapData& map, std::string_view what) {
  return fmt::format("voxmap explain --store {}{} {}",
                     shell_word(map.store.empty() ? "STORE" : map.store),
                     map.as_of == 0 ? "" : fmt::format(" --as-of {}", map.as_of), what);
}

}  // namespace

std::string explain_command(const MapData& map, const Quote& quote) {
  return explain_what(map, std::to_string(quote.mention));
}

std::string replay_command(const MapData& map) {
  return explain_what(map, "--stage ID" + map.narrowed);
}

std::string quote_origin(const Quote& quote) {
  std::string out = quote.source + " " + quote.key;
  if (quote.line > 0) out += fmt::format(", line {}", quote.line);
  if (!quote.date.empty()) out += ", " + short_date(quote.date);
  return one_line(out);
}

std::string as_of_sentence(const MapData& map) {
  if (map.as_of == 0) return {};
  std::string out = fmt::format(
      "As of run {}: its documents and their scores then. Texts, dates, ratings and attributes are "
      "those of today.",
      map.as_of);
  if (map.later > 0) {
    out += fmt::format(" {} {} been edited since and {} with later scores.", grouped(map.later),
                       map.later == 1 ? "document has" : "documents have",
                       map.later == 1 ? "counts" : "count");
  }
  return out;
}

std::string redaction_sentence(const std::optional<std::string>& redaction) {
  if (!redaction) {
    return "Personal data: some of this was loaded without redaction, or with another than "
           "today's; "
           "voxmap runs shows which.";
  }
  if (redaction->empty()) return "Personal data in what people wrote was not redacted.";
  return fmt::format(
      "Redacted before storage: {}. Not covered: names and addresses that people wrote, except "
      "names in the record's own columns and listed ones.",
      *redaction);
}

std::vector<std::pair<Emotion, double>> top_emotions(const MapStage& stage) {
  std::vector<std::pair<Emotion, double>> top;
  const auto all = static_cast<double>(stage.marks());
  for (const Emotion e : kEmotionOrder) {
    const std::int64_t marks = stage.emotion_marks[static_cast<std::size_t>(e)];
    if (marks > 0) top.emplace_back(e, static_cast<double>(marks) / all);
  }
  std::ranges::stable_sort(top, [](const auto& a, const auto& b) { return a.second > b.second; });
  return top;
}

}  // namespace voxmap
