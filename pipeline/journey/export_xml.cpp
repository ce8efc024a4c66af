// Journeys person by person, as process mining and journey modelling take them.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "journey/export.hpp"
#include "journey/format.hpp"

namespace voxmap {
namespace {

constexpr std::string_view kNowhere = "(not on any stage)";

// The mentions in the order in which people went: by person, then by time; without a time last, as
// they came. Two passes, so that only who and when of each are in memory.
void each_by_person(Reader& reader, const ExportOptions& options,
                    const std::function<void(const MentionRow&)>& found) {
  struct Event {
    std::uint32_t person = 0;
    std::optional<Time> at;
    std::int64_t id = 0;
  };
  std::map<std::string, std::uint32_t, std::less<>> people;
  std::vector<Event> events;
  each_exported(reader, options, [&](const MentionRow& row) {
    const auto next = static_cast<std::uint32_t>(people.size());
    const std::uint32_t person = people.emplace(export_person(row), next).first->second;
    events.push_back({person, row.said_at, row.id});
  });
  std::vector<std::uint32_t> rank(people.size());
  std::uint32_t next = 0;
  for (const auto& [name, number] : people) rank[number] = next++;
  people.clear();
  std::ranges::stable_sort(events, {}, [&](const Event& e) {
    return std::tuple(rank[e.person], !e.at, e.at.value_or(Time{}));
  });
  std::vector<std::int64_t> ids;
  ids.reserve(events.size());
  for (const Event& e : events) ids.push_back(e.id);
  events = {};
  reader.each_mention(ids, [&](const MentionRow& row) {
    found(row);
    return true;
  });
}

std::string attribute(std::string_view type, std::string_view key, std::string_view value) {
  return fmt::format("<{} key=\"{}\" value=\"{}\"/>", type, key, escape_xml(value));
}

// Left out when empty: a log says nothing it does not know.
void put_attribute(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out += "\n      " + attribute("string", key, value);
}

std::string event_xml(const MentionRow& e, const Journey& journey, bool text) {
  const auto touchpoint = journey.find_touchpoint(e.touchpoint);
  const auto stage = journey.find_stage(e.stage);
  std::string out = "    <event>";
  put_attribute(out, "concept:name",
                touchpoint ? std::string_view(journey.touchpoints[*touchpoint].title) : kNowhere);
  put_attribute(out, "lifecycle:transition", "complete");
  if (e.said_at) {
    out += "\n      " + attribute("date", "time:timestamp", format_time(*e.said_at));
  }
  put_attribute(out, "stage", stage ? std::string_view(journey.stages[*stage].title) : kNowhere);
  put_attribute(out, "stage_id", e.stage);
  put_attribute(out, "touchpoint_id", e.touchpoint);
  if (touchpoint) put_attribute(out, "channel", journey.touchpoints[*touchpoint].channel);
  put_attribute(out, "source", e.source);
  put_attribute(out, "key", e.key);
  put_attribute(out, "speaker", e.speaker);
  put_attribute(out, "language", e.language);
  put_attribute(out, "label", to_string(e.label));
  const auto whole = [&](std::string_view key, std::int64_t value) {
    out += "\n      " + attribute("int", key, std::to_string(value));
  };
  if (e.label != Label::none) whole("valence", e.valence);
  for (std::size_t i = 0; i < kEmotionCount; ++i) {
    if (e.emotions.at(i) > 0) whole(kEmotionNames.at(i), e.emotions.at(i));
  }
  put_attribute(out, "acts", export_acts(e));
  if (text) put_attribute(out, "text", e.span.of(e.text));
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

// The stages that the person was at.
std::string cjml_phases(const Journey& journey, const std::set<std::uint32_t>& stages) {
  if (stages.empty()) return {};
  std::string out = "<journeyPhases>\n";
  for (const std::uint32_t i : stages) {
    const Stage& stage = journey.stages[i];
    out += fmt::format(
        "<journeyPhase phaseID=\"P{}\">\n<phaseName>{}</phaseName>\n"
        "<phaseDescription>{}</phaseDescription>\n</journeyPhase>\n",
        i + 1, escape_xml(stage.title), escape_xml(stage.goal));
  }
  return out + "</journeyPhases>\n";
}

}  // namespace

ExportCounts export_xes(Reader& reader, const Journey& journey, const ExportOptions& options,
                        const ExportSink& sink) {
  ExportCounts counts;
  sink(xes_head(journey));
  std::string last;
  each_by_person(reader, options, [&](const MentionRow& e) {
    std::string person = export_person(e);
    if (counts.people == 0 || person != last) {
      if (counts.people > 0) sink("  </trace>\n");
      sink("  <trace>\n    " + attribute("string", "concept:name", person) + "\n");
      last = std::move(person);
      ++counts.people;
    }
    if (!e.said_at) ++counts.without_time;
    sink(event_xml(e, journey, options.text));
    ++counts.rows;
  });
  if (counts.people > 0) sink("  </trace>\n");
  sink("</log>\n");
  return counts;
}

ExportCounts export_cjml(Reader& reader, const Journey& journey, const ExportOptions& options,
                         const ExportSink& sink) {
  ExportCounts counts;
  std::set<std::uint32_t> stages;
  std::string points;
  std::tuple<std::string, std::string, std::string> last;
  each_by_person(reader, options, [&](const MentionRow& e) {
    counts.people = 1;
    const auto at = journey.find_touchpoint(e.touchpoint);
    if (!at) {
      ++counts.off_stage;
      return;
    }
    auto contact = std::tuple(e.source, e.key, e.touchpoint);
    if (contact == last) return;  // one contact, however much is said of it
    last = std::move(contact);
    const Touchpoint& touchpoint = journey.touchpoints[*at];
    stages.insert(touchpoint.stage);
    const std::string title = escape_xml(touchpoint.title);
    points += fmt::format(
        "<actualCommunicationPoint>\n<touchpointID>TP{}</touchpointID>\n"
        "<belongsTo phaseIDref=\"P{}\"/>\n"
        "<initiator>\n<refersTo actorIDref=\"EU1\"/>\n<initiatorLabel>{}</initiatorLabel>\n"
        "</initiator>\n"
        "<receiver>\n<refersTo actorIDref=\"SP1\"/>\n<receiverLabel>{}</receiverLabel>\n"
        "</receiver>\n"
        "<channel>\n<channelName>{}</channelName>\n</channel>\n</actualCommunicationPoint>\n",
        ++counts.rows, touchpoint.stage + 1, title, title,
        escape_xml(touchpoint.channel.empty() ? "unknown" : touchpoint.channel));
  });
  // Identifiers are names of XML whatever the person and the company are called.
  sink(fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CJML version=\"2.0\">\n<actualJourney>\n"
      "<journeyID>{}</journeyID>\n<journeyTitle>{}</journeyTitle>\n{}<actors>\n"
      "<endUser actorID=\"EU1\">\n<actorName>{}</actorName>\n</endUser>\n"
      "<serviceProvider actorID=\"SP1\">\n<companyName>{}</companyName>\n</serviceProvider>\n"
      "</actors>\n<touchpoints>\n{}</touchpoints>\n</actualJourney>\n</CJML>\n",
      escape_xml(journey.id), escape_xml(journey.title), cjml_phases(journey, stages),
      escape_xml(options.person), escape_xml(journey.title), points));
  return counts;
}

}  // namespace voxmap
