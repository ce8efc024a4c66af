// Salesforce cases with their mails and comments: REST, Bulk and command line answers as JSON,
// exports as CSV.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "table_rows.hpp"
#include "ticket.hpp"

namespace voxmap {
namespace {

using json::Item;
using json::Value;
using ticket::Thread;
using ticket::Voice;

bool recognises_salesforce_json(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at :
       {".records[]", "[]", "", ".result.records[]", "[].records[]", "[].result.records[]"}) {
    const std::string path(at);
    for (const std::string_view type : {"Case", "EmailMessage", "CaseComment"}) {
      if (outline.is(path + ".attributes.type", type)) return true;
    }
    if (outline.has(path + ".CaseNumber") &&
        (outline.has(path + ".Subject") || outline.has(path + ".Description"))) {
      return true;
    }
  }
  return false;
}

bool recognises_csv(std::string_view head) {
  const std::vector<std::string> names = table_header(head);
  const auto has = [&](std::string_view name) {
    return std::ranges::find(names, name) != names.end();
  };
  if (has("parentid") && ((has("textbody") && has("incoming")) || has("commentbody"))) return true;
  return (has("casenumber") || has("case number")) && (has("subject") || has("description"));
}

// Exports cut the id to 15 characters, whose case counts; the three that follow say which are
// capitals: https://help.salesforce.com, "15 and 18 character record id".
std::string long_id(std::string id) {
  constexpr std::size_t kShort = 15;
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  const bool plain = std::ranges::all_of(id, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  if (id.size() != kShort || !plain) return id;
  for (std::size_t block = 0; block < kShort; block += 5) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      if (id[block + i] >= 'A' && id[block + i] <= 'Z') bits |= std::size_t{1} << i;
    }
    id += kAlphabet[bits];
  }
  return id;
}

// The customer typed it, or an agent did while listening. Without an origin nobody knows, and it is
// taken for an agent's.
Voice voice_of_origin(std::string_view origin) {
  if (ticket::was_heard(origin)) return Voice::reported;
  const std::string words = fold(trim(origin));
  constexpr std::array<std::string_view, 19> kTyped = {
      "web",      "website", "webform",  "form",      "portal",    "email",    "e",
      "mail",     "chat",    "livechat", "messaging", "community", "facebook", "twitter",
      "whatsapp", "sms",     "courriel", "correo",    "app"};
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<signed char>(c) < 0;
  };
  bool typed = false;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    while (end < words.size() && is_letter(words[end])) ++end;
    const std::string_view word = std::string_view(words).substr(i, end - i);
    typed = typed || std::ranges::find(kTyped, word) != kTyped.end();
    i = std::max(end, i + 1);
  }
  return typed ? Voice::customer : Voice::reported;
}

// Who wrote a comment, by the kind of their account; where it is not said, an agent did.
Voice voice_of_user(std::string_view type) {
  constexpr std::array<std::string_view, 5> kCustomers = {"PowerCustomerSuccess", "CustomerSuccess",
                                                          "CspLitePortal", "SelfService", "Guest"};
  if (std::ranges::find(kCustomers, type) != kCustomers.end()) return Voice::customer;
  return type == "AutomatedProcess" ? Voice::bot : Voice::staff;
}

bool is_yes(std::string_view cell) { return cell == "1" || fold(cell) == "true"; }
bool is_draft(std::string_view status) { return status == "5" || fold(status) == "draft"; }

std::string reported_note(std::uint64_t count) {
  return std::to_string(count) +
         " cases whose origin is not web, mail or chat are in an agent's words: kept and not "
         "scored; option score_reported scores them";
}

// Reports write times as their reader's country does, without a zone.
constexpr std::array kTableOptions = {
    ticket::kOptions[0], ticket::kOptions[1],
    Option{"zone", "", "IANA time zone of times written without one (UTC)"},
    Option{"date_order", "", "mdy or dmy for dates such as 3/4/2026 (inferred)"}};

class SalesforcePages final : public PageReader {
 public:
  explicit SalesforcePages(ticket::Settings settings) : settings_(settings) {}

  void read(const Item& page, std::vector<Record>& out) override {
    auto list = json::field(page, "records");
    if (!list) list = json::item_at(page, {"result", "records"});  // of the command line
    if (!list || !list->value.is_array()) {
      read_one(page, out);
      return;
    }
    for (const Item& one : json::elements(*list)) read_one(one, out);
  }

  void finish(std::vector<std::string>& notes) const override {
    if (reported_ > 0 && !settings_.score_reported) notes.push_back(reported_note(reported_));
  }

 private:
  void read_one(const Item& one, std::vector<Record>& out) {
    const std::string_view type = json::text(one.value, {"attributes", "type"});
    if (type == "EmailMessage" || type == "CaseComment") {
      read_part(one, out);
    } else if (type.empty() || type == "Case") {
      read_case(one, out);
    } else {
      out.emplace_back(social::make_skip(one, "not_a_case"));
    }
  }

  // A mail or a comment asked for on its own.
  void read_part(const Item& one, std::vector<Record>& out) const {
    const std::string id = long_id(std::string(json::text(one.value, {"Id"})));
    if (id.empty()) {
      out.emplace_back(social::make_reject(one, {}, "Id", "missing_id", "this part has no Id"));
      return;
    }
    if (json::flag(one.value, {"IsDeleted"})) {
      out.emplace_back(social::make_skip(one, "deleted"));
      return;
    }
    if (is_draft(json::scalar(one.value, {"Status"}))) {
      out.emplace_back(social::make_skip(one, "draft"));
      return;
    }
    Thread thread(one.origin, id, settings_);
    const bool comment = json::find(one.value, {"CommentBody"}).has_value();
    if (json::flag(one.value, {"Incoming"})) {
      thread.document().respondent = json::text(one.value, {"FromAddress"});
    } else if (comment) {
      const auto type = json::text(one.value, {"CreatedBy", "UserType"});
      if (voice_of_user(type) == Voice::customer) {
        thread.document().respondent = json::text(one.value, {"CreatedById"});
      }
    }
    const std::string_view sent = json::text(one.value, {"MessageDate"});
    thread.opened(sent.empty() ? json::text(one.value, {"CreatedDate"}) : sent);
    comment ? say_comment(thread, one) : say_mail(thread, one);
    thread.attribute("case", long_id(std::string(json::text(one.value, {"ParentId"}))));
    thread.attribute("subject", std::string(json::text(one.value, {"Subject"})));
    thread.finish(out);
  }

  static void say_mail(Thread& thread, const Item& mail) {
    if (is_draft(json::scalar(mail.value, {"Status"})) || json::flag(mail.value, {"IsDeleted"})) {
      return;
    }
    for (const std::string_view field : {"FromName", "FromAddress"}) {
      thread.person(json::text(mail.value, {field}));
    }
    const Voice who = json::flag(mail.value, {"Incoming"}) ? Voice::customer : Voice::staff;
    const std::string_view plain = json::text(mail.value, {"TextBody"});
    plain.empty() ? thread.say_html(who, json::text(mail.value, {"HtmlBody"}), mail.origin)
                  : thread.say(who, plain, mail.origin);
  }

  static void say_comment(Thread& thread, const Item& comment) {
    thread.person(json::text(comment.value, {"CreatedBy", "Name"}));
    const Voice who = voice_of_user(json::text(comment.value, {"CreatedBy", "UserType"}));
    thread.say(json::flag(comment.value, {"IsPublished"}) ? who : Voice::internal,
               json::text(comment.value, {"CommentBody"}), comment.origin);
  }

  void read_case(const Item& one, std::vector<Record>& out) {
    const std::string id = long_id(std::string(json::text(one.value, {"Id"})));
    const std::string number = json::scalar(one.value, {"CaseNumber"});
    if (id.empty() && number.empty()) {
      out.emplace_back(
          social::make_reject(one, {}, "Id", "missing_id", "neither an Id nor a CaseNumber"));
      return;
    }
    if (json::flag(one.value, {"IsDeleted"})) {
      out.emplace_back(social::make_skip(one, "deleted"));
      return;
    }
    Thread thread(one.origin, id.empty() ? number : id, settings_);
    thread.document().respondent = json::scalar(one.value, {"ContactId"});
    if (thread.document().respondent.empty()) {
      thread.document().respondent = json::scalar(one.value, {"SuppliedEmail"});
    }
    for (const std::string_view field : {"SuppliedEmail", "SuppliedName", "SuppliedPhone"}) {
      thread.person(json::text(one.value, {field}));
    }
    for (const std::string_view field : {"Name", "Email"}) {
      thread.person(json::text(one.value, {"Contact", field}));
    }
    thread.opened(json::text(one.value, {"CreatedDate"}));
    const std::string_view origin = json::text(one.value, {"Origin"});
    const Voice opener = voice_of_origin(origin);
    reported_ += opener == Voice::reported ? 1U : 0U;
    thread.say_either(opener, json::text(one.value, {"Description"}), one.origin);
    for (const Item& mail : json::elements_at(one, {"EmailMessages", "records"})) {
      say_mail(thread, mail);
    }
    for (const Item& comment : json::elements_at(one, {"CaseComments", "records"})) {
      say_comment(thread, comment);
    }
    thread.subject(opener, json::text(one.value, {"Subject"}), one.origin);
    thread.attribute("case_number", number);
    thread.attribute("channel", std::string(origin));
    for (const auto& [name, field] :
         {std::pair<std::string_view, std::string_view>{"status", "Status"},
          {"priority", "Priority"},
          {"reason", "Reason"},
          {"type", "Type"}}) {
      thread.attribute(name, std::string(json::text(one.value, {field})));
    }
    thread.finish(out);
  }

  ticket::Settings settings_;
  std::uint64_t reported_ = 0;
};

void set_said(Thread& thread, const TableRow& row,
              std::initializer_list<std::string_view> columns) {
  thread.document().said_at_text = row.cell(columns);
  thread.document().said_at = row.time(columns);
}

// A mail or a comment of a table of its own.
Record read_part_row(const TableRow& row, const ticket::Settings& settings) {
  const std::string id = long_id(std::string(row.cell({"Id"})));
  if (id.empty()) {
    return Reject{row.place(), {}, "Id", "missing_id", "this part has no Id", row.raw()};
  }
  if (is_yes(row.cell({"IsDeleted"}))) return Skip{row.place(), "deleted"};
  if (is_draft(row.cell({"Status"}))) return Skip{row.place(), "draft"};
  Thread thread(row.place(), id, settings);
  set_said(thread, row, {"MessageDate", "CreatedDate"});
  for (const std::string_view column :
       {"FromName", "FromAddress", "CreatorName", "CreatedBy.Name"}) {
    thread.person(row.cell({column}));
  }
  if (const std::string_view comment = row.cell({"CommentBody"}); !comment.empty()) {
    const Voice who = voice_of_user(row.cell({"CreatedBy.UserType"}));
    if (who == Voice::customer) thread.document().respondent = row.cell({"CreatedById"});
    thread.say(is_yes(row.cell({"IsPublished"})) ? who : Voice::internal, comment,
               row.place({"CommentBody"}));
  } else {
    const bool incoming = is_yes(row.cell({"Incoming"}));
    if (incoming) thread.document().respondent = row.cell({"FromAddress"});
    const Voice who = incoming ? Voice::customer : Voice::staff;
    const std::string_view plain = row.cell({"TextBody"});
    plain.empty() ? thread.say_html(who, row.cell({"HtmlBody"}), row.place({"HtmlBody"}))
                  : thread.say(who, plain, row.place({"TextBody"}));
  }
  thread.attribute("case", long_id(std::string(row.cell({"ParentId"}))));
  thread.attribute("subject", std::string(row.cell({"Subject"})));
  std::vector<Record> out;
  thread.finish(out);
  return std::move(out.front());
}

// Columns as the Data Loader (CASENUMBER) and reports (Case Number) name them.
Record read_row(const TableRow& row, const ticket::Settings& settings) {
  if (row.has({"ParentId"}) && row.has({"TextBody", "CommentBody"})) {
    return read_part_row(row, settings);
  }
  const std::string id = long_id(std::string(row.cell({"Id", "Case ID"})));
  const std::string number(row.cell({"CaseNumber", "Case Number"}));
  if (id.empty() && number.empty()) {
    return Reject{row.place(), {}, "CaseNumber", "missing_id", "neither an Id nor a case number",
                  row.raw()};
  }
  if (is_yes(row.cell({"IsDeleted"}))) return Skip{row.place(), "deleted"};
  Thread thread(row.place(), id.empty() ? number : id, settings);
  std::string_view contact = row.cell({"ContactId", "Contact ID"});
  if (contact.empty()) {
    contact = row.cell({"SuppliedEmail", "Web Email", "Contact Email", "Contact.Email"});
  }
  thread.document().respondent = contact;
  for (const std::string_view column :
       {"SuppliedEmail", "SuppliedName", "SuppliedPhone", "Web Email", "Web Name", "Contact Name",
        "Contact Email", "Contact.Name", "Contact.Email"}) {
    thread.person(row.cell({column}));
  }
  set_said(thread, row, {"CreatedDate", "Date/Time Opened", "Opened Date", "Created Date"});
  const std::string_view origin = row.cell({"Origin", "Case Origin"});
  const Voice opener = voice_of_origin(origin);
  thread.say(opener, row.cell({"Description"}), row.place({"Description"}));
  thread.subject(opener, row.cell({"Subject"}), row.place({"Subject"}));
  thread.attribute("case_number", number);
  thread.attribute("channel", std::string(origin));
  thread.attribute("status", std::string(row.cell({"Status"})));
  thread.attribute("priority", std::string(row.cell({"Priority"})));
  thread.attribute("reason", std::string(row.cell({"Reason", "Case Reason"})));
  thread.attribute("type", std::string(row.cell({"Type"})));
  std::vector<Record> out;
  thread.finish(out);
  return std::move(out.front());
}

std::unique_ptr<Source> open_salesforce_json(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_pages(std::move(input), std::make_unique<SalesforcePages>(settings));
}

std::unique_ptr<Source> open_csv(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_rows(
      std::move(input), [settings](const TableRow& row) { return read_row(row, settings); },
      {{"MessageDate", "CreatedDate", "Date/Time Opened", "Opened Date", "Created Date"}, true});
}

}  // namespace

constinit const Adapter kSalesforce = {"salesforce",
                                       "Salesforce cases as JSON: REST, Bulk, command line, NDJSON",
                                       SourceKind::support,
                                       ticket::kOptions,
                                       "extra/salesforce.json",
                                       recognises_salesforce_json,
                                       open_salesforce_json};

constinit const Adapter kSalesforceCsv = {"salesforce_csv",
                                          "Salesforce cases as CSV: Data Loader, reports",
                                          SourceKind::support,
                                          kTableOptions,
                                          "extra/salesforce.csv",
                                          recognises_csv,
                                          open_csv};

}  // namespace voxmap
