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

namespace voxmap {
namespace {

using chat::Chat;
using transcript::Lines;
using whatsapp::Head;
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

bool contains_any(const std::string& folded, std::span<const std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

// Folded parts of what Android writes in place of a message, without the mark iPhones put there.
constexpr std::array<std::string_view, 15> kDeleted = {"this message was deleted",
                                                       "you deleted this message",
                                                       "diese nachricht wurde gelöscht",
                                                       "du hast diese nachricht gelöscht",
                                                       "se eliminó este mensaje",
                                                       "eliminaste este mensaje",
                                                       "este mensaje fue eliminado",
                                                       "ce message a été supprimé",
                                                       "vous avez supprimé ce message",
                                                       "mensagem apagada",
                                                       "questo messaggio è stato eliminato",
                                                       "hai eliminato questo messaggio",
                                                       "dit bericht is verwijderd",
                                                       "esta mensagem foi apagada",
                                                       "данное сообщение удалено"};
constexpr std::array<std::string_view, 9> kEdited = {"edited",  "bearbeitet", "editado",
                                                     "editada", "editó",      "modifi",
                                                     "bewerkt", "изменено",   "redigerat"};

bool is_deleted(std::string_view line) {
  while (const std::size_t size = whatsapp::mark_size(line)) line.remove_prefix(size);
  constexpr std::size_t kLongest = 80;
  const std::string folded = fold(trim(cut_utf8(line, kLongest)));
  return std::ranges::any_of(kDeleted, [&](std::string_view words) {
    return folded.starts_with(words) && folded.size() <= words.size() + 1;  // a full stop
  });
}

// iPhones put U+200E before every word that is not the person's ("\u200Eimage omitted"), and inside
// the line of a document ("bill.pdf • \u200E1 page").
bool is_generated(std::string_view line) {
  return line.starts_with("\u200E") || line.find("• \u200E") != std::string_view::npos;
}

// "<Media omitted>", "<Medien ausgeschlossen>", "<attached: 1.jpg>": one pair of angle brackets
// around the whole line, in any language.
bool is_placeholder(std::string_view line) {
  while (const std::size_t size = whatsapp::mark_size(line)) line.remove_prefix(size);
  line = trim(line);
  return line.size() >= 4 && line.front() == '<' && line.back() == '>' &&
         line.find_first_of("<>", 1) == line.size() - 1;
}

// "IMG-20260301-WA0001.jpg (file attached)" of Android, the words in any language.
bool is_attachment(std::string_view line) {
  line = trim(line);
  if (!line.ends_with(')')) return false;
  const std::size_t open = line.rfind(" (");
  if (open == std::string_view::npos || open < 4) return false;
  const std::string_view file = line.substr(0, open);
  const std::size_t dot = file.rfind('.');
  const bool extension = dot != std::string_view::npos && file.size() - dot >= 3 &&
                         file.size() - dot <= 5 &&
                         file.find_first_of(" ()", dot) == std::string_view::npos;
  return extension &&
         (file.find("-WA") != std::string_view::npos || file.find(' ') == std::string_view::npos);
}

// "<This message was edited>" behind the words.
std::string_view without_edit_mark(std::string_view text, bool& edited) {
  std::string_view line = trim(text);
  const std::size_t open = line.rfind('<');
  if (!line.ends_with('>') || open == std::string_view::npos) return text;
  const std::string inside = fold(line.substr(open));
  const bool marked = line.substr(0, open).ends_with("\u200E");
  if (inside.size() > 120 || !(marked || contains_any(inside, kEdited))) return text;
  edited = true;
  line = line.substr(0, open);
  while (line.ends_with("\u200E")) line.remove_suffix(3);
  return trim(line);
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
      const bool placeholder =
          is_generated(line) || is_placeholder(line) || (i == block.first && is_attachment(line));
      if (placeholder || (text.empty() && trim(line).empty())) continue;
      if (!text.empty()) text.append(i - last, '\n');
      text += line;
      first = std::min(first, i);
      last = i;
    }
    if (!text.empty()) place = lines_.place(first, last);
    return std::string(trim(without_edit_mark(text, edited)));
  }

  void entry(const Block& block) {
    const Head& head = block.head;
    const Place whole = lines_.place(block.first, block.last);
    if (head.author.empty()) {
      chat_.entries.emplace_back(Skip{whole, "system_message"});
      return;
    }
    if (is_deleted(lines_[block.first].substr(head.text))) {
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
