// Coded rows and rated documents become texts to learn from.
#include "cli/supervision.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <system_error>

#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "cli/coded_rows.hpp"
#include "cli/store_flags.hpp"
#include "journey/format.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

// What makes labels of numbers.
struct Bands {
  double low = 0, high = 0;
  [[nodiscard]] Label label_of(double score) const noexcept {
    return score <= low ? Label::negative : score >= high ? Label::positive : Label::neutral;
  }
};

std::string grouped_number(std::size_t number) {
  return grouped(static_cast<std::int64_t>(number));
}

Bands parse_bands(const std::string& text) {
  const auto number = [&](std::string_view part) {
    double value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc{} || end != part.data() + part.size()) {
      throw Error(Exit::usage, fmt::format("--bands takes two numbers, not \"{}\"", text),
                  "--bands 2,4: up to 2 is negative, from 4 on positive");
    }
    return value;
  };
  const std::string_view all = text;
  const std::size_t comma = all.find(',');
  const Bands bands{number(all.substr(0, comma)),
                    number(comma == std::string_view::npos ? "" : all.substr(comma + 1))};
  if (!(bands.low < bands.high)) {
    throw Error(Exit::usage,
                fmt::format("--bands {}: {} is not below {}", text, bands.low, bands.high));
  }
  return bands;
}

void label_rows(const std::string& bands_text, const std::string& file, learn::GoldTable& table) {
  const Bands bands = parse_bands(bands_text);
  if (!table.scores || table.labels) {
    throw Error(Exit::usage,
                fmt::format("{}: --bands needs a column score and no column label", file));
  }
  for (learn::GoldRow& row : table.rows) {
    if (row.score) row.label = bands.label_of(*row.score);
  }
  table.labels = true;
}

// Leaves out rows that packs of another language scored.
void leave_out_others(const Tagger& tagger, const std::string& language,
                      std::vector<learn::Answer>& answers, learn::GoldTable& table, Stream& err) {
  const auto another = [&](const std::string& found) {
    return found != language &&
           std::any_of(tagger.packs().begin(), tagger.packs().end(),
                       [&](const PackInfo& pack) { return pack.language == found; });
  };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (another(answers[i].language)) continue;
    if (kept < i) {
      table.rows[kept] = std::move(table.rows[i]);
      answers[kept] = std::move(answers[i]);
    }
    ++kept;
  }
  if (kept < answers.size()) {
    err.write(fmt::format("{} rows left out: not in the language {} of the new pack\n",
                          grouped_number(answers.size() - kept), terminal_safe(language)));
  }
  table.rows.resize(kept);
  answers.resize(kept);
}

Supervision from_rows(const Arguments& args, const Tagger& tagger, const SupervisionWish& wish,
                      const Redactor* redactor, Stream& err) {
  const std::string file = args.get("CODED.tsv");
  learn::GoldTable table = read_coded(file, args.get("prefix"), err);
  if (table.targets) {
    throw Error(Exit::usage,
                fmt::format("{}: voxmap {} cannot use rows about targets", file, wish.command),
                "use rows whose label is of the whole text");
  }
  if (redactor != nullptr) {
    for (learn::GoldRow& row : table.rows) redactor->redact(row.text);
  }
  if (args.has("bands")) label_rows(args.get("bands"), file, table);
  Judge judge(tagger, nullptr, wish.assumed);
  std::vector<learn::Answer> answers = judge.answers(table);
  if (wish.only_language) leave_out_others(tagger, wish.language, answers, table, err);
  return {file, coded_texts(table, answers, tagger), table.labels, table.scores, table.emotions};
}

// The end of the scale that a definition names: "csat_1_5_top2" is 1 to 5.
std::optional<std::pair<int, int>> range_of(std::string_view definition) {
  for (std::size_t at = definition.find('_'); at != std::string_view::npos;
       at = definition.find('_', at + 1)) {
    const char* const end = definition.data() + definition.size();
    int least = 0;
    int most = 0;
    const auto first = std::from_chars(definition.data() + at + 1, end, least);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '_') continue;
    const auto second = std::from_chars(first.ptr + 1, end, most);
    if (second.ec == std::errc{} && least < most) return std::pair(least, most);
  }
  return std::nullopt;
}

// Detractors and promoters of an NPS; of other scales the outer quarters: 1 and 2 of five stars, 4
// and 5.
Bands bands_of(const Rating& rating) {
  if (rating.scale == "nps") return {6, 9};
  const auto range = range_of(rating.definition);
  if (!range) {
    throw Error(Exit::usage,
                fmt::format("the rating {} does not say from where to where it goes",
                            terminal_safe(rating.definition)),
                "--bands LOW,HIGH: up to LOW is negative, from HIGH on positive");
  }
  const double quarter = (range->second - range->first) / 4.0;
  return {range->first + quarter, range->second - quarter};
}

std::uint64_t lot(const RatedDocument& rated) {
  Sha256 sha;
  sha.field("learn");
  sha.field(rated.source);
  sha.field(rated.document.key);
  const auto digest = sha.finish();
  std::uint64_t number = 0;
  for (std::size_t b = 0; b < 8; ++b) number = number << 8U | digest[b];
  return number;
}

class StoreTexts {
 public:
  StoreTexts(Reader& reader, const Arguments& args, const Tagger& tagger,
             const SupervisionWish& wish, const Redactor* redactor)
      : reader_(reader),
        tagger_(tagger),
        wish_(wish),
        redactor_(redactor),
        wanted_(args.get("rating")),
        most_(static_cast<std::size_t>(args.number("most", 1).value_or(50000))),
        scratch_(tagger.scratch()) {
    if (args.has("bands")) given_ = parse_bands(args.get("bands"));
  }

  Supervision read(const std::string& path, Stream& err) {
    choose(path);
    Supervision all;
    all.from = fmt::format("{}, {}", path, rating_.definition);
    all.labels = all.scores = true;
    const Bands bands = given_ ? *given_ : bands_of(rating_);
    reader_.rated([&](const RatedDocument& rated) {
      if (const Rating* rating = rating_in(rated); rating && lot(rated) <= last_lot_) {
        add(rated, static_cast<double>(rating->milli) / 1000, bands, all.texts);
      }
      return true;
    });
    tell(bands, all, err);
    if (all.texts.empty()) {
      throw Error(Exit::data, fmt::format("{}: no document with the rating {} says anything in {}",
                                          path, rating_.definition, wish_.language));
    }
    return all;
  }

 private:
  [[nodiscard]] bool is_wanted(const Rating& rating) const {
    return wanted_.empty() || rating.scale == wanted_ || rating.definition == wanted_;
  }
  [[nodiscard]] const Rating* rating_in(const RatedDocument& rated) const {
    for (const Rating& rating : rated.document.ratings) {
      if (rating.definition == rating_.definition) return &rating;
    }
    return nullptr;
  }

  // Which rating, and up to which lot documents are taken.
  void choose(const std::string& path) {
    std::set<std::string> known;
    std::set<std::string> fitting;
    reader_.rated([&](const RatedDocument& rated) {
      for (const Rating& rating : rated.document.ratings) {
        known.insert(rating.definition);
        if (is_wanted(rating) && fitting.insert(rating.definition).second) rating_ = rating;
      }
      return true;
    });
    if (known.empty()) {
      throw Error(Exit::data, fmt::format("{}: no document has a rating", path),
                  "voxmap learn CODED.tsv learns from rows that people have coded");
    }
    if (fitting.size() != 1) {
      throw Error(Exit::usage,
                  fitting.empty() ? fmt::format("{}: no document has the rating {}", path, wanted_)
                                  : fmt::format("{}: there are several ratings", path),
                  fmt::format("--rating is one of {}", fmt::join(known, ", ")));
    }
    std::vector<std::uint64_t> lots;
    reader_.rated([&](const RatedDocument& rated) {
      if (rating_in(rated) != nullptr) lots.push_back(lot(rated));
      return true;
    });
    rated_ = lots.size();
    if (lots.size() <= most_) return;
    const auto last = lots.begin() + static_cast<std::ptrdiff_t>(most_ - 1);
    std::nth_element(lots.begin(), last, lots.end());
    last_lot_ = *last;
  }

  void add(const RatedDocument& rated, double value, const Bands& bands,
           std::vector<learn::Coded>& texts) {
    Document document = rated.document;
    if (redactor_ != nullptr) {  // of before the config listed a name
      for (Verbatim& verbatim : document.verbatims) redactor_->redact(verbatim.text);
    }
    if (std::none_of(document.verbatims.begin(), document.verbatims.end(),
                     [](const Verbatim& v) { return v.scored && !v.text.empty(); })) {
      ++silent_;
      return;
    }
    tagger_.tag(document, *scratch_, tagged_);
    learn::Coded text;
    bool foreign = true;
    for (std::size_t v = 0; v < document.verbatims.size(); ++v) {
      if (!document.verbatims[v].scored || tagged_.languages[v] != wish_.language) continue;
      foreign = false;
      tagger_.learnable_words(document.verbatims[v].text, *scratch_, words_);
      if (!text.words.empty()) text.words.emplace_back();  // no phrase from answer to answer
      text.words.insert(text.words.end(), words_.begin(), words_.end());
    }
    if (foreign) {
      ++foreign_;
      return;
    }
    text.id = rated.source + "\n" + document.key;
    text.person = document.respondent;
    text.said = tagged_.label;
    text.valence = tagged_.valence;
    text.emotions = tagged_.emotions;
    text.score = value;
    text.label = bands.label_of(value);
    texts.push_back(std::move(text));
  }

  void tell(const Bands& bands, const Supervision& all, Stream& err) const {
    err.write(fmt::format("{}: {} documents; up to {} is negative, from {} on positive\n",
                          terminal_safe(rating_.definition), grouped_number(rated_), bands.low,
                          bands.high));
    if (rated_ > most_) {
      err.write(fmt::format("taken at random: {}; --most N takes more\n", grouped_number(most_)));
    }
    if (silent_ > 0)
      err.write(fmt::format("{} left out: a number without words\n", grouped_number(silent_)));
    if (foreign_ > 0) {
      err.write(fmt::format("{} left out: not in the language {} of the new pack\n",
                            grouped_number(foreign_), terminal_safe(wish_.language)));
    }
    const auto anonymous = std::count_if(all.texts.begin(), all.texts.end(),
                                         [](const learn::Coded& t) { return t.person.empty(); });
    if (anonymous > 0) {
      err.write(fmt::format("{} without a respondent: each counts as a person of its own\n",
                            grouped(anonymous)));
    }
  }

  Reader& reader_;
  const Tagger& tagger_;
  const SupervisionWish& wish_;
  const Redactor* redactor_;
  std::string wanted_;
  std::size_t most_;
  std::unique_ptr<Tagger::Scratch> scratch_;
  std::optional<Bands> given_;
  Rating rating_;  // the one chosen; its value is the first met
  std::uint64_t last_lot_ = std::numeric_limits<std::uint64_t>::max();
  std::size_t rated_ = 0, silent_ = 0, foreign_ = 0;
  Tagged tagged_;
  std::vector<std::string> words_;
};

}  // namespace

std::optional<Config> training_config(const Arguments& args) {
  constexpr const char* kHere = "voxmap.toml";
  if (args.has("config")) return read_config(args.get("config"));
  if (!std::filesystem::exists(kHere)) return std::nullopt;
  auto config = read_config(kHere);
  std::error_code ignored;  // of a store that is not there: then it is another one
  if (args.has("store") && !std::filesystem::equivalent(config.store, args.get("store"), ignored)) {
    return std::nullopt;
  }
  return config;
}

Supervision read_supervision(const Arguments& args, const Tagger& tagger,
                             const SupervisionWish& wish, const std::optional<Config>& config,
                             Stream& err) {
  if (args.has("CODED.tsv") == args.has("store")) {
    throw Error(Exit::usage,
                fmt::format("voxmap {}: name a file of coded rows, or --store", wish.command),
                "one of them: coded.tsv, or --store shop.voxmap --rating nps");
  }
  const auto redactor = make_redactor(config ? config->redaction : RedactionSettings());
  if (args.has("CODED.tsv")) return from_rows(args, tagger, wish, redactor.get(), err);
  const std::string path = args.get("store");
  const auto store = open_for_reading(path);
  const auto reader = store->reader();
  return StoreTexts(*reader, args, tagger, wish, redactor.get()).read(path, err);
}

}  // namespace voxmap::cli
