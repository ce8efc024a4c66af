// Tables that support tools export: a row a ticket, or a row an answer to a satisfaction survey.
// One row of kTools for each tool; everything else is what all of them share.
#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "label_scales.hpp"
#include "options.hpp"
#include "survey_record.hpp"
#include "survey_vendor.hpp"
#include "ticket.hpp"

namespace voxmap {
namespace {

using survey::Column;
using survey::Draft;
using survey::HeadRows;

// Columns by their headers, folded, parted by '|' in the order they are believed.
using Headers = std::string_view;

struct Tool {
  // The columns it is known by: all of those parted by '&', of each any.
  std::string_view known_by;
  Headers key, times, respondent;
  Headers subject = {};
  Headers words = {};   // what the customer wrote
  Headers remark = {};  // with the rating
  Headers rating = {};  // 1 to 5, or in words; else an attribute
  // An answer of `rating` that tells which worded scale it is of, though the rest does not come up.
  std::string_view rating_word = {};
  Headers channel = {};
  Headers opener = {};     // whether an agent opened it: yes or no
  Headers submitter = {};  // who opened it, where `requester` is the same or not
  Headers requester = {};
  Headers people = {};  // customers' personal data
  Headers agents = {};
  Headers tags = {};
  char tag_end = ',';
};

constexpr std::array kTools = {
    // Zendesk: views, and the account's export. Views have the columns they show.
    Tool{.known_by = "id|ticket id|ticket&requester&subject&"
                     "assignee|group|requested|created at|submitter|requester id|satisfaction",
         .key = "id|ticket id|ticket",
         .times = "created at|requested|created|request date",
         .respondent = "requester id|requester email|requester",
         .subject = "subject",
         .words = "description",
         .remark = "satisfaction comment|satisfaction rating comment",
         .rating = "satisfaction score|satisfaction|satisfaction rating",
         .channel = "via|channel",
         .submitter = "submitter",
         .requester = "requester",
         .people = "requester|requester email|requester external id|requester phone|submitter|"
                   "requester name|ccs",
         .agents = "assignee|assignee email|latest update by",
         .tags = "tags",
         .tag_end = ' '},
    // Zendesk Explore.
    Tool{.known_by = "ticket id&ticket subject|ticket satisfaction rating|ticket channel|"
                     "ticket satisfaction comment|ticket form|ticket brand",
         .key = "ticket id",
         .times = "ticket created - timestamp|ticket created - date|ticket created",
         .respondent = "requester id|requester email|requester name",
         .subject = "ticket subject",
         .remark = "ticket satisfaction comment|satisfaction comment",
         .rating = "ticket satisfaction rating|satisfaction rating|satisfaction score",
         .channel = "ticket channel|channel",
         .submitter = "submitter name",
         .requester = "requester name",
         .people = "requester name|requester email|requester external id|requester phone|"
                   "submitter name|submitter email",
         .agents = "assignee name|assignee email|updater name|updater email",
         .tags = "ticket tags"},
    Tool{.known_by = "ticket id&subject&created time&source|survey results|agent",  // Freshdesk
         .key = "ticket id",
         .times = "created time",
         .respondent = "contact id|requester id|email|requester email|full name|requester name",
         .subject = "subject",
         .words = "description",
         .remark = "survey comments|survey feedback",
         .rating = "survey results|survey result",
         .rating_word = "extremely happy",
         .channel = "source",
         .people = "full name|requester name|email|requester email|work phone|mobile phone|"
                   "twitter id|facebook id|unique external id",
         .agents = "agent|internal agent",
         .tags = "tags"},
    Tool{.known_by = "ticket id&customer email|customer name&"  // Gorgias
                     "initial channel|survey score|survey replied date|survey comment",
         .key = "ticket id",
         .times = "creation date|created datetime|created date|survey replied date",
         .respondent = "customer id|customer email|customer name",
         .subject = "subject",
         .remark = "survey comment|comment",
         .rating = "survey score|satisfaction score",
         .channel = "initial channel|channel",
         .opener = "created by an agent",
         .people = "customer email|customer name|customer phone",
         .agents = "assignee name|assignee email|agent|agent name|agent email",
         .tags = "tags"},
    Tool{.known_by = "conversation id&conversation rating|conversation rating remark|"  // Intercom
                     "conversation started at|current conversation state|conversation source",
         .key = "conversation id",
         .times = "conversation started at|started at|created at|updated at",
         .respondent = "user id|contact id|user external id|user email|email|user name",
         .remark = "conversation rating remark|rating remark|remark",
         .rating = "conversation rating|rating",
         .channel = "channel|conversation channel",
         .people = "user name|user email|email|contact name|contact email|user external id",
         .agents = "last teammate rated|teammate currently assigned|teammate|teammate name|"
                   "teammate rated|assigned teammate|assignee",
         .tags = "conversation tags|conversation tag|tags"},
    Tool{.known_by = "ticket id|record id&ticket name&pipeline|ticket status|ticket owner",
         .key = "ticket id|record id",  // HubSpot
         .times = "create date",
         .respondent = "associated contact ids|associated contact id|associated contact",
         .subject = "ticket name",
         .words = "ticket description",
         .channel = "source",
         .people = "associated contact|associated contacts|primary contact",
         .agents = "ticket owner|owner|hubspot owner"},
    Tool{.known_by = "number|conversation number|conversation #&customer|customer email&subject&"
                     "mailbox|inbox|assigned to",
         .key = "number|conversation number|conversation #",  // Help Scout
         .times = "created at|created|date",
         .respondent = "customer email|customer",
         .subject = "subject",
         .remark = "comments|rating comments|rating comment",
         .rating = "rating",
         .channel = "type|channel|source",
         .people = "customer|customer email",
         .agents = "assigned to|user|closed by",
         .tags = "tags"},
    Tool{.known_by = "chat id|chat_id&visitor name|visitor email|visitor nick|customer name|"
                     "customer email&rate|rate comment|chat start|chat start date",  // LiveChat
         .key = "chat id|chat_id",
         .times = "chat start|chat start date|created at",
         .respondent = "visitor id|customer id|visitor email|customer email|visitor name|"
                       "customer name",
         .remark = "rate comment|rating comment",
         .rating = "rate|rating",
         .people = "visitor name|visitor email|visitor nick|visitor ip|customer name|"
                   "customer email",
         .agents = "agent|agent name|agent email|operator",
         .tags = "tags|tag"},
    Tool{.known_by = "ticket id&subject&created time&ticket owner|contact name|department",
         .key = "ticket id|ticket reference id",  // Zoho Desk
         .times = "created time",
         .respondent = "contact id|email|contact name",
         .subject = "subject",
         .words = "description",
         .channel = "channel",
         .people = "contact name|email|phone|secondary email|secondary contacts",
         .agents = "ticket owner|assignee|modified by|created by",
         .tags = "tags"},
};

std::string_view next_name(std::string_view& names, char end = '|') {
  const std::size_t at = std::min(names.find(end), names.size());
  const std::string_view name = names.substr(0, at);
  names.remove_prefix(std::min(at + 1, names.size()));
  return name;
}

const Tool* tool_of(const HeadRows& rows) {
  if (rows.empty()) return nullptr;
  std::vector<std::string> header;
  for (const std::string& cell : rows[0]) {
    header.push_back(fold(survey::without_zone(cell).name));
  }
  const auto has = [&](std::string_view names) {
    while (!names.empty()) {
      if (std::ranges::find(header, next_name(names)) != header.end()) return true;
    }
    return false;
  };
  const auto known = [&](const Tool& tool) {
    std::string_view all = tool.known_by;
    while (!all.empty()) {
      if (!has(next_name(all, '&'))) return false;
    }
    return true;
  };
  const auto* const found = std::ranges::find_if(kTools, known);
  return found == kTools.end() ? nullptr : found;
}

bool matches_tickets(const HeadRows& rows) { return tool_of(rows) != nullptr; }

std::optional<std::size_t> first_column(const Draft& draft, Headers names) {
  while (!names.empty()) {
    if (const auto column = draft.find(next_name(names))) return column;
  }
  return std::nullopt;
}

template <typename Do>
void each(Draft& draft, Headers names, Do what) {
  while (!names.empty()) {
    if (const auto column = draft.find(next_name(names))) what(*column);
  }
}

// Whose the subject and the text are: the customer's, unless an agent took it down.
void say_who(Draft& draft, const Tool& tool) {
  const auto channel = first_column(draft, tool.channel);
  const auto opener = first_column(draft, tool.opener);
  const auto submitter = first_column(draft, tool.submitter);
  const auto requester = first_column(draft, tool.requester);
  const bool scored = flag_option(draft.input.options, "score_reported");
  draft.own.speaker_of = [=](const survey::Row& row) -> survey::Speaker {
    const auto cell = [&](const std::optional<std::size_t>& column) {
      return column ? trim(row.cell(*column)) : std::string_view();
    };
    const std::string_view by = cell(submitter);
    const std::string_view of = cell(requester);
    const bool for_somebody = !by.empty() && !of.empty() && fold(by) != fold(of);
    const std::string yes = fold(cell(opener));
    const bool heard = for_somebody || yes == "true" || yes == "yes" || yes == "1" ||
                       ticket::was_heard(cell(channel));
    return heard ? survey::Speaker{"Agent", scored, true}
                 : survey::Speaker{"Customer", true, false};
  };
}

void rate(Draft& draft, const Tool& tool) {
  const auto column = first_column(draft, tool.rating);
  if (!column) return;
  Column& c = draft.table.columns[*column];
  c.group = "satisfaction";
  c.why = "the tool's satisfaction survey; what is none of its steps is the attribute satisfaction";
  c.lenient = true;
  c.scale = "csat";
  if (tool.rating_word.empty()) return;
  c.words = survey::label_scale_with(tool.rating_word);
  if (c.words == nullptr) return;
  c.definition = c.words->definition;
}

std::string_view skip_ticket(std::string_view status) {
  const std::string word = fold(status);
  if (word == "deleted" || word == "trash") return "deleted";
  return word == "spam" ? "spam" : std::string_view();
}

void own_tickets(Draft& draft) {
  const Tool* const tool = tool_of({draft.table.header_rows.at(0)});
  if (tool == nullptr) return;
  draft.own.kind = SourceKind::support;
  draft.own.once = "same_ticket";
  draft.own.status = first_column(draft, "status|ticket status");
  draft.own.skip = skip_ticket;
  const auto listed = [&](Headers names, auto take) {
    while (!names.empty()) take({next_name(names)});
  };
  using List = std::initializer_list<std::string_view>;
  // Custom fields are filled in by agents: what is not known below is no customer's voice.
  for (Column& column : draft.table.columns) column.nature = Column::Nature::closed;
  listed(tool->key, [&](List name) { draft.key(name); });
  listed(tool->times, [&](List name) { draft.times(name); });
  listed(tool->respondent, [&](List name) { draft.respondent(name); });
  draft.language({"language", "ticket language"});
  listed(tool->people, [&](List name) { draft.personal(name, "customers' data by its header"); });
  listed(tool->agents, [&](List name) { draft.personal(name, "agents' names by its header"); });
  each(draft, tool->tags, [&](std::size_t column) {
    const bool comma = !draft.all(
        column, [](std::string_view cell) { return cell.find(',') == std::string_view::npos; });
    Column& tags = draft.table.columns[column];
    tags.group = "tags";
    tags.separator = comma ? ',' : tool->tag_end;
  });
  for (const Headers words : {tool->subject, tool->words}) {
    if (const auto column = first_column(draft, words))
      draft.open(*column, "what the ticket is about");
  }
  if (const auto column = first_column(draft, tool->remark)) {
    draft.open(*column, "the comment beside a rating");
    draft.table.columns[*column].answer = true;
  }
  rate(draft, *tool);
  say_who(draft, *tool);
  draft.note_spreadsheet();
}

constexpr survey::Vendor kTicketVendor = {survey::one_header_row, matches_tickets, own_tickets};

bool recognises_tickets(std::string_view head) {
  return matches_tickets(survey::head_rows(head, 1));
}
std::unique_ptr<Source> open_tickets(Input input) {
  return survey::open_planned(survey::plan_table(input, kTicketVendor));
}

constexpr auto kTicketTableOptions = with_option(survey::kDelimitedOptions, ticket::kOptions[1]);

}  // namespace

constinit const Adapter kTicketTable = {
    "ticket_csv",
    "tickets and satisfaction ratings as CSV: Zendesk, Freshdesk, Gorgias, Intercom, HubSpot, Zoho",
    SourceKind::support,
    kTicketTableOptions,
    "extra/tickets.csv",
    recognises_tickets,
    open_tickets};

}  // namespace voxmap
