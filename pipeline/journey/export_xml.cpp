// Journeys person by person, as process mining and journey modelling take them.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/time.hpp"
#include "journey/export.hpp"
#include "journey/format.hpp"

namespace voxmap {
namespace {

constexpr std::string_view kNowhere = "(not on any stage)";

// What is kept of a mention until all of a person are together.
struct Event {
  std::string person, source, key, speaker, language, stage, touchpoint, acts, text;
  std::optional<Time> at;
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::size_t order = 0;  // of input
};

// By person, then by time; without a time last, as they came.
std::vector<Event> events_of(Reader& reader, const ExportOptions& options) {
  std::vector<Event> events;
  each_exported(reader, options, [&](const MentionRow& row) {
    Event& e = events.emplace_back();
    e.person = export_person(row);
    e.source = row.source;
    e.key = row.key;
    e.speaker = row.speaker;
    e.language = row.language;
    e.stage = row.stage;
    e.touchpoint = row.touchpoint;
    if (options.text) e.text = row.span.of(row.text);
    e.at = row.said_at;
    e.label = row.label;
    e.valence = row.valence;
    e.emotions = row.emotions;
    e.acts = export_acts(row);
    e.order = events.size();
  });
  std::ranges::sort(events, [](const Event& a, const Event& b) {
    return std::tuple(std::string_view(a.person), !a.at, a.at.value_or(Time{}), a.order) <
           std::tuple(std::string_view(b.person), !b.at, b.at.value_or(Time{}), b.order);
  });
  return events;
}

std::string attribute(std::string_view type, std::string_view key, std::string_view value) {
  return fmt::format("<{} key=\"{}\" value=\"{}\"/>", type, key, escape_xml(value));
}

// Left out when empty: a log says nothing it does not know.
void put(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out += "\n      " + attribute("string", key, value);
}

std::string event_xml(const Event& e, const Journey& journey) {
  const auto touchpoint = journey.find_touchpoint(e.touchpoint);
  const auto stage = journey.find_stage(e.stage);
  std::string out = "    <event>";
  put(out, "concept:name",
      touchpoint ? std::string_view(journey.touchpoints[*touchpoint].title) : kNowhere);
  put(out, "lifecycle:transition", "complete");
  if (e.at) out += "\n      " + attribute("date", "time:timestamp", format_time(*e.at));
  put(out, "stage", stage ? std::string_view(journey.stages[*stage].title) : kNowhere);
  put(out, "stage_id", e.stage);
  put(out, "touchpoint_id", e.touchpoint);
  if (touchpoint) put(out, "channel", journey.touchpoints[*touchpoint].channel);
  put(out, "source", e.source);
  put(out, "key", e.key);
  put(out, "speaker", e.speaker);
  put(out, "language", e.language);
  put(out, "label", to_string(e.label));
  const auto whole = [&](std::string_view key, std::int64_t value) {
    out += "\n      " + attribute("int", key, std::to_string(value));
  };
  if (e.label != Label::none) whole("valence", e.valence);
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (e.emotions.at(i) > 0) whole(kEmotionNames.at(i), e.emotions.at(i));
  }
  put(out, "acts", e.acts);
  put(out, "text", e.text);
  return out + "\n    </event>\n";
}

// The attributes of a log come before all else: so the schema of the standard has it.
std::string xes_head(const Journey& journey) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<log xes.version=\"1.0\" xes.features=\"\">\n  " +
         attribute("string", "concept:name", journey.title) + "\n  " +
         attribute("string", "journey_id", journey.id) + "\n  " +
         attribute("string", "journey_digest", journey.digest) +
         "\n"
         "  <extension name=\"Concept\" prefix=\"concept\" "
         "uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
         "  <extension name=\"Time\" prefix=\"time\" "
         "uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
         "  <extension name=\"Lifecycle\" prefix=\"lifecycle\" "
         "uri=\"http://www.xes-standard.org/lifecycle.xesext\"/>\n"
         "  <global scope=\"trace\">\n"
         "    <string key=\"concept:name\" value=\"\"/>\n"
         "  </global>\n"
         "  <global scope=\"event\">\n"
         "    <string key=\"concept:name\" value=\"\"/>\n"
         "    <string key=\"lifecycle:transition\" value=\"complete\"/>\n"
         "    <string key=\"stage\" value=\"\"/>\n"
         "    <string key=\"label\" value=\"none\"/>\n"
         "  </global>\n"
         "  <classifier name=\"Touchpoint\" scope=\"event\" keys=\"concept:name\"/>\n"
         "  <classifier name=\"Stage\" scope=\"event\" keys=\"stage\"/>\n";
}

}  // namespace

ExportCounts export_xes(Reader& reader, const Journey& journey, const ExportOptions& options,
                        const ExportSink& sink) {
  ExportCounts counts;
  sink(xes_head(journey));
  std::string_view person;
  for (const std::vector<Event> events = events_of(reader, options); const Event& e : events) {
    if (counts.people == 0 || e.person != person) {
      if (counts.people > 0) sink("  </trace>\n");
      sink("  <trace>\n    " + attribute("string", "concept:name", e.person) + "\n");
      person = e.person;
      ++counts.people;
    }
    if (!e.at) ++counts.without_time;
    sink(event_xml(e, journey));
    ++counts.rows;
  }
  if (counts.people > 0) sink("  </trace>\n");
  sink("</log>\n");
  return counts;
}

ExportCounts export_cjml(Reader& reader, const Journey& journey, const ExportOptions& options,
                         const ExportSink& sink) {
  ExportCounts counts;
  const std::string person = escape_xml(options.person);
  const std::string company = escape_xml(journey.title);
  std::string points;
  std::tuple<std::string, std::string, std::string> last;
  for (const std::vector<Event> events = events_of(reader, options); const Event& e : events) {
    counts.people = 1;
    const auto at = journey.find_touchpoint(e.touchpoint);
    if (!at) {
      ++counts.off_stage;
      continue;
    }
    auto contact = std::tuple(e.source, e.key, e.touchpoint);
    if (contact == last) continue;  // one contact, however much is said of it
    last = std::move(contact);
    const Touchpoint& touchpoint = journey.touchpoints[*at];
    const std::string title = escape_xml(touchpoint.title);
    points += fmt::format(
        "<actualCommunicationPoint>\n<touchpointID>TP{}</touchpointID>\n"
        "<initiator>\n<refersTo actorIDref=\"{}\"/>\n<initiatorLabel>{}</initiatorLabel>\n"
        "</initiator>\n"
        "<receiver>\n<refersTo actorIDref=\"{}\"/>\n<receiverLabel>{}</receiverLabel>\n"
        "</receiver>\n"
        "<channel>\n<channelName>{}</channelName>\n</channel>\n</actualCommunicationPoint>\n",
        ++counts.rows, person, title, company, title,
        escape_xml(touchpoint.channel.empty() ? "unknown" : touchpoint.channel));
  }
  sink(fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CJML version=\"2.0\">\n<actualJourney>\n"
      "<journeyID>{}</journeyID>\n<actors>\n"
      "<endUser actorID=\"{}\">\n<actorName>{}</actorName>\n</endUser>\n"
      "<serviceProvider actorID=\"{}\">\n<companyName>{}</companyName>\n</serviceProvider>\n"
      "</actors>\n<touchpoints>\n{}</touchpoints>\n</actualJourney>\n</CJML>\n",
      escape_xml(journey.id), person, person, company, company, points));
  return counts;
}

}  // namespace voxmap
