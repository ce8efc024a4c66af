// Labels at the start of a line: what could be a speaker's name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "transcript.hpp"

namespace voxmap::transcript {

enum class LabelShape : std::uint8_t {
  none,
  phrase,   // more than two words of small letters: "kim from support", "and then I said"
  word,     // could be any word: "dionysuz.eth", "and then"
  name,     // every word with a capital letter or a digit: "Bing T (bing)", "Alfeck"
  role,     // says a role: "Interviewer", "Q", "Speaker 1", "P07"
  bracket,  // "[id1] text"
};

struct Label {
  std::string name;
  LabelShape shape = LabelShape::none;
  std::size_t end = 0;  // where the speech begins in the line
  Offset at;            // a time beside the name: "Speaker 1 (00:03):"
};

// "Name: words", "[id1] words", "[00:12] Name: words", "**Name:** words", and "Name  0:03" headers.
// nullopt when the line begins with no label, or with a word that is known to be none ("Note:").
[[nodiscard]] std::optional<Label> label_at(std::string_view line);

// "10:02:11 From Ann Lee to Everyone: words" of a Zoom chat; direct: to one person, as its brackets
// say, "(Direct Message)", "(Privately)".
enum class ChatHead : std::uint8_t { none, open, direct };
[[nodiscard]] ChatHead chat_head(std::string_view line);

// A line that is a name or a role and nothing else.
[[nodiscard]] bool is_name_line(std::string_view line);

}  // namespace voxmap::transcript
