// Who is who in Zendesk's exports, and the exports that hold no tickets: ratings and chats.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "json_outline.hpp"
#include "ticket.hpp"

namespace voxmap {

// What the pages read so far say about their people. Pages of a load share it.
class ZendeskPeople {
 public:
  // Learns from the users, tickets, comments and audits of a page.
  void meet(const json::Value& page);

  // Whose words those of `author` are, in a thread that `requester` opened. `known`: a page says
  // who the author is; otherwise it is told from what they do.
  [[nodiscard]] ticket::Voice voice(const std::string& author, const std::string& requester,
                                    bool& known) const;
  // Takes their name and address out of the thread.
  void name(ticket::Thread& thread, const std::string& id) const;
  // Who opened that ticket; empty: not said so far.
  [[nodiscard]] std::string requester_of(const std::string& ticket) const;

 private:
  void meet_user(const json::Value& user);
  void meet_record(const json::Value& record);
  void meet_audit(const json::Value& audit);

  std::map<std::string, bool> staff_;
  std::map<std::string, std::string> names_;
  std::map<std::string, std::string> requesters_;  // by ticket
  std::set<std::string> acting_;                   // seen doing what only agents do
};

// The requester of a ticket, whose id is a field of its own or of the person in it.
[[nodiscard]] std::string zendesk_requester(const json::Value& ticket);

// Lists of satisfaction ratings, answers to satisfaction surveys, chats.
[[nodiscard]] bool recognises_zendesk_scores(const JsonOutline& outline);
// Appends the records of such a page; false when it is none.
[[nodiscard]] bool read_zendesk_scores(const json::Item& page, const ticket::Settings& settings,
                                       std::vector<Record>& out);

}  // namespace voxmap
