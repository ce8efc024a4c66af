// What the categories of known lexicons mean in Plutchik's terms.
#include <array>

#include "base/utf8.hpp"
#include "lexicon/formats.hpp"

namespace voxmap::lexicon {
namespace {

struct Known {
  std::string_view format;  // empty: all
  std::string_view category;
  std::string_view meaning;
};
// Only what its authors describe as the emotion or its plain synonym: a guess would be an error in
// every text. DepecheMood: as its authors map it for their own evaluation (Staiano and Guerini,
// 2014), without the two moods that they leave out. SenticNet: the levels of the Hourglass model.
constexpr std::array<Known, 70> kKnown = {{
    {"", "positive", "positive"},
    {"", "pos", "positive"},
    {"", "negative", "negative"},
    {"", "neg", "negative"},
    {"liwc", "posemo", "positive"},
    {"liwc", "posfeel", "positive"},
    {"liwc", "emo_pos", "positive"},
    {"liwc", "tone_pos", "positive"},
    {"liwc", "negemo", "negative"},
    {"liwc", "emo_neg", "negative"},
    {"liwc", "tone_neg", "negative"},
    {"liwc", "anx", "fear"},
    {"liwc", "emo_anx", "fear"},
    {"liwc", "emo_anger", "anger"},
    {"liwc", "sad", "sadness"},
    {"liwc", "emo_sad", "sadness"},
    {"empath", "positive_emotion", "positive"},
    {"empath", "negative_emotion", "negative"},
    {"empath", "rage", "anger"},
    {"empath", "hate", "anger"},
    {"empath", "irritability", "anger"},
    {"empath", "horror", "fear"},
    {"empath", "nervousness", "fear"},
    {"empath", "cheerfulness", "joy"},
    {"empath", "contentment", "joy"},
    {"empath", "disappointment", "sadness"},
    {"empath", "optimism", "anticipation"},
    {"depechemood", "afraid", "fear"},
    {"depechemood", "angry", "anger"},
    {"depechemood", "happy", "joy"},
    {"depechemood", "sad", "sadness"},
    {"depechemood", "inspired", "surprise"},
    {"senticnet", "#ecstasy", "joy"},
    {"senticnet", "#joy", "joy"},
    {"senticnet", "#contentment", "joy"},
    {"senticnet", "#melancholy", "sadness"},
    {"senticnet", "#sadness", "sadness"},
    {"senticnet", "#grief", "sadness"},
    {"senticnet", "#vigilance", "anticipation"},
    {"senticnet", "#anticipation", "anticipation"},
    {"senticnet", "#interest", "anticipation"},
    {"senticnet", "#distraction", "surprise"},
    {"senticnet", "#surprise", "surprise"},
    {"senticnet", "#amazement", "surprise"},
    {"senticnet", "#rage", "anger"},
    {"senticnet", "#anger", "anger"},
    {"senticnet", "#annoyance", "anger"},
    {"senticnet", "#apprehension", "fear"},
    {"senticnet", "#anxiety", "fear"},
    {"senticnet", "#fear", "fear"},
    {"senticnet", "#terror", "fear"},
    {"senticnet", "#admiration", "trust"},
    {"senticnet", "#trust", "trust"},
    {"senticnet", "#acceptance", "trust"},
    {"senticnet", "#boredom", "disgust"},
    {"senticnet", "#dislike", "disgust"},
    {"senticnet", "#disgust", "disgust"},
    {"senticnet", "#loathing", "disgust"},
    {"senticnet", "#bliss", "joy"},
    {"senticnet", "#delight", "joy"},
    {"senticnet", "#enthusiasm", "joy"},
    {"senticnet", "#eagerness", "anticipation"},
    {"", "angry", "anger"},
    {"", "happiness", "joy"},
    {"", "happy", "joy"},
    {"", "sad", "sadness"},
    {"", "surprised", "surprise"},
    {"", "afraid", "fear"},
    {"", "scared", "fear"},
    {"", "disgusted", "disgust"},
}};

}  // namespace

std::optional<Meaning> parse_meaning(std::string_view name) {
  if (name == "-") return Meaning{};
  if (name == "positive") return Meaning{Meaning::Kind::positive, Emotion::anger};
  if (name == "negative") return Meaning{Meaning::Kind::negative, Emotion::anger};
  if (const auto emotion = parse_emotion(name)) return Meaning{Meaning::Kind::emotion, *emotion};
  return std::nullopt;
}

std::optional<Meaning> known_category(std::string_view format, std::string_view category) {
  const std::string name = lowered(trim(category));
  if (const auto emotion = parse_emotion(name)) return Meaning{Meaning::Kind::emotion, *emotion};
  for (const Known& known : kKnown) {
    if (known.category == name && known.format == format) return parse_meaning(known.meaning);
  }
  for (const Known& known : kKnown) {
    if (known.category == name && known.format.empty()) return parse_meaning(known.meaning);
  }
  return std::nullopt;
}

std::optional<Meaning> Reading::meaning(std::string_view category) const {
  const auto said = options.categories.find(lowered(trim(category)));
  if (said != options.categories.end()) return said->second;
  return known_category(format, category);
}

void Reading::list(std::string_view word, std::string_view category, Spot spot) const {
  const auto meant = meaning(category);
  if (!meant) {
    out.unmapped(category);
  } else if (meant->kind == Meaning::Kind::emotion) {
    out.listed(word, meant->emotion, spot);
  } else if (meant->kind != Meaning::Kind::none) {
    out.listed(word, meant->kind == Meaning::Kind::positive, spot);
  }
}

}  // namespace voxmap::lexicon
