// Freshdesk: tickets with or without their conversations, and conversations on their own.
#include <algorithm>
#include <array>

#include "json_outline.hpp"
#include "ticket.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;
using ticket::Thread;
using ticket::Voice;

bool recognises_freshdesk(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {"[]", "", ".results[]", ".tickets[]", "[].helpdesk_ticket",
                                    ".helpdesk_ticket", "[][]", "[].results[]"}) {
    const std::string path(at);
    const bool ticket = outline.has(path + ".requester_id") && outline.has(path + ".responder_id");
    const bool turn = outline.has(path + ".incoming") && outline.has(path + ".private") &&
                      outline.has(path + ".ticket_id");
    const bool rating = outline.has(path + ".survey_id") && outline.has(path + ".ratings");
    if (rating ||
        (ticket && (outline.has(path + ".fr_escalated") || outline.has(path + ".fr_due_by") ||
                    outline.has(path + ".source"))) ||
        turn) {
      return true;
    }
  }
  return false;
}

// https://developers.freshdesk.com/api/#tickets: "source" and "status".
// What it gives may be a part of `source`.
std::string_view channel_name(std::string_view source) {
  struct Row {
    std::string_view number, name;
  };
  for (const auto& [number, name] :
       {Row{"1", "email"}, Row{"2", "portal"}, Row{"3", "phone"}, Row{"7", "chat"},
        Row{"9", "feedback_widget"}, Row{"10", "outbound_email"}}) {
    if (number == source) return name;
  }
  return source;
}
std::string_view status_of(std::string_view status) {
  struct Row {
    std::string_view number, name;
  };
  for (const auto& [number, name] :
       {Row{"2", "open"}, Row{"3", "pending"}, Row{"4", "resolved"}, Row{"5", "closed"}}) {
    if (number == status) return name;
  }
  return status;
}

class FreshdeskPages final : public PageReader {
 public:
  explicit FreshdeskPages(ticket::Settings settings) : settings_(settings) {}

  void read(const Item& page, std::vector<Record>& out) override {
    if (page.value.is_array()) {  // pages as they came, one in the other
      for (const Item& one : json::elements(page)) read(one, out);
      return;
    }
    // Version 1, and the account's own export.
    if (const auto wrapped = json::field(page, "helpdesk_ticket")) {
      read_ticket(*wrapped, out);
      return;
    }
    for (const std::string_view list : {"results", "tickets"}) {
      if (const auto found = json::field(page, list); found && found->value.is_array()) {
        for (const Item& one : json::elements(*found)) read_ticket(one, out);
        return;
      }
    }
    if (json::find(page.value, {"incoming"})) {
      read_turn(page, out);
    } else if (json::object(page.value, {"ratings"})) {
      read_rating(page, out);
    } else if (json::find(page.value, {"requester_id"})) {
      read_ticket(page, out);
    } else {
      out.emplace_back(
          social::make_reject(page, {}, {}, "unknown_item",
                              "neither a ticket nor a part of a conversation nor a rating"));
    }
  }

  void finish(std::vector<std::string>& notes) const override {
    if (reported_ > 0 && !settings_.score_reported) {
      notes.push_back(std::to_string(reported_) +
                      " tickets that an agent wrote down (telephone, outbound mail) are kept and "
                      "not scored; option score_reported scores them");
    }
  }

 private:
  void read_ticket(const Item& one, std::vector<Record>& out) {
    // The number that everybody sees; `id` was the database's in version 1.
    std::string id = json::scalar(one.value, {"display_id"});
    if (id.empty()) id = json::scalar(one.value, {"id"});
    if (id.empty()) {
      out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this ticket has no id"));
      return;
    }
    for (const std::string_view reason : {"spam", "deleted"}) {
      if (json::flag(one.value, {reason})) {
        out.emplace_back(social::make_skip(one, reason));
        return;
      }
    }
    Thread thread(one.origin, id, settings_);
    thread.document().respondent = json::scalar(one.value, {"requester_id"});
    thread.opened(json::text(one.value, {"created_at"}));
    thread.person(json::text(one.value, {"requester", "name"}));
    thread.person(json::text(one.value, {"requester", "email"}));
    thread.person(json::text(one.value, {"requester_name"}));
    const std::string source = json::scalar(one.value, {"source"});
    const std::string_view channel = channel_name(source);
    const bool reported = channel == "phone" || channel == "outbound_email";
    reported_ += reported ? 1U : 0U;
    const Voice opener = reported ? Voice::reported : Voice::customer;
    std::string_view plain = json::text(one.value, {"description_text"});
    if (json::find(one.value, {"description_html"})) plain = json::text(one.value, {"description"});
    if (!plain.empty()) {
      thread.say(opener, plain, one.origin);
    } else {
      thread.say_html(opener, json::text(one.value, {"description"}), one.origin);
    }
    for (const Item& turn : json::elements_at(one, {"conversations"})) say(thread, turn);
    for (const Item& note : json::elements_at(one, {"notes"})) {
      const auto turn = json::field(note, "note");
      say(thread, turn ? *turn : note);
    }
    thread.subject(opener, json::text(one.value, {"subject"}), one.origin);
    thread.attribute("channel", std::string(channel));
    thread.attribute("status", std::string(status_of(json::scalar(one.value, {"status"}))));
    thread.attribute("priority", json::scalar(one.value, {"priority"}));
    thread.attribute("type", std::string(json::text(one.value, {"type"})));
    thread.finish(out);
  }

  static void say(Thread& thread, const Item& turn) {
    Voice who = json::flag(turn.value, {"incoming"}) ? Voice::customer : Voice::staff;
    if (json::flag(turn.value, {"private"})) who = Voice::internal;
    if (json::flag(turn.value, {"deleted"})) return;
    std::string_view plain = json::text(turn.value, {"body_text"});
    if (json::find(turn.value, {"body_html"})) plain = json::text(turn.value, {"body"});
    if (!plain.empty()) {
      thread.say(who, plain, turn.origin);
    } else {
      thread.say_html(who, json::text(turn.value, {"body"}), turn.origin);
    }
  }

  // An answer to a satisfaction survey. Its numbers are seven faces, -103 to 103:
  // https://developers.freshdesk.com/api/#satisfaction-ratings.
  void read_rating(const Item& one, std::vector<Record>& out) const {
    const std::string id = json::scalar(one.value, {"id"});
    if (id.empty()) {
      out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this rating has no id"));
      return;
    }
    Thread thread(one.origin, "rating-" + id, settings_);
    thread.document().respondent = json::scalar(one.value, {"user_id"});
    thread.opened(json::text(one.value, {"created_at"}));
    thread.say(Voice::customer, json::text(one.value, {"feedback"}), one.origin, "Satisfaction");
    const std::string face = json::scalar(one.value, {"ratings", "default_question"});
    constexpr std::array<std::string_view, 7> kFaces = {"-103", "-102", "-101", "100",
                                                        "101",  "102",  "103"};
    const auto* const found = std::ranges::find(kFaces, face);
    if (found != kFaces.end()) {
      thread.document().ratings.push_back(
          {"csat", "csat_1_7", 1000 * (found - kFaces.begin() + 1)});
    } else {
      thread.attribute("satisfaction", face);
    }
    thread.attribute("ticket", json::scalar(one.value, {"ticket_id"}));
    thread.finish(out);
  }

  void read_turn(const Item& turn, std::vector<Record>& out) const {
    const std::string id = json::scalar(turn.value, {"id"});
    if (id.empty()) {
      out.emplace_back(social::make_reject(turn, {}, "id", "missing_id", "this message has no id"));
      return;
    }
    Thread thread(turn.origin, json::scalar(turn.value, {"ticket_id"}) + "-" + id, settings_);
    if (json::flag(turn.value, {"incoming"})) {
      thread.document().respondent = json::scalar(turn.value, {"user_id"});
    }
    thread.opened(json::text(turn.value, {"created_at"}));
    say(thread, turn);
    thread.finish(out);
  }

  ticket::Settings settings_;
  std::uint64_t reported_ = 0;
};

std::unique_ptr<Source> open_freshdesk(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_pages(std::move(input), std::make_unique<FreshdeskPages>(settings));
}

}  // namespace

constinit const Adapter kFreshdesk = {"freshdesk",
                                      "Freshdesk tickets and conversations (JSON, NDJSON)",
                                      SourceKind::support,
                                      ticket::kOptions,
                                      "extra/freshdesk.json",
                                      recognises_freshdesk,
                                      open_freshdesk};

}  // namespace voxmap
