// Slack: the day files of an export, pages of conversations.history.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/html.hpp"
#include "base/utf8.hpp"
#include "chat.hpp"
#include "json_outline.hpp"
#include "json_tree.hpp"
#include "options.hpp"
#include "slack_people.hpp"

namespace voxmap {
namespace {

using chat::Chat;
using json::Node;
using json::Tree;

bool recognises_slack(std::string_view head) {
  const JsonOutline outline(head);
  const auto messages = [&](const std::string& list) {
    return outline.is(list + "[].type", "message") && outline.has(list + "[].ts") &&
           outline.has(list + "[].text");
  };
  return outline.is_json() && (messages("") || messages(".messages"));
}

// What stands between angle brackets: "@U123|name", "#C1|general", "https://x|label", "!here".
std::string shown(std::string_view inside) {
  const std::size_t bar = inside.find('|');
  const std::string_view target = inside.substr(0, bar);
  const std::string_view label =
      bar == std::string_view::npos ? std::string_view() : inside.substr(bar + 1);
  if (target.starts_with('@')) return "@" + std::string(label.empty() ? target.substr(1) : label);
  if (target.starts_with('#')) return "#" + std::string(label.empty() ? target.substr(1) : label);
  if (target.starts_with('!')) {
    if (!label.empty()) return std::string(label);
    return "@" + std::string(target.substr(1, target.find('^') - 1));
  }
  if (!label.empty()) return std::string(label);
  constexpr std::string_view kMail = "mailto:";
  return std::string(target.starts_with(kMail) ? target.substr(kMail.size()) : target);
}

// Slack escapes only & < >, so a bracket is always its own; entities come after.
std::string plain_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('<');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('>', open);
    if (close == std::string_view::npos) {
      out += text.substr(open);
      break;
    }
    out += shown(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return decode_basic_entities(out);
}

// "general" of "export/general/2026-03-01.json".
std::string channel_of_input(const Input& input) {
  std::string given = option(input.options, "channel");
  if (!given.empty()) return given;
  const std::string_view path = input.inner.empty() ? input.name : input.inner;
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return {};
  const std::string_view file = path.substr(slash + 1);
  const bool day = file.size() == 15 && file[4] == '-' && file[7] == '-' && file.ends_with(".json");
  if (!day) return {};
  const std::string_view folder = path.substr(0, slash);
  return std::string(folder.substr(folder.rfind('/') + 1));
}

class SlackReader {
 public:
  SlackReader(const Tree& tree, const Input& input)
      : tree_(tree), channel_(channel_of_input(input)), people_(slack::people_beside(input)) {}

  Chat read() {
    if (channel_.empty()) {
      chat_.notes.emplace_back(
          "the channel is not known: keys are the messages' times alone (option channel)");
    }
    note_people();
    const Node* list = &tree_.root();
    if (list->kind == Node::Kind::object) list = tree_.find(list, {"messages"});
    for (const Node* const item : tree_.items(list)) entry(item);
    return std::move(chat_);
  }

 private:
  void note_people() {
    if (!people_) return;
    if (!people_->fault.empty()) {
      chat_.notes.push_back("the export's list of users cannot be read: " + people_->fault);
    } else {
      chat_.notes.push_back(
          fmt::format("users.json names {} users, {} of them bots, whose messages are left out",
                      people_->by_id.size(), people_->bots));
    }
  }

  const slack::Person* person(std::string_view id) const {
    if (!people_) return nullptr;
    const auto found = people_->by_id.find(id);
    return found == people_->by_id.end() ? nullptr : &found->second;
  }

  void skip(const Node* item, std::string reason) {
    chat_.entries.emplace_back(Skip{tree_.place(*item), std::move(reason)});
  }

  // Why a message is nobody's words; empty when it is somebody's.
  std::string left_out(const Node* item) const {
    const std::string_view subtype = tree_.text(item, {"subtype"});
    if (subtype == "tombstone" || subtype == "message_deleted") return "deleted";
    if (subtype == "bot_message" || (subtype.empty() && tree_.find(item, {"bot_id"}) != nullptr)) {
      return "bot";
    }
    if (subtype == "file_share") return tree_.find(item, {"files"}) == nullptr ? "no_text" : "";
    constexpr std::array<std::string_view, 4> kSaid = {"", "file_comment", "thread_broadcast",
                                                       "me_message"};
    return std::ranges::find(kSaid, subtype) == kSaid.end() ? "system_message" : "";
  }

  void entry(const Node* item) {
    if (std::string reason = left_out(item); !reason.empty()) {
      skip(item, std::move(reason));
      return;
    }
    const bool comment = tree_.text(item, {"subtype"}) == "file_comment";
    const Node* const text =
        comment ? tree_.find(item, {"comment", "comment"}) : tree_.find(item, {"text"});
    const std::string_view ts = tree_.text(item, {"ts"});
    const bool readable = text != nullptr && text->kind == Node::Kind::string;
    if (ts.empty() || (text != nullptr && !readable)) {
      chat_.entries.emplace_back(
          Reject{tree_.place(*item), std::string(ts), ts.empty() ? "ts" : "text",
                 ts.empty() ? "missing_id" : "bad_text",
                 "this message has no " + std::string(ts.empty() ? "ts" : "text that can be read"),
                 printable(tree_.raw(*item), 4096)});
      return;
    }
    if (text == nullptr || trim(text->text).empty()) {
      skip(item, "no_text");
      return;
    }
    std::string author(comment ? tree_.text(item, {"comment", "user"})
                               : tree_.text(item, {"user"}));
    const slack::Person* const who = person(author);
    if (who != nullptr && who->bot) {
      skip(item, "bot");
      return;
    }
    std::string key = channel_.empty() ? std::string(ts) : channel_ + "/" + std::string(ts);
    chat::Message message = chat::make_message(std::move(key), std::move(author),
                                               plain_text(text->text), tree_.place(*item));
    message.verbatims.front().origin = tree_.place(*text);
    for (const std::string_view name : {"real_name", "display_name", "name"}) {
      message.names.emplace_back(tree_.text(item, {"user_profile", name}));
    }
    if (who != nullptr) {
      message.identifying = who->called;
      message.names.insert(message.names.end(), who->called.begin(), who->called.end());
      message.names.push_back(who->email);
    }
    message.at_text = std::string(ts);
    message.at = chat::epoch_time(ts);
    message.thread = std::string(tree_.text(item, {"thread_ts"}));
    if (!message.thread.empty() && message.thread != ts) {
      message.attributes.push_back({"in_reply_to", message.thread});
    }
    if (tree_.find(item, {"edited"}) != nullptr) message.attributes.push_back({"edited", "true"});
    if (!channel_.empty()) message.attributes.push_back({"channel", channel_});
    chat_.entries.emplace_back(std::move(message));
  }

  const Tree& tree_;
  std::string channel_;
  std::shared_ptr<const slack::People> people_;
  Chat chat_;
};

Chat parse_slack(std::string_view bytes, const Input& input) {
  const Tree tree(bytes, input.name);
  return SlackReader(tree, input).read();
}

std::unique_ptr<Source> open_slack(Input input) {
  return chat::open_chat(std::move(input), parse_slack);
}

constexpr std::array<Option, 2> kSlackOptions = {{
    chat::kAgentOption,
    {"channel", "", "the channel, part of every key; empty: the folder of an export's day file"},
}};

}  // namespace

constinit const Adapter kSlack = {"slack",
                                  "Slack channels: day files of an export, pages of the API",
                                  SourceKind::support,
                                  kSlackOptions,
                                  "extra/chat-slack.json",
                                  recognises_slack,
                                  open_slack};

}  // namespace voxmap
