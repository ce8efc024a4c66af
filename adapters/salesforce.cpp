// Salesforce cases: REST and Bulk answers as JSON, exports as CSV.
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

bool recognises_json(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  for (const std::string_view at : {".records[]", "[]", ""}) {
    const std::string path(at);
    if (outline.is(path + ".attributes.type", "Case")) return true;
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
Voice voice_of(std::string_view origin) {
  const std::string word = fold(trim(origin));
  constexpr std::array<std::string_view, 10> kTyped = {
      "web",       "email",     "e-mail",   "chat",     "live chat",
      "messaging", "community", "web chat", "facebook", "twitter"};
  const bool typed = std::ranges::find(kTyped, word) != kTyped.end();
  return typed ? Voice::customer : Voice::reported;
}

std::string reported_note(std::uint64_t count) {
  return std::to_string(count) +
         " cases whose origin is not web, mail or chat are in an agent's words: kept and not "
         "scored; option score_reported scores them";
}

class Pages final : public PageReader {
 public:
  explicit Pages(ticket::Settings settings) : settings_(settings) {}

  void read(const Item& page, std::vector<Record>& out) override {
    if (const auto list = json::field(page, "records"); list && list->value.is_array()) {
      for (const Item& one : json::elements(*list)) read_case(one, out);
    } else {
      read_case(page, out);
    }
  }

  void finish(std::vector<std::string>& notes) const override {
    if (reported_ > 0 && !settings_.score_reported) notes.push_back(reported_note(reported_));
  }

 private:
  void read_case(const Item& one, std::vector<Record>& out) {
    const std::string_view type = json::text(one.value, {"attributes", "type"});
    if (!type.empty() && type != "Case") {
      out.emplace_back(social::make_skip(one, "not_a_case"));
      return;
    }
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
    const Voice opener = voice_of(origin);
    reported_ += opener == Voice::reported ? 1U : 0U;
    thread.say_either(opener, json::text(one.value, {"Description"}), one.origin);
    for (const Item& mail : json::elements_at(one, {"EmailMessages", "records"})) {
      const Voice who = json::flag(mail.value, {"Incoming"}) ? Voice::customer : Voice::staff;
      const std::string_view plain = json::text(mail.value, {"TextBody"});
      plain.empty() ? thread.say_html(who, json::text(mail.value, {"HtmlBody"}), mail.origin)
                    : thread.say(who, plain, mail.origin);
    }
    // Nothing says who wrote a comment: agents do, nearly always.
    for (const Item& comment : json::elements_at(one, {"CaseComments", "records"})) {
      thread.say(json::flag(comment.value, {"IsPublished"}) ? Voice::staff : Voice::internal,
                 json::text(comment.value, {"CommentBody"}), comment.origin);
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

// Columns as the Data Loader (CASENUMBER) and reports (Case Number) name them.
Record read_row(const TableRow& row, const ticket::Settings& settings) {
  const std::string id = long_id(std::string(row.cell({"Id", "Case ID"})));
  const std::string number(row.cell({"CaseNumber", "Case Number"}));
  if (id.empty() && number.empty()) {
    return Reject{row.place(), {}, "CaseNumber", "missing_id", "neither an Id nor a case number",
                  row.raw()};
  }
  if (row.cell({"IsDeleted"}) == "true" || row.cell({"IsDeleted"}) == "1") {
    return Skip{row.place(), "deleted"};
  }
  Thread thread(row.place(), id.empty() ? number : id, settings);
  std::string_view contact = row.cell({"ContactId", "Contact ID"});
  if (contact.empty()) contact = row.cell({"SuppliedEmail", "Web Email", "Contact Email"});
  thread.document().respondent = contact;
  for (const std::string_view column : {"SuppliedEmail", "SuppliedName", "SuppliedPhone",
                                        "Web Email", "Web Name", "Contact Name", "Contact Email"}) {
    thread.person(row.cell({column}));
  }
  thread.opened(row.cell({"CreatedDate", "Date/Time Opened", "Opened Date", "Created Date"}));
  const std::string_view origin = row.cell({"Origin", "Case Origin"});
  const Voice opener = voice_of(origin);
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

std::unique_ptr<Source> open_json(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_pages(std::move(input), std::make_unique<Pages>(settings));
}

std::unique_ptr<Source> open_csv(Input input) {
  const ticket::Settings settings = ticket::settings(input.options);
  return open_rows(std::move(input),
                   [settings](const TableRow& row) { return read_row(row, settings); });
}

}  // namespace

constinit const Adapter kSalesforce = {"salesforce",
                                       "Salesforce cases as JSON: REST, Bulk, NDJSON",
                                       SourceKind::support,
                                       ticket::kOptions,
                                       "extra/salesforce.json",
                                       recognises_json,
                                       open_json};

constinit const Adapter kSalesforceCsv = {"salesforce_csv",
                                          "Salesforce cases as CSV: Data Loader, reports",
                                          SourceKind::support,
                                          ticket::kOptions,
                                          "extra/salesforce.csv",
                                          recognises_csv,
                                          open_csv};

}  // namespace voxmap
