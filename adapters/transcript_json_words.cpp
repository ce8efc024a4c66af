// JSON transcripts that are lists of single words.
#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "transcript_json.hpp"

namespace voxmap::transcript {
namespace {

using json::Node;
using json::Tree;

// Joins words to pieces; a piece ends with its sentence or when somebody else speaks.
class Words {
 public:
  Words(const Tree& tree, Transcript& transcript) : tree_(tree), transcript_(transcript) {}
  ~Words() { flush(); }
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  // `glue`: stands directly behind what came before (a mark, or text with its own spaces).
  void add(const Node& node, std::string_view text, std::string_view speaker, bool glue, Offset at,
           Offset until) {
    if (first_ != nullptr && speaker != piece_.speaker) flush();
    if (first_ == nullptr) {
      if (trim(text).empty()) return;
      first_ = &node;
      piece_.speaker = speaker;
    } else if (!glue) {
      piece_.text += ' ';
    }
    piece_.text += text;
    last_ = &node;
    if (!piece_.at) piece_.at = at;
    if (until) piece_.until = until;
  }

  // The end of the list, of a monologue or a channel.
  void flush() {
    if (first_ == nullptr) return;
    piece_.text = std::string(trim(piece_.text));
    piece_.starts = true;
    piece_.origin = tree_.place(*first_, *last_);
    transcript_.has_speakers = transcript_.has_speakers || !piece_.speaker.empty();
    transcript_.pieces.push_back(std::move(piece_));
    piece_ = {};
    first_ = nullptr;
  }

  void flush_sentence() {
    if (first_ != nullptr && ends_sentence(piece_.text)) flush();
  }

 private:
  const Tree& tree_;
  Transcript& transcript_;
  Piece piece_;
  const Node* first_ = nullptr;
  const Node* last_ = nullptr;
};

// Channels are listed one after the other; people spoke in turns.
void sort_by_time(Transcript& transcript) {
  Offset last;
  for (Piece& piece : transcript.pieces) {
    if (!piece.at) piece.at = last;
    last = piece.at;
  }
  std::ranges::stable_sort(transcript.pieces, {}, [](const Piece& piece) { return piece.at; });
}

using SpeakerTable = std::map<std::string_view, std::string, std::less<>>;

// The start times of words, exactly as written, and who said them.
SpeakerTable aws_speakers(const Tree& tree) {
  SpeakerTable out;
  const Node* const segments = tree.find(&tree.root(), {"results", "speaker_labels", "segments"});
  for (const Node* const segment : tree.items(segments)) {
    for (const Node* const item : tree.items(tree.find(segment, {"items"}))) {
      const Node* label = tree.find(item, {"speaker_label"});
      if (label == nullptr) label = tree.find(segment, {"speaker_label"});
      out.emplace(tree.text(item, {"start_time"}), json_speaker(tree, label));
    }
  }
  return out;
}

void read_items(const Tree& tree, const Node* list, const SpeakerTable& speakers,
                const std::string& channel, Words& words) {
  std::string speaker = channel;
  for (const Node* const item : tree.items(list)) {
    const auto alternatives = tree.items(tree.find(item, {"alternatives"}));
    const Node* const content =
        alternatives.empty() ? nullptr : tree.find(alternatives.front(), {"content"});
    if (content == nullptr || content->kind != Node::Kind::string) continue;
    const std::string_view start = tree.text(item, {"start_time"});
    const bool mark = tree.text(item, {"type"}) == "punctuation";
    if (channel.empty() && !mark) {
      if (const Node* const label = tree.find(item, {"speaker_label"})) {
        speaker = json_speaker(tree, label);
      } else if (const auto found = speakers.find(start); found != speakers.end()) {
        speaker = found->second;
      }
    }
    if (!mark) words.flush_sentence();
    words.add(*content, content->text, speaker, mark, json_time(start, false),
              json_time(tree.text(item, {"end_time"}), false));
  }
  words.flush();
}

}  // namespace

void read_aws_items(const Tree& tree, Transcript& transcript) {
  const auto channels =
      tree.items(tree.find(&tree.root(), {"results", "channel_labels", "channels"}));
  {
    Words words(tree, transcript);
    if (channels.empty()) {
      const Node* const items = tree.find(&tree.root(), {"results", "items"});
      read_items(tree, items, aws_speakers(tree), {}, words);
    }
    for (const Node* const channel : channels) {
      const std::string label = json_speaker(tree, tree.find(channel, {"channel_label"}));
      read_items(tree, tree.find(channel, {"items"}), {}, label, words);
    }
  }
  if (!channels.empty()) sort_by_time(transcript);
}

void read_rev_monologues(const Tree& tree, Transcript& transcript) {
  std::map<std::string, std::string, std::less<>> names;
  for (const Node* const speaker : tree.items(tree.find(&tree.root(), {"speakers"}))) {
    names.emplace(tree.text(speaker, {"id"}), tree.text(speaker, {"name"}));
  }
  Words words(tree, transcript);
  for (const Node* const monologue : tree.items(tree.find(&tree.root(), {"monologues"}))) {
    const auto named = names.find(tree.text(monologue, {"speaker"}));
    std::string speaker = named == names.end() ? std::string() : named->second;
    if (speaker.empty()) speaker = json_speaker(tree, tree.find(monologue, {"speaker"}));
    for (const Node* const element : tree.items(tree.find(monologue, {"elements"}))) {
      const Node* const value = tree.find(element, {"value"});
      if (value == nullptr || value->kind != Node::Kind::string) continue;
      words.add(*value, value->text, speaker, true, json_time(tree.text(element, {"ts"}), false),
                json_time(tree.text(element, {"end_ts"}), false));
    }
    words.flush();
  }
}

void read_deepgram_channels(const Tree& tree, Transcript& transcript) {
  const auto channels = tree.items(tree.find(&tree.root(), {"results", "channels"}));
  {
    Words words(tree, transcript);
    for (std::size_t i = 0; i < channels.size(); ++i) {
      const auto alternatives = tree.items(tree.find(channels[i], {"alternatives"}));
      if (alternatives.empty()) continue;
      for (const Node* const word : tree.items(tree.find(alternatives.front(), {"words"}))) {
        const Node* text = tree.find(word, {"punctuated_word"});
        if (text == nullptr) text = tree.find(word, {"word"});
        if (text == nullptr || text->kind != Node::Kind::string) continue;
        std::string speaker = json_speaker(tree, tree.find(word, {"speaker"}));
        if (speaker.empty() && channels.size() > 1) speaker = "Speaker " + std::to_string(i);
        words.flush_sentence();
        words.add(*text, text->text, speaker, false, json_time(tree.text(word, {"start"}), false),
                  json_time(tree.text(word, {"end"}), false));
      }
      words.flush();
    }
  }
  if (channels.size() > 1) sort_by_time(transcript);
}

}  // namespace voxmap::transcript
