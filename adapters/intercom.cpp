// Intercom: conversations with their parts, one by one, as lists and as searches.
#include "base/html.hpp"
#include "json_outline.hpp"
#include "ticket.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;
using ticket::Thread;
using ticket::Voice;

bool recognises_intercom(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]", ".conversations[]", ".data[]", ".data.item",
                                    "[].conversations[]", "[].data.item"}) {
    const std::string path(at);
    if (outline.is(path + ".type", "conversation")) {
      for (const char* const part :
           {".source", ".conversation_parts", ".contacts", ".conversation_message"}) {
        if (outline.has(path + part)) return true;
      }
    }
    if (outline.is(path + ".type", "ticket") && outline.has(path + ".ticket_parts")) return true;
  }
  return outline.is(".type", "conversation.list") || outline.has(".tickets[].ticket_parts") ||
         outline.has(".tickets[].ticket_attributes") || outline.has(".data.item.ticket_parts");
}

// Answers of the service's robot are sent in an admin's name.
Voice voice_of_author(const Value& author) {
  const std::string_view type = json::text(author, {"type"});
  if (type == "user" || type == "lead" || type == "contact" || type == "visitor") {
    return Voice::customer;
  }
  const bool robot = json::flag(author, {"from_ai_agent"}) || json::flag(author, {"is_ai_answer"});
  return type == "bot" || robot ? Voice::bot : Voice::staff;
}

class IntercomPages final : public PageReader {
 public:
  explicit IntercomPages(ticket::Settings settings) : settings_(settings) {}

  void read(const Item& page, std::vector<Record>& out) override {
    // An event: what happened, and to which conversation.
    if (const auto item = json::item_at(page, {"data", "item"}); item && item->value.is_object()) {
      read_conversation(*item, out);
      return;
    }
    for (const std::string_view list : {"conversations", "tickets", "data"}) {
      if (const auto found = json::field(page, list); found && found->value.is_array()) {
        for (const Item& one : json::elements(*found)) read_conversation(one, out);
        return;
      }
    }
    read_conversation(page, out);
  }

  void finish(std::vector<std::string>& notes) const override {
    if (partless_ > 0) {
      notes.push_back(std::to_string(partless_) +
                      " conversations with their first message only: lists and searches leave the "
                      "replies out, the single conversation has them");
    }
  }

 private:
  void read_conversation(const Item& one, std::vector<Record>& out) {
    const std::string id = json::scalar(one.value, {"id"});
    const std::string_view type = json::text(one.value, {"type"});
    const bool is_ticket = type == "ticket" || json::find(one.value, {"ticket_parts"}).has_value();
    if (type != "conversation" && !is_ticket) {
      out.emplace_back(social::make_reject(one, id, "type", "unknown_item",
                                           "neither a conversation nor a ticket"));
      return;
    }
    if (id.empty()) {
      out.emplace_back(
          social::make_reject(one, {}, "id", "missing_id", "this conversation has no id"));
      return;
    }
    Thread thread(one.origin, is_ticket ? "ticket-" + id : id, settings_);
    thread.opened(json::scalar(one.value, {"created_at"}));
    if (const auto contacts = json::array(one.value, {"contacts", "contacts"})) {
      for (const json::Value contact : *contacts) {
        std::string& respondent = thread.document().respondent;
        if (respondent.empty()) respondent = json::scalar(contact, {"id"});
      }
    }
    if (thread.document().respondent.empty()) {
      thread.document().respondent = json::scalar(one.value, {"user", "id"});
    }
    if (is_ticket) say_ticket(thread, one);
    Voice opener = Voice::staff;
    auto source = json::field(one, "source");
    if (!source) source = json::field(one, "conversation_message");  // version 1
    if (source && source->value.is_object()) {
      opener = say(thread, *source, false);
      thread.subject(opener, html_to_text(json::text(source->value, {"subject"})).text,
                     source->origin);
      const std::string_view channel = json::text(source->value, {"type"});
      if (channel != "conversation_message") thread.attribute("channel", std::string(channel));
    }
    const std::string_view name = is_ticket ? "ticket_parts" : "conversation_parts";
    const auto parts = json::item_at(one, {name, name});
    partless_ += parts ? 0U : 1U;
    if (parts) {
      for (const Item& part : json::elements(*parts)) {
        // Also "note_and_reopen".
        say(thread, part, json::text(part.value, {"part_type"}).starts_with("note"));
      }
    }
    thread.satisfaction(json::scalar(one.value, {"conversation_rating", "rating"}));
    thread.say(Voice::customer, json::text(one.value, {"conversation_rating", "remark"}),
               one.origin, "Conversation rating");
    for (const std::string_view field : {"state", "priority"}) {
      thread.attribute(field, std::string(json::text(one.value, {field})));
    }
    thread.attribute("language",
                     std::string(json::text(one.value, {"custom_attributes", "Language"})));
    thread.finish(out);
  }

  // What a form asked. Tickets of other categories than the customers' are among colleagues.
  static void say_ticket(Thread& thread, const Item& one) {
    const std::string_view category = json::text(one.value, {"category"});
    const bool customers = category.empty() || category == "Customer";
    const Voice who = customers ? Voice::customer : Voice::staff;
    thread.say_either(who, json::text(one.value, {"ticket_attributes", "_default_description_"}),
                      one.origin);
    thread.subject(who, json::text(one.value, {"ticket_attributes", "_default_title_"}),
                   one.origin);
    thread.attribute("type", std::string(json::text(one.value, {"ticket_type", "name"})));
  }

  // Events have no body, and what was redacted is gone.
  Voice say(Thread& thread, const Item& turn, bool internal) const {
    const auto author = json::find(turn.value, {"author"});
    const Voice who = author ? voice_of_author(*author) : Voice::staff;
    for (const std::string_view field : {"email", "name"}) {
      thread.person(decode_entities(json::text(turn.value, {"author", field})));
    }
    if (!json::flag(turn.value, {"redacted"})) {
      thread.say_either(internal ? Voice::internal : who, json::text(turn.value, {"body"}),
                        turn.origin);
    }
    return who;
  }

  ticket::Settings settings_;
  std::uint64_t partless_ = 0;
};

std::unique_ptr<Source> open_intercom(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_pages(std::move(input), std::make_unique<IntercomPages>(settings));
}

}  // namespace

constinit const Adapter kIntercom = {"intercom",
                                     "Intercom conversations: single ones, lists, searches, NDJSON",
                                     SourceKind::support,
                                     ticket::kOptions,
                                     "extra/intercom.json",
                                     recognises_intercom,
                                     open_intercom};

}  // namespace voxmap
