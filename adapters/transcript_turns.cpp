// From pieces to turns: joining, interviewer, prompts, the person who is interviewed.
#include <algorithm>
#include <array>
#include <map>

#include "base/time.hpp"
#include "base/utf8.hpp"
#include "options.hpp"
#include "transcript.hpp"
#include "voxmap/error.hpp"

namespace voxmap::transcript {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kPromptLimit = 300;
// Without speakers a verbatim ends at a silence this long, or when captions have no full stops.
constexpr milliseconds kPause{3000};
constexpr std::size_t kLongSpeech = 1000;

void extend(Place& place, const Place& more) {
  const std::uint64_t end = std::max(place.byte + place.bytes, more.byte + more.bytes);
  place.line = std::min(place.line, more.line);
  place.byte = std::min(place.byte, more.byte);
  place.bytes = end - place.byte;
}

class TurnJoiner {
 public:
  TurnJoiner(const Transcript& transcript, const Options& options) : transcript_(transcript) {
    if (const auto seconds = seconds_option(options, "max_gap")) {
      max_gap_ = milliseconds(*seconds * 1000);
    }
  }

  std::vector<Verbatim> join() {
    for (const Piece& piece : transcript_.pieces) {
      if (piece.text.empty()) continue;
      if (turns_.empty() || begins_turn(piece)) {
        Verbatim turn;
        turn.text = piece.text;
        turn.speaker = piece.speaker;
        turn.at = piece.at;
        turn.until = piece.until;
        turn.origin = piece.origin;
        turns_.push_back(std::move(turn));
      } else {
        Verbatim& turn = turns_.back();
        turn.text.append(1, ' ').append(piece.text);
        if (piece.until && (!turn.until || *turn.until < *piece.until)) turn.until = piece.until;
        // Words whose end is not known: the turn did not end before they began.
        if (turn.until && piece.at && *turn.until < *piece.at) turn.until = piece.at;
        extend(turn.origin, piece.origin);
      }
    }
    return std::move(turns_);
  }

 private:
  bool begins_turn(const Piece& piece) const {
    const Verbatim& turn = turns_.back();
    if (piece.speaker != turn.speaker) return true;
    if (piece.new_turn && !transcript_.has_speakers) return true;
    const Offset ended = turn.until ? turn.until : turn.at;
    const bool timed = ended && piece.at;
    if (max_gap_ && timed && *piece.at > *ended + *max_gap_) return true;
    if (transcript_.has_speakers) return false;
    // Nobody is named: a verbatim is a sentence or a paragraph, so that it can be found by its
    // time.
    if (transcript_.paragraphs) return piece.starts;
    return ends_sentence(turn.text) || (timed && *piece.at > *ended + kPause) ||
           turn.text.size() >= kLongSpeech;
  }

  const Transcript& transcript_;
  std::optional<milliseconds> max_gap_;
  std::vector<Verbatim> turns_;
};

std::string plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

// Labels and how many turns each has, in order of appearance.
struct Speakers {
  std::vector<std::string> names;
  std::map<std::string, bool, std::less<>> asks;
};

Speakers speakers_of(const std::vector<Verbatim>& turns, const std::vector<std::string>& given,
                     std::vector<std::string>& notes) {
  Speakers speakers;
  for (const Verbatim& turn : turns) {
    if (turn.speaker.empty() || speakers.asks.contains(turn.speaker)) continue;
    speakers.names.push_back(turn.speaker);
    speakers.asks.emplace(turn.speaker, false);
  }
  std::vector<std::string> wanted;
  for (const std::string& name : given) wanted.push_back(fold(name));
  std::vector<bool> met(wanted.size());
  for (auto& [name, asks] : speakers.asks) {
    if (given.empty()) {
      asks = is_interviewer_label(name);
      continue;
    }
    const auto found = std::ranges::find(wanted, fold(name));
    asks = found != wanted.end();
    if (asks) met[static_cast<std::size_t>(found - wanted.begin())] = true;
  }
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!met[i]) notes.push_back("interviewer '" + given[i] + "' does not speak in this file");
  }
  return speakers;
}

// Interviewer turns are context, not feedback: they become the prompts of what follows.
void assign_roles(Document& document, const Speakers& speakers) {
  std::string prompt;
  for (Verbatim& turn : document.verbatims) {
    const auto found = speakers.asks.find(turn.speaker);
    if (found != speakers.asks.end() && found->second) {
      turn.scored = false;
      prompt = prompt_of(turn.text);
    } else {
      turn.prompt = prompt;
    }
  }
}

void name_respondent(Document& document, const Speakers& speakers, const Options& options,
                     std::vector<std::string>& notes) {
  std::vector<std::string> asking;
  std::vector<std::string> answering;
  for (const std::string& name : speakers.names) {
    (speakers.asks.find(name)->second ? asking : answering).push_back(name);
  }
  if (speakers.names.empty()) {
    notes.emplace_back("no speakers are named: every turn is scored, respondent left empty");
  } else if (asking.empty()) {
    notes.push_back("nobody was taken as interviewer: all turns of " +
                    plural(answering.size(), "speaker") +
                    " are scored (option interviewer names who asks)");
  } else {
    std::string names;
    for (const std::string& name : asking) names += (names.empty() ? "" : ", ") + name;
    notes.push_back("interviewer: " + names + " (not scored); " +
                    plural(answering.size(), "participant"));
  }
  document.respondent = option(options, "respondent");
  if (document.respondent.empty() && answering.size() == 1) {
    const std::string& label = answering.front();
    document.respondent = is_generic_label(label) ? document.key + "#" + label : label;
  }
}

void set_date(Document& document, const Options& options, const Transcript& transcript,
              std::vector<std::string>& notes) {
  const std::string given = option(options, "date");
  document.said_at_text = given.empty() ? transcript.date_text : given;
  if (document.said_at_text.empty()) return;
  if (const auto time = parse_time(document.said_at_text)) {
    document.said_at = time->at;
  } else if (!given.empty()) {
    throw Error(Exit::usage, "option date: '" + given + "' is no date", "write it as 2026-03-01");
  } else {
    notes.push_back("recorded '" + printable(transcript.date_text, 40) +
                    "' by the file, which is no date voxmap reads (option date sets it)");
  }
}

}  // namespace

std::string base_name(const Input& input) {
  const std::string& name = input.inner.empty() ? input.name : input.inner;
  if (name == "-" || name.empty()) return "stdin";
  const std::size_t slash = name.find_last_of('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

std::string prompt_of(const std::string& text) {
  if (text.size() <= kPromptLimit) return text;
  std::string_view cut = cut_utf8(text, kPromptLimit);
  const std::size_t space = cut.find_last_of(' ');
  if (space != std::string_view::npos) cut = cut.substr(0, space);
  return std::string(trim(cut));
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view closing : {"\"", "”", "»", ")", "’"}) {
    if (text.ends_with(closing)) text.remove_suffix(closing.size());
  }
  constexpr std::array<std::string_view, 8> kEnds = {".", "?", "!", "…", "。", "？", "！", "؟"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

std::optional<Document> build_document(Transcript& transcript, const Input& input,
                                       std::uint64_t size) {
  Document document;
  document.kind = SourceKind::interview;
  document.key = option(input.options, "key");
  if (document.key.empty()) document.key = base_name(input);
  document.language = option(input.options, "language", transcript.language);
  if (document.language.empty()) document.language = transcript.language;
  document.origin = {1, 0, size};
  set_date(document, input.options, transcript, transcript.notes);
  document.verbatims = TurnJoiner(transcript, input.options).join();
  if (document.verbatims.empty()) return std::nullopt;
  const Speakers speakers =
      speakers_of(document.verbatims, list_option(input.options, "interviewer"), transcript.notes);
  assign_roles(document, speakers);
  name_respondent(document, speakers, input.options, transcript.notes);
  return document;
}

}  // namespace voxmap::transcript
