// One mail taken apart: its headers decoded, its text found among its parts.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voxmap::mail {

struct Message {
  std::string id;      // Message-ID without its brackets; empty: none
  std::string parent;  // In-Reply-To
  std::vector<std::string> references;
  std::string address, name;  // of the author; "ann at example.org" is put right
  std::string subject;
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> at;
  std::string date;       // as written
  std::string list_id;    // of the mailing list it came through
  std::string text;       // UTF-8
  bool html = false;      // the text is HTML: there was no plain part
  bool flowed = false;    // format=flowed
  std::string automatic;  // "auto_reply", "bounce": nobody's words; empty: a person's
  std::uint64_t attachments = 0;
  // Where the text's part stands in the bytes, as it is encoded; 0, 0: not known.
  std::uint64_t begin = 0, end = 0;
  std::string wrong_charset;   // what the part says its characters are, and they are not
  std::uint64_t replaced = 0;  // characters by U+FFFD
};

// The mail in these bytes: headers, an empty line, the body. nullopt when it has no header.
[[nodiscard]] std::optional<Message> read_message(std::string_view bytes);

// The first of these lines is a mail's header: "Received: ...", "Message-ID: ...".
[[nodiscard]] bool is_mail(std::string_view head);

}  // namespace voxmap::mail
