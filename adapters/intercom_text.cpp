// Intercom conversations as people export them from the inbox: text with a head, a line a message.
#include <algorithm>
#include <optional>

#include "base/ascii.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "options.hpp"
#include "ticket.hpp"
#include "transcript.hpp"
#include "transcript_lines.hpp"

namespace voxmap {
namespace {

using ticket::Thread;
using ticket::Voice;
using transcript::Lines;

constexpr std::string_view kWith = "Conversation with ";
constexpr std::string_view kStarted = "Started on ";
constexpr std::string_view kExported = "Exported from ";

// "09:14 AM | Ida from Tansywick: words"
struct Message {
  std::string_view author, words;
};

std::optional<Message> message_at(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && (is_digit(line[i]) || line[i] == ':')) ++i;
  if (i < 4 || line.substr(0, i).find(':') == line.npos) return std::nullopt;
  const std::size_t bar = line.find(" | ", i);
  constexpr std::size_t kClock = 8;  // " a. m." at most
  if (bar == line.npos || bar - i > kClock) return std::nullopt;
  const std::string_view rest = line.substr(bar + 3);
  const std::size_t colon = rest.find(": ");
  const std::size_t end = colon == rest.npos && rest.ends_with(':') ? rest.size() - 1 : colon;
  constexpr std::size_t kLongestAuthor = 120;
  if (end > kLongestAuthor) return std::nullopt;  // npos too
  return Message{trim(rest.substr(0, end)), trim(rest.substr(std::min(end + 2, rest.size())))};
}

// The head: who the customer is, when it began. nullopt when the first lines are no head.
struct Opening {
  std::string_view customer, started;
  std::size_t next = 0;  // the line below
};

std::optional<Opening> opening_of(const Lines& lines) {
  Opening head;
  std::size_t i = 0;
  while (i < lines.size() && trim(lines[i]).empty()) ++i;
  if (i + 1 >= lines.size() || !trim(lines[i]).starts_with(kWith)) return std::nullopt;
  head.customer = trim(trim(lines[i]).substr(kWith.size()));
  while (++i < lines.size() && trim(lines[i]).empty()) {
  }
  if (i == lines.size() || !trim(lines[i]).starts_with(kStarted)) return std::nullopt;
  head.started = trim(trim(lines[i]).substr(kStarted.size()));
  head.next = i + 1;
  return head;
}

bool recognises_text(std::string_view head) {
  const Lines lines = transcript::head_lines(head);
  const auto opening = opening_of(lines);
  if (!opening) return false;
  for (std::size_t i = opening->next; i < lines.size(); ++i) {
    if (message_at(trim(lines[i]))) return true;
  }
  return false;
}

// "March 2, 2026 at 09:14 AM London time UTC+00": what the zone is called says less than its
// offset.
void set_started(Document& document, std::string_view started, const std::string& zone,
                 std::vector<std::string>& notes) {
  document.said_at_text = started;
  const std::size_t utc = started.find("UTC");
  std::string_view clock = started.substr(0, started.find(" time"));
  while (!clock.empty() && !parse_time(clock)) {
    clock = clock.substr(0, clock.rfind(' ') == clock.npos ? 0 : clock.rfind(' '));
  }
  const std::string whole = std::string(clock) + (utc == started.npos ? "" : " ") +
                            std::string(utc == started.npos ? "" : started.substr(utc));
  auto time = parse_time(whole);
  if (!time) time = parse_time(clock);
  if (!time) {
    notes.push_back("begun '" + printable(started, 60) + "', which is no time voxmap reads");
    return;
  }
  document.said_at = time->at;
  if (time->has_zone) return;
  if (!zone.empty()) document.said_at = to_utc(time->at, zone);
  if (zone.empty()) notes.emplace_back("its time has no offset: UTC assumed; set zone");
}

// Agents write in the name of the company: "Ida from Tansywick". Its robots have names of their
// own.
Voice voice_of_writer(std::string_view author, std::string_view customer) {
  const std::string name = fold(author);
  const std::string with = fold(customer);
  const std::string first = name.substr(0, name.find(' '));
  if (first == "operator" || first == "fin" || first == "bot") return Voice::bot;
  if (name == with || with.find(name) != with.npos) return Voice::customer;
  return name.find(" from ") == name.npos ? Voice::customer : Voice::staff;
}

class TextSource final : public Source {
 public:
  explicit TextSource(Input input) : settings_(ticket::settings(input.options)) {
    const std::string bytes = transcript::read_whole(*input.stream, input.name);
    size_ = bytes.size();
    const Lines lines(bytes, option(input.options, "encoding"));
    if (!lines.note().empty()) notes_.push_back(lines.note());
    std::string key = option(input.options, "key");
    Thread thread({1, 0, size_}, key.empty() ? transcript::base_name(input) : key, settings_);
    read(lines, thread, option(input.options, "zone"));
    thread.finish(records_);
  }

  std::optional<Record> next() override {
    if (next_ == records_.size()) return std::nullopt;
    return std::move(records_[next_++]);
  }
  std::uint64_t position() const override { return size_; }
  std::span<const std::string> notes() const override { return notes_; }

 private:
  void read(const Lines& lines, Thread& thread, const std::string& zone) {
    const Opening head = opening_of(lines).value_or(Opening{});
    if (!head.started.empty()) set_started(thread.document(), head.started, zone, notes_);
    thread.document().respondent = head.customer;
    thread.person(head.customer);
    std::optional<Message> message;
    std::string words;
    std::size_t first = 0;
    std::size_t last = 0;
    const auto say = [&] {
      if (message)
        thread.say(voice_of_writer(message->author, head.customer), words,
                   lines.place(first, last));
    };
    for (std::size_t i = head.next; i < lines.size(); ++i) {
      const std::string_view line = trim(lines[i]);
      if (line.starts_with(kExported)) break;
      if (const auto found = message_at(line)) {
        say();
        message = found;
        words = found->words;
        first = last = i;
        thread.person(found->author.substr(0, found->author.find(" from ")));
      } else if (message && !is_rule(line)) {
        words.append(1, '\n').append(line);
        if (!line.empty()) last = i;
      }
    }
    say();
  }

  // "---" above and below the messages.
  static bool is_rule(std::string_view line) {
    return line.size() >= 2 && line.find_first_not_of('-') == line.npos;
  }

  ticket::Settings settings_;
  std::vector<Record> records_;
  std::size_t next_ = 0;
  std::uint64_t size_ = 0;
  std::vector<std::string> notes_;
};

std::unique_ptr<Source> open_text(Input input) {
  return std::make_unique<TextSource>(std::move(input));
}

constexpr std::array kIntercomTextOptions = {
    Option{"key", "", "the document's key; empty: the file's name without its folder"},
    Option{"zone", "", "IANA time zone of a time written without an offset (UTC)"},
    Option{"encoding", "", "character encoding; empty: byte-order mark, UTF-8, else a guess"},
    ticket::kOptions[0], ticket::kOptions[1]};

}  // namespace

constinit const Adapter kIntercomText = {"intercom_text",
                                         "an Intercom conversation exported as text",
                                         SourceKind::support,
                                         kIntercomTextOptions,
                                         "extra/intercom.txt",
                                         recognises_text,
                                         open_text};

}  // namespace voxmap
