// What WhatsApp itself writes where a message stands: in place of photos and of messages taken
// back, and about the chat.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace voxmap::whatsapp {

enum class Notice : std::uint8_t {
  none,     // somebody's words
  media,    // in place of a photo, a call, a place
  deleted,  // in place of a message taken back
  chat      // who came and went, what the group is called
};

// Who writes in a chat. iPhones give what is told about it an author as well: the group, or one of
// those it is about.
struct People {
  std::set<std::string, std::less<>> authors;
  std::string group;  // the author who only tells about the chat; empty: there is none
};

// Of one line of a message. What phones mark (U+200E before all that is not the person's, one pair
// of angle brackets around the line) is known in any language. Without a mark, as files have it
// that went through an editor, and for deleted messages, it is known by its words in about a dozen
// languages; what is told about the chat has to name its author or to be the group's as well.
// `first`: the message's first line, where the name of a file may stand.
[[nodiscard]] Notice notice_in(std::string_view line, std::string_view author, const People& people,
                               bool first);

// Whether the line tells that the chat is encrypted, as every chat's first one does.
[[nodiscard]] bool tells_encryption(std::string_view line);

// The words without "<This message was edited>" behind them; `edited` becomes true with it.
[[nodiscard]] std::string_view without_edit_mark(std::string_view text, bool& edited);

}  // namespace voxmap::whatsapp
