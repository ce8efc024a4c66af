// JSON transcripts of Google's and Microsoft's speech services: phrases, with words and speakers
// below them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "transcript_json.hpp"

namespace voxmap::transcript {
namespace {

using json::Node;
using json::Tree;

std::string_view one_of(const Tree& tree, const Node* from,
                        std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const auto text = tree.text(from, {key}); !text.empty()) return text;
  }
  return {};
}

void add_phrase(const Tree& tree, const Node& node, std::string_view text, std::string speaker,
                Offset at, Offset until, Transcript& transcript) {
  if (trim(text).empty()) return;
  Piece piece;
  piece.text = trim(text);
  piece.speaker = std::move(speaker);
  piece.starts = true;
  piece.at = at;
  piece.until = until;
  piece.origin = tree.place(node);
  transcript.has_speakers = transcript.has_speakers || !piece.speaker.empty();
  transcript.pieces.push_back(std::move(piece));
}

// Channels stand one after the other; people spoke in turns.
void in_time(Transcript& transcript) {
  std::ranges::stable_sort(transcript.pieces, {}, [](const Piece& piece) { return piece.at; });
}

// A number of seconds, milliseconds or, as .NET counts, of 100 nanoseconds.
Offset scaled(std::string_view number, double unit) {
  double value = 0;
  const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc{} || !(value >= 0) || value * unit > 3.2e10) return std::nullopt;
  return std::chrono::milliseconds(std::llround(value * unit));
}

// "PT1M2.5S"
Offset iso_duration(std::string_view text) {
  if (!text.starts_with("PT")) return std::nullopt;
  double seconds = 0;
  const char* at = text.data() + 2;
  const char* const end = text.data() + text.size();
  while (at < end) {
    double value = 0;
    const auto [stop, error] = std::from_chars(at, end, value);
    if (error != std::errc{} || stop == end || value < 0) return std::nullopt;
    const double unit = *stop == 'H' ? 3600 : *stop == 'M' ? 60 : *stop == 'S' ? 1 : 0;
    if (unit == 0) return std::nullopt;
    seconds += value * unit;
    at = stop + 1;
  }
  return seconds > 3.2e7 ? Offset() : std::chrono::milliseconds(std::llround(seconds * 1000));
}

Offset azure_time(const Tree& tree, const Node* phrase, const std::string& name) {
  if (const auto ms = tree.text(phrase, {name + "Milliseconds"}); !ms.empty()) return scaled(ms, 1);
  constexpr double kTick = 1e-4;
  if (const auto t = tree.text(phrase, {name + "InTicks"}); !t.empty()) return scaled(t, kTick);
  return iso_duration(tree.text(phrase, {name}));
}

// Words with a tag for who said them, joined to one piece a speaker and sentence.
void read_tagged(const Tree& tree, const std::vector<const Node*>& words, Transcript& transcript) {
  const Node* first = nullptr;
  const Node* last = nullptr;
  std::string text;
  std::string speaker;
  const auto flush = [&] {
    if (first == nullptr) return;
    add_phrase(tree, *first, text, "Speaker " + speaker,
               json_time(one_of(tree, first, {"startTime", "startOffset"}), false),
               json_time(one_of(tree, last, {"endTime", "endOffset"}), false), transcript);
    if (!transcript.pieces.empty()) transcript.pieces.back().origin = tree.place(*first, *last);
    first = nullptr;
    text.clear();
  };
  for (const Node* const word : words) {
    const std::string_view tag = one_of(tree, word, {"speakerTag", "speakerLabel"});
    const std::string_view spoken = tree.text(word, {"word"});
    if (spoken.empty()) continue;
    if (first != nullptr && (tag != speaker || ends_sentence(text))) flush();
    if (first == nullptr) {
      first = word;
      speaker = tag;
    } else {
      text += ' ';
    }
    text += spoken;
    last = word;
  }
  flush();
}

bool is_tagged(const Tree& tree, const std::vector<const Node*>& words) {
  return std::ranges::any_of(words, [&](const Node* word) {
    const auto tag = one_of(tree, word, {"speakerTag", "speakerLabel"});
    return !tag.empty() && tag != "0";
  });
}

void read_google(const Tree& tree, const std::vector<const Node*>& results,
                 Transcript& transcript) {
  struct Result {
    const Node* whole;
    const Node* best;
    std::vector<const Node*> words;
  };
  std::vector<Result> all;
  std::set<std::string_view> channels;
  std::size_t tagged = 0;
  for (const Node* const result : results) {
    const auto alternatives = tree.items(tree.find(result, {"alternatives"}));
    if (alternatives.empty()) continue;
    all.push_back({result, alternatives[0], tree.items(tree.find(alternatives[0], {"words"}))});
    channels.insert(tree.text(result, {"channelTag"}));
    tagged += is_tagged(tree, all.back().words) ? 1U : 0U;
  }
  if (all.empty()) return;
  // Where only the last result has tags, it is everything once more.
  if (tagged == 1 && is_tagged(tree, all.back().words)) all.erase(all.begin(), all.end() - 1);
  Offset before;
  for (const Result& result : all) {
    if (tagged > 0 && is_tagged(tree, result.words)) {
      read_tagged(tree, result.words, transcript);
      continue;
    }
    const Node* const text = tree.find(result.best, {"transcript"});
    if (text == nullptr) continue;
    Offset until =
        json_time(one_of(tree, result.whole, {"resultEndTime", "resultEndOffset"}), false);
    Offset at = before;
    if (!result.words.empty()) {
      at = json_time(one_of(tree, result.words.front(), {"startTime", "startOffset"}), false);
      until = json_time(one_of(tree, result.words.back(), {"endTime", "endOffset"}), false);
    }
    const std::string_view channel = tree.text(result.whole, {"channelTag"});
    const bool named = channels.size() > 1 && !channel.empty();
    add_phrase(tree, *text, text->text, named ? "Channel " + std::string(channel) : std::string(),
               at, until, transcript);
    if (channels.size() == 1) before = until;
  }
  const auto language = tree.text(all.front().whole, {"languageCode"});
  if (transcript.language.empty()) transcript.language = json_language(language);
}

void read_azure(const Tree& tree, const std::vector<const Node*>& phrases, Transcript& transcript) {
  std::set<std::string_view> channels;
  for (const Node* const phrase : phrases) channels.insert(tree.text(phrase, {"channel"}));
  for (const Node* const phrase : phrases) {
    const Node* text = tree.find(phrase, {"text"});
    const auto best = tree.items(tree.find(phrase, {"nBest"}));
    if (text == nullptr && !best.empty()) text = tree.find(best.front(), {"display"});
    if (text == nullptr) continue;
    std::string speaker = json_speaker(tree, tree.find(phrase, {"speaker"}));
    const std::string_view channel = tree.text(phrase, {"channel"});
    if (speaker.empty() && channels.size() > 1) speaker = "Channel " + std::string(channel);
    const Offset at = azure_time(tree, phrase, "offset");
    const Offset length = azure_time(tree, phrase, "duration");
    const Offset until = at && length ? Offset(*at + *length) : Offset();
    add_phrase(tree, *text, text->text, std::move(speaker), at, until, transcript);
    if (transcript.language.empty()) {
      transcript.language = json_language(tree.text(phrase, {"locale"}));
    }
  }
  if (channels.size() > 1) in_time(transcript);
}

}  // namespace

bool is_speech_service(const JsonOutline& outline) {
  for (const std::string_view at : {"", ".response"}) {
    const std::string path = std::string(at) + ".results[]";
    if (outline.has(path + ".alternatives[].transcript") ||
        outline.has(path + ".alternatives[].words[].word")) {
      return true;
    }
  }
  return outline.has(".recognizedPhrases[].nBest[].display") ||
         outline.has(".combinedRecognizedPhrases") || outline.has(".phrases[].offsetMilliseconds");
}

bool read_speech_service(const Tree& tree, Transcript& transcript) {
  for (const std::string_view list : {"recognizedPhrases", "phrases"}) {
    const auto phrases = tree.items(tree.find(&tree.root(), {list}));
    if (phrases.empty()) continue;
    read_azure(tree, phrases, transcript);
    return true;
  }
  auto results = tree.items(tree.find(&tree.root(), {"results"}));
  if (results.empty()) results = tree.items(tree.find(&tree.root(), {"response", "results"}));
  if (results.empty()) return false;
  read_google(tree, results, transcript);
  return true;
}

}  // namespace voxmap::transcript
