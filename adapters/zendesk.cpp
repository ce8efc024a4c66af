// Zendesk: tickets (lists, incremental and cursor pages, NDJSON), comments and audits, with the
// people in them where the export brings them along.
#include <charconv>
#include <set>

#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "zendesk_people.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;
using ticket::Thread;
using ticket::Voice;

bool recognises_zendesk(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at :
       {"", "[]", ".tickets[]", ".ticket", ".results[]", ".comments[]", ".audits[].events[]",
        "[].tickets[]", "[].ticket", "[].results[]", "[].comments[]", "[].audits[].events[]"}) {
    const std::string path(at);
    if (outline.has(path + ".requester_id") && outline.has(path + ".submitter_id")) return true;
    if (!outline.has(path + ".author_id")) continue;
    if (outline.has(path + ".plain_body")) return true;
    if (outline.has(path + ".html_body") && outline.has(path + ".public")) return true;
  }
  if (outline.has(".suspended_tickets[].cause")) return true;
  if (recognises_zendesk_scores(outline)) return true;
  // Answers of the service kept by the path they were asked from.
  return head.find("\"/api/v2/tickets/") < 512 && head.find("\"author_id\"") != head.npos;
}

std::int64_t version(const Value& record) {
  const std::string digits = json::scalar(record, {"generated_timestamp"});
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// The plain texts of the service are HTML without its tags, but not without this entity.
std::string with_blanks(std::string_view text) {
  constexpr std::string_view kBlank = "&nbsp;";
  std::string out;
  while (true) {
    const std::size_t at = text.find(kBlank);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += ' ';
    text.remove_prefix(at + kBlank.size());
  }
}

bool is_sample_ticket(const Value& record) {
  return json::text(record, {"via", "channel"}) == "sample_ticket";
}

class ZendeskPages final : public PageReader {
 public:
  explicit ZendeskPages(ticket::Settings settings) : settings_(settings) {}

  void read(const Item& page, std::vector<Record>& out) override {
    people_.meet(page.value);
    if (read_zendesk_scores(page, settings_, out)) return;
    bool any = false;
    // What the service held back as spam, automatic or from strangers, and nobody took for a
    // ticket.
    if (const auto held = json::field(page, "suspended_tickets")) {
      any = true;
      for (const Item& one : json::elements(*held)) {
        out.emplace_back(social::make_skip(one, "suspended"));
      }
    }
    for (const std::string_view list : {"tickets", "results"}) {
      const auto tickets = json::field(page, list);
      if (!tickets) continue;
      any = true;
      for (const Item& one : json::elements(*tickets)) {
        const std::string_view type = json::text(one.value, {"result_type"});
        if (type.empty() || type == "ticket") {
          read_ticket(one, {}, out);
        } else {
          out.emplace_back(social::make_skip(one, "not_a_ticket"));
        }
      }
    }
    if (any) return;
    if (const auto one = json::field(page, "ticket"); one && one->value.is_object()) {
      read_ticket(*one, json::elements_at(page, {"comments"}), out);
    } else if (json::find(page.value, {"requester_id"}) || json::find(page.value, {"requester"})) {
      read_ticket(page, {}, out);
    } else if (json::array(page.value, {"audits"}) || json::array(page.value, {"events"})) {
      read_audits(page, out);
    } else if (json::array(page.value, {"comments"})) {
      read_comments(page, json::scalar(page.value, {"ticket_id"}), out);
    } else if (json::find(page.value, {"author_id"})) {
      read_comment(page, json::scalar(page.value, {"ticket_id"}),
                   json::text(page.value, {"created_at"}), out);
    } else if (!read_answers(page, out) && !json::array(page.value, {"users"})) {
      out.emplace_back(
          social::make_reject(page, {}, {}, "unknown_item", "neither a ticket nor comments"));
    }
  }

  void finish(std::vector<std::string>& notes) const override {
    if (guessed_ > 0) {
      notes.push_back(
          "whose words the comments of " + std::to_string(guessed_) +
          " tickets are was told from requester, assignee and notes: the file does not say who its "
          "people are (add include=users to the request)");
    }
  }

 private:
  // Answers under the paths they were asked from: {"/api/v2/tickets/1/comments": {...}}.
  bool read_answers(const Item& page, std::vector<Record>& out) {
    constexpr std::string_view kPath = "/api/v2/tickets/";
    bool any = false;
    const auto answers = json::fields(page);
    for (const auto& [path, answer] : answers) {
      if (path.starts_with(kPath)) people_.meet(answer.value);
    }
    for (const auto& [path, answer] : answers) {
      if (!path.starts_with(kPath)) continue;
      any = true;
      const std::string id = path.substr(kPath.size(), path.find('/', kPath.size()) - kPath.size());
      if (json::array(answer.value, {"comments"})) read_comments(answer, id, out);
    }
    return any;
  }

  // The comments among the changes of tickets. A page that is of one ticket is its thread.
  void read_audits(const Item& page, std::vector<Record>& out) {
    std::vector<Item> audits = json::elements_at(page, {"audits"});
    if (audits.empty()) audits.push_back(page);
    std::set<std::string> tickets;
    std::vector<std::pair<std::string, Item>> comments;
    for (const Item& audit : audits) {
      const std::string ticket = json::scalar(audit.value, {"ticket_id"});
      for (const Item& event : json::elements_at(audit, {"events"})) {
        if (json::text(event.value, {"type"}) != "Comment") continue;
        tickets.insert(ticket);
        comments.emplace_back(ticket, event);
      }
    }
    if (audits.size() == 1 || tickets.size() > 1) {
      for (const Item& audit : audits) read_audit(audit, out);
      return;
    }
    if (comments.empty()) {
      out.emplace_back(social::make_skip(page, "no_text"));
      return;
    }
    const std::string& ticket = comments.front().first;
    std::string requester = people_.requester_of(ticket);
    if (requester.empty()) requester = json::scalar(comments.front().second.value, {"author_id"});
    Thread thread(page.origin, ticket, settings_);
    thread.document().respondent = requester;
    thread.opened(json::text(audits.front().value, {"created_at"}));
    people_.name(thread, requester);
    bool guessed = false;
    for (const auto& [of, comment] : comments) say(thread, comment, requester, guessed);
    guessed_ += guessed ? 1U : 0U;
    thread.finish(out);
  }

  void read_audit(const Item& audit, std::vector<Record>& out) {
    bool any = false;
    const std::string ticket = json::scalar(audit.value, {"ticket_id"});
    for (const Item& event : json::elements_at(audit, {"events"})) {
      if (json::text(event.value, {"type"}) != "Comment") continue;
      any = true;
      read_comment(event, ticket, json::text(audit.value, {"created_at"}), out);
    }
    if (!any) out.emplace_back(social::make_skip(audit, "no_text"));
  }

  void say(Thread& thread, const Item& comment, const std::string& requester, bool& guessed) const {
    const std::string author = json::scalar(comment.value, {"author_id"});
    bool known = false;
    Voice who = people_.voice(author, requester, known);
    if (!known) guessed = true;
    const bool is_public = json::flag(comment.value, {"public"}, true);
    if (!is_public) who = Voice::internal;
    // The service writes these about a call.
    if (json::text(comment.value, {"type"}) == "VoiceComment" && is_public) who = Voice::bot;
    const std::string_view channel = json::text(comment.value, {"via", "channel"});
    if (who == Voice::staff && (channel == "rule" || channel.starts_with("answer_bot"))) {
      who = Voice::bot;
    }
    people_.name(thread, author);
    const std::string_view plain = json::text(comment.value, {"plain_body"});
    if (!plain.empty()) {
      thread.say(who, with_blanks(plain), comment.origin);
    } else if (const auto html = json::text(comment.value, {"html_body"}); !html.empty()) {
      thread.say_html(who, html, comment.origin);
    } else {
      thread.say(who, json::text(comment.value, {"body"}), comment.origin);
    }
  }

  void read_ticket(const Item& one, std::vector<Item> comments, std::vector<Record>& out) {
    const std::string id = json::scalar(one.value, {"id"});
    if (id.empty()) {
      out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this ticket has no id"));
      return;
    }
    if (json::text(one.value, {"status"}) == "deleted") {
      out.emplace_back(social::make_skip(one, "deleted"));
      return;
    }
    if (is_sample_ticket(one.value)) {
      out.emplace_back(social::make_skip(one, "sample_ticket"));
      return;
    }
    if (!seen_.take(id, version(one.value))) {
      out.emplace_back(social::make_skip(one, "superseded"));
      return;
    }
    if (comments.empty()) comments = json::elements_at(one, {"comments"});
    const std::string requester = zendesk_requester(one.value);
    Thread thread(one.origin, id, settings_);
    thread.document().respondent = requester;
    thread.opened(json::text(one.value, {"created_at"}));
    people_.name(thread, requester);
    bool guessed = false;
    std::string submitter = json::scalar(one.value, {"submitter_id"});
    if (submitter.empty()) submitter = json::scalar(one.value, {"submitter", "id"});
    if (submitter.empty()) submitter = requester;
    bool known = false;
    const Voice opener = people_.voice(submitter, requester, known);
    // The description is the first comment once more.
    if (comments.empty()) {
      guessed = !known;
      thread.say(opener == Voice::customer ? opener : Voice::reported,
                 with_blanks(json::text(one.value, {"description"})), one.origin);
    }
    for (const Item& comment : comments) say(thread, comment, requester, guessed);
    thread.subject(opener == Voice::customer ? opener : Voice::reported,
                   json::text(one.value, {"subject"}), one.origin);
    for (const std::string_view field : {"status", "priority", "type"}) {
      thread.attribute(field, std::string(json::text(one.value, {field})));
    }
    thread.attribute("channel", std::string(json::text(one.value, {"via", "channel"})));
    const std::string_view score = json::text(one.value, {"satisfaction_rating", "score"});
    if (score.starts_with("good") || score.starts_with("bad")) {
      thread.attribute("satisfaction", std::string(score));
      thread.say(Voice::customer, json::text(one.value, {"satisfaction_rating", "comment"}),
                 one.origin, "Satisfaction");
    }
    guessed_ += guessed ? 1U : 0U;
    thread.finish(out);
  }

  // A thread of which only the comments are here. Who wrote first asks.
  void read_comments(const Item& page, const std::string& ticket, std::vector<Record>& out) {
    const std::vector<Item> comments = json::elements_at(page, {"comments"});
    if (comments.empty()) return;
    const Item* first = &comments.front();
    for (const Item& one : comments) {
      if (json::text(one.value, {"created_at"}) < json::text(first->value, {"created_at"})) {
        first = &one;
      }
    }
    if (is_sample_ticket(first->value)) {
      out.emplace_back(social::make_skip(page, "sample_ticket"));
      return;
    }
    const std::string id = ticket.empty() ? json::scalar(first->value, {"id"}) : ticket;
    if (id.empty()) {
      out.emplace_back(social::make_reject(page, {}, "comments", "missing_id",
                                           "neither a ticket nor a comment id"));
      return;
    }
    const std::string requester = json::scalar(first->value, {"author_id"});
    Thread thread(page.origin, ticket.empty() ? "comment-" + id : id, settings_);
    bool known = false;
    if (people_.voice(requester, requester, known) == Voice::customer) {
      thread.document().respondent = requester;
    }
    thread.opened(json::text(first->value, {"created_at"}));
    thread.attribute("channel", std::string(json::text(first->value, {"via", "channel"})));
    bool guessed = false;
    for (const Item& comment : comments) say(thread, comment, requester, guessed);
    guessed_ += guessed ? 1U : 0U;
    thread.finish(out);
  }

  // A comment on its own, as change streams bring them.
  void read_comment(const Item& one, const std::string& ticket, std::string_view created,
                    std::vector<Record>& out) {
    const std::string id = json::scalar(one.value, {"id"});
    if (id.empty()) {
      out.emplace_back(social::make_reject(one, {}, "id", "missing_id", "this comment has no id"));
      return;
    }
    Thread thread(one.origin, (ticket.empty() ? "comment" : ticket) + "-" + id, settings_);
    thread.opened(created);
    bool guessed = false;
    say(thread, one, people_.requester_of(ticket), guessed);
    guessed_ += guessed ? 1U : 0U;
    thread.finish(out);
  }

  ticket::Settings settings_;
  ZendeskPeople people_;
  NewestSeen seen_;
  std::uint64_t guessed_ = 0;
};

std::unique_ptr<Source> open_zendesk(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_pages(std::move(input), std::make_unique<ZendeskPages>(settings));
}

}  // namespace

constinit const Adapter kZendesk = {"zendesk",
                                    "Zendesk tickets and comments: API pages, exports, NDJSON",
                                    SourceKind::support,
                                    ticket::kOptions,
                                    "extra/zendesk.json",
                                    recognises_zendesk,
                                    open_zendesk};

}  // namespace voxmap
