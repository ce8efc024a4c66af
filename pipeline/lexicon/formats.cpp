// The table of formats, and how a file is recognised.
#include "lexicon/formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "lexicon/recognise.hpp"
#include "voxmap/error.hpp"

namespace voxmap::lexicon {
namespace {

constexpr std::string_view kNrc =
    "NRC: non-commercial use only, research or educational; not to be passed on";

struct Format {
  FormatInfo info;
  Likes likes;
  Reader read;
};
// From the particular to the general: of two formats that are equally sure the first is taken.
constexpr std::array<Format, 21> kFormats = {{
    {{"vader", "VADER lexicon", "token, mean -4..4, deviation, [ratings]", "MIT", "en"},
     likes_vader,
     read_vader},
    {{"vader_emoji", "VADER emoji file", "emoji, description", "MIT", "en"},
     likes_vader_emoji,
     read_vader_emoji},
    {{"afinn", "AFINN", "phrase, -5..5; or JSON {\"word\": -3}",
      "ODbL 1.0, or Apache-2.0 or MIT by release: see the one you have", ""},
     likes_afinn,
     read_afinn},
    {{"bing_liu", "Bing Liu's opinion lexicon", "positive-words.txt and negative-words.txt",
      "no licence is stated; its authors ask to be cited", "en"},
     likes_opinion_list,
     read_opinion_list},
    {{"nrc_emolex", "NRC Emotion Lexicon (EmoLex)",
      "word, category, 0|1; a column a category; JSON lists; R's lang, word, sentiment", kNrc, ""},
     likes_emolex,
     read_emolex},
    {{"nrc_intensity", "NRC Emotion Intensity Lexicon", "word, emotion, 0..1, in either order",
      kNrc, ""},
     likes_intensity,
     read_intensity},
    {{"nrc_vad", "NRC Valence, Arousal, Dominance", "word, valence, arousal, dominance", kNrc, ""},
     likes_vad,
     read_vad},
    {{"liwc", "LIWC dictionary", ".dic with %-framed categories, or .dicx",
      "proprietary: for its licensee only", ""},
     likes_liwc,
     read_liwc},
    {{"sentiwordnet", "SentiWordNet 3.0", "POS, id, positive, negative, word#sense ..., gloss",
      "CC BY-SA 4.0", "en"},
     likes_sentiwordnet,
     read_sentiwordnet},
    {{"senticnet", "SenticNet", "senticnet['a_word'] = [...], read as text",
      "no licence is stated; its authors ask to be cited", "en"},
     likes_senticnet,
     read_senticnet},
    {{"depechemood", "DepecheMood, DepecheMood++", "word or lemma#pos, eight moods",
      "for research purposes", ""},
     likes_depechemood,
     read_depechemood},
    {{"loughran", "Loughran-McDonald master dictionary", "Word, ..., Negative, Positive, ...",
      "free for academic research; commercial use needs a licence", "en"},
     likes_loughran,
     read_loughran},
    {{"sentiws", "SentiWS 1.8 and 2.0", "Wort|POS, weight, forms; or one form a line",
      "CC BY-NC-SA 3.0", "de"},
     likes_sentiws,
     read_sentiws},
    {{"emoji_ranking", "Emoji Sentiment Ranking", "Emoji, ..., counts", "CC BY-SA 4.0", ""},
     likes_emoji_ranking,
     read_emoji_ranking},
    {{"emotag", "EmoTag1200", "unicode, emoji, name, eight emotions 0..1", "MIT", ""},
     likes_emotag,
     read_emotag},
    {{"warriner", "Warriner et al. 2013", "Word, V.Mean.Sum 1..9, ...", "CC BY-NC-ND 3.0", "en"},
     likes_warriner,
     read_warriner},
    {{"pattern", "Pattern and TextBlob", "<sentiment> with <word form polarity intensity>",
      "PDDL, where the file's head says so", ""},
     likes_pattern_xml,
     read_pattern_xml},
    {{"sentimentr_shifters", "valence shifters of sentimentr", "x, y: 1 to 4", "GPL-3", "en"},
     likes_shifters,
     read_shifters},
    {{"sentimentr", "polarity table of sentimentr", "x, y: -2..2", "GPL-3", "en"},
     likes_sentimentr,
     read_sentimentr},
    {{"empath", "Empath categories", "category, word, word, ...", "MIT", "en"},
     likes_empath,
     read_empath},
    {{"table", "a table of your own", "columns by header, or by --column", "", ""},
     likes_table,
     read_table},
}};

const Format* find_format(std::string_view name) {
  const auto* at = std::find_if(kFormats.begin(), kFormats.end(),
                                [&](const Format& f) { return f.info.name == name; });
  return at == kFormats.end() ? nullptr : at;
}

const Format& choose(const SourceFile& file, const ImportOptions& options) {
  std::vector<std::string> names;
  for (const Format& format : kFormats) names.emplace_back(format.info.name);
  if (!options.format.empty()) {
    if (const Format* named = find_format(options.format)) return *named;
    std::string hint = did_you_mean(options.format, names);
    if (hint.empty()) hint = fmt::format("the formats are {}", fmt::join(names, ", "));
    throw Error(Exit::usage, fmt::format("no format \"{}\"", options.format), std::move(hint));
  }
  const Sniff sniff = sniff_file(file);
  const Format* best = nullptr;
  int surest = 0;
  for (const Format& format : kFormats) {
    const int sure = format.likes(sniff);
    if (sure > surest) {
      surest = sure;
      best = &format;
    }
  }
  if (best == nullptr && !options.columns.empty()) best = find_format("table");
  if (best == nullptr) {
    throw Error(Exit::data, fmt::format("{}: not a lexicon in a known format", file.path),
                fmt::format("name the format with --format ({}), or describe a table with --column",
                            fmt::join(names, ", ")));
  }
  return *best;
}

void once(std::vector<std::string>& list, std::string_view text) {
  if (text.empty() || std::find(list.begin(), list.end(), text) != list.end()) return;
  list.emplace_back(text);
}

}  // namespace

std::span<const FormatInfo> formats() {
  static const std::vector<FormatInfo> all = [] {
    std::vector<FormatInfo> infos;
    for (const Format& format : kFormats) infos.push_back(format.info);
    return infos;
  }();
  return all;
}

void read_lexicon(const SourceFile& file, const ImportOptions& options, Imported& into) {
  const Format& format = choose(file, options);
  const auto index = static_cast<std::uint32_t>(into.files.size());
  FileReport& report = into.files.emplace_back();
  report.path = file.path;
  report.format = format.info.name;
  report.title = format.info.title;
  report.note = file.note;
  report.digest = file.digest;
  const std::size_t before = into.items.size() + into.modifiers.size() + into.descriptions.size();
  Collector out(into, index);
  format.read({file, options, out, into, format.info.name});
  if (into.files[index].rows == 0) {
    throw Error(Exit::data,
                fmt::format("{}: no entry found, read as {}", file.path, format.info.name),
                "is it another format? name it with --format");
  }
  if (into.items.size() + into.modifiers.size() + into.descriptions.size() == before &&
      into.files.size() == 1 && into.repeated.empty() && into.files[index].unmapped.empty()) {
    throw Error(Exit::data,
                fmt::format("{}: none of its {} rows is an entry of {}", file.path,
                            into.files[index].rows, format.info.title),
                "is it another format? name it with --format");
  }
  once(into.licences, format.info.licence);
  once(into.languages, format.info.language);
}

Imported read_lexicons(const std::vector<std::string>& files, const ImportOptions& options) {
  Imported imported;
  for (const std::string& path : files) {
    read_lexicon(read_source(path, options.encoding), options, imported);
  }
  if (options.repeats) {
    for (auto& [word, item] : imported.items) item.repeats = *options.repeats;
  }
  return imported;
}

}  // namespace voxmap::lexicon
