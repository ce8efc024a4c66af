// Mails through GMime.
#include "mail_message.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "base/encoding.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::mail {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

// GMime's types are C structs that begin with their parent's.
template <typename To, typename From>
To* cast(From* from) {
  return reinterpret_cast<To*>(from);  // NOLINT(*-reinterpret-cast)
}

bool is_type(void* object, GType type) {
  return object != nullptr && g_type_check_instance_is_a(cast<GTypeInstance>(object), type) != 0;
}

// Texts that GMime gives are UTF-8, but for headers that are damaged.
std::string utf8(const char* text) {
  if (text == nullptr) return {};
  return valid_utf8(text) ? std::string(text) : printable(text);
}

std::string header(GMimeMessage* message, const char* name) {
  return utf8(g_mime_object_get_header(cast<GMimeObject>(message), name));
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string without_brackets(std::string_view id) {
  id = trim(id);
  const std::size_t open = id.find('<');
  const std::size_t close = id.find('>', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos) {
    id = id.substr(open + 1, close - open - 1);
  }
  return std::string(trim(id));
}

std::vector<std::string> ids_in(std::string_view text) {
  std::vector<std::string> ids;
  for (std::size_t open = text.find('<'); open != std::string_view::npos;
       open = text.find('<', open + 1)) {
    const std::size_t close = text.find('>', open);
    if (close == std::string_view::npos) break;
    std::string id(trim(text.substr(open + 1, close - open - 1)));
    if (!id.empty()) ids.push_back(std::move(id));
  }
  return ids;
}

// "ann at example.org (Ann Lee)", as archives on the web write addresses.
void read_obfuscated(std::string_view from, Message& message) {
  const std::size_t at = from.find(" at ");
  if (at == std::string_view::npos) return;
  std::string_view user = trim(from.substr(0, at));
  user = user.substr(user.find_last_of(" <\"") + 1);
  std::string_view rest = trim(from.substr(at + 4));
  const std::string_view domain = rest.substr(0, rest.find_first_of(" >("));
  if (user.empty() || domain.find('.') == std::string_view::npos) return;
  message.address = lower(std::string(user) + "@" + std::string(domain));
  const std::size_t open = rest.find('(');
  const std::size_t close = rest.rfind(')');
  message.name.clear();
  if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
    message.name = std::string(trim(rest.substr(open + 1, close - open - 1)));
  }
}

void read_author(GMimeMessage* mail, Message& message) {
  InternetAddressList* const list = g_mime_message_get_from(mail);
  if (list != nullptr && internet_address_list_length(list) > 0) {
    InternetAddress* const first = internet_address_list_get_address(list, 0);
    message.name = utf8(internet_address_get_name(first));
    if (is_type(first, internet_address_mailbox_get_type())) {
      message.address =
          lower(utf8(internet_address_mailbox_get_addr(cast<InternetAddressMailbox>(first))));
    }
  }
  if (message.address.find('@') == std::string::npos) {
    read_obfuscated(header(mail, "From"), message);
  }
}

void read_date(GMimeMessage* mail, Message& message) {
  message.date = std::string(trim(header(mail, "Date")));
  if (message.date.empty()) return;
  GDateTime* const date = g_mime_utils_header_decode_date(message.date.c_str());
  if (date == nullptr) return;
  constexpr gint64 kLast = 253402300799;  // the end of the year 9999
  const gint64 seconds = g_date_time_to_unix(date);
  g_date_time_unref(date);
  if (seconds > 0 && seconds <= kLast) {
    message.at = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::seconds(seconds));
  }
}

// Programs that answer, and servers that could not deliver.
std::string automatic(GMimeMessage* mail, const Message& message) {
  GMimeObject* const body = g_mime_message_get_mime_part(mail);
  if (body != nullptr) {
    GMimeContentType* const type = g_mime_object_get_content_type(body);
    if (g_mime_content_type_is_type(type, "multipart", "report") != 0) return "bounce";
  }
  const std::string user = message.address.substr(0, message.address.find('@'));
  if (user == "mailer-daemon" || user == "postmaster") return "bounce";
  if (trim(header(mail, "Return-Path")) == "<>") return "bounce";
  const std::string submitted = lower(header(mail, "Auto-Submitted"));
  if (!submitted.empty() && submitted != "no") return "auto_reply";
  for (const char* const name : {"X-Autoreply", "X-Autorespond", "X-Auto-Reply"}) {
    if (!header(mail, name).empty()) return "auto_reply";
  }
  const std::string precedence = lower(header(mail, "Precedence"));
  return precedence == "auto_reply" || precedence == "auto-reply" ? "auto_reply" : "";
}

bool is_attachment(GMimeObject* part) {
  const char* const disposition = g_mime_object_get_disposition(part);
  return disposition != nullptr && lower(disposition) == "attachment";
}

bool has_type(GMimeObject* part, const char* type, const char* subtype) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(part), type, subtype) != 0;
}

// The bytes of a part without its transfer encoding.
std::string content_of(GMimePart* part) {
  GMimeDataWrapper* const wrapper = g_mime_part_get_content(part);
  if (wrapper == nullptr) return {};
  const Owned<GMimeStream> out(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(wrapper, out.get());
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(cast<GMimeStreamMem>(out.get()));
  return {cast<const char>(bytes->data), bytes->len};
}

// Finds the text: of alternatives the plain one, of several parts those that are shown as text.
class TextFinder {
 public:
  explicit TextFinder(Message& message) : message_(message) {}

  void find(GMimeObject* object, int depth) {
    constexpr int kDeepest = 30;
    if (object == nullptr || depth > kDeepest) return;
    if (is_type(object, g_mime_multipart_get_type())) {
      auto* const multipart = cast<GMimeMultipart>(object);
      const int count = std::min(g_mime_multipart_get_count(multipart), 1000);
      const bool alternative = has_type(object, "multipart", "alternative");
      for (int i = 0; i < count; ++i) {
        GMimeObject* const part = g_mime_multipart_get_part(multipart, i);
        // The plain one comes first; another is taken when that says nothing.
        if (alternative && i > 0 && !trim(message_.text).empty() && !message_.html) break;
        find(part, depth + 1);
      }
    } else if (is_type(object, g_mime_part_get_type())) {
      take(object);
    } else {
      ++message_.attachments;  // a mail inside the mail: somebody else's words
    }
  }

 private:
  void take(GMimeObject* object) {
    const bool plain = has_type(object, "text", "plain");
    const bool html = has_type(object, "text", "html");
    if (is_attachment(object) || (!plain && !html)) {
      ++message_.attachments;
      return;
    }
    const bool any = !trim(message_.text).empty();
    if (any && html && !message_.html) return;  // the same once more
    auto* const part = cast<GMimePart>(object);
    std::string text = decoded(content_of(part), object);
    if (any && plain && message_.html) message_.text.clear();
    if (!message_.text.empty() && !trim(text).empty()) message_.text += '\n';
    if (message_.text.empty()) {
      set_place(part);
      message_.html = html;
      const char* const format = g_mime_object_get_content_type_parameter(object, "format");
      message_.flowed = format != nullptr && lower(format) == "flowed";
    }
    message_.text += text;
  }

  void set_place(GMimePart* part) {
    GMimeDataWrapper* const wrapper = g_mime_part_get_content(part);
    GMimeStream* const stream =
        wrapper == nullptr ? nullptr : g_mime_data_wrapper_get_stream(wrapper);
    if (stream == nullptr || stream->bound_start < 0) return;
    message_.begin = static_cast<std::uint64_t>(stream->bound_start);
    message_.end = stream->bound_end < 0 ? 0 : static_cast<std::uint64_t>(stream->bound_end);
  }

  std::string decoded(const std::string& bytes, GMimeObject* object) {
    const char* const given = g_mime_object_get_content_type_parameter(object, "charset");
    std::string declared = given == nullptr ? "" : lower(given);
    if (valid_utf8(bytes) && (declared.empty() || declared == "us-ascii" || declared == "utf-8" ||
                              declared == "utf8" || declared == "ascii")) {
      return bytes;
    }
    // What calls itself Latin-1 is windows-1252, or the same.
    if (declared == "iso-8859-1" || declared == "latin1") declared = "windows-1252";
    const bool wrong = declared == "utf-8" || declared == "utf8" || declared == "us-ascii" ||
                       declared == "ascii" || declared.empty();
    Encoding encoding;
    try {
      encoding = decide_encoding(bytes, true, wrong ? std::string() : declared);
    } catch (const Error&) {  // a name nobody knows
      encoding = decide_encoding(bytes, true);
      message_.wrong_charset = utf8(given);
    }
    if (wrong) message_.wrong_charset = declared.empty() ? "none" : declared;
    std::string text = decode_head(bytes, encoding);
    if (const auto bad = first_invalid_utf8(text)) {
      Encoding fallback;
      fallback.name = "windows-1252";
      fallback.utf8 = false;
      text = decode_head(bytes, fallback);
    }
    for (std::size_t at = text.find("\xEF\xBF\xBD"); at != std::string::npos;
         at = text.find("\xEF\xBF\xBD", at + 3)) {
      ++message_.replaced;
    }
    return text;
  }

  Message& message_;
};

GMimeParserOptions* parser_options() {
  static GMimeParserOptions* const kOptions = [] {
    g_mime_init();
    GMimeParserOptions* const options = g_mime_parser_options_new();
    std::array<const char*, 3> charsets = {"utf-8", "windows-1252", nullptr};
    g_mime_parser_options_set_fallback_charsets(options, charsets.data());
    return options;
  }();
  return kOptions;
}

}  // namespace

std::optional<Message> read_message(std::string_view bytes) {
  GMimeParserOptions* const options = parser_options();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), options));
  if (!mail) return std::nullopt;
  GMimeHeaderList* const headers = g_mime_object_get_header_list(cast<GMimeObject>(mail.get()));
  if (g_mime_header_list_get_count(headers) == 0) return std::nullopt;
  Message message;
  message.id = without_brackets(header(mail.get(), "Message-ID"));
  message.references = ids_in(header(mail.get(), "References"));
  const auto parents = ids_in(header(mail.get(), "In-Reply-To"));
  if (!parents.empty()) message.parent = parents.front();
  if (message.parent.empty() && !message.references.empty()) {
    message.parent = message.references.back();
  }
  message.subject = std::string(trim(utf8(g_mime_message_get_subject(mail.get()))));
  message.list_id = without_brackets(header(mail.get(), "List-Id"));
  read_author(mail.get(), message);
  read_date(mail.get(), message);
  message.automatic = automatic(mail.get(), message);
  TextFinder(message).find(g_mime_message_get_mime_part(mail.get()), 0);
  return message;
}

bool is_mail(std::string_view head) {
  // Headers that every mail has, and no other text.
  constexpr std::array<std::string_view, 8> kCertain = {
      "received",     "message-id",     "return-path",   "delivered-to",
      "mime-version", "dkim-signature", "x-original-to", "authentication-results"};
  std::set<std::string, std::less<>> names;
  bool certain = false;
  bool address = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (names.empty()) return false;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string name = lower(std::string(line.substr(0, colon)));
    if (!std::ranges::all_of(name, [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        })) {
      return false;
    }
    certain = certain || std::ranges::find(kCertain, name) != kCertain.end();
    if (name == "from") address = line.find('@') != line.npos || line.find(" at ") != line.npos;
    names.insert(name);
  }
  return certain && address && names.contains("from") &&
         (names.contains("date") || names.contains("subject") || names.contains("to"));
}

}  // namespace voxmap::mail
