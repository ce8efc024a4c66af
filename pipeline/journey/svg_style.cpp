// Colours of the drawing. Emotions follow Okabe & Ito's palette, sources Paul Tol's "bright": both
// are told apart by colour-blind readers. Colour is never the only sign.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "journey/svg.hpp"

namespace voxmap {
namespace {

struct Rule {
  std::string_view selector, property, light, dark;
};

constexpr Rule kRules[] = {
    {".page", "fill", "#ffffff", "#11161d"},
    {".ink", "fill", "#1a2430", "#e9eef4"},
    {".soft", "fill", "#55626f", "#a5b1bf"},
    {".onbar", "fill", "#ffffff", "#ffffff"},
    {".onbar2", "fill", "#c9d6e4", "#c3d0de"},
    {".bar", "fill", "#22364d", "#2b4560"},
    {".bar0", "fill", "#77848f", "#39434e"},
    {".rule", "stroke", "#e1e6eb", "#2a333d"},
    {".grid", "stroke", "#e6eaee", "#262f39"},
    {".zero", "stroke", "#8b97a3", "#66737f"},
    {".good", "fill", "#f1faf6", "#13211f"},
    {".bad", "fill", "#fdf5f0", "#231a18"},
    {".hatched", "fill", "#f3f5f7", "#1a2129"},
    {".hatch", "stroke", "#dde2e7", "#2d3742"},
    {".curve", "stroke", "#0072b2", "#62b6ee"},
    {".band", "fill", "#0072b2", "#62b6ee"},
    {".track", "fill", "#e6eaee", "#2a333d"},
    {".whiskerdot", "fill", "#0072b2", "#62b6ee"},
    {".arc", "stroke", "#8b97a3", "#66737f"},
    {".arc.down", "stroke", "#d55e00", "#ff8b4d"},
    {".arc.up", "stroke", "#009e73", "#2fc497"},
    {".arrowhead", "fill", "#8b97a3", "#66737f"},
    {".o0", "stroke", "#55626f", "#a5b1bf"},
    {".o1", "stroke", "#aa3377", "#d872a6"},
    {".om0", "fill", "#55626f", "#a5b1bf"},
    {".om1", "fill", "#aa3377", "#d872a6"},
    {".whisker", "stroke", "#1d4f73", "#b5d9f2"},
    {".pos", "fill", "#009e73", "#2fc497"},
    {".neg", "fill", "#d55e00", "#ff8b4d"},
    {".unc", "fill", "#7b8794", "#93a0ad"},
    {".pos.ring", "stroke", "#009e73", "#2fc497"},
    {".neg.ring", "stroke", "#d55e00", "#ff8b4d"},
    {".unc.ring", "stroke", "#7b8794", "#93a0ad"},
    {".ring", "fill", "#ffffff", "#11161d"},
    {".post", "fill", "#00694c", "#5fd6b0"},
    {".negt", "fill", "#a84a00", "#ffa573"},
    {".unct", "fill", "#55626f", "#b3becb"},
    {".halo", "stroke", "#ffffff", "#11161d"},
    {".tipbox", "fill", "#1a2430", "#e9eef4"},
    {".tiptext", "fill", "#ffffff", "#11161d"},
    {".e-joy", "fill", "#e69f00", "#e69f00"},
    {".e-trust", "fill", "#009e73", "#12a87e"},
    {".e-anticipation", "fill", "#cc79a7", "#cc79a7"},
    {".e-surprise", "fill", "#f0e442", "#e5da45"},
    {".e-fear", "fill", "#56b4e9", "#56b4e9"},
    {".e-sadness", "fill", "#0072b2", "#2a86bf"},
    {".e-disgust", "fill", "#8c564b", "#a56f63"},
    {".e-anger", "fill", "#d55e00", "#dd6a12"},
    {".e-none", "fill", "#d9dee3", "#3a4550"},
    {".s0", "fill", "#4477aa", "#5b8dbf"},
    {".s1", "fill", "#aa3377", "#c2558f"},
    {".s2", "fill", "#ccbb44", "#ccbb44"},
    {".s3", "fill", "#66ccee", "#66ccee"},
    {".s4", "fill", "#228833", "#3fa050"},
    {".s5", "fill", "#ee6677", "#ee6677"},
    {".s6", "fill", "#999999", "#999999"},
};

constexpr std::string_view kShapes =
    ".b{font-weight:600}"
    ".curve{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}"
    ".curve.thin{stroke-width:1.75}"
    ".arc{fill:none;stroke-width:1.75}"
    ".over{fill:none;stroke-width:1.75;stroke-linecap:round}"
    ".o0{stroke-dasharray:7 4}"
    ".o1{stroke-dasharray:1.5 4}"
    ".band{fill-opacity:.13}"
    ".whisker{stroke-width:1.5}"
    ".ring{stroke-width:2.5}"
    ".zero{stroke-width:1.25}"
    ".hatch{stroke-width:3}"
    ".halo{stroke-width:3.5;paint-order:stroke;stroke-linejoin:round}"
    ".u{text-decoration:underline;text-decoration-thickness:1.5px;text-underline-offset:2px}"
    "text{font-variant-numeric:tabular-nums;unicode-bidi:plaintext}"
    ".tip{opacity:0;pointer-events:none}"
    ".dot:hover .tip,.dot:focus .tip{opacity:1}"
    ".dot:focus{outline:none}"
    ".focus{fill:none;stroke:none;stroke-width:2}"
    ".dot:focus-visible .focus{stroke:#0072b2}";

}  // namespace

std::string svg_style() {
  std::string light;
  std::string dark;
  for (const Rule& r : kRules) {
    light += fmt::format("{}{{{}:{}}}", r.selector, r.property, r.light);
    if (r.light != r.dark) dark += fmt::format("{}{{{}:{}}}", r.selector, r.property, r.dark);
  }
  return light + std::string(kShapes) + "@media screen and (prefers-color-scheme:dark){" + dark +
         "}";
}

std::string svg_defs() {
  return "<defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
         "patternTransform=\"rotate(45)\"><rect width=\"8\" height=\"8\" class=\"hatched\"/>"
         "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\" class=\"hatch\"/></pattern></defs>";
}

std::string_view tone_class(Tone tone) {
  return tone == Tone::positive ? "pos" : tone == Tone::negative ? "neg" : "unc";
}

std::string emotion_class(Emotion emotion) { return fmt::format("e-{}", to_string(emotion)); }

std::string source_class(std::size_t index) {
  return fmt::format("s{}", std::min<std::size_t>(index, 6));
}

}  // namespace voxmap
