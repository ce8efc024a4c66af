// Zendesk's exports that hold no tickets: satisfaction ratings, answers to satisfaction surveys,
// and chats.
#include "zendesk_people.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;
using ticket::Thread;
using ticket::Voice;

// A good or a bad, with what the customer wrote and the reason they picked.
void read_rating(const Item& one, const ticket::Settings& settings, std::vector<Record>& out) {
  const std::string id = json::scalar(one.value, {"id"});
  if (id.empty()) {
    out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this rating has no id"));
    return;
  }
  const std::string_view score = json::text(one.value, {"score"});
  if (!score.starts_with("good") && !score.starts_with("bad")) {
    out.emplace_back(social::make_skip(one, "not_answered"));
    return;
  }
  Thread thread(one.origin, "rating-" + id, settings);
  thread.document().respondent = json::scalar(one.value, {"requester_id"});
  thread.opened(json::text(one.value, {"created_at"}));
  thread.say(Voice::customer, json::text(one.value, {"comment"}), one.origin, "Satisfaction");
  thread.attribute("satisfaction", std::string(score));
  thread.attribute("reason", std::string(json::text(one.value, {"reason"})));
  thread.attribute("ticket", json::scalar(one.value, {"ticket_id"}));
  thread.finish(out);
}

// The newer surveys: a scale of five and words.
void read_survey_response(const Item& one, const ticket::Settings& settings,
                          std::vector<Record>& out) {
  const std::string id = json::scalar(one.value, {"id"});
  if (id.empty()) {
    out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this response has no id"));
    return;
  }
  Thread thread(one.origin, "response-" + id, settings);
  thread.document().respondent = json::scalar(one.value, {"responder_id"});
  for (const Item& answer : json::elements_at(one, {"answers"})) {
    if (thread.document().said_at_text.empty()) {
      thread.opened(json::text(answer.value, {"created_at"}));
    }
    const std::string_view type = json::text(answer.value, {"type"});
    if (type == "rating_scale") thread.satisfaction(json::scalar(answer.value, {"rating"}));
    if (type == "open_ended") {
      thread.say(Voice::customer, json::text(answer.value, {"value"}), answer.origin,
                 "Satisfaction");
    }
  }
  for (const Item& subject : json::elements_at(one, {"subjects"})) {
    if (json::text(subject.value, {"type"}) == "ticket") {
      thread.attribute("ticket", json::scalar(subject.value, {"id"}));
    }
  }
  thread.finish(out);
}

Voice voice_of_sender(std::string_view sender) {
  if (sender == "Visitor") return Voice::customer;
  return sender == "Agent" ? Voice::staff : Voice::bot;
}

// Live chats name who wrote; the oldest exports only by the visitor's name.
void read_chat(const Item& one, const ticket::Settings& settings, std::vector<Record>& out) {
  const std::string id = json::scalar(one.value, {"id"});
  if (id.empty()) {
    out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this chat has no id"));
    return;
  }
  if (json::flag(one.value, {"deleted"})) {
    out.emplace_back(social::make_skip(one, "deleted"));
    return;
  }
  Thread thread(one.origin, "chat-" + id, settings);
  const std::string_view visitor = json::text(one.value, {"visitor", "name"});
  thread.document().respondent = json::scalar(one.value, {"visitor", "id"});
  for (const std::string_view field : {"name", "email", "phone"}) {
    thread.person(json::text(one.value, {"visitor", field}));
  }
  thread.opened(json::scalar(one.value, {"timestamp"}));
  // A message left while nobody was there.
  thread.say(Voice::customer, json::text(one.value, {"message"}), one.origin);
  for (const Item& turn : json::elements_at(one, {"history"})) {
    const std::string_view type = json::text(turn.value, {"type"});
    if (type != "chat.msg") continue;
    const std::string_view sender = json::text(turn.value, {"sender_type"});
    const bool visitors = sender.empty() && json::text(turn.value, {"name"}) == visitor;
    const Voice other = sender.empty() ? Voice::staff : voice_of_sender(sender);
    thread.say(visitors ? Voice::customer : other, json::text(turn.value, {"msg"}), turn.origin);
  }
  const std::string_view rating = json::text(one.value, {"rating"});
  thread.attribute("satisfaction", std::string(rating));
  thread.say(Voice::customer, json::text(one.value, {"comment"}), one.origin, "Satisfaction");
  thread.attribute("ticket", json::scalar(one.value, {"zendesk_ticket_id"}));
  thread.finish(out);
}

bool is_chat(const Value& one) {
  return json::array(one, {"history"}).has_value() && json::object(one, {"visitor"}).has_value();
}

}  // namespace

bool recognises_zendesk_scores(const JsonOutline& outline) {
  for (const std::string_view at : {"", "[]"}) {
    const std::string page(at);
    if (outline.has(page + ".satisfaction_ratings[].score")) return true;
    if (outline.has(page + ".survey_responses[].answers")) return true;
    for (const std::string& one : {page, page + ".chats[]"}) {
      if (outline.has(one + ".visitor") && outline.has(one + ".history[].msg")) return true;
    }
  }
  return false;
}

bool read_zendesk_scores(const Item& page, const ticket::Settings& settings,
                         std::vector<Record>& out) {
  if (is_chat(page.value)) {
    read_chat(page, settings, out);
    return true;
  }
  struct Row {
    std::string_view list;
    void (*read)(const Item&, const ticket::Settings&, std::vector<Record>&);
  };
  for (const Row& row : {Row{"satisfaction_ratings", read_rating},
                         Row{"survey_responses", read_survey_response}, Row{"chats", read_chat}}) {
    const auto list = json::field(page, row.list);
    if (!list || !list->value.is_array()) continue;
    for (const Item& one : json::elements(*list)) row.read(one, settings, out);
    return true;
  }
  return false;
}

}  // namespace voxmap
