// Transcripts as JSON: Whisper and its kin, AWS Transcribe, Rev.ai, AssemblyAI, Deepgram, and any
// list of segments that have words, times and speakers.
#include "transcript_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "transcript_adapters.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace transcript {

Offset json_time(std::string_view text, bool milli) {
  if (text.find(':') != std::string_view::npos) return parse_stamp(trim(text));
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
  constexpr double kYear = 366.0 * 24 * 3600 * 1000;
  const double milliseconds = milli ? number : number * 1000;
  if (error != std::errc{} || !(unit.empty() || unit == "s")) return std::nullopt;
  if (!(milliseconds >= 0 && milliseconds <= kYear)) return std::nullopt;
  return std::chrono::milliseconds(std::llround(milliseconds));
}

std::string json_speaker(const json::Tree& tree, const json::Node* value) {
  if (value == nullptr) return {};
  switch (value->kind) {
    case json::Node::Kind::string:
      return std::string(trim(value->text));
    case json::Node::Kind::number:
      return "Speaker " + std::string(value->text);
    case json::Node::Kind::object:
      for (const std::string_view key : {"name", "label", "display_name", "id"}) {
        if (auto name = json_speaker(tree, tree.find(value, {key})); !name.empty()) return name;
      }
      return {};
    case json::Node::Kind::array:
    case json::Node::Kind::other:
    case json::Node::Kind::damaged:
      return {};
  }
  return {};
}

std::string json_language(std::string_view written) {
  std::string tag(written);
  std::ranges::replace(tag, '_', '-');
  const std::size_t first = std::min(tag.find('-'), tag.size());
  const bool letters = std::ranges::all_of(tag, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  return letters && (first == 2 || first == 3) ? tag : std::string();
}

namespace {

using json::Node;
using json::Tree;

// Where programs keep their segments. The path as the outline of a head writes it.
constexpr std::array<std::string_view, 16> kLists = {".utterances",
                                                     ".results.utterances",
                                                     ".segments",
                                                     ".results.segments",
                                                     ".Transcript",
                                                     ".transcription",
                                                     ".transcripts",
                                                     ".speech.transcripts",
                                                     ".sentences",
                                                     ".transcript.segments",
                                                     ".turns",
                                                     ".transcript",
                                                     ".data.transcript.sentences",
                                                     ".transcript.sentences",
                                                     ".words",
                                                     ""};

constexpr std::array<std::string_view, 4> kTexts = {"text", "transcript", "Content", "sentence"};
constexpr std::array<std::string_view, 9> kStarts = {
    "start",    "start_time", "startTime",         "begin",       "start_ms",
    "start_ts", "offsets",    "BeginOffsetMillis", "start_offset"};
constexpr std::array<std::string_view, 7> kEndKeys = {
    "end", "end_time", "endTime", "end_ms", "end_ts", "EndOffsetMillis", "end_offset"};
constexpr std::array<std::string_view, 7> kSpeakers = {
    "speaker",     "speaker_name", "speakerName",    "speaker_label",
    "speaker_tag", "speaker_id",   "ParticipantRole"};

bool is_aws(const JsonOutline& outline) {
  return outline.has(".results.items[].alternatives") ||
         (outline.has(".results.transcripts[].transcript") &&
          (outline.has(".jobName") || outline.has(".results.speaker_labels") ||
           outline.has(".results.channel_labels") || outline.has(".accountId")));
}

bool has_segments(const JsonOutline& outline, std::string_view list) {
  const std::string item = std::string(list) + "[].";
  const auto any = [&](std::span<const std::string_view> keys) {
    return std::ranges::any_of(
        keys, [&](std::string_view key) { return outline.has(item + std::string(key)); });
  };
  return any(kTexts) && any(kStarts);
}

bool recognises(std::string_view head) {
  const JsonOutline outline(head);
  if (!outline.is_json()) return false;
  if (is_aws(outline) || is_speech_service(outline) ||
      outline.has(".monologues[].elements[].value") ||
      outline.has(".results.channels[].alternatives[].words") ||
      outline.has(".results.channels[].alternatives[].transcript")) {
    return true;
  }
  if (std::ranges::any_of(kLists,
                          [&](std::string_view list) { return has_segments(outline, list); })) {
    return true;
  }
  // Whisper writes the whole text first; that of a long talk fills the head by itself.
  const std::string_view start = trim(head.substr(0, 64));
  return head.size() == kHeadBytes && start.starts_with('{') &&
         trim(start.substr(1)).starts_with("\"text\":") && outline.has(".text") &&
         outline.has_only(".text");
}

// A segment's parts; nullptr for what it lacks.
const Node* first_of(const Tree& tree, const Node* segment,
                     std::span<const std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const Node* const found = tree.find(segment, {key})) return found;
  }
  return nullptr;
}

struct Segment {
  const Node* whole = nullptr;
  const Node* text = nullptr;
  const Node* speaker = nullptr;
  std::string_view start, end;
  bool milli = false;  // by the names of its fields
};

Segment segment_at(const Tree& tree, const Node* node) {
  Segment out{node, first_of(tree, node, kTexts), first_of(tree, node, kSpeakers), {}, {}, false};
  const Node* const start = first_of(tree, node, kStarts);
  if (start != nullptr && start->key == "offsets") {  // whisper.cpp: {"from": 0, "to": 2480}
    out.start = tree.text(start, {"from"});
    out.end = tree.text(start, {"to"});
    out.milli = true;
    return out;
  }
  out.start = tree.text(start, {});
  out.end = tree.text(first_of(tree, node, kEndKeys), {});
  out.milli = start != nullptr && (start->key.ends_with("_ms") || start->key.ends_with("Millis"));
  return out;
}

bool in_milliseconds(const std::vector<Segment>& segments) {
  std::size_t said = 0;
  double last = 0;
  for (const Segment& segment : segments) {
    if (segment.text != nullptr) said += segment.text->text.size();
    for (const std::string_view time : {segment.start, segment.end}) {
      if (time.find_first_not_of("0123456789") != std::string_view::npos) return false;
      double number = 0;
      std::from_chars(time.data(), time.data() + time.size(), number);
      last = std::max(last, number);
    }
  }
  return counts_milliseconds(last, said);
}

void read_segments(const Tree& tree, const Node* list, Transcript& transcript) {
  std::vector<Segment> segments;
  for (const Node* const item : tree.items(list)) segments.push_back(segment_at(tree, item));
  const bool named = std::ranges::any_of(segments, &Segment::milli);
  const bool milli = named || in_milliseconds(segments);
  if (milli && !named) transcript.notes.emplace_back("times read as milliseconds");
  std::map<std::string, std::string, std::less<>> names;
  const Node* table = tree.find(&tree.root(), {"speakers"});
  if (table == nullptr) table = tree.find(&tree.root(), {"speech", "speakers"});
  for (const Node* const speaker : tree.items(table)) {
    std::string name = json_speaker(tree, tree.find(speaker, {"name"}));
    if (name.empty()) name = json_speaker(tree, tree.find(speaker, {"speaker_name"}));
    names.emplace(json_speaker(tree, tree.find(speaker, {"id"})), std::move(name));
  }
  for (const Segment& segment : segments) {
    if (segment.text == nullptr || segment.text->kind != Node::Kind::string) {
      transcript.rejects.push_back({tree.place(*segment.whole),
                                    {},
                                    "text",
                                    "missing_text",
                                    "this segment has no text that can be read",
                                    printable(tree.raw(*segment.whole), 4096)});
      continue;
    }
    Piece piece;
    piece.text = trim(segment.text->text);
    piece.speaker = json_speaker(tree, segment.speaker);
    const auto known = names.find(piece.speaker);
    if (known != names.end() && !known->second.empty()) piece.speaker = known->second;
    piece.starts = true;
    piece.at = json_time(segment.start, milli);
    piece.until = json_time(segment.end, milli);
    if (piece.until && piece.at && *piece.until < *piece.at) piece.until = std::nullopt;
    piece.origin = tree.place(*segment.text);
    transcript.has_speakers = transcript.has_speakers || !piece.speaker.empty();
    if (!piece.text.empty()) transcript.pieces.push_back(std::move(piece));
  }
}

const Node* list_at(const Tree& tree, std::string_view path) {
  const Node* node = &tree.root();
  while (node != nullptr && !path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('.'), path.size());
    node = tree.find(node, {path.substr(0, end)});
    path.remove_prefix(end);
  }
  return node;
}

Transcript parse(std::string_view bytes, const std::string& name) {
  const Tree tree(bytes, name);
  Transcript transcript;
  for (const std::initializer_list<std::string_view> path :
       {std::initializer_list<std::string_view>{"language"},
        {"language_code"},
        {"results", "language_code"},
        {"result", "language"},
        {"LanguageCode"}}) {
    if (transcript.language.empty()) {
      transcript.language = json_language(tree.text(&tree.root(), path));
    }
  }
  for (const std::string_view path : kLists) {
    const Node* const list = list_at(tree, path);
    const auto items = tree.items(list);
    const bool read = std::ranges::any_of(items, [&](const Node* item) {
      const Segment segment = segment_at(tree, item);
      return segment.text != nullptr && !segment.start.empty();
    });
    if (!read) continue;
    read_segments(tree, list, transcript);
    return transcript;
  }
  if (tree.find(&tree.root(), {"monologues"}) != nullptr) {
    read_rev_monologues(tree, transcript);
  } else if (tree.find(&tree.root(), {"results", "channels"}) != nullptr) {
    read_deepgram_channels(tree, transcript);
  } else if (tree.find(&tree.root(), {"results", "items"}) != nullptr ||
             tree.find(&tree.root(), {"results", "channel_labels"}) != nullptr) {
    read_aws_items(tree, transcript);
  } else if (!read_speech_service(tree, transcript)) {
    throw Error(Exit::data, name + ": JSON without segments, words or monologues",
                "transcript_json reads Whisper, AWS Transcribe, Rev.ai, AssemblyAI, Deepgram");
  }
  return transcript;
}

std::unique_ptr<Source> open(Input input) { return open_bytes(std::move(input), parse); }

}  // namespace
}  // namespace transcript

constinit const Adapter kTranscriptJson = {
    "transcript_json",
    "interview recordings as JSON: Whisper, AWS Transcribe, Rev.ai, AssemblyAI, Deepgram",
    SourceKind::interview,
    std::span<const Option>(transcript::kTranscriptOptions).first(transcript::kOwnEncodingOptions),
    "extra/p06-whisper.json",
    transcript::recognises,
    transcript::open};

}  // namespace voxmap
