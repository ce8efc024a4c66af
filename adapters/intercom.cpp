// Intercom: conversations with their parts, one by one, as lists and as searches.
#include "base/html.hpp"
#include "json_outline.hpp"
#include "ticket.hpp"

namespace voxmap {
namespace {

using json::Item;
using ticket::Thread;
using ticket::Voice;

bool recognises(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"", "[]", ".conversations[]", ".data[]"}) {
    const std::string path(at);
    const bool parts = outline.has(path + ".source") || outline.has(path + ".conversation_parts") ||
                       outline.has(path + ".contacts");
    if (outline.is(path + ".type", "conversation") && parts) return true;
  }
  return outline.is(".type", "conversation.list");
}

Voice voice_of(std::string_view author) {
  if (author == "user" || author == "lead" || author == "contact") return Voice::customer;
  return author == "bot" ? Voice::bot : Voice::staff;
}

class Pages final : public PageReader {
 public:
  explicit Pages(ticket::Settings settings) : settings_(settings) {}

  void read(const Item& page, std::vector<Record>& out) override {
    for (const std::string_view list : {"conversations", "data"}) {
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
    if (json::text(one.value, {"type"}) != "conversation") {
      out.emplace_back(
          social::make_reject(one, id, "type", "unknown_item", "this is no conversation"));
      return;
    }
    if (id.empty()) {
      out.emplace_back(
          social::make_reject(one, {}, "id", "missing_id", "this conversation has no id"));
      return;
    }
    Thread thread(one.origin, id, settings_);
    thread.opened(json::scalar(one.value, {"created_at"}));
    if (const auto contacts = json::array(one.value, {"contacts", "contacts"})) {
      for (const json::Value contact : *contacts) {
        std::string& respondent = thread.document().respondent;
        if (respondent.empty()) respondent = json::scalar(contact, {"id"});
      }
    }
    Voice opener = Voice::staff;
    if (const auto source = json::field(one, "source"); source && source->value.is_object()) {
      opener = say(thread, *source, false);
      thread.subject(opener, html_to_text(json::text(source->value, {"subject"})).text,
                     source->origin);
      thread.attribute("channel", std::string(json::text(source->value, {"type"})));
    }
    const auto parts = json::item_at(one, {"conversation_parts", "conversation_parts"});
    partless_ += parts ? 0U : 1U;
    if (parts) {
      for (const Item& part : json::elements(*parts)) {
        say(thread, part, json::text(part.value, {"part_type"}) == "note");
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

  // Events have no body, and what was redacted is gone.
  Voice say(Thread& thread, const Item& turn, bool internal) const {
    const Voice who = voice_of(json::text(turn.value, {"author", "type"}));
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

std::unique_ptr<Source> open(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_pages(std::move(input), std::make_unique<Pages>(settings));
}

}  // namespace

constinit const Adapter kIntercom = {"intercom",
                                     "Intercom conversations: single ones, lists, searches, NDJSON",
                                     SourceKind::support,
                                     ticket::kOptions,
                                     "extra/intercom.json",
                                     recognises,
                                     open};

}  // namespace voxmap
