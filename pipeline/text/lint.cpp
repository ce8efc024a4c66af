// The checks of a pack, one after the other, over its rows and over what it does to texts.
#include "text/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "base/problems.hpp"
#include "text/engine.hpp"
#include "text/words.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::text {
namespace {

constexpr std::int32_t kClear = 200;   // a valence whose sign is meant
constexpr std::int32_t kStrong = 300;  // an intensity that is meant

bool negative_feeling(Emotion e) {
  return e == Emotion::anger || e == Emotion::disgust || e == Emotion::fear ||
         e == Emotion::sadness;
}

// The entry as somebody would write it.
std::string spoken(std::string_view entry) {
  std::string text(entry);
  for (const auto& [from, to] : {std::pair{"<num>", "3"}, std::pair{"<any>", "zzqx"}}) {
    for (std::size_t at = 0; (at = text.find(from)) != std::string::npos;) text.replace(at, 5, to);
  }
  // A prefix; an emoticon's star stays.
  const auto letter = [](char c) {
    return ascii_word_byte(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  if (text.size() > 1 && text.back() == '*' && letter(text[text.size() - 2])) text.back() = 's';
  return text;
}

class Linter {
 public:
  Linter(const std::string& folder, const std::vector<std::string>& below,
         const std::vector<std::string>& folders)
      : folder_(folder), below_(below), folders_(folders) {}

  LintReport run() {
    std::vector<Problem> problems;
    pack_ = read_pack(folder_, problems);
    sizes();
    if (loads()) {
      order();
      contradictions();
      stems();
      unreachable();
      unreachable_acts();
      literals();
      samples();
      acts_samples();
    }
    std::stable_sort(report_.findings.begin(), report_.findings.end(),
                     [](const LintFinding& a, const LintFinding& b) {
                       const auto place = [](const LintFinding& f) {
                         return std::pair(std::string_view(f.problem.where.file),
                                          f.problem.where.line);
                       };
                       return place(a) < place(b);
                     });
    return std::move(report_);
  }

 private:
  void sizes() {
    report_.name = pack_->info.name;
    report_.version = pack_->info.version;
    report_.language = pack_->info.language;
    report_.valence = pack_->valence.size();
    report_.emotion = pack_->emotion.size();
    report_.modifiers = pack_->modifiers.size();
    report_.emoji = pack_->symbols.size();
    report_.patterns = pack_->patterns.size();
    report_.acts = pack_->acts.size();
    report_.samples = pack_->samples.size() + pack_->acts_samples.size();
    for (const std::string& content : pack_->content) report_.bytes += content.size();
  }

  void add(std::string check, Problem problem, bool hint = false) {
    report_.findings.push_back({std::move(check), std::move(problem), hint});
  }
  void warn(const std::string& check, PackFile file, const RowPlace& row, std::string message,
            std::string help, bool hint = false) {
    Problems one(path_of(*pack_, file), content_of(*pack_, file));
    one.warning(row.line, 1, std::move(message), std::move(help),
                static_cast<std::uint32_t>(std::max<std::size_t>(1, row.first.size())));
    for (Problem& problem : one.take()) add(check, std::move(problem), hint);
  }

  // Loads it as it is used; what keeps it from loading is all there is to say then.
  bool loads() {
    std::vector<std::string> names = below_;
    names.push_back(folder_);
    try {
      tagger_ = make_tagger({names, folders_}, nullptr);
      alone_ = make_tagger({{folder_}, folders_}, nullptr);
      return true;
    } catch (const Error& error) {
      if (error.exit() != Exit::config) throw;
      for (const Problem& problem : error.problems()) add("load", problem);
      return false;
    }
  }

  // Tables are kept sorted, so that two people's additions merge and duplicates stand together.
  void order() {
    const auto check = [&](PackFile file, const auto& rows) {
      for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].place.first >= rows[i - 1].place.first) continue;
        warn("order", file, rows[i].place,
             fmt::format("\"{}\" stands behind \"{}\"", rows[i].place.first,
                         rows[i - 1].place.first),
             "sort the table bytewise by its first column (LC_ALL=C sort)");
        return;
      }
    };
    check(PackFile::valence, pack_->valence);
    check(PackFile::emotion, pack_->emotion);
    check(PackFile::modifiers, pack_->modifiers);
    check(PackFile::emoji, pack_->symbols);
    check(PackFile::patterns, pack_->patterns);
    check(PackFile::acts, pack_->acts);
  }

  // A clear valence beside a strong feeling of the other sign, and no feeling of its own.
  void contradictions() {
    std::map<std::string_view, std::int32_t> weights;
    for (const ValenceRow& row : pack_->valence) weights[row.place.first] = row.weight;
    std::map<std::string_view, std::vector<const EmotionRow*>> feelings;
    for (const EmotionRow& row : pack_->emotion) feelings[row.place.first].push_back(&row);
    for (const auto& [phrase, rows] : feelings) {
      const auto weight = weights.find(phrase);
      if (weight == weights.end()) continue;
      std::vector<EmotionAmount> amounts;
      for (const EmotionRow* row : rows) amounts.push_back({row->emotion, row->intensity});
      contradiction(PackFile::emotion, rows.front()->place, weight->second, amounts);
    }
    for (const SymbolRow& row : pack_->symbols) {
      contradiction(PackFile::emoji, row.place, row.weight, row.emotions);
    }
    for (const PatternRow& row : pack_->patterns) {
      contradiction(PackFile::patterns, row.place, row.weight, row.emotions);
    }
  }

  void contradiction(PackFile file, const RowPlace& place, std::int32_t weight,
                     const std::vector<EmotionAmount>& amounts) {
    const EmotionAmount* against = nullptr;
    for (const EmotionAmount& amount : amounts) {
      const bool negative = negative_feeling(amount.emotion);
      if (!negative && amount.emotion != Emotion::joy && amount.emotion != Emotion::trust) continue;
      if (negative == (weight < 0)) return;  // mixed feelings, one of them the valence's
      if (amount.intensity >= kStrong && against == nullptr) against = &amount;
    }
    if (against == nullptr || std::abs(weight) < kClear) return;
    warn("contradiction", file, place,
         fmt::format("\"{}\" has valence {:+} and {} {}", place.first, weight,
                     to_string(against->emotion), against->intensity),
         "one of the two is likely a slip");
  }

  // "worry" and "worrying" with opposite signs: one word begins the other and is little shorter.
  void stems() {
    constexpr std::size_t kShortest = 5, kEnding = 3;
    std::vector<const ValenceRow*> words;
    for (const ValenceRow& row : pack_->valence) {
      if (std::abs(row.weight) >= kClear && row.place.first.find(' ') == std::string_view::npos) {
        words.push_back(&row);
      }
    }
    std::sort(words.begin(), words.end(), [](const ValenceRow* a, const ValenceRow* b) {
      return a->place.first < b->place.first;
    });
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view stem = words[i]->place.first;
      if (stem.size() < kShortest) continue;
      for (std::size_t k = i + 1; k < words.size() && words[k]->place.first.starts_with(stem);
           ++k) {
        const std::string_view form = words[k]->place.first;
        if (form.size() > stem.size() + kEnding ||
            (words[k]->weight < 0) == (words[i]->weight < 0)) {
          continue;
        }
        warn("stems", PackFile::valence, words[k]->place,
             fmt::format("\"{}\" is {:+}, and \"{}\" in line {} is {:+}", form, words[k]->weight,
                         stem, words[i]->place.line, words[i]->weight),
             "forms of one word seldom differ in sign", true);
      }
    }
  }

  // The rules that fire when the text is the entry alone.
  std::string fired(std::string_view text, std::string_view rule, bool& found) {
    std::vector<TargetScore> none;
    alone_->tag_text(spoken(text), pack_->info.language, {}, *scratch(*alone_), tagged_, none);
    std::string others;
    found = false;
    for (const Evidence& evidence : tagged_.evidence) {
      const std::string_view name = alone_->rule_name(evidence.rule);
      found = found || name == rule || name.find("/pattern:") != std::string_view::npos;
      if (others.find(name) == std::string::npos) {
        others += fmt::format("{}{}", others.empty() ? "" : ", ", name);
      }
    }
    return others;
  }

  void unreachable_row(PackFile file, const RowPlace& place, std::string_view kind) {
    // VADER meets idioms only behind three other words.
    if (pack_->profile == "vader" && place.first.find(' ') != std::string_view::npos) return;
    bool found = false;
    const std::string others =
        fired(place.first, fmt::format("{}/{}:{}", pack_->info.name, kind, place.first), found);
    if (found) return;
    warn("unreachable", file, place,
         fmt::format("\"{}\" alone does not fire its own row", place.first),
         others.empty() ? "nothing fires: no text is cut into these words"
                        : fmt::format("what fires instead: {}", others));
  }

  void unreachable() {
    for (const ValenceRow& row : pack_->valence) {
      if (row.weight != 0) unreachable_row(PackFile::valence, row.place, "valence");
    }
    std::string_view last;
    for (const EmotionRow& row : pack_->emotion) {
      if (row.place.first == last) continue;
      last = row.place.first;
      unreachable_row(PackFile::emotion, row.place, "emotion");
    }
    for (const SymbolRow& row : pack_->symbols) {
      if (row.weight != 0 || !row.emotions.empty()) {
        unreachable_row(PackFile::emoji, row.place, "emoji");
      }
    }
  }

  void unreachable_acts() {
    std::vector<TargetScore> none;
    for (const ActRow& row : pack_->acts) {
      if (!row.act) continue;
      alone_->tag_text(spoken(row.place.first), pack_->info.language, {}, *scratch(*alone_),
                       tagged_, none);
      const bool found = std::any_of(tagged_.acts.begin(), tagged_.acts.end(),
                                     [&](const ActFound& act) { return act.act == *row.act; });
      if (found) continue;
      warn("unreachable", PackFile::acts, row.place,
           fmt::format("\"{}\" alone is no {}", row.place.first, to_string(*row.act)),
           tagged_.acts.empty() ? "a negator of the pack blocks it, or no text is cut so"
                                : fmt::format("what fires instead: {}",
                                              alone_->rule_name(tagged_.acts.front().rule)));
    }
  }

  void literals() {
    for (const PatternRow& row : pack_->patterns) {
      Patterns one;
      std::vector<Problem> problems;
      one.add(row.regex, {}, row.regex, problems);
      one.finish();
      if (one.without_literal().empty()) continue;
      warn("literal", PackFile::patterns, row.place,
           fmt::format("\"{}\" holds no literal of three letters that every match needs",
                       row.place.first),
           "every text has to be searched for it: write words out, or split it");
    }
  }

  void samples() {
    std::vector<TargetScore> none;
    for (const SampleRow& sample : pack_->samples) {
      tagger_->tag_text(sample.place.first, pack_->info.language, {}, *scratch(*tagger_), tagged_,
                        none);
      std::string lacks;
      for (const Emotion emotion : sample.emotions) {
        if (tagged_.emotions[static_cast<std::size_t>(emotion)] > 0) continue;
        lacks += fmt::format("{}{}", lacks.empty() ? "" : ", ", to_string(emotion));
      }
      for (const std::string_view feeling : missing_feelings(sample)) {
        lacks += fmt::format("{}{}", lacks.empty() ? "" : ", ", feeling);
      }
      if (tagged_.label == sample.label && lacks.empty()) {
        ++report_.samples_right;
        continue;
      }
      std::string message;
      if (tagged_.label != sample.label) {
        message = fmt::format("the sample is {} ({:+}), expected {}", to_string(tagged_.label),
                              tagged_.valence, to_string(sample.label));
      }
      if (!lacks.empty()) {
        message +=
            fmt::format("{} without {}", message.empty() ? "the sample is" : "; it is", lacks);
      }
      Problems one(path_of(*pack_, PackFile::samples), content_of(*pack_, PackFile::samples));
      one.error(sample.place.line, 1, std::move(message), evidence());
      for (Problem& problem : one.take()) add("sample", std::move(problem));
    }
  }

  // Named feelings that the sample asks for and the text lacks.
  std::vector<std::string_view> missing_feelings(const SampleRow& sample) {
    if (sample.feelings.empty() && !sample.unfeeling) return {};
    tagger_->feel(tagged_);
    if (sample.unfeeling) {
      return tagged_.feelings.empty() ? std::vector<std::string_view>()
                                      : std::vector<std::string_view>{"feeling nothing"};
    }
    std::vector<std::string_view> missing = sample.feelings;
    for (const FeelingScore& score : tagged_.feelings) {
      std::erase(missing, tagger_->feeling_names()[score.feeling]);
    }
    return missing;
  }

  void acts_samples() {
    std::vector<TargetScore> none;
    for (const ActSampleRow& sample : pack_->acts_samples) {
      tagger_->tag_text(sample.place.first, pack_->info.language, {}, *scratch(*tagger_), tagged_,
                        none);
      std::vector<Act> found;
      std::string rules;
      for (const ActFound& act : tagged_.acts) {
        found.push_back(act.act);
        rules += fmt::format("{}{}", rules.empty() ? "" : ", ", tagger_->rule_name(act.rule));
      }
      std::sort(found.begin(), found.end());
      found.erase(std::unique(found.begin(), found.end()), found.end());
      if (found == sample.acts) {
        ++report_.samples_right;
        continue;
      }
      Problems one(path_of(*pack_, PackFile::acts_samples),
                   content_of(*pack_, PackFile::acts_samples));
      one.error(sample.place.line, 1,
                fmt::format("the sample shows {}, expected {}", names(found), names(sample.acts)),
                rules.empty() ? "nothing in it is an act" : fmt::format("found: {}", rules));
      for (Problem& problem : one.take()) add("sample", std::move(problem));
    }
  }

  static std::string names(const std::vector<Act>& acts) {
    std::string all;
    for (const Act act : acts) all += fmt::format("{}{}", all.empty() ? "" : ", ", to_string(act));
    return all.empty() ? "no act" : all;
  }

  // "en/valence:slow -450, en/modifier:really -135": what made the sample's score.
  [[nodiscard]] std::string evidence() const {
    constexpr std::size_t kShown = 12;
    std::string all;
    std::size_t shown = 0;
    for (const Evidence& step : tagged_.evidence) {
      if (shown++ == kShown) {
        all += ", ...";
        break;
      }
      all += fmt::format("{}{} {:+}{}{}", all.empty() ? "evidence: " : ", ",
                         tagger_->rule_name(step.rule), step.weight,
                         step.dimension == kValenceDimension ? "" : " ",
                         step.dimension == kValenceDimension ? "" : kEmotionNames[step.dimension]);
    }
    return all.empty() ? "nothing in it is an entry" : all;
  }

  Tagger::Scratch* scratch(const Tagger& tagger) {
    std::unique_ptr<Tagger::Scratch>& own = &tagger == alone_.get() ? alone_scratch_ : scratch_;
    if (!own) own = tagger.scratch();
    return own.get();
  }

  const std::string& folder_;
  const std::vector<std::string>& below_;
  const std::vector<std::string>& folders_;
  std::unique_ptr<Pack> pack_;
  std::unique_ptr<Tagger> tagger_, alone_;
  std::unique_ptr<Tagger::Scratch> scratch_, alone_scratch_;
  Tagged tagged_;
  LintReport report_;
};

}  // namespace

LintReport lint_pack(const std::string& folder, const std::vector<std::string>& below,
                     const std::vector<std::string>& folders) {
  return Linter(folder, below, folders).run();
}

}  // namespace voxmap::text
