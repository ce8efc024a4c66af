// What its writer says in a mail, told from what they quote and from what stands below it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace voxmap::mail {

enum class Part { own, quoted, signature };

struct Passage {
  std::string text;
  Part part = Part::own;
};

// Lines with '>' and the line with a colon that announces them are quoted; so is all behind
// "-----Original Message-----" and its like in any language, and behind a block of headers as
// Outlook puts above a mail it answers. A signature begins at "-- ", or at what mailing lists add.
// Lines that were wrapped to a width become paragraphs again; no other character is changed.
// `flowed`: lines that end with a blank go on (RFC 3676). Blank passages are left out.
[[nodiscard]] std::vector<Passage> passages_of(std::string_view text, bool flowed);

}  // namespace voxmap::mail
