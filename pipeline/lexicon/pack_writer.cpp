// Settles every word's numbers, asks whether the engine can look it up, and writes the tables.
#include "lexicon/pack_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::lexicon {
namespace {

struct Settled {
  std::optional<int> weight;  // -1000..1000
  std::array<int, kEmotionCount> emotions{};
  [[nodiscard]] bool feels() const {
    return std::any_of(emotions.begin(), emotions.end(), [](int e) { return e > 0; });
  }
};

int per_mille(double value) { return static_cast<int>(std::lround(value * 1000)); }

// ":-)", "<3", "o_O": one letter or digit at a time, and something else between.
bool looks_like_emoticon(std::string_view word) {
  bool mark = false;
  std::size_t run = 0;
  for (const char c : word) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if ((c & 0x80) != 0 || c == ' ' || c == '*') return false;
    run = letter ? run + 1 : 0;
    mark = mark || !letter;
    if (run > 1) return false;
  }
  return mark && word.size() > 1;
}

std::string without_variation(std::string_view symbol) {
  constexpr std::string_view kVariation = "\xEF\xB8\x8F";
  std::string out(symbol);
  for (auto at = out.find(kVariation); at != std::string::npos; at = out.find(kVariation)) {
    out.erase(at, kVariation.size());
  }
  return out;
}

std::string toml_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

constexpr const char* kUnwritable = "a row of a pack cannot hold it";

// Begins no comment, ends no cell.
bool writable(std::string_view word) {
  return !word.starts_with('#') &&
         std::ranges::none_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

class PackMaker {
 public:
  PackMaker(Imported& imported, const PackSettings& settings, const Judge& judge)
      : in_(imported), settings_(settings), judge_(judge) {}

  WrittenPack run() {
    for (const auto& [word, item] : in_.items) take(word, item);
    if (phrases_.empty() && symbols_.empty() && in_.modifiers.empty() && in_.descriptions.empty()) {
      throw Error(Exit::data,
                  fmt::format("{}: nothing in it can be an entry of a pack", in_.files[0].path),
                  "the reasons are listed above");
    }
    pack_toml();
    valence();
    emotion();
    modifiers();
    emoji();
    descriptions();
    samples();
    return std::move(out_);
  }

 private:
  Settled settle(const std::string& word, const Item& item) {
    Settled settled;
    if (item.valence.count > 0) {
      settled.weight = std::clamp(per_mille(item.valence.value(item.repeats)), -1000, 1000);
    } else if (item.listed_positive > 0 && item.listed_negative > 0) {
      in_.skipped.push_back({item.file, item.spot, "listed as positive and as negative", word});
    } else if (item.listed_positive > 0 || item.listed_negative > 0) {
      settled.weight = item.listed_positive > 0 ? settings_.strength : -settings_.strength;
    }
    if (settled.weight == 0 && !item.keep_zero) settled.weight.reset();
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      const Amount& amount = item.emotions[e];
      if (amount.count > 0) {
        settled.emotions[e] = std::clamp(per_mille(amount.value(item.repeats)), 0, 1000);
      } else if (item.listed_emotions[e] > 0) {
        settled.emotions[e] = settings_.intensity;
      }
    }
    return settled;
  }

  void take(const std::string& word, const Item& item) {
    const Settled settled = settle(word, item);
    if (!settled.weight && !settled.feels()) {
      ++out_.zero;
      return;
    }
    if (!writable(word)) {
      skip(item, kUnwritable, word);
      return;
    }
    if (looks_like_emoticon(word) && symbol(word, item, settled)) return;
    const std::string folded = fold(word);
    const Verdict verdict = judge_(folded, false);
    if (!verdict.fault.empty()) {
      if (!symbol(word, item, settled)) skip(item, "it cannot be matched", word);
      return;
    }
    place(folded, "p" + verdict.key, item, settled, phrases_);
  }

  bool symbol(const std::string& word, const Item& item, const Settled& settled) {
    const std::string plain = without_variation(word);
    const Verdict verdict = judge_(plain, true);
    if (!verdict.fault.empty()) return false;
    place(plain, "s" + verdict.key, item, settled, symbols_);
    return true;
  }

  void place(const std::string& entry, const std::string& key, const Item& item,
             const Settled& settled, std::map<std::string, Settled>& table) {
    const auto [at, fresh] = keys_.try_emplace(key, entry);
    if (!fresh) {
      in_.repeated.push_back({item.file, item.spot, "another entry matches the same words",
                              fmt::format("{}, as \"{}\"", entry, at->second)});
      return;
    }
    table.emplace(entry, settled);
  }

  void skip(const Item& item, std::string_view reason, const std::string& word) {
    ++in_.files[item.file].skipped;
    in_.skipped.push_back({item.file, item.spot, std::string(reason), word});
  }

  void file(std::string name, std::string content) {
    out_.files.emplace_back(std::move(name), std::move(content));
  }

  void pack_toml() {
    std::string titles, licences;
    std::string text = "# Imported by `voxmap lexicon import` from\n";
    for (const FileReport& report : in_.files) {
      text += fmt::format("#   {} ({}), SHA-256 {}\n",
                          terminal_safe(report.path.substr(report.path.rfind('/') + 1)),
                          report.title, report.digest);
      if (titles.find(report.title) == std::string::npos) {
        titles += (titles.empty() ? "" : ", ") + report.title;
      }
    }
    for (const std::string& licence : in_.licences) {
      licences += (licences.empty() ? "" : "; ") + licence;
    }
    if (licences.empty()) licences = "as the imported files say";
    text +=
        "# For the use of whoever may use those files: their terms hold for this pack as well.\n";
    if (!settings_.modifiers.empty() && in_.modifiers.empty()) {
      text += fmt::format("# modifiers.tsv is that of the pack \"{}\".\n", settings_.modifiers_of);
    }
    std::string digests;
    for (const FileReport& report : in_.files) digests += report.digest;
    const std::string version = sha256_hex(digests).substr(0, 12);
    const std::string title = settings_.title.empty() ? titles : settings_.title;
    text += fmt::format(
        "name = \"{}\"\nkind = \"language\"\nlanguage = \"{}\"\nversion = \"{}\"\n"
        "title = \"{}\"\nsummary = \"Imported: {}\"\nlicense = \"{}\"\n",
        toml_text(settings_.name), toml_text(settings_.language), version, toml_text(title),
        toml_text(titles), toml_text(licences));
    if (!settings_.profile.empty()) {
      text += fmt::format("profile = \"{}\"\n", toml_text(settings_.profile));
      if (settings_.profile == "vader") text += "positive_from = 50\nnegative_from = -50\n";
    }
    file("pack.toml", std::move(text));
  }

  void valence() {
    std::string text = "# columns: phrase<TAB>weight (-1000..1000)\n";
    for (const auto& [phrase, settled] : phrases_) {
      if (!settled.weight) continue;
      ++out_.valence;
      text += fmt::format("{}\t{}\n", phrase, *settled.weight);
    }
    file("valence.tsv", std::move(text));
  }

  void emotion() {
    std::string text = "# columns: phrase<TAB>emotion<TAB>intensity (1..1000)\n";
    for (const auto& [phrase, settled] : phrases_) {
      for (std::size_t e = 0; e < kEmotionCount; ++e) {
        if (settled.emotions[e] == 0) continue;
        ++out_.emotion;
        text += fmt::format("{}\t{}\t{}\n", phrase, kEmotionNames[e], settled.emotions[e]);
      }
    }
    if (out_.emotion > 0) file("emotion.tsv", std::move(text));
  }

  void modifiers() {
    if (in_.modifiers.empty()) {
      if (!settings_.modifiers.empty()) file("modifiers.tsv", settings_.modifiers);
      return;
    }
    std::map<std::string, std::string> rows;
    std::map<std::string, std::string> taken;
    for (const auto& [word, item] : in_.modifiers) {
      if (!writable(word)) {
        in_.skipped.push_back({item.file, item.spot, kUnwritable, word});
        continue;
      }
      const std::string folded = fold(word);
      const Verdict verdict = judge_(folded, false);
      if (!verdict.fault.empty()) {
        in_.skipped.push_back({item.file, item.spot, "it cannot be matched", word});
      } else if (const auto [at, fresh] = taken.try_emplace(verdict.key, folded); !fresh) {
        in_.repeated.push_back({item.file, item.spot, "another entry matches the same words",
                                fmt::format("{}, as \"{}\"", word, at->second)});
      } else {
        rows[folded] = fmt::format("{}\t{}\t{}\n", folded, item.kind, item.amount);
      }
    }
    std::string text = "# columns: phrase<TAB>kind<TAB>amount (per mille)\n";
    for (const auto& [word, row] : rows) text += row;
    out_.modifiers = rows.size();
    file("modifiers.tsv", std::move(text));
  }

  void emoji() {
    if (symbols_.empty()) return;
    std::string text = "# columns: symbol<TAB>valence<TAB>emotions\n";
    for (const auto& [entry, settled] : symbols_) {
      std::string amounts;
      for (std::size_t e = 0; e < kEmotionCount; ++e) {
        if (settled.emotions[e] == 0) continue;
        amounts += fmt::format("{}{}:{}", amounts.empty() ? "" : ",", kEmotionNames[e],
                               settled.emotions[e]);
      }
      text += fmt::format("{}\t{}\t{}\n", entry, settled.weight.value_or(0), amounts);
      ++out_.symbols;
    }
    file("emoji.tsv", std::move(text));
  }

  void descriptions() {
    if (in_.descriptions.empty()) return;
    std::string text = "# Emoji that are read as words. columns: symbol<TAB>words\n";
    for (const auto& [entry, words] : in_.descriptions) {
      if (!writable(entry) || !writable(words)) {
        in_.skipped.push_back({0, {}, kUnwritable, entry});
        continue;
      }
      text += fmt::format("{}\t{}\n", entry, words);
      ++out_.descriptions;
    }
    file("emoji_words.tsv", std::move(text));
  }

  // The strongest single words of either sign and of each emotion: alone they must score so.
  void samples() {
    constexpr std::size_t kEach = 10, kOfEmotion = 2;
    constexpr int kClear = 200;
    std::vector<std::pair<int, const std::string*>> words;
    const auto usable = [](const std::string& word) {
      return std::all_of(word.begin(), word.end(),
                         [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; });
    };
    const auto modifies = [&](const std::string& word) {
      return in_.modifiers.contains(word) ||
             settings_.modifiers.find("\n" + word + "\t") != std::string::npos;
    };
    for (const auto& [phrase, settled] : phrases_) {
      if (settled.weight && usable(phrase) && !modifies(phrase)) {
        words.emplace_back(*settled.weight, &phrase);
      }
    }
    std::string text = "# Made of the strongest entries. columns: text<TAB>expected<TAB>emotions\n";
    const auto by = [](int sign) {
      return [sign](const auto& a, const auto& b) {
        return a.first != b.first ? sign * a.first > sign * b.first : *a.second < *b.second;
      };
    };
    for (const int sign : {1, -1}) {
      std::sort(words.begin(), words.end(), by(sign));
      for (std::size_t i = 0; i < std::min(kEach, words.size()); ++i) {
        if (sign * words[i].first < kClear) break;
        text += fmt::format("{}\t{}\t\n", *words[i].second, sign > 0 ? "positive" : "negative");
      }
    }
    for (std::size_t e = 0; e < kEmotionCount; ++e) {
      std::vector<std::pair<int, const std::string*>> feeling;
      for (const auto& [phrase, settled] : phrases_) {
        if (settled.emotions[e] >= kClear && usable(phrase) && !modifies(phrase) &&
            (!settled.weight || std::abs(*settled.weight) >= kClear)) {
          feeling.emplace_back(settled.emotions[e], &phrase);
        }
      }
      std::sort(feeling.begin(), feeling.end(), by(1));
      for (std::size_t i = 0; i < std::min(kOfEmotion, feeling.size()); ++i) {
        const int weight = phrases_.at(*feeling[i].second).weight.value_or(0);
        text += fmt::format("{}\t{}\t{}\n", *feeling[i].second,
                            weight > 0   ? "positive"
                            : weight < 0 ? "negative"
                                         : "neutral",
                            kEmotionNames[e]);
      }
    }
    file("samples.tsv", std::move(text));
  }

  Imported& in_;
  const PackSettings& settings_;
  const Judge& judge_;
  WrittenPack out_;
  std::map<std::string, Settled> phrases_, symbols_;
  std::unordered_map<std::string, std::string> keys_;
};

}  // namespace

WrittenPack write_pack(Imported& imported, const PackSettings& settings, const Judge& judge) {
  return PackMaker(imported, settings, judge).run();
}

}  // namespace voxmap::lexicon
