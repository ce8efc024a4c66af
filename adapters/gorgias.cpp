// Gorgias: tickets with their messages, and messages on their own.
#include "json_outline.hpp"
#include "ticket.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;
using ticket::Thread;
using ticket::Voice;

bool recognises_gorgias(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]", ".data[]", "[].data[]"}) {
    const std::string path(at);
    if (outline.has(path + ".messages[].from_agent") ||
        (outline.begins(path + ".uri", "/api/tickets/") && outline.has(path + ".from_agent"))) {
      return true;
    }
    // Lists of messages, and of answers to satisfaction surveys.
    if (outline.has(path + ".from_agent") && outline.has(path + ".stripped_text")) return true;
    if (outline.begins(path + ".uri", "/api/satisfaction-surveys/")) return true;
    if (outline.has(path + ".scored_datetime") && outline.has(path + ".body_text")) return true;
    // A list leaves the messages out.
    if (outline.has(path + ".messages_count") && outline.has(path + ".opened_datetime"))
      return true;
  }
  return false;
}

bool has_sample_tag(const Value& one) {
  const auto tags = json::array(one, {"tags"});
  if (!tags) return false;
  for (const Value tag : *tags) {
    if (json::text(tag, {"name"}) == "sample ticket") return true;
  }
  return false;
}

class GorgiasPages final : public PageReader {
 public:
  explicit GorgiasPages(ticket::Settings settings) : settings_(settings) {}

  void read(const Item& page, std::vector<Record>& out) override {
    if (const auto list = json::field(page, "data"); list && list->value.is_array()) {
      for (const Item& one : json::elements(*list)) read_one(one, out);
    } else {
      read_one(page, out);
    }
  }

 private:
  void read_one(const Item& one, std::vector<Record>& out) const {
    const std::string id = json::scalar(one.value, {"id"});
    if (id.empty()) {
      out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this ticket has no id"));
      return;
    }
    if (has_sample_tag(one.value)) {
      out.emplace_back(social::make_skip(one, "sample_ticket"));
      return;
    }
    if (json::flag(one.value, {"spam"}, false)) {
      out.emplace_back(social::make_skip(one, "spam"));
      return;
    }
    const std::string ticket = json::scalar(one.value, {"ticket_id"});
    // Every message says whether an agent wrote it: what does not is an answer to a survey.
    if (!ticket.empty() && !json::find(one.value, {"from_agent"})) {
      read_survey(one, id, ticket, out);
      return;
    }
    Thread thread(one.origin, ticket.empty() ? id : ticket + "-" + id, settings_);
    if (!ticket.empty()) {
      say(thread, one);
      if (!json::flag(one.value, {"from_agent"}, false)) {
        thread.document().respondent = json::scalar(one.value, {"sender", "id"});
      }
    } else {
      thread.document().respondent = json::scalar(one.value, {"customer", "id"});
      thread.person(json::text(one.value, {"customer", "email"}));
      thread.person(json::text(one.value, {"customer", "name"}));
    }
    thread.opened(json::text(one.value, {"created_datetime"}));
    for (const Item& message : json::elements_at(one, {"messages"})) say(thread, message);
    const Voice opener =
        json::flag(one.value, {"from_agent"}, false) ? Voice::staff : Voice::customer;
    thread.subject(opener, json::text(one.value, {"subject"}), one.origin);
    thread.satisfaction(json::scalar(one.value, {"satisfaction_survey", "score"}));
    thread.say(Voice::customer, json::text(one.value, {"satisfaction_survey", "body_text"}),
               one.origin, "Satisfaction survey");
    for (const std::string_view field : {"channel", "status", "priority"}) {
      thread.attribute(field, std::string(json::text(one.value, {field})));
    }
    thread.document().language = social::language_tag(json::text(one.value, {"language"}));
    thread.finish(out);
  }

  void read_survey(const Item& one, const std::string& id, const std::string& ticket,
                   std::vector<Record>& out) const {
    const std::string score = json::scalar(one.value, {"score"});
    const std::string_view words = json::text(one.value, {"body_text"});
    if (score.empty() && words.empty()) {
      out.emplace_back(social::make_skip(one, "not_answered"));
      return;
    }
    Thread thread(one.origin, "survey-" + id, settings_);
    thread.document().respondent = json::scalar(one.value, {"customer_id"});
    const std::string_view scored = json::text(one.value, {"scored_datetime"});
    thread.opened(scored.empty() ? json::text(one.value, {"created_datetime"}) : scored);
    thread.satisfaction(score);
    thread.say(Voice::customer, words, one.origin, "Satisfaction survey");
    thread.attribute("ticket", ticket);
    thread.finish(out);
  }

  // Stripped of the mail that was answered, when the service could tell.
  static void say(Thread& thread, const Item& message) {
    Voice who = json::flag(message.value, {"from_agent"}, false) ? Voice::staff : Voice::customer;
    if (json::find(message.value, {"rule_id"}) || json::text(message.value, {"via"}) == "rule") {
      who = Voice::bot;
    }
    if (!json::flag(message.value, {"public"}, true) ||
        json::text(message.value, {"source", "type"}) == "internal-note" ||
        json::text(message.value, {"channel"}) == "internal-note") {
      who = Voice::internal;
    }
    thread.person(json::text(message.value, {"sender", "email"}));
    thread.person(json::text(message.value, {"sender", "name"}));
    for (const std::string_view field : {"stripped_text", "body_text"}) {
      const std::string_view text = json::text(message.value, {field});
      if (text.empty()) continue;
      thread.say(who, text, message.origin);
      return;
    }
    for (const std::string_view field : {"stripped_html", "body_html"}) {
      const std::string_view html = json::text(message.value, {field});
      if (html.empty()) continue;
      thread.say_html(who, html, message.origin);
      return;
    }
  }

  ticket::Settings settings_;
};

std::unique_ptr<Source> open_gorgias(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_pages(std::move(input), std::make_unique<GorgiasPages>(settings));
}

}  // namespace

constinit const Adapter kGorgias = {"gorgias",
                                    "Gorgias tickets with their messages (JSON, NDJSON)",
                                    SourceKind::support,
                                    ticket::kOptions,
                                    "extra/gorgias.json",
                                    recognises_gorgias,
                                    open_gorgias};

}  // namespace voxmap
