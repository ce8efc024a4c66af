// The journey store: where tagged documents go and where maps are read from.
//
// One Store is one SQLite file. One Writer at a time over all processes; any number of Readers, one
// a thread. Everything a Writer took is durable after commit(), and only then.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/act.hpp"
#include "voxmap/document.hpp"
#include "voxmap/feeling.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/mention.hpp"
#include "voxmap/tagger.hpp"
#include "voxmap/writer.hpp"

namespace voxmap {

// Utterances that can stand alone as a quote, by their length in bytes: 160 characters may take
// 640.
[[nodiscard]] constexpr bool quotable(Span utterance) noexcept {
  return utterance.size() >= 25 && utterance.size() <= 640;
}

struct Filter {
  // Ids; empty: all. words: an FTS5 query, or when it is not valid as such, words that all occur.
  std::string source, stage, touchpoint, persona, words;
  std::string feeling;  // mentions with that named feeling
  std::optional<Label> label;
  std::vector<Condition> when;     // on attributes (a segment or persona of the journey)
  std::optional<Time> from, to;    // said_at in [from, to)
  bool quotable = false;           // mentions() only: utterances that are quotable()
  [[nodiscard]] bool all() const;  // nothing is filtered
};

// The sums behind one stage or touchpoint. The unit of inference is the person: a respondent, or
// the document where no respondent is known. A person's mean of its scored mentions here is
// rounded to integer centi-scores (valence x 100, half away from zero), so the sums are exact.
struct Stats {
  std::string stage, touchpoint;  // ids; touchpoint empty: the whole stage; both empty: unassigned
  std::int64_t persons = 0;       // with at least one mention that has evidence here
  std::int64_t sum_mean = 0;      // centi-scores
  std::int64_t sum_mean_square = 0;                         // centi-scores squared
  std::int64_t mentions = 0;                                // all, label none included
  std::array<std::int64_t, 4> by_label{};                   // by Label
  std::array<std::int64_t, kEmotionCount> emotion_marks{};  // mentions with intensity > 0
  std::int64_t no_emotion = 0;  // mentions without any emotion mark, label none included
  std::array<std::int64_t, kActCount> acts{};     // mentions that an act belongs to
  std::int64_t at_risk = 0;                       // mentions of documents at risk: act.hpp
  std::map<std::string, std::int64_t> by_source;  // mentions
  bool operator==(const Stats&) const = default;
};

// A stage in one month (UTC): people as in Stats, a person's mean being that of its scored mentions
// of that month alone. Months are counted from January of year 0.
struct MonthStats {
  std::string stage;  // id
  std::int64_t month = 0;
  std::int64_t persons = 0, sum_mean = 0, sum_mean_square = 0;
  bool operator==(const MonthStats&) const = default;
};

struct EvidenceRow {
  Span span;
  std::string rule;
  std::int32_t weight = 0;
  std::string dimension;  // "valence" or an emotion's name
};

struct MentionRow {
  std::int64_t id = 0;
  std::string source, key, speaker, respondent, prompt, language;
  std::optional<Time> said_at;
  std::string text;  // the whole verbatim
  Span span;         // the utterance in it
  std::string stage, touchpoint, attached_by, attached_rule;
  Span attached_span;
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::string input;  // file the record came from
  Place origin;       // the record
  std::int64_t run = 0;
  std::string rules_digest;
  std::vector<EvidenceRow> evidence;
  std::vector<FeelingRow> feelings;  // by name
  std::vector<ActRow> acts;          // their words may lie outside the utterance: mention.hpp
  // Of the whole document; the sums of their parts. 0 also where nothing is known of it.
  std::int32_t churn_risk = 0;
  std::optional<std::int32_t> effort;  // none: nobody speaks of it
  std::vector<SignalRow> churn_parts, effort_parts;
};

// A mention as documents() gives it: no more than what two scorings are compared by.
struct ScoredMention {
  std::uint32_t verbatim = 0;  // position in the document
  Span span;
  std::string stage, touchpoint;  // empty: unassigned
  Label label = Label::none;
  Valence valence = 0;
  Intensities emotions{};
  std::vector<EvidenceRow> evidence;
};

// A document with all that a Tagger looks at (key, kind, language, touchpoint, verbatims), and the
// mentions it has.
struct ScoredDocument {
  std::int64_t id = 0;  // its number in the store
  std::string source;
  std::string rules_digest;
  Document document;
  std::vector<ScoredMention> mentions;  // by verbatim, then by position
};

// A document whose author also gave ratings: what they said of it by a number.
struct RatedDocument {
  std::string source;
  Document document;  // key, kind, language, touchpoint, respondent's pseudonym, ratings, verbatims
};

// The first three list positive and negative mentions, most_positive and most_negative only their
// own; with a label in the filter, that label decides instead. Newest: mentions without a time
// last.
enum class Order : std::uint8_t { strongest, most_positive, most_negative, newest, input };

struct RatingStats {
  std::string stage;  // empty: the whole journey
  std::string scale, definition;
  std::map<std::int64_t, std::int64_t> histogram;  // milli value -> count
};

// What one person answered and felt: a row of Reader::people().
struct PersonScores {
  struct Mean {
    std::uint32_t place = 0;  // in Reader::places()
    std::int32_t centi = 0;   // of its scored mentions there, as in Stats
  };
  std::span<const std::int64_t> answers;  // milli values, ascending
  std::span<const Mean> means;            // by place
};

// What one person said, in order: a row of Reader::histories().
struct PersonHistory {
  static constexpr std::uint32_t kNowhere = UINT32_MAX;
  struct Name {
    std::string_view source, key;
    auto operator<=>(const Name&) const = default;
  };
  struct Moment {                                           // a mention
    std::int64_t document = 0;                              // its number in the store
    std::optional<Time> said_at;                            // of the document
    std::uint32_t stage = kNowhere, touchpoint = kNowhere;  // in Reader::places() of that level
    Label label = Label::none;
    Valence valence = 0;
    Intensities emotions{};
    std::uint16_t acts = 0;      // bit of each Act
    bool quotable = false;       // its utterance is
    std::int64_t mention = 0;    // its id
    const Name* name = nullptr;  // of the document
  };
  std::string_view source, key;  // of the document of its first moment
  // By time, those without one last; then by source, key and place in the text.
  std::span<const Moment> moments;
};

struct RejectRow {
  std::int64_t run = 0;
  std::string source, input;
  Reject reject;
};

struct StoreStatus {
  std::string path;
  std::int64_t bytes = 0, schema = 0;
  std::int64_t documents = 0, verbatims = 0, mentions = 0, unassigned = 0, respondents = 0;
  std::int64_t rejects = 0;
  std::optional<Time> oldest, newest;  // said_at
  struct SourceStatus {
    std::string name, adapter;
    std::int64_t documents = 0, mentions = 0;
    std::optional<Time> newest;
    std::string last_run_status;
  };
  std::vector<SourceStatus> sources;
  std::optional<std::int64_t> rescored_by;  // the newest run that is a rescore
  std::string rescore_status;               // how it ended
};

class Reader {
 public:
  virtual ~Reader() = default;

  // The journey last loaded with, as its file's text; nullopt for a store without one.
  struct JourneyText {
    std::string toml, file, digest;
  };
  virtual std::optional<JourneyText> journey() = 0;

  // Stages first (in journey order, then unassigned), each followed by its touchpoints: all of the
  // journey last loaded with that the filter admits, also those without mentions, then what older
  // journeys left. A filter's stage "unassigned" means the mentions without one. Without a
  // filter it is answered from the roll-up, which equals the plain query (`plain` = true) exactly.
  virtual std::vector<Stats> stats(const Filter& filter, bool plain = false) = 0;
  virtual std::vector<RatingStats> ratings(const Filter& filter) = 0;

  // Named feelings by stage, in the order of stats(), then by name; what nobody felt is left out.
  // Derived from each mention's scores as Tagger::feel() does, by the definitions of the packs
  // that scored it. Without a word about mentions in the filter answered from the facts, which
  // equal the plain query exactly. Of documents scored by a voxmap that kept no definitions there
  // is none; a rescore brings them.
  virtual std::vector<FeelingStats> feelings(const Filter& filter, bool plain = false) = 0;
  // The feelings that any packs defined by which documents here were scored; sorted.
  virtual std::vector<std::string> feeling_names() = 0;

  // Stages month by month, by stage id and month; what has no time is left out. Without a filter
  // answered from the roll-up, which equals the plain query exactly.
  virtual std::vector<MonthStats> months(const Filter& filter, bool plain = false) = 0;

  struct Place {
    std::string stage, touchpoint;  // ids; touchpoint empty: a stage
  };
  enum class Level : std::uint8_t { stage, touchpoint };
  // Stages or named touchpoints, in the order of stats().
  virtual std::vector<Place> places(Level level) = 0;
  // How much of what is stored is read: each call says what `brief` leaves out.
  enum class Detail : std::uint8_t { whole, brief };

  // What goes over all documents can be shared out among threads: into how many shares is worth it
  // for this store, at least 1.
  [[nodiscard]] virtual std::size_t shares() = 0;

  // The people who answered on that scale and have a scored mention, in no order that means
  // anything; a document without a respondent is a person of its own. The filter may say nothing of
  // mentions: stage, touchpoint, label, words and feeling must be empty. What `found` is given
  // lives until it returns.
  using PersonShare = std::function<void(const PersonScores&)>;
  void people(const Filter& filter, std::string_view scale, Level level, const PersonShare& found) {
    people(filter, scale, level, std::span(&found, 1));
  }
  // The same shared out: each of `found` is called by a thread of its own and gets some of the
  // people, each of them once; which ones means nothing.
  virtual void people(const Filter& filter, std::string_view scale, Level level,
                      std::span<const PersonShare> found) = 0;

  // Everybody with a mention that the filter admits, as of people(), each with all of those, in no
  // order that means anything; a document without a respondent is a person of its own. The same
  // limits on the filter, and on what `found` is given. Answered from the facts; holds some 100
  // bytes a document and 40 a mention (12 of a `brief` one) of people with several documents.
  void histories(const Filter& filter, const std::function<void(const PersonHistory&)>& found) {
    histories(std::span(&filter, 1),
              [&](std::size_t, const PersonHistory& person) { found(person); });
  }
  // The same for several filters at once; `found` is told which of them it is.
  using HistoryShare = std::function<void(std::size_t filter, const PersonHistory&)>;
  void histories(std::span<const Filter> filters, const HistoryShare& found) {
    histories(filters, std::span(&found, 1));
  }
  // Shared out as people(). `brief`: moments have no emotions, acts and mention, and who said them
  // has no name, neither a moment's nor a person's.
  virtual void histories(std::span<const Filter> filters, std::span<const HistoryShare> found,
                         Detail detail = Detail::whole) = 0;

  struct Totals {
    std::int64_t documents = 0, persons = 0, mentions = 0, unassigned = 0;
    std::optional<Time> oldest, newest;
    std::string rules_digest;        // of the newest run; "mixed" when documents differ
    std::vector<std::string> packs;  // as Run::packs, one each
    // Run::redaction of the newest run; nullopt: a run that wrote documents here looked for other
    // kinds or, before there was redaction, for none.
    std::optional<std::string> redaction;
    // Of a Store::reader_as_of, whatever the filter: documents that count with later scores,
    // because those of that run are not kept (their text has changed since).
    std::int64_t later = 0;
  };
  virtual Totals totals(const Filter& filter) = 0;

  // Mentions with evidence, text and origin. Ties are broken by (source, key, span): the order
  // never depends on the history of the store.
  std::vector<MentionRow> mentions(const Filter& filter, Order order, std::size_t limit) {
    std::vector<MentionRow> rows;
    each_mention(filter, order, limit, [&](MentionRow& row) {
      rows.push_back(std::move(row));
      return true;
    });
    return rows;
  }
  // The same, read one at a time until `take` returns false; `take` may keep what it is given.
  // `brief`: no acts, no effort, no churn risk and no named feelings, which stand elsewhere.
  virtual void each_mention(const Filter& filter, Order order, std::size_t limit,
                            const std::function<bool(MentionRow&)>& take,
                            Detail detail = Detail::whole) = 0;
  virtual std::optional<MentionRow> mention(std::int64_t id) = 0;
  // All of them by Order::input, one at a time until `take` returns false: for exports. In memory
  // are some 24 bytes of each, not their texts.
  virtual void each_mention(const Filter& filter,
                            const std::function<bool(const MentionRow&)>& take) = 0;
  // Those with these ids, in their order.
  virtual void each_mention(std::span<const std::int64_t> ids,
                            const std::function<bool(const MentionRow&)>& take) = 0;
  // Documents with a number above `after` that other rules than `except_rules` (a
  // Run::rules_digest) scored, by number, until `take` returns false.
  virtual void documents(std::string_view except_rules, std::int64_t after,
                         const std::function<bool(const ScoredDocument&)>& take) = 0;
  // Documents with a rating, by source and key, until `take` returns false.
  virtual void rated(const std::function<bool(const RatedDocument&)>& take) = 0;
  virtual std::vector<Run> runs(std::size_t limit) = 0;  // newest first
  virtual std::vector<RejectRow> rejects(std::optional<std::int64_t> run, std::size_t limit) = 0;
  virtual StoreStatus status() = 0;
  // Everything but run ids and times, in an order that depends on content only: two stores with
  // the same dump hold the same data. One line at a time to `line`.
  virtual void dump(const std::function<void(std::string_view)>& line) = 0;
  // When the newest mention of each stage was said, by the stage's id ("unassigned": of none); of
  // the mentions with a time in documents that the filter admits. It may say nothing of mentions.
  virtual std::map<std::string, Time> newest(const Filter& filter) = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  virtual std::unique_ptr<Writer>
  writer() = 0;  // throws Error(Exit::temporary) when another writes
  // nullptr: the source has no document yet, so there is nothing to find.
  virtual std::unique_ptr<Looker> looker(std::string_view source,
                                         std::string_view rules_digest) = 0;
  virtual std::unique_ptr<Reader> reader() = 0;  // one per thread
  // Reads the store as that run left it: the documents there were, with the scores they had, by the
  // journey of the time. What documents say of themselves (text, time, respondent, attributes,
  // ratings) is as it is now, and so are status() and rejects(). Nothing is answered from the
  // roll-up; the facts are asked where reader() would ask them. Throws Error(Exit::usage) for a run
  // that is not there.
  virtual std::unique_ptr<Reader> reader_as_of(std::int64_t run) = 0;

  // Brings the full-text index up to date, in steps; `progress` is told verbatims done and to do.
  // False when it cannot be (read-only store, another process writes): Filter::words is then
  // answered by a slower scan for the words.
  virtual bool update_search_index(
      const std::function<void(std::int64_t done, std::int64_t total)>& progress) = 0;
  // What is wrong with the file: SQLite's own check, rows that point nowhere, a roll-up that
  // differs from the plain query. Empty: nothing. Reads everything.
  [[nodiscard]] virtual std::vector<std::string> check() = 0;
};

struct StoreOptions {
  bool create = false;  // make the file when missing (mode 0600)
  bool read_only = false;
  bool keep_revisions = false;  // keep an updated document's old text and mentions
};

// Throws Error: no_input (missing and not create), data (not a voxmap store, corrupt, newer
// schema), cannot_create, permission, io, temporary. Never changes a file it refuses.
[[nodiscard]] std::unique_ptr<Store> open_store(const std::string& path,
                                                const StoreOptions& options);

}  // namespace voxmap
