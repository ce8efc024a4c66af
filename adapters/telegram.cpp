// Telegram: chats as Telegram Desktop exports them to JSON, updates of the Bot API.
#include <array>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "chat.hpp"
#include "json_outline.hpp"
#include "json_tree.hpp"
#include "options.hpp"
#include "transcript.hpp"

namespace voxmap {
namespace {

using chat::Chat;
using json::Node;
using json::Tree;

bool recognises_telegram(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  const auto messages = [&](const std::string& list) {
    const bool typed =
        outline.is(list + "[].type", "message") || outline.is(list + "[].type", "service");
    return typed && outline.has(list + "[].id") && outline.has(list + "[].date") &&
           (outline.has(list + "[].from_id") || outline.has(list + "[].actor_id") ||
            outline.has(list + "[].date_unixtime") || outline.has(list + "[].text_entities"));
  };
  return messages(".messages") || messages(".chats.list[].messages") ||
         (outline.has(".result[].update_id") && outline.has(".ok")) ||
         (outline.has(".update_id") && outline.has(".message.chat"));
}

class TelegramReader {
 public:
  TelegramReader(const Tree& tree, const Input& input)
      : tree_(tree), zone_(chat::zone_option(input.options)) {
    fallback_ = transcript::base_name(input);
  }

  Chat read() {
    const Node* const root = &tree_.root();
    if (const Node* const results = tree_.find(root, {"result"})) {
      for (const Node* const update : tree_.items(results)) read_update(update);
    } else if (tree_.find(root, {"update_id"}) != nullptr) {
      read_update(root);
    } else if (const Node* const list = tree_.find(root, {"chats", "list"})) {
      for (const Node* const one : tree_.items(list)) read_chat(one);
    } else {
      read_chat(root);
    }
    if (assumed_zone_) {
      chat_.notes.emplace_back("times without a zone read as UTC (option zone)");
    }
    return std::move(chat_);
  }

 private:
  void skip(const Node* item, std::string reason) {
    chat_.entries.emplace_back(Skip{tree_.place(*item), std::move(reason)});
  }

  // A string, or pieces of text some of which are links, bold, mentions; nullopt: damaged.
  std::optional<std::string> text_of(const Node* text) const {
    if (text == nullptr) return std::string();
    if (text->kind == Node::Kind::string) return std::string(text->text);
    if (text->kind != Node::Kind::array) return std::nullopt;
    std::string out;
    for (const Node* const part : tree_.items(text)) {
      const Node* const piece =
          part->kind == Node::Kind::object ? tree_.find(part, {"text"}) : part;
      if (piece == nullptr || piece->kind != Node::Kind::string) return std::nullopt;
      out += piece->text;
    }
    return out;
  }

  // The parts common to both shapes; nullptr when the message is left out.
  chat::Message* begin(const Node* item, const Node* text, std::string key, std::string author) {
    auto words = text_of(text);
    if (!words || key.empty()) {
      const bool id = key.empty();
      chat_.entries.emplace_back(Reject{
          tree_.place(*item), std::move(key), id ? "id" : "text", id ? "missing_id" : "bad_text",
          id ? "this message has no id" : "this message's text cannot be read",
          printable(tree_.raw(*item), 4096)});
      return nullptr;
    }
    if (trim(*words).empty()) {
      skip(item, "no_text");
      return nullptr;
    }
    chat::Message message = chat::make_message(std::move(key), std::move(author),
                                               std::string(trim(*words)), tree_.place(*item));
    message.verbatims.front().origin = tree_.place(*text);
    return &std::get<chat::Message>(chat_.entries.emplace_back(std::move(message)));
  }

  static std::string key_of(std::string key, const std::string& number) {
    if (number.empty()) return {};
    return std::move(key.append("/").append(number));
  }

  void read_chat(const Node* chat) {
    std::string id(tree_.text(chat, {"id"}));
    if (id.empty()) id = fallback_;
    for (const Node* const item : tree_.items(tree_.find(chat, {"messages"}))) {
      if (tree_.text(item, {"type"}) != "message") {
        skip(item, "system_message");
        continue;
      }
      const std::string number(tree_.text(item, {"id"}));
      std::string author(tree_.text(item, {"from_id"}));
      if (author.empty()) author = tree_.text(item, {"from"});
      chat::Message* const message =
          begin(item, tree_.find(item, {"text"}), key_of(id, number), author);
      if (message == nullptr) continue;
      message->names.emplace_back(tree_.text(item, {"from"}));
      message->thread = id;
      set_time(*message, tree_.text(item, {"date_unixtime"}), tree_.text(item, {"date"}));
      attribute(*message, "in_reply_to", tree_.text(item, {"reply_to_message_id"}));
      attribute(*message, "edited", tree_.text(item, {"edited"}));
      attribute(*message, "chat", tree_.text(chat, {"name"}));
      if (tree_.find(item, {"forwarded_from"}) != nullptr) forwarded(*message);
    }
  }

  void read_update(const Node* update) {
    const Node* item = nullptr;
    for (const std::string_view key :
         {"message", "edited_message", "channel_post", "business_message"}) {
      if (item == nullptr) item = tree_.find(update, {key});
    }
    if (item == nullptr) {
      skip(update, "not_a_message");
      return;
    }
    const Node* const bot = tree_.find(item, {"from", "is_bot"});
    if (bot != nullptr && bot->text == "true") {
      skip(update, "bot");
      return;
    }
    const std::string chat(tree_.text(item, {"chat", "id"}));
    const std::string number(tree_.text(item, {"message_id"}));
    const Node* text = tree_.find(item, {"text"});
    if (text == nullptr) text = tree_.find(item, {"caption"});
    chat::Message* const message =
        begin(item, text, key_of(chat, number), std::string(tree_.text(item, {"from", "id"})));
    if (message == nullptr) return;
    message->names.emplace_back(tree_.text(item, {"from", "username"}));
    message->names.emplace_back(tree_.text(item, {"from", "first_name"}));
    message->thread = chat;
    message->language = std::string(tree_.text(item, {"from", "language_code"}));
    set_time(*message, tree_.text(item, {"date"}), {});
    attribute(*message, "edited", tree_.text(item, {"edit_date"}));
    attribute(*message, "chat", tree_.text(item, {"chat", "title"}));
    if (tree_.find(item, {"forward_date"}) != nullptr ||
        tree_.find(item, {"forward_origin"}) != nullptr) {
      forwarded(*message);
    }
  }

  void set_time(chat::Message& message, std::string_view epoch, std::string_view civil) {
    message.at_text = std::string(civil.empty() ? epoch : civil);
    message.at = chat::epoch_time(epoch);
    if (message.at || civil.empty()) return;
    const auto time = parse_time(civil);
    if (!time) return;
    message.at = time->at;
    if (time->has_zone) return;
    if (zone_.empty()) {
      assumed_zone_ = true;
    } else {
      message.at = to_utc(time->at, zone_);
    }
  }

  static void attribute(chat::Message& message, std::string_view name, std::string_view value) {
    if (!value.empty()) message.attributes.push_back({std::string(name), std::string(value)});
  }

  // Somebody else's words, passed on.
  static void forwarded(chat::Message& message) {
    message.verbatims.front().scored = false;
    attribute(message, "forwarded", "true");
  }

  const Tree& tree_;
  std::string zone_, fallback_;
  bool assumed_zone_ = false;
  Chat chat_;
};

Chat parse_telegram(std::string_view bytes, const Input& input) {
  const Tree tree(bytes, input.name);
  return TelegramReader(tree, input).read();
}

std::unique_ptr<Source> open_telegram(Input input) {
  return chat::open_chat(std::move(input), parse_telegram);
}

constexpr std::array<Option, 2> kTelegramOptions = {{
    chat::kAgentOption,
    {"zone", "", "time zone of old exports, whose times have none (Europe/London); empty: UTC"},
}};

}  // namespace

constinit const Adapter kTelegram = {"telegram",
                                     "Telegram chats: exports of Telegram Desktop, Bot API updates",
                                     SourceKind::support,
                                     kTelegramOptions,
                                     "extra/chat-telegram.json",
                                     recognises_telegram,
                                     open_telegram};

}  // namespace voxmap
