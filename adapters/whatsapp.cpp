// WhatsApp chats as the phone exports them to text.
#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "chat.hpp"
#include "options.hpp"
#include "transcript.hpp"
#include "transcript_lines.hpp"
#include "voxmap/error.hpp"
#include "whatsapp_head.hpp"
#include "whatsapp_notices.hpp"

namespace voxmap {
namespace {

using chat::Chat;
using transcript::Lines;
using whatsapp::Head;
using whatsapp::Notice;
using whatsapp::Order;

// Authors that make a file a log.
bool is_log_level(const std::string& author) {
  constexpr std::array<std::string_view, 10> kLevels = {"info",   "warn",  "warning", "error",
                                                        "debug",  "trace", "fatal",   "critical",
                                                        "notice", "severe"};
  return std::ranges::find(kLevels, fold(author)) != kLevels.end();
}

bool recognises_whatsapp(std::string_view head) {
  const Lines lines = transcript::head_lines(head);
  bool any = false;
  bool written = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (trim(lines[i]).empty()) continue;
    const auto found = whatsapp::head_at(lines[i]);
    if (!any && !found) return false;
    any = true;
    if (!found || found->author.empty()) continue;
    if (is_log_level(found->author)) return false;
    written = true;
  }
  return written;
}

struct Block {
  Head head;
  std::size_t first = 0, last = 0;  // lines
};

class WhatsappReader {
 public:
  WhatsappReader(const Lines& lines, const Input& input)
      : lines_(lines),
        zone_(chat::zone_option(input.options)),
        chat_name_(option(input.options, "chat")) {
    if (chat_name_.empty()) chat_name_ = transcript::base_name(input);
    order_given_ = option(input.options, "date_order");
  }

  Chat read() {
    cut();
    if (!lines_.note().empty()) chat_.notes.push_back(lines_.note());
    if (blocks_.empty()) return std::move(chat_);
    decide();
    meet();
    for (const Block& block : blocks_) entry(block);
    return std::move(chat_);
  }

 private:
  void cut() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (auto head = whatsapp::head_at(lines_[i])) {
        blocks_.push_back({std::move(*head), i, i});
      } else if (!blocks_.empty()) {
        if (!trim(lines_[i]).empty()) blocks_.back().last = i;
      } else if (!trim(lines_[i]).empty()) {
        chat_.entries.emplace_back(reject(i, i, "no_head", "words before the first message"));
      }
    }
  }

  void decide() {
    std::vector<Head> heads;
    for (const Block& block : blocks_) heads.push_back(block.head);
    whatsapp::Decision decision = whatsapp::decide_order(heads);
    if (!order_given_.empty()) {
      if (order_given_ == "dmy") {
        decision = {Order::day_month, true};
      } else if (order_given_ == "mdy") {
        decision = {Order::month_day, true};
      } else if (order_given_ == "ymd") {
        decision = {Order::year_month, true};
      } else {
        throw Error(Exit::usage, "option date_order: '" + order_given_ + "' is none",
                    "set it to dmy, mdy or ymd");
      }
    }
    order_ = decision.order;
    const std::string_view name = order_ == Order::day_month   ? "day, month, year"
                                  : order_ == Order::month_day ? "month, day, year"
                                                               : "year, month, day";
    chat_.notes.push_back(
        "dates read as " + std::string(name) +
        (decision.sure ? "" : ": assumed, the file does not tell (option date_order)"));
    if (zone_.empty()) {
      chat_.notes.emplace_back("times are the phone's, read as UTC (option zone)");
    }
  }

  // Who writes, and which of them is the group: the author of the first line, when all of his lines
  // tell about the chat.
  void meet() {
    for (const Block& block : blocks_) {
      if (!block.head.author.empty()) people_.authors.insert(block.head.author);
    }
    const auto announces = [&](const Block& block) {
      return whatsapp::tells_encryption(lines_[block.first].substr(block.head.text));
    };
    const auto teller = std::ranges::find_if(blocks_, announces);
    if (teller == blocks_.end()) return;
    people_.group = teller->head.author;
    const auto speaks = [&](const Block& block) {
      return block.head.author == people_.group && notice_of(block, block.first) != Notice::chat;
    };
    if (std::ranges::any_of(blocks_, speaks)) people_.group.clear();
  }

  Reject reject(std::size_t first, std::size_t last, std::string reason, std::string detail) const {
    constexpr std::size_t kRawLimit = 4096;
    std::string raw;
    for (std::size_t i = first; i <= last && raw.size() < kRawLimit; ++i) {
      raw += (i > first ? "\n" : "") + printable(lines_[i], kRawLimit);
    }
    raw.resize(cut_utf8(raw, kRawLimit).size());
    return {
        lines_.place(first, last), {}, {}, std::move(reason), std::move(detail), std::move(raw)};
  }

  // The words without what WhatsApp wrote among them, and the place from the first of their lines
  // to the last.
  std::string words_of(const Block& block, Place& place, bool& edited) const {
    std::string text;
    std::size_t first = block.last + 1;
    std::size_t last = block.first;
    for (std::size_t i = block.first; i <= block.last; ++i) {
      std::string_view line = lines_[i];
      if (i == block.first) line.remove_prefix(block.head.text);
      const bool placeholder = notice_of(block, i) != Notice::none;
      if (placeholder || (text.empty() && trim(line).empty())) continue;
      if (!text.empty()) text.append(i - last, '\n');
      text += line;
      first = std::min(first, i);
      last = i;
    }
    if (!text.empty()) place = lines_.place(first, last);
    return std::string(trim(whatsapp::without_edit_mark(text, edited)));
  }

  Notice notice_of(const Block& block, std::size_t line) const {
    const bool first = line == block.first;
    return whatsapp::notice_in(lines_[line].substr(first ? block.head.text : 0), block.head.author,
                               people_, first);
  }

  void entry(const Block& block) {
    const Head& head = block.head;
    const Place whole = lines_.place(block.first, block.last);
    const Notice notice = head.author.empty() ? Notice::chat : notice_of(block, block.first);
    if (notice == Notice::chat) {
      chat_.entries.emplace_back(Skip{whole, "system_message"});
      return;
    }
    if (notice == Notice::deleted) {
      chat_.entries.emplace_back(Skip{whole, "deleted"});
      return;
    }
    bool edited = false;
    Place place;
    std::string text = words_of(block, place, edited);
    if (text.empty() || text == "null") {  // what is left of a photo to be seen once
      chat_.entries.emplace_back(Skip{whole, "no_text"});
      return;
    }
    if (!valid_utf8(text) || !valid_utf8(head.author)) {
      chat_.entries.emplace_back(
          reject(block.first, block.last, "invalid_utf8",
                 "this message is not valid UTF-8 (option encoding names another)"));
      return;
    }
    auto at = whatsapp::time_of(head, order_);
    if (!at) {
      chat_.entries.emplace_back(reject(block.first, block.last, "bad_timestamp",
                                        "'" + printable(head.written, 40) + "' is no date"));
      return;
    }
    if (!zone_.empty()) at = to_utc(*at, zone_);
    std::string key = keys_.key({chat_name_, head.written, head.author, text});
    chat::Message message = chat::make_message(std::move(key), head.author, std::move(text), whole);
    message.verbatims.front().origin = place;
    message.key_is_digest = true;
    message.at = at;
    message.at_text = std::string(head.written);
    if (edited) message.attributes.push_back({"edited", "true"});
    chat_.entries.emplace_back(std::move(message));
  }

  const Lines& lines_;
  std::string zone_, chat_name_, order_given_;
  std::vector<Block> blocks_;
  Order order_ = Order::day_month;
  whatsapp::People people_;
  chat::DigestKeys keys_;
  Chat chat_;
};

Chat parse_whatsapp(std::string_view bytes, const Input& input) {
  const Lines lines(bytes, option(input.options, "encoding"));
  return WhatsappReader(lines, input).read();
}

std::unique_ptr<Source> open_whatsapp(Input input) {
  return chat::open_chat(std::move(input), parse_whatsapp);
}

constexpr std::array<Option, 5> kWhatsappOptions = {{
    chat::kAgentOption,
    {"zone", "", "the phone's time zone (Europe/London); empty: UTC"},
    {"date_order", "", "dmy, mdy or ymd; empty: decided over the whole file"},
    {"chat", "", "name of the chat, part of every key; empty: the file's name without its folder"},
    {"encoding", "", "character encoding; empty: byte-order mark, UTF-8, else a guess"},
}};

}  // namespace

constinit const Adapter kWhatsApp = {"whatsapp",
                                     "WhatsApp chats as exported text, of any phone and locale",
                                     SourceKind::support,
                                     kWhatsappOptions,
                                     "extra/chat-whatsapp.txt",
                                     recognises_whatsapp,
                                     open_whatsapp};

}  // namespace voxmap
