// The same load in threads: each reads in turns, prepares, looks up and tags; the caller's writes
// in input order, and tags where nothing is ready to be written.
#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "base/queue.hpp"
#include "loader/count.hpp"
#include "loader/load.hpp"
#include "loader/postponed.hpp"
#include "loader/sequence.hpp"

namespace voxmap {
namespace {

// Small, so that what one thread made is still in the cache when the next takes it, and little
// memory is on the way; many, so that nobody waits while a commit is written. Few of them are under
// way otherwise: whoever read a batch tags it, what is ready is written before more is read, and
// the batch last written is filled first.
constexpr std::size_t kBatchRecords = 192;
constexpr std::size_t kBatchBytes = 256U << 10U;
constexpr std::size_t kBatches = 10;  // beside one in each hand

struct Item {
  Record record;
  Digest digest{};
  bool unchanged = false;  // the looker found it
  bool tagged_yet = false;
  Tagged tagged;  // reused from batch to batch
};

struct Batch {
  std::uint64_t number = 0;
  unsigned hand = 0;             // who looked and tagged
  std::uint64_t generation = 0;  // commits done before the state of the store that was looked at
  std::uint64_t position = 0;    // of the input, after this batch
  std::vector<Item> items;
  std::size_t used = 0;
  std::exception_ptr failure;  // what the reader or the tagger met after items[0..used)
};
using BatchPtr = std::unique_ptr<Batch>;

// Keys that this run changed and the looker may not have seen yet. A file that holds one key with
// text A, then B, then A again must end with A: an "unchanged" answered before B was committed is
// stale, and is asked again of the writer.
class RecentChanges {
 public:
  explicit RecentChanges(std::size_t hands) : reached_(hands, 0) {}
  void add(std::string_view key) { now_.insert(std::hash<std::string_view>{}(key)); }
  void committed(std::uint64_t generation) {
    if (!now_.empty()) past_.emplace_back(generation, std::move(now_));
    now_.clear();
  }
  // A batch of that hand has come. Later ones of his were looked at no earlier, so what all hands
  // have passed is of no use any more.
  void reached(unsigned hand, std::uint64_t generation) {
    reached_[hand] = generation;
    const std::uint64_t all = *std::min_element(reached_.begin(), reached_.end());
    while (!past_.empty() && past_.front().first <= all) past_.pop_front();
  }
  // May the key have changed after `generation` commits were done?
  [[nodiscard]] bool since(std::uint64_t generation, std::string_view key) const {
    const auto hash = std::hash<std::string_view>{}(key);
    return now_.count(hash) > 0 || std::any_of(past_.begin(), past_.end(), [&](const auto& set) {
             return set.first > generation && set.second.count(hash) > 0;
           });
  }

 private:
  std::unordered_set<std::size_t> now_;
  std::deque<std::pair<std::uint64_t, std::unordered_set<std::size_t>>> past_;
  std::vector<std::uint64_t> reached_;  // by hand: of his last batch written
};

class ParallelLoad {
 public:
  ParallelLoad(Source& source, const Preparer& preparer, const Tagger& tagger, Writer& writer,
               const MakeLooker& make_looker, const LoadOptions& options,
               const std::stop_token& stop)
      : source_(source),
        tagger_(tagger),
        writer_(writer),
        options_(options),
        stop_(stop),
        free_(hands() + kBatches),
        changes_(hands()) {
    for (std::size_t i = 0; i < hands() + kBatches; ++i) free_.push(std::make_unique<Batch>());
    // Made before anything is written: a first load locks readers out.
    for (unsigned i = 0; i < hands(); ++i) {
      hands_.emplace_back(i, make_looker(), preparer, tagger);
    }
  }

  RunCounts run() {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < hands(); ++i) {
      threads.emplace_back([this, i] { tag_all(hands_[i]); });
    }
    try {
      write_all();
    } catch (...) {  // let the threads end before the batches they hold do
      const std::lock_guard lock(reading_);
      end();
      throw;
    }
    return counts_;
  }

 private:
  // What a thread has for itself.
  struct Hand {
    Hand(unsigned n, std::unique_ptr<Looker> l, const Preparer& p, const Tagger& t)
        : number(n), looker(std::move(l)), preparer(p.another()), scratch(t.scratch()) {}

    unsigned number;
    std::unique_ptr<Looker> looker;
    Preparer preparer;
    std::unique_ptr<Tagger::Scratch> scratch;
    std::uint64_t generation = 0;  // of the state that the looker looks at
  };

  [[nodiscard]] unsigned hands() const { return std::max(1U, options_.threads); }
  [[nodiscard]] Hand& writer_hand() { return hands_.front(); }

  // Fills the next batch of the input; false behind its end, and when the load is to stop.
  bool read(Batch& batch) {
    const std::lock_guard lock(reading_);
    if (!ended_ && stop_.stop_requested()) end();
    if (ended_) return false;
    batch.number = numbered_++;
    batch.failure = nullptr;
    try {
      if (!fill(batch)) end();
    } catch (...) {  // handed to the caller in its place
      batch.failure = std::current_exception();
      end();
    }
    return true;
  }

  void end() {
    ended_ = true;
    done_.end(numbered_);
    free_.close();
  }

  // False at the end of the source.
  bool fill(Batch& batch) {
    batch.used = 0;
    std::size_t bytes = 0;
    while (batch.used < kBatchRecords && bytes < kBatchBytes) {
      if (batch.used == batch.items.size()) batch.items.emplace_back();
      auto& item = batch.items[batch.used];
      if (!source_.next_into(item.record)) return false;
      item.unchanged = item.tagged_yet = false;
      if (const auto* document = std::get_if<Document>(&item.record)) {
        for (const auto& verbatim : document->verbatims) bytes += verbatim.text.size() + 64;
      }
      bytes += 128;
      ++batch.used;
      batch.position = source_.position();
    }
    return true;
  }

  void tag_all(Hand& own) {
    while (auto got = free_.pop_last()) {
      if (!work(own, std::move(*got))) break;
    }
  }

  // Reads the next batch and tags it; false behind the input's end.
  bool work(Hand& own, BatchPtr batch) {
    if (!read(*batch)) return false;
    try {
      tag(own, *batch);
    } catch (...) {  // handed to the caller in its place
      batch->failure = std::current_exception();
      batch->used = 0;
    }
    if (own.number == 0) ++own_waiting_;
    done_.put(std::move(batch));
    return true;
  }

  void tag(Hand& own, Batch& batch) {
    Looker* const looker = own.looker.get();
    const auto take_generation = [&] {
      if (looker == nullptr || !looker->keeps_looking()) own.generation = generation_.load();
    };
    // A looker keeps to one state over many records: that of an earlier batch may still be it.
    take_generation();
    batch.hand = own.number;
    batch.generation = own.generation;
    for (std::size_t i = 0; i < batch.used; ++i) {
      auto& item = batch.items[i];
      if (auto* reject = std::get_if<Reject>(&item.record)) own.preparer.prepare(*reject);
      auto* document = std::get_if<Document>(&item.record);
      if (document == nullptr) continue;
      own.preparer.prepare(*document);
      item.digest = own.preparer.digest(*document);
      take_generation();
      const Seen seen =
          looker != nullptr ? looker->seen(document->key, item.digest) : Seen::changed;
      item.unchanged = seen == Seen::unchanged;
      item.tagged_yet = !item.unchanged && seen != Seen::superseded;
      if (item.tagged_yet) tagger_.tag(*document, *own.scratch, item.tagged);
    }
  }

  // What is ready is written; where nothing is, the writer lends a hand.
  void write_all() {
    while (true) {
      BatchPtr batch = done_.try_next();
      if (!batch) {
        if (auto empty = free_.try_pop_last(); empty && work(writer_hand(), std::move(*empty))) {
          continue;
        }
        batch = done_.next();
      }
      if (!batch) break;
      write(*batch);
      if (batch->hand == 0) --own_waiting_;
      free_.push(std::move(batch));
    }
    if (!stop_.stop_requested()) put_postponed();
    commit();
  }

  void write(Batch& batch) {
    changes_.reached(batch.hand, batch.generation);
    for (std::size_t i = 0; i < batch.used; ++i) write(batch.items[i], batch);
    position_ = batch.position;
    if (batch.failure) {
      commit();
      std::rethrow_exception(batch.failure);
    }
  }

  void write(Item& item, const Batch& batch) {
    ++counts_.read;
    if (const auto* document = std::get_if<Document>(&item.record)) {
      write(*document, item, batch);
    } else if (const auto* reject = std::get_if<Reject>(&item.record)) {
      writer_.put(*reject);
      count(counts_, *reject);
    } else {
      count(counts_, std::get<Skip>(item.record));
    }
    if (counts_.read % options_.commit_every == 0) commit();
    if (counts_.read % kProgressEvery == 0 && options_.progress) {
      options_.progress(counts_, position_);
    }
  }

  void write(const Document& document, Item& item, const Batch& batch) {
    const bool final = item.unchanged && !changes_.since(batch.generation, document.key);
    const Seen seen = final ? Seen::unchanged : writer_.seen(document, item.digest);
    if (!postponed_.settle(seen, document, item.digest)) {
      if (!item.tagged_yet) tag(document, item.tagged);
      put(document, item.digest, item.tagged);
      return;
    }
    ++counts_.unchanged;
    if (postponed_.full()) put_postponed();
  }

  void tag(const Document& document, Tagged& tagged) {
    tagger_.tag(document, *writer_hand().scratch, tagged);
  }

  void put(const Document& document, const Digest& digest, const Tagged& tagged) {
    const auto put = writer_.put(document, digest, tagged);
    if (put == Put::updated && writer_hand().looker) changes_.add(document.key);
    count(counts_, put, document, tagged);
  }

  void put_postponed() {
    Tagged tagged;
    postponed_.drain([&](const Document& document, const Digest& digest) {
      --counts_.unchanged;
      tag(document, tagged);
      put(document, digest, tagged);
    });
  }

  void commit() {
    // The writer's own looker may not be asked for long.
    if (writer_hand().looker) writer_hand().looker->let_go();
    counts_.duplicates = writer_.duplicates() + postponed_.dropped();
    writer_.commit(counts_);
    changes_.committed(++generation_);
    if (own_waiting_ == 0) changes_.reached(0, generation_);
    if (options_.committed) options_.committed(counts_);
  }

  Source& source_;
  const Tagger& tagger_;
  Writer& writer_;
  const LoadOptions& options_;
  const std::stop_token& stop_;

  std::deque<Hand> hands_;       // the writer's first
  BoundedQueue<BatchPtr> free_;  // emptied batches, to be filled again: memory stays flat
  Sequence<Batch> done_;
  std::mutex reading_;  // guards the source and what follows
  std::uint64_t numbered_ = 0;
  bool ended_ = false;
  std::atomic<std::uint64_t> generation_ = 0;

  std::size_t own_waiting_ = 0;  // batches that the writer tagged and has not written yet
  RunCounts counts_;
  std::uint64_t position_ = 0;
  RecentChanges changes_;
  Postponed postponed_;
};

}  // namespace

RunCounts load_parallel(Source& source, const Preparer& preparer, const Tagger& tagger,
                        Writer& writer, const MakeLooker& make_looker, const LoadOptions& options,
                        const std::stop_token& stop) {
  return ParallelLoad(source, preparer, tagger, writer, make_looker, options, stop).run();
}

}  // namespace voxmap
