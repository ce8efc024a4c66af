// What the adapters of chats and mail share: one message is one document of kind support.
//
// A format's parser yields messages in the order of the input. Here the vendor's own are told from
// the customers' (option agent): they are kept, not scored, and are the prompts of what follows.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap {

extern const Adapter kWhatsApp, kTelegram, kTelegramHtml, kSlack, kMbox;

namespace chat {

struct Message {
  std::string key;
  bool key_is_digest = false;
  std::string author;               // becomes the respondent
  std::vector<std::string> names;   // what else option agent may call the author by
  std::string thread;               // messages of one conversation; empty: the whole input is one
  std::vector<Verbatim> verbatims;  // with text and place; those not scored stay so
  std::string language;
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> at;
  std::string at_text;
  std::vector<Attribute> attributes;
  std::vector<std::string> identifying;  // the author's names, taken out of what is said
  Place origin;
};

using Entry = std::variant<Message, Reject, Skip>;

struct Chat {
  std::vector<Entry> entries;
  std::vector<std::string> notes;
};

// Throws Error(data) when the input as a whole cannot be read.
using Parser = Chat (*)(std::string_view bytes, const Input& input);
[[nodiscard]] std::unique_ptr<Source> open_chat(Input input, Parser parser);

inline constexpr Option kAgentOption = {
    "agent", "",
    "who is not a customer (kept, not scored): names, ids or @domain.example, comma-separated"};

// Seconds since 1970 as written, with or without a fraction; nullopt when they are no number.
[[nodiscard]] std::optional<std::chrono::sys_time<std::chrono::milliseconds>> epoch_time(
    std::string_view seconds);
// Throws Error(usage) when option zone names none; empty: UTC.
[[nodiscard]] std::string zone_option(const Options& options);

[[nodiscard]] Message make_message(std::string key, std::string author, std::string text,
                                   const Place& origin);
// A digest of the fields as a key, with "-2" and on for the second and later message of its kind.
class DigestKeys {
 public:
  DigestKeys();
  ~DigestKeys();
  DigestKeys(const DigestKeys&) = delete;
  DigestKeys& operator=(const DigestKeys&) = delete;
  [[nodiscard]] std::string key(std::initializer_list<std::string_view> fields);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chat
}  // namespace voxmap
