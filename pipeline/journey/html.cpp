// One self-contained page: header, map, tables, quotes, manual. No script, no network, no fonts.
#include "journey/html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.hpp"
#include "journey/format.hpp"
#include "journey/hypotheses_map.hpp"
#include "journey/render.hpp"
#include "journey/svg.hpp"

namespace voxmap {
namespace {

std::string tile(std::string_view value, std::string_view name) {
  return fmt::format("<li><b>{}</b><span>{}</span></li>\n", value, name);
}

std::string head(const MapData& map) {
  const MapTotals& t = map.totals;
  const std::string about = t.rounded ? "≈ " : "";
  std::string out = fmt::format(
      "<header>\n<p class=\"eyebrow\">Customer journey map</p>\n<h1>{}</h1>\n<p class=\"lede\">{}",
      escape_xml(map.title), escape_xml(period(map)));
  if (!map.persona.empty()) out += " · persona: " + escape_xml(map.persona);
  if (!map.segment.empty()) out += " · segment: " + escape_xml(map.segment);
  out += "</p>\n<ul class=\"tiles\">\n";
  out += tile(about + grouped(t.persons), "people");
  out += tile(about + grouped(t.documents), "documents");
  out += tile(about + grouped(t.mentions), "mentions");
  out += tile(percent(t.coverage), "of mentions on a stage");
  out += tile(about + grouped(t.unassigned), "mentions on no stage");
  for (const MapKpi& k : map.kpis) {
    if (k.cell != Cell::shown) continue;
    const std::string range = kpi_interval(k);
    out += tile(kpi_value(k, k.estimate.value),
                fmt::format("{}, {}n {}", k.label, range.empty() ? "" : "95 %: " + range + ", ",
                            grouped(k.estimate.n)));
  }
  if (map.freshness.stages > 0) {
    out += tile(fmt::format("{} / {}", map.freshness.fresh, map.freshness.stages),
                fmt::format("stages with data of the {} days to {}", kFreshDays,
                            short_date(map.freshness.on)));
  }
  return out + "</ul>\n</header>\n";
}

std::string point_html(const MapData& map, std::string_view title,
                       const std::optional<LowPoint>& at) {
  if (!at) return {};
  const MapStage& s = map.stages[at->stage];
  const MapTouchpoint& t = s.touchpoints[at->touchpoint];
  std::string out = fmt::format(
      "<section class=\"point {}\"><h2>{}</h2>\n<p class=\"name\">{} › {} "
      "<span class=\"value\">{}</span></p>\n",
      to_string(t.feeling.tone), title, escape_xml(s.title), escape_xml(t.title),
      signed_fixed(t.feeling.mean, 2));
  if (at->quote) {
    out += fmt::format("<blockquote dir=\"auto\">{}</blockquote>\n<p class=\"trace\">{}</p>\n",
                       marked_text(*at->quote), escape_xml(quote_origin(*at->quote)));
  }
  std::string basis = (t.rounded ? "about " : "") + grouped(t.feeling.persons) + " people";
  if (t.feeling.interval) {
    basis += fmt::format(", 95 %: {} to {}", signed_fixed(t.feeling.interval->low, 2),
                         signed_fixed(t.feeling.interval->high, 2));
  }
  if (t.feeling.directional) basis += ", directional only";
  return out + fmt::format("<p class=\"trace\">{}</p></section>\n", basis);
}

std::string points(const MapData& map) {
  if (!map.lowest) return {};
  const bool same = map.highest && map.highest->stage == map.lowest->stage &&
                    map.highest->touchpoint == map.lowest->touchpoint;
  return "<div class=\"points\">\n" + point_html(map, "Lowest touchpoint", map.lowest) +
         (same ? std::string() : point_html(map, "Highest touchpoint", map.highest)) + "</div>\n";
}

std::string swatch(std::string_view css, std::string_view name) {
  return fmt::format(
      "<li><svg width=\"11\" height=\"11\" aria-hidden=\"true\"><rect width=\"11\" height=\"11\" "
      "rx=\"2\" class=\"{}\"/></svg>{}</li>\n",
      css, escape_xml(name));
}

std::string line_sample(std::string_view css, std::string_view mark, std::string_view name) {
  return fmt::format(
      "<li><svg width=\"30\" height=\"11\" aria-hidden=\"true\"><path d=\"M1 5.5H29\" "
      "class=\"{}\"/>{}</svg>{}</li>\n",
      css, mark, escape_xml(name));
}

std::string html_legend(const MapData& map) {
  std::string out;
  if (!map.overlays.empty()) {
    out = "<ul class=\"legend\"><li class=\"head\">Lines</li>\n";
    out += line_sample("curve", "", map.line.empty() ? "this map" : map.line);
    for (std::size_t i = 0; i < map.overlays.size(); ++i) {
      out += line_sample(fmt::format("over o{}", i), line_mark(i, 15, 5.5), map.overlays[i].title);
    }
    out += "</ul>\n";
  }
  const auto drawn = [&](MapLane lane) {
    return std::ranges::find(map.look.lanes, lane) != map.look.lanes.end();
  };
  if (drawn(MapLane::emotions)) {
    out += "<ul class=\"legend\"><li class=\"head\">Emotions</li>\n";
    for (const Emotion e : kEmotionOrder) out += swatch(emotion_class(e), to_string(e));
    out += swatch("e-none", "no emotion found") + "</ul>\n";
  }
  if (drawn(MapLane::volume) && !map.sources.empty()) {
    out += "<ul class=\"legend\"><li class=\"head\">Sources</li>\n";
    for (std::size_t i = 0; i < map.sources.size(); ++i) {
      out += swatch(source_class(i), map.sources[i]);
    }
    out += "</ul>\n";
  }
  return out;
}

// For the content security policy: only this style sheet may be applied.
std::string base64(const std::array<std::uint8_t, 32>& bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? bytes[at] : 0U; };
    const std::uint32_t three = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) out += kDigits[(three >> shift) & 63U];
  }
  out.back() = '=';  // 32 bytes are 43 digits and one "="
  return out;
}

}  // namespace

std::string html_figure(const MapData& map) {
  const MapDrawing d = draw_map(map);
  std::string out =
      "<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Journey map, "
      "scrolls sideways\">\n";
  out +=
      fmt::format("<svg class=\"lanes\" width=\"{}\" height=\"{}\" aria-hidden=\"true\">{}</svg>\n",
                  number(d.gutter_width), number(d.height), d.gutter);
  out += fmt::format(
      "<svg class=\"columns\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "aria-labelledby=\"map-title map-desc\"><title id=\"map-title\">{2}</title>"
      "<desc id=\"map-desc\">{3}</desc>{4}{5}</svg>\n",
      number(d.body_width), number(d.height), escape_xml("Journey map: " + map.title),
      escape_xml(describe(map)), svg_defs(), d.body);
  const std::string words = html_legend(map);
  return out + "</div>\n" + (words.empty() ? "" : "<figcaption>" + words + "</figcaption>\n") +
         "</figure>\n";
}

std::string html_footer(const MapData& map) {
  std::string out = "<footer>\n<p>Packs: ";
  for (std::size_t i = 0; i < map.packs.size(); ++i) {
    out += (i == 0 ? "" : ", ") + escape_xml(map.packs[i]);
  }
  if (map.packs.empty()) out += "not recorded";
  out += fmt::format(
      ". Journey: {}{}, digest <code>{}</code>. Rules digest <code>{}</code>.</p>\n",
      escape_xml(map.journey), map.version.empty() ? "" : " version " + escape_xml(map.version),
      escape_xml(map.journey_digest.substr(0, 16)), escape_xml(map.rules_digest.substr(0, 16)));
  if (map.as_of != 0) out += "<p>" + escape_xml(as_of_sentence(map)) + "</p>\n";
  out += "<p>" + escape_xml(redaction_sentence(map.redaction)) + "</p>\n";
  return out +
         fmt::format(
             "<p>Fewer than {} people: hidden. Fewer than {}: directional. The same store and "
             "options give this page byte for byte.</p>\n</footer>\n",
             map.min_n, kDirectional);
}

std::string html_page(std::string_view title, std::string_view body, const MapDrawing* map) {
  // On A3 landscape with 10 mm around there are 1,512 x 1,047 px. The header stands beside the map,
  // its legend below it.
  constexpr double kPaperWidth = 1505;
  constexpr double kPaperHeight = 1035;
  constexpr double kHeader = 340;
  constexpr double kLegend = 110;
  double zoom = 0.85;
  if (map != nullptr) {
    const double width = map->gutter_width + map->body_width + kHeader;
    zoom = std::clamp(std::min(kPaperWidth / width, kPaperHeight / (map->height + kLegend)), 0.4,
                      zoom);
  }
  const std::string style =
      html_style() + fmt::format("@media print{{main{{zoom:{}}}}}\n", number(zoom));
  Sha256 sha;
  sha.update(style);
  return fmt::format(
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
             "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n",
             base64(sha.finish()), escape_xml(title), style,
             map != nullptr ? " class=\"sheet\"" : "") +
         std::string(body) + "</main>\n</body>\n</html>\n";
}

std::string render_html(const MapData& map) {
  const MapDrawing drawing = draw_map(map);
  return html_page(map.title + ": journey map",
                   "<div class=\"sheet\">\n" + head(map) + points(map) + html_figure(map) +
                       "</div>\n" + html_hypotheses(map) + html_numbers(map) + html_lanes(map) +
                       html_touchpoints(map) + html_quotes(map) + html_manual(map) +
                       html_footer(map),
                   &drawing);
}

}  // namespace voxmap
