// Mail: mailboxes (mbox) and single messages (.eml, Maildir).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/html.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "chat.hpp"
#include "chat_agents.hpp"
#include "mail_message.hpp"
#include "mail_text.hpp"
#include "options.hpp"
#include "quoted.hpp"
#include "transcript.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kMessageLimit = std::size_t{64} << 20U;
constexpr std::size_t kThreads = 200000;  // messages whose conversation is remembered

// "From ann@example.org  Wed Dec  1 08:26:40 2010": begins a message, and no line of one.
bool is_separator(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 6 && line.size() < 1000 &&
         line.find_first_of("0123456789") != std::string_view::npos;
}

// A byte-order mark or blank lines before the first message do no harm.
std::string_view begin_of(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t text = head.find_first_not_of("\r\n");
  return text == std::string_view::npos ? std::string_view() : head.substr(text);
}

bool recognises_mbox(std::string_view head) {
  head = begin_of(head);
  if (is_separator(head.substr(0, head.find('\n')))) {
    head.remove_prefix(std::min(head.find('\n'), head.size() - 1) + 1);
    // The head of the message: a name, a colon.
    const std::string_view line = head.substr(0, head.find('\n'));
    const std::size_t colon = line.find(':');
    return colon != std::string_view::npos && colon > 0 &&
           line.substr(0, colon).find_first_of(" \t<") == std::string_view::npos;
  }
  return mail::is_mail(head);
}

struct RawMessage {
  std::string bytes;        // without its separator
  std::string separator;    // "From ..."
  Place place;              // separator included
  std::uint64_t begin = 0;  // of `bytes` in the input
  bool changed = false;     // ">From " was put right: offsets behind it are not the input's
  bool too_long = false;
};

// Cuts the input at its separators.
class MailboxReader {
 public:
  explicit MailboxReader(std::istream& stream) : stream_(stream) {}

  std::optional<RawMessage> next() {
    RawMessage message;
    if (held_.empty() && !read_line()) return std::nullopt;
    message.place = {line_number_, line_begin_, 0};
    message.begin = line_begin_;
    if (is_separator(held_)) {
      message.separator = trim(held_);
      held_.clear();
      message.begin = position_;
      if (!read_line()) {
        message.place.bytes = position_ - message.place.byte;
        return message;
      }
    }
    bool blank = false;
    std::uint64_t end = position_;
    do {
      if (blank && is_separator(held_)) break;
      blank = held_ == "\n" || held_ == "\r\n";
      take(message);
      end = position_;
    } while (read_line());
    message.place.bytes = end - message.place.byte;
    return message;
  }
  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }

 private:
  // The next line into held_, its end with it.
  bool read_line() {
    held_.clear();
    line_begin_ = position_;
    ++line_number_;
    constexpr std::size_t kLongest = std::size_t{1} << 20U;
    while (held_.size() < kLongest) {
      if (used_ == size_) {
        const auto got =
            stream_.rdbuf()->sgetn(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
        size_ = static_cast<std::size_t>(std::max<std::streamsize>(got, 0));
        used_ = 0;
        if (size_ == 0) break;
      }
      const std::string_view left(chunk_.data() + used_, size_ - used_);
      const std::size_t end = left.find('\n');
      const std::size_t count = end == std::string_view::npos ? left.size() : end + 1;
      held_.append(left.substr(0, count));
      used_ += count;
      position_ += count;
      if (end != std::string_view::npos) break;
    }
    return !held_.empty();
  }

  void take(RawMessage& message) {
    if (message.bytes.size() + held_.size() > kMessageLimit) {
      message.too_long = true;
      return;
    }
    // ">From " and ">>From " were "From " and ">From " before they came into a mailbox.
    const std::size_t quotes = std::min(held_.find_first_not_of('>'), held_.size());
    const bool escaped = quotes > 0 && std::string_view(held_).substr(quotes).starts_with("From ");
    message.changed = message.changed || escaped;
    message.bytes += escaped ? std::string_view(held_).substr(1) : std::string_view(held_);
  }

  std::istream& stream_;
  std::array<char, 65536> chunk_{};
  std::size_t size_ = 0, used_ = 0;
  std::string held_;  // a line that was read and not used
  std::uint64_t position_ = 0, line_begin_ = 0, line_number_ = 0;
};

// Conversations by what messages answer, and what was last said in each by the company.
class Threads {
 public:
  // The first message of the conversation.
  std::string root_of(const mail::Message& message) {
    std::string root;
    for (const std::string& id : message.references) {
      const auto found = roots_.find(id);
      root = found == roots_.end() ? id : found->second;
      break;
    }
    if (root.empty() && !message.parent.empty()) {
      const auto found = roots_.find(message.parent);
      root = found == roots_.end() ? message.parent : found->second;
    }
    if (root.empty()) root = message.id;
    if (!message.id.empty() && roots_.size() < kThreads) roots_.emplace(message.id, root);
    return root;
  }
  std::string prompt(const std::string& root) const {
    const auto found = prompts_.find(root);
    return found == prompts_.end() ? std::string() : found->second;
  }
  void said(const std::string& root, const std::string& text) {
    if (prompts_.size() < kThreads || prompts_.contains(root)) {
      prompts_[root] = transcript::prompt_of(text);
    }
  }

 private:
  std::map<std::string, std::string, std::less<>> roots_, prompts_;
};

class MailSource final : public Source {
 public:
  explicit MailSource(Input input)
      : input_(std::move(input)), reader_(*input_.stream), agents_(input_.options) {}

  std::optional<Record> next() override {
    const auto raw = reader_.next();
    if (raw) return read(*raw);
    finish();
    return std::nullopt;
  }
  std::uint64_t position() const override { return reader_.position(); }
  std::span<const std::string> notes() const override { return notes_; }

 private:
  Record reject(const RawMessage& raw, std::string reason, std::string detail) const {
    return Reject{
        raw.place, {}, {}, std::move(reason), std::move(detail), printable(raw.bytes, 4096)};
  }

  Record read(const RawMessage& raw) {
    if (raw.too_long) return reject(raw, "record_too_long", "a message longer than 64 MiB");
    if (trim(raw.bytes).empty()) return Skip{raw.place, "no_text"};
    auto found = mail::read_message(raw.bytes);
    if (!found) return reject(raw, "no_headers", "no headers of a message were found here");
    mail::Message& message = *found;
    const std::string root = threads_.root_of(message);
    if (!message.automatic.empty()) return Skip{raw.place, message.automatic};
    if (!message.wrong_charset.empty()) ++wrong_charsets_;
    replaced_ += message.replaced;

    Document document;
    document.kind = SourceKind::support;
    document.origin = raw.place;
    const bool agent = is_agent(message);
    add_passages(document, raw, message, agent);
    if (document.verbatims.empty()) return Skip{raw.place, "no_text"};
    set_key(document, message);
    set_time(document, raw, message);
    document.respondent = message.address.empty() ? message.name : message.address;
    if (!agent && !document.respondent.empty() && customers_.size() < kThreads) {
      customers_.insert(document.respondent);
    }
    const auto attribute = [&](std::string name, std::string value) {
      if (!value.empty()) document.attributes.push_back({std::move(name), std::move(value)});
    };
    attribute("subject", message.subject);
    attribute("in_reply_to", message.parent);
    if (root != message.id) attribute("thread", root);
    attribute("list", message.list_id);
    if (message.attachments > 0) attribute("attachments", std::to_string(message.attachments));
    for (const std::string& own : {message.name, message.address}) {
      if (!own.empty()) document.identifying.push_back(own);
    }
    converse(document, root, agent);
    return document;
  }

  bool is_agent(const mail::Message& message) {
    const bool address = agents_.matches(message.address);
    return agents_.matches(message.name) || address;
  }

  // Customers answer what the company said last in the conversation.
  void converse(Document& document, const std::string& root, bool agent) {
    const std::string prompt = threads_.prompt(root);
    for (Verbatim& verbatim : document.verbatims) {
      if (!verbatim.speaker.empty()) continue;
      if (!agent) verbatim.prompt = prompt;
      if (agent) threads_.said(root, verbatim.text);
      break;
    }
  }

  void add_passages(Document& document, const RawMessage& raw, const mail::Message& message,
                    bool agent) {
    Place place = raw.place;
    if (!raw.changed && message.end > message.begin) {
      const std::string_view head = std::string_view(raw.bytes).substr(0, message.begin);
      place.line += static_cast<std::uint64_t>(std::ranges::count(head, '\n')) +
                    (raw.separator.empty() ? 0 : 1);
      place.byte = raw.begin + message.begin;
      place.bytes = message.end - message.begin;
    }
    const auto add = [&](std::string text, std::string speaker) {
      Verbatim& verbatim = document.verbatims.emplace_back();
      verbatim.scored = speaker.empty() && !agent;
      verbatim.speaker = std::move(speaker);
      verbatim.text = std::move(text);
      verbatim.origin = place;
    };
    if (!message.html) {
      add_text(message.text, message.flowed, add);
      return;
    }
    for (QuotablePiece& piece : pieces_of_html(message.text)) {
      if (piece.quoted) {
        add(std::move(piece.text), "Quoted");
      } else {
        add_text(piece.text, false, add);
      }
    }
  }

  template <typename Add>
  static void add_text(std::string_view text, bool flowed, Add add) {
    for (mail::Passage& passage : mail::passages_of(text, flowed)) {
      constexpr std::array<std::string_view, 3> kSpeakers = {"", "Quoted", "Signature"};
      add(std::move(passage.text),
          std::string(kSpeakers.at(static_cast<std::size_t>(passage.part))));
    }
  }

  void set_key(Document& document, const mail::Message& message) {
    document.key = message.id;
    if (!document.key.empty()) return;
    document.key = keys_.key({message.address, message.date, message.subject, message.text});
    document.key_is_digest = true;
    ++without_id_;
  }

  void set_time(Document& document, const RawMessage& raw, const mail::Message& message) {
    document.said_at = message.at;
    document.said_at_text = message.date;
    if (message.at || raw.separator.empty()) {
      if (!message.at) ++undated_;
      return;
    }
    // The line of the mailbox says when it came in, without a zone.
    const std::size_t space = raw.separator.find_last_of(' ');
    const std::size_t words = raw.separator.size() > 24 ? raw.separator.size() - 24 : space;
    const auto time = parse_time(trim(std::string_view(raw.separator).substr(words)));
    if (!time) {
      ++undated_;
      return;
    }
    document.said_at = time->at;
    document.said_at_text = std::string(trim(std::string_view(raw.separator).substr(words)));
    ++dated_by_box_;
  }

  void finish() {
    if (std::exchange(finished_, true)) return;
    agents_.note(customers_.size(), notes_);
    const auto say = [&](std::uint64_t n, std::string_view what) {
      if (n > 0) notes_.push_back(fmt::format("{} {}", n, what));
    };
    say(without_id_, "messages without a Message-ID: a digest is their key");
    say(undated_, "messages without a date that can be read");
    say(dated_by_box_, "messages dated by the mailbox, in UTC: their own date cannot be read");
    say(wrong_charsets_, "messages in another character encoding than they say: found out");
    say(replaced_, "characters that could not be read are shown as U+FFFD");
  }

  Input input_;
  MailboxReader reader_;
  chat::Agents agents_;
  chat::DigestKeys keys_;
  Threads threads_;
  std::set<std::string> customers_;
  std::vector<std::string> notes_;
  std::uint64_t without_id_ = 0, undated_ = 0, dated_by_box_ = 0, wrong_charsets_ = 0,
                replaced_ = 0;
  bool finished_ = false;
};

std::unique_ptr<Source> open_mbox(Input input) {
  return std::make_unique<MailSource>(std::move(input));
}

constexpr std::array<Option, 1> kMboxOptions = {{chat::kAgentOption}};

}  // namespace

constinit const Adapter kMbox = {"mbox",
                                 "mail: mailboxes (mbox), single messages (.eml, Maildir)",
                                 SourceKind::support,
                                 kMboxOptions,
                                 "extra/support.mbox",
                                 recognises_mbox,
                                 open_mbox};

}  // namespace voxmap
