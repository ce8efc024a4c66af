// HTML as posts and exports carry it, to the words a reader would see.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap {

// A stretch of the text and the stretch of HTML it came from. When both are equally long, byte i of
// the one is byte i of the other; otherwise entities were decoded or white space was joined.
struct HtmlSegment {
  Span text;
  Span source;
};

struct HtmlText {
  std::string text;                   // valid UTF-8 when the HTML was
  std::vector<HtmlSegment> segments;  // ascending in `text`; breaks between blocks belong to none
};

// Tags go and entities are decoded. <p> and headings stand between blank lines, <br>, <div> and
// <li> begin a line, <script>, <style>, what browsers show in place of <video> and its like, and
// <span class="invisible"> vanish; white space is joined as a browser does. Time is linear: HTML
// built to exhaust a parser (over a million bytes, tens of thousands of tags, formatting nested
// hundreds deep) has its tags cut out without being parsed.
[[nodiscard]] HtmlText html_to_text(std::string_view html);

// &amp; &lt; &gt; &quot; &apos; &nbsp; &lrm; &rlm;, the common named marks (&hellip; &eacute; ...)
// and numbers (&#205; &#xCD;). What is no entity stays as it is.
[[nodiscard]] std::string decode_entities(std::string_view text);

// &amp; &lt; &gt; only, once: what X and Reddit escape.
[[nodiscard]] std::string decode_basic_entities(std::string_view text);

}  // namespace voxmap
