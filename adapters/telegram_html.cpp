// Telegram chats as Telegram Desktop exports them to HTML, which is what it offers first.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/html.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "chat.hpp"
#include "transcript.hpp"

namespace voxmap {
namespace {

using chat::Chat;

// The program's own page: every message is a <div class="message ..." id="message17">.
constexpr std::string_view kMessage = "<div class=\"message ";

bool recognises_telegram_html(std::string_view head) {
  const std::string start = fold(head.substr(0, 256));
  return start.find("<html") != start.npos &&
         (head.find("class=\"page_body chat_page\"") != head.npos ||
          (head.find("<title>Exported Data</title>") != head.npos &&
           head.find(kMessage) != head.npos));
}

// What stands between `from` and the next `to` behind it; a view of nothing when it is not there.
std::string_view between(std::string_view text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  if (begin == text.npos) return {};
  text.remove_prefix(begin + from.size());
  const std::size_t end = text.find(to);
  return end == text.npos ? std::string_view() : text.substr(0, end);
}

std::string seen_text(std::string_view html) { return std::string(trim(html_to_text(html).text)); }

// "02.03.2026 09:14:05 UTC+01:00"
std::string_view written_time(std::string_view block) {
  const std::string_view date = between(block, "date details\" title=\"", "\"");
  return date.empty() ? between(block, " details\" title=\"", "\"") : date;
}

class HtmlReader {
 public:
  HtmlReader(std::string_view bytes, const Input& input)
      : bytes_(bytes), zone_(chat::zone_option(input.options)) {
    const std::string_view header = between(bytes, "class=\"page_header", "page_body");
    name_ = seen_text(between(header, "<div class=\"text bold\">", "</div>"));
    if (name_.empty()) name_ = transcript::base_name(input);
  }

  Chat read() {
    for (std::size_t at = bytes_.find(kMessage); at != bytes_.npos;) {
      const std::size_t next = bytes_.find(kMessage, at + 1);
      read_message(at, std::min(next, bytes_.size()));
      at = next;
    }
    if (assumed_) chat_.notes.emplace_back("times without a zone read as UTC (option zone)");
    return std::move(chat_);
  }

 private:
  // Places are asked for in their order.
  Place place(std::size_t begin, std::size_t size) {
    const auto from = bytes_.begin() + static_cast<std::ptrdiff_t>(counted_);
    const auto to = bytes_.begin() + static_cast<std::ptrdiff_t>(begin);
    line_ += static_cast<std::uint64_t>(std::count(from, to, '\n'));
    counted_ = begin;
    return {line_, begin, size};
  }

  void read_message(std::size_t begin, std::size_t end) {
    const std::string_view block = bytes_.substr(begin, end - begin);
    const Place whole = place(begin, block.size());
    const std::string_view kind = between(block, kMessage, "\"");
    if (!kind.starts_with("default")) {
      chat_.entries.emplace_back(Skip{whole, "system_message"});
      return;
    }
    // Of a forwarded message the inner name and time are somebody else's.
    const std::size_t inner = block.find("<div class=\"forwarded body\"");
    const std::string_view own = block.substr(0, inner);
    const std::string author = seen_text(between(own, "<div class=\"from_name\">", "</div>"));
    if (!author.empty()) author_ = author;  // the next ones of the same writer are "joined"
    const std::string number(between(block, "id=\"message", "\""));
    if (number.empty()) {
      chat_.entries.emplace_back(
          Reject{whole, {}, "id", "missing_id", "this message has no id", printable(block, 4096)});
      return;
    }
    constexpr std::string_view kText = "<div class=\"text\">";
    const std::size_t open = block.find(kText);
    const std::string_view html = between(block, kText, "</div>");
    const std::string words = seen_text(html);
    if (words.empty()) {
      chat_.entries.emplace_back(Skip{whole, "no_text"});
      return;
    }
    if (!valid_utf8(words) || !valid_utf8(author_)) {
      chat_.entries.emplace_back(Reject{whole, number, "text", "invalid_utf8",
                                        "bytes that are not UTF-8", printable(block, 4096)});
      return;
    }
    chat::Message message = chat::make_message(name_ + "/" + number, author_, words, whole);
    message.verbatims.front().origin = place(begin + open + kText.size(), html.size());
    if (inner != block.npos && inner < open) {
      message.verbatims.front().scored = false;
      message.attributes.push_back({"forwarded", "true"});
    }
    message.names.push_back(author_);
    message.identifying.push_back(author_);
    message.thread = name_;
    const std::string_view answered = between(own, "go_to_message", "\"");
    if (!answered.empty() && std::ranges::all_of(answered, is_digit)) {
      message.attributes.push_back({"in_reply_to", name_ + "/" + std::string(answered)});
    }
    set_time(message, written_time(own));
    chat_.entries.emplace_back(std::move(message));
  }

  void set_time(chat::Message& message, std::string_view written) {
    message.at_text = written;
    const auto time = parse_time(written, DateOrder::day_first);
    if (!time) return;
    message.at = time->at;
    if (time->has_zone) return;
    if (!zone_.empty()) message.at = to_utc(time->at, zone_);
    assumed_ = assumed_ || zone_.empty();
  }

  std::string_view bytes_;
  std::string zone_;
  std::string name_;
  std::string author_;
  Chat chat_;
  std::size_t counted_ = 0;
  std::uint64_t line_ = 1;
  bool assumed_ = false;
};

Chat parse_telegram_html(std::string_view bytes, const Input& input) {
  return HtmlReader(bytes, input).read();
}

std::unique_ptr<Source> open_telegram_html(Input input) {
  return chat::open_chat(std::move(input), parse_telegram_html);
}

constexpr std::array kTelegramHtmlOptions = {
    chat::kAgentOption, Option{"zone", "", "IANA time zone of times written without one (UTC)"}};

}  // namespace

constinit const Adapter kTelegramHtml = {"telegram_html",
                                         "Telegram chats exported as HTML by Telegram Desktop",
                                         SourceKind::support,
                                         kTelegramHtmlOptions,
                                         "extra/chat-telegram.html",
                                         recognises_telegram_html,
                                         open_telegram_html};

}  // namespace voxmap
