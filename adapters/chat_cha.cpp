// CHAT, the transcripts of TalkBank and CLAN: tiers of speakers, codes among the words.
#include <algorithm>
#include <array>
#include <map>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "transcript.hpp"
#include "transcript_adapters.hpp"
#include "transcript_lines.hpp"

namespace voxmap {
namespace {

using transcript::Lines;
using transcript::Offset;
using transcript::Piece;
using transcript::Transcript;

constexpr char kTimeBullet = '\x15';  // around "start_end" in milliseconds

// "*SPK:" and a tab or space: the code of who speaks; empty when the line is none.
std::string_view speaker_of(std::string_view line) {
  if (!line.starts_with('*')) return {};
  const std::size_t colon = line.substr(0, 40).find(':');
  if (colon == std::string_view::npos || colon < 2 || line.find(' ') < colon) return {};
  return line.substr(1, colon - 1);
}

bool recognises_chat_cha(std::string_view head) {
  const Lines lines = transcript::head_lines(head);
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 12); ++i) {
    const std::string_view line = trim(lines[i]);
    if (line == "@Begin") return true;
    if (!line.empty() && !line.starts_with('@')) return false;
  }
  return false;
}

// The two-letter code where there is one, as BCP 47 wants it.
std::string two_letter_code(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kShort = {{
      {"ara", "ar"}, {"dan", "da"}, {"deu", "de"}, {"ell", "el"}, {"eng", "en"},
      {"fin", "fi"}, {"fra", "fr"}, {"heb", "he"}, {"hun", "hu"}, {"ita", "it"},
      {"jpn", "ja"}, {"kor", "ko"}, {"nld", "nl"}, {"nor", "no"}, {"pol", "pl"},
      {"por", "pt"}, {"rus", "ru"}, {"spa", "es"}, {"swe", "sv"}, {"zho", "zh"},
  }};
  const auto* const found =
      std::ranges::find(kShort, code, &std::pair<std::string_view, std::string_view>::first);
  return std::string(found == kShort.end() ? code : found->second);
}

// "27-FEB-1974" as 1974-02-27; as written when it is not of that form.
std::string date_of(std::string_view written) {
  constexpr std::array<std::string_view, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  if (written.size() != 11 || written[2] != '-' || written[6] != '-') return std::string(written);
  const auto* const month = std::ranges::find(kMonths, written.substr(3, 3));
  if (month == kMonths.end()) return std::string(written);
  const auto number = month - kMonths.begin() + 1;
  return std::string(written.substr(7)) + (number < 10 ? "-0" : "-") + std::to_string(number) +
         "-" + std::string(written.substr(0, 2));
}

// One word without CHAT's marks; empty when it is a code and no word.
std::string plain_word(std::string_view word) {
  if (word.starts_with("&=") || word.starts_with("&{") || word.starts_with("&}") ||
      word.starts_with('0') || word == "xxx" || word == "yyy" || word == "www") {
    return {};
  }
  for (const std::string_view lead : {"&-", "&~", "&+", "&*"}) {
    if (word.starts_with(lead)) word.remove_prefix(lead.size());
  }
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    bool mark = false;
    for (const std::string_view overlap : {"⌈", "⌉", "⌊", "⌋"}) {
      if (!word.substr(i).starts_with(overlap)) continue;
      i += overlap.size();
      while (i < word.size() && is_digit(word[i])) ++i;  // which overlap it is
      mark = true;
      break;
    }
    if (mark) continue;
    const char c = word[i++];
    if (c == '@' && !out.empty()) break;  // "doggie@c": what kind of word it is
    if (c != '<' && c != '>' && c != '(' && c != ')') out += c;
  }
  return out;
}

// What was said, without bullets, bracketed codes, pauses; marks stand behind their word.
std::string plain_speech(std::string_view tier) {
  std::string out;
  std::size_t pos = 0;
  while (pos < tier.size()) {
    if (tier[pos] == ' ' || tier[pos] == '\t') {
      ++pos;
      continue;
    }
    if (tier[pos] == '[' || tier[pos] == kTimeBullet) {
      const char close = tier[pos] == '[' ? ']' : kTimeBullet;
      const std::size_t end = tier.find(close, pos + 1);
      pos = end == std::string_view::npos ? tier.size() : end + 1;
      continue;
    }
    std::size_t end = tier.find_first_of(" \t[\x15", pos);
    end = std::min(end, tier.size());
    const std::string_view word = tier.substr(pos, end - pos);
    pos = end;
    const bool pause = word.starts_with('(') && word.find('.') != std::string_view::npos &&
                       word.find_first_not_of("().0123456789:") == std::string_view::npos;
    if (pause) continue;
    if (word.starts_with('+')) {  // "+..." trails off, "+/." is interrupted
      if (word == "+..." || word == "+..?") out += word.substr(1);
      if (word.ends_with('?') || word.ends_with('!')) out += word.back();
      continue;
    }
    const std::string plain = plain_word(word);
    if (plain.empty()) continue;
    const bool mark = plain.find_first_not_of(".,!?;:") == std::string::npos;
    if (!out.empty() && !mark) out += ' ';
    out += plain;
  }
  return out;
}

// "\x15start_end\x15", the last one of the tier.
void set_times(std::string_view tier, Piece& piece) {
  const std::size_t close = tier.rfind(kTimeBullet);
  if (close == std::string_view::npos || close == 0) return;
  const std::size_t open = tier.rfind(kTimeBullet, close - 1);
  if (open == std::string_view::npos) return;
  const std::string_view inside = tier.substr(open + 1, close - open - 1);
  const std::size_t bar = inside.find('_');
  if (bar == std::string_view::npos) return;
  piece.at = transcript::milliseconds_of(inside.substr(0, bar));
  piece.until = transcript::milliseconds_of(inside.substr(bar + 1));
  if (piece.at && piece.until && *piece.until < *piece.at) piece.until = std::nullopt;
}

class ChatReader {
 public:
  explicit ChatReader(const Lines& lines) : lines_(lines) {}

  Transcript read() {
    transcript_.has_speakers = true;
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t end = i + 1;
      while (end < lines_.size() && lines_[end].starts_with('\t')) ++end;  // the tier goes on
      tier(i, end);
      i = end;
    }
    return std::move(transcript_);
  }

 private:
  std::string joined(std::size_t first, std::size_t end, std::size_t skip) const {
    std::string text(lines_[first].substr(std::min(skip, lines_[first].size())));
    for (std::size_t i = first + 1; i < end; ++i) text.append(1, ' ').append(trim(lines_[i]));
    return text;
  }

  void tier(std::size_t first, std::size_t end) {
    const std::string_view line = lines_[first];
    if (const std::string_view code = speaker_of(line); !code.empty()) {
      const std::string words = joined(first, end, code.size() + 2);
      Piece piece;
      piece.text = plain_speech(words);
      const auto known = labels_.find(code);
      piece.speaker = known == labels_.end() ? std::string(code) : known->second;
      piece.starts = true;
      set_times(words, piece);
      piece.origin = lines_.place(first, end - 1);
      // A full stop alone is what is left of words nobody understood.
      const bool said = piece.text.find_first_not_of(".,!?;: ") != std::string::npos;
      if (said) transcript_.pieces.push_back(std::move(piece));
    } else if (line.starts_with('@')) {
      const std::size_t colon = std::min(line.find(':'), line.size());
      header(line.substr(0, colon), std::string(trim(joined(first, end, colon + 1))));
    }
  }

  void header(std::string_view name, const std::string& value) {
    if (name == "@Languages") {
      transcript_.language = two_letter_code(trim(value.substr(0, value.find(','))));
    } else if (name == "@Date") {
      transcript_.date_text = date_of(value);
    } else if (name == "@Participants") {
      std::string_view rest = value;
      while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        participant(trim(rest.substr(0, comma)));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
      }
    }
  }

  // "INV Anna Investigator": the code is the label, and says so when the role is to ask.
  void participant(std::string_view entry) {
    const std::string_view code = entry.substr(0, entry.find(' '));
    const std::string_view role = entry.substr(entry.rfind(' ') + 1);
    if (!code.empty() && transcript::is_interviewer_label(role)) {
      labels_.insert_or_assign(std::string(code),
                               std::string(code) + " (" + std::string(role) + ")");
    }
  }

  const Lines& lines_;
  std::map<std::string, std::string, std::less<>> labels_;
  Transcript transcript_;
};

Transcript parse_cha(const Lines& lines) { return ChatReader(lines).read(); }

std::unique_ptr<Source> open_chat_cha(Input input) {
  return transcript::open_transcript(std::move(input), parse_cha);
}

}  // namespace

constinit const Adapter kChat = {"chat_cha",
                                 "transcripts in CHAT (.cha) of TalkBank and CLAN",
                                 SourceKind::interview,
                                 transcript::kTranscriptOptions,
                                 "extra/p08-chat.cha",
                                 recognises_chat_cha,
                                 open_chat_cha};

}  // namespace voxmap
