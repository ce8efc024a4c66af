// The story as a page and as Markdown.
#include <fmt/format.h>

#include "journey/format.hpp"
#include "journey/html.hpp"
#include "journey/markdown.hpp"
#include "journey/story.hpp"

namespace voxmap {

std::string render_story_html(const MapData& map) {
  std::string out = fmt::format(
      "<article class=\"story\">\n<header>\n<p class=\"eyebrow\">The story of this journey</p>\n"
      "<h1>{}</h1>\n<p class=\"lede\">{}{}{}</p>\n</header>\n",
      escape_xml(map.title), escape_xml(period(map)),
      map.persona.empty() ? "" : " · persona: " + escape_xml(map.persona),
      map.segment.empty() ? "" : " · segment: " + escape_xml(map.segment));
  MapData curve = map;
  curve.look.lanes = {MapLane::curve};
  bool first = true;
  for (const StoryPart& part : tell_story(map)) {
    out += fmt::format("<section class=\"part {}\">\n<h2>{}</h2>\n<p>", to_string(part.tone),
                       escape_xml(part.heading));
    for (std::size_t i = 0; i < part.sentences.size(); ++i) {
      out += (i == 0 ? "" : "\n") + escape_xml(part.sentences[i]);
    }
    out += "</p>\n";
    for (const Quote& q : part.quotes) {
      out += fmt::format("<blockquote dir=\"auto\">{}</blockquote>\n<p class=\"trace\">{} {}</p>\n",
                         marked_text(q), q.valence < 0 ? "−" : "+", escape_xml(quote_origin(q)));
    }
    out += "</section>\n";
    if (first) out += html_figure(curve);
    first = false;
  }
  return html_page(map.title + ": story", out + "</article>\n" + html_footer(map));
}

std::string render_story_markdown(const MapData& map) {
  std::string out = fmt::format("# {}\n\nThe story of this journey, {}.\n",
                                escape_markdown(map.title), period(map));
  if (!map.persona.empty()) out += "Persona: " + escape_markdown(map.persona) + ".\n";
  if (!map.segment.empty()) out += "Segment: " + escape_markdown(map.segment) + ".\n";
  for (const StoryPart& part : tell_story(map)) {
    out += fmt::format("\n## {}\n\n", escape_markdown(part.heading));
    for (const std::string& sentence : part.sentences) out += escape_markdown(sentence) + "\n";
    for (const Quote& q : part.quotes) {
      out += fmt::format("\n> “{}”  \n> {}\n", escape_markdown(q.text),
                         escape_markdown(quote_origin(q)));
    }
  }
  if (map.as_of != 0) out += "\n" + escape_markdown(as_of_sentence(map)) + "\n";
  return out + "\n" + escape_markdown(redaction_sentence(map.redaction)) + "\n";
}

}  // namespace voxmap
