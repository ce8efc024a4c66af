// From the messages of a chat to documents.
#include "chat.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "chat_agents.hpp"
#include "options.hpp"
#include "transcript.hpp"
#include "voxmap/error.hpp"

namespace voxmap::chat {
namespace {

bool is_agent(Agents& agents, const Message& message) {
  bool found = agents.matches(message.author);
  for (const std::string& name : message.names) found = agents.matches(name) || found;
  return found;
}

class ChatSource final : public Source {
 public:
  ChatSource(Input input, Parser parser) {
    const std::string bytes = transcript::read_whole(*input.stream, input.name);
    size_ = bytes.size();
    Chat chat = parser(bytes, input);
    notes_ = std::move(chat.notes);
    Agents agents(input.options);
    std::set<std::string> customers;
    for (Entry& entry : chat.entries) {
      if (auto* const reject = std::get_if<Reject>(&entry)) {
        records_.emplace_back(std::move(*reject));
      } else if (const auto* const skip = std::get_if<Skip>(&entry)) {
        records_.emplace_back(*skip);
      } else {
        auto& message = std::get<Message>(entry);
        const bool agent = is_agent(agents, message);
        if (!agent) customers.insert(message.author);
        records_.emplace_back(document_of(std::move(message), agent));
      }
    }
    if (records_.empty()) records_.emplace_back(Skip{{1, 0, size_}, "no_text"});
    agents.note(customers.size(), notes_);
  }

  std::optional<Record> next() override {
    if (next_ == records_.size()) return std::nullopt;
    return std::move(records_[next_++]);
  }
  std::uint64_t position() const override { return size_; }
  std::span<const std::string> notes() const override { return notes_; }

 private:
  Document document_of(Message message, bool agent) {
    Document document;
    document.key = std::move(message.key);
    document.key_is_digest = message.key_is_digest;
    document.kind = SourceKind::support;
    document.language = std::move(message.language);
    document.said_at = message.at;
    document.said_at_text = std::move(message.at_text);
    document.respondent = std::move(message.author);
    document.attributes = std::move(message.attributes);
    document.identifying = std::move(message.identifying);
    document.verbatims = std::move(message.verbatims);
    document.origin = message.origin;
    std::string& prompt = prompts_[message.thread];
    for (Verbatim& verbatim : document.verbatims) {
      if (!verbatim.scored) continue;
      verbatim.scored = !agent;
      if (!agent) verbatim.prompt = prompt;
    }
    if (agent && !document.verbatims.empty()) {
      prompt = transcript::prompt_of(document.verbatims.front().text);
    }
    return document;
  }

  std::vector<Record> records_;
  std::size_t next_ = 0;
  std::uint64_t size_ = 0;
  std::vector<std::string> notes_;
  std::map<std::string, std::string, std::less<>> prompts_;  // what the agent said last, by thread
};

}  // namespace

std::unique_ptr<Source> open_chat(Input input, Parser parser) {
  return std::make_unique<ChatSource>(std::move(input), parser);
}

std::optional<std::chrono::sys_time<std::chrono::milliseconds>> epoch_time(
    std::string_view seconds) {
  const std::size_t dot = std::min(seconds.find('.'), seconds.size());
  std::int64_t whole = 0;
  const auto [stop, error] = std::from_chars(seconds.data(), seconds.data() + dot, whole);
  constexpr std::int64_t kLast = 253402300799;  // the end of the year 9999
  if (error != std::errc{} || stop != seconds.data() + dot || whole < 0 || whole > kLast) {
    return std::nullopt;
  }
  std::int64_t milliseconds = 0;
  std::int64_t unit = 100;
  for (const char digit : seconds.substr(std::min(dot + 1, seconds.size()))) {
    if (digit < '0' || digit > '9') return std::nullopt;
    milliseconds += (digit - '0') * unit;
    unit /= 10;
  }
  return std::chrono::sys_time<std::chrono::milliseconds>(
      std::chrono::milliseconds(whole * 1000 + milliseconds));
}

std::string zone_option(const Options& options) {
  std::string zone = option(options, "zone");
  if (!zone.empty() && !known_zone(zone)) {
    throw Error(Exit::usage, "option zone: '" + zone + "' is no time zone",
                "name one as the tz database does: Europe/London");
  }
  return zone;
}

Message make_message(std::string key, std::string author, std::string text, const Place& origin) {
  Message message;
  message.key = std::move(key);
  message.author = std::move(author);
  message.origin = origin;
  Verbatim verbatim;
  verbatim.text = std::move(text);
  verbatim.origin = origin;
  message.verbatims.push_back(std::move(verbatim));
  return message;
}

struct DigestKeys::State {
  Sha256 digest;
  std::map<std::string, std::size_t, std::less<>> seen;
};

DigestKeys::DigestKeys() : state_(std::make_unique<State>()) {}
DigestKeys::~DigestKeys() = default;

std::string DigestKeys::key(std::initializer_list<std::string_view> fields) {
  for (const std::string_view field : fields) state_->digest.field(field);
  const auto digest = state_->digest.finish();
  constexpr std::size_t kBytes = 16;
  std::string key = "message-" + hex(digest.data(), kBytes);
  const std::size_t count = ++state_->seen[key];
  return count > 1 ? key + "-" + std::to_string(count) : key;
}

}  // namespace voxmap::chat
