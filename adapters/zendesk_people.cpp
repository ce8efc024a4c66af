// Who is who in Zendesk's exports.
#include "zendesk_people.hpp"

namespace voxmap {

using json::Value;
using ticket::Voice;

std::string zendesk_requester(const Value& ticket) {
  const std::string id = json::scalar(ticket, {"requester_id"});
  return id.empty() ? json::scalar(ticket, {"requester", "id"}) : id;
}

void ZendeskPeople::meet(const Value& page) {
  if (const auto users = json::array(page, {"users"})) {
    for (const Value user : *users) meet_user(user);
  }
  for (const std::string_view list : {"tickets", "results"}) {
    if (const auto tickets = json::array(page, {list})) {
      for (const Value one : *tickets) {
        if (json::text(one, {"result_type"}) == "user") meet_user(one);
        meet_record(one);
      }
    }
  }
  if (const auto one = json::find(page, {"ticket"})) meet_record(*one);
  if (const auto audits = json::array(page, {"audits"})) {
    for (const Value audit : *audits) meet_audit(audit);
  }
  if (json::array(page, {"events"})) meet_audit(page);
  meet_record(page);
}

void ZendeskPeople::meet_user(const Value& user) {
  const std::string id = json::scalar(user, {"id"});
  if (id.empty()) return;
  const std::string_view role = json::text(user, {"role"});
  if (!role.empty()) staff_[id] = role != "end-user";
  for (const std::string_view field : {"name", "email"}) {
    const std::string_view name = json::text(user, {field});
    if (!name.empty()) names_[id + std::string(field)] = name;
  }
}

// Assigned to, opened for somebody else, wrote a note: only agents do.
void ZendeskPeople::meet_record(const Value& record) {
  for (const std::string_view person : {"requester", "submitter", "assignee"}) {
    if (const auto user = json::find(record, {person})) meet_user(*user);
  }
  std::string assignee = json::scalar(record, {"assignee_id"});
  if (assignee.empty()) assignee = json::scalar(record, {"assignee", "id"});
  if (!assignee.empty()) acting_.insert(assignee);
  const std::string submitter = json::scalar(record, {"submitter_id"});
  const std::string requester = zendesk_requester(record);
  if (!submitter.empty() && submitter != requester) acting_.insert(submitter);
  const auto comments = json::array(record, {"comments"});
  if (!comments) return;
  for (const Value comment : *comments) {
    if (const auto user = json::find(comment, {"author"})) meet_user(*user);
    if (!json::flag(comment, {"public"}, true)) {
      acting_.insert(json::scalar(comment, {"author_id"}));
    }
  }
}

// The first audit of a ticket says who opened it.
void ZendeskPeople::meet_audit(const Value& audit) {
  const auto events = json::array(audit, {"events"});
  if (!events) return;
  const std::string ticket = json::scalar(audit, {"ticket_id"});
  for (const Value event : *events) {
    const std::string_view type = json::text(event, {"type"});
    const std::string_view field = json::text(event, {"field_name"});
    const std::string value = json::scalar(event, {"value"});
    if (type == "Comment" && !json::flag(event, {"public"}, true)) {
      acting_.insert(json::scalar(event, {"author_id"}));
    }
    if (type != "Create" && type != "Change") continue;
    if (field == "assignee_id" && !value.empty()) acting_.insert(value);
    if (field == "requester_id" && !ticket.empty()) requesters_[ticket] = value;
  }
}

Voice ZendeskPeople::voice(const std::string& author, const std::string& requester,
                           bool& known) const {
  const auto user = staff_.find(author);
  known = user != staff_.end() || author == "-1";  // -1: the service itself
  if (author == "-1") return Voice::bot;
  if (known) return user->second ? Voice::staff : Voice::customer;
  if (acting_.contains(author)) return Voice::staff;
  return author == requester && !author.empty() ? Voice::customer : Voice::staff;
}

void ZendeskPeople::name(ticket::Thread& thread, const std::string& id) const {
  for (const char* const field : {"email", "name"}) {
    const auto found = names_.find(id + field);
    if (found != names_.end()) thread.person(found->second);
  }
}

std::string ZendeskPeople::requester_of(const std::string& ticket) const {
  const auto found = requesters_.find(ticket);
  return found == requesters_.end() ? std::string() : found->second;
}

}  // namespace voxmap
