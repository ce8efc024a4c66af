// The same load in threads: one reads, some prepare, look up and tag, the caller's writes in input
// order.
#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "base/priority.hpp"
#include "base/queue.hpp"
#include "loader/count.hpp"
#include "loader/load.hpp"
#include "loader/postponed.hpp"
#include "loader/sequence.hpp"

namespace voxmap {
namespace {

// Small, so that what one thread made is still in the cache when the next takes it, and little
// memory is on the way; many, so that nobody waits while a commit is written. Few of them are under
// way otherwise: the taggers give way to the writer, the reader keeps a short queue for them, and
// the batch last written is filled first.
constexpr std::size_t kBatchRecords = 64;
constexpr std::size_t kBatchBytes = 128U << 10U;
constexpr std::size_t kBatches = 30;  // beside those that wait for the taggers
constexpr std::size_t kWaiting = 2;   // for each of them

struct Item {
  Record record;
  Digest digest{};
  bool unchanged = false;  // the looker found it
  bool tagged_yet = false;
  Tagged tagged;  // reused from batch to batch
};

struct Batch {
  std::uint64_t number = 0;
  unsigned tagger = 0;           // who looked and tagged
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
  explicit RecentChanges(std::size_t taggers) : reached_(taggers, 0) {}
  void add(std::string_view key) { now_.insert(std::hash<std::string_view>{}(key)); }
  void committed(std::uint64_t generation) {
    if (!now_.empty()) past_.emplace_back(generation, std::move(now_));
    now_.clear();
  }
  // A batch of that tagger has come. Later ones of his were looked at no earlier, so what all
  // taggers have passed is of no use any more.
  void reached(unsigned tagger, std::uint64_t generation) {
    reached_[tagger] = generation;
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
  std::vector<std::uint64_t> reached_;  // by tagger: of his last batch written
};

class ParallelLoad {
 public:
  ParallelLoad(Source& source, const Preparer& preparer, const Tagger& tagger, Writer& writer,
               const MakeLooker& make_looker, const LoadOptions& options,
               const std::stop_token& stop)
      : source_(source),
        preparer_(preparer),
        tagger_(tagger),
        writer_(writer),
        options_(options),
        stop_(stop),
        free_(in_flight()),
        read_(kWaiting * std::max(1U, options.taggers)),
        changes_(std::max(1U, options.taggers)) {
    for (std::size_t i = 0; i < in_flight(); ++i) free_.push(std::make_unique<Batch>());
    // Made before anything is written: a first load locks readers out.
    for (unsigned i = 0; i < std::max(1U, options_.taggers); ++i) {
      lookers_.push_back(make_looker());
    }
  }

  RunCounts run() {
    std::vector<std::jthread> threads;
    threads.emplace_back([this] { read_all(); });
    for (unsigned i = 0; i < lookers_.size(); ++i) {
      threads.emplace_back([this, i] { tag_all(i); });
    }
    try {
      write_all();
    } catch (...) {  // let the threads end before the batches they hold do
      free_.close();
      read_.close();
      throw;
    }
    free_.close();
    return counts_;
  }

 private:
  [[nodiscard]] std::size_t in_flight() const {
    return kWaiting * std::max(1U, options_.taggers) + kBatches;
  }

  void read_all() {
    std::uint64_t number = 0;
    bool more = true;
    while (more && !stop_.stop_requested()) {
      auto got = free_.pop_last();
      if (!got) break;
      auto batch = std::move(*got);
      batch->number = number++;
      batch->failure = nullptr;
      try {
        more = fill(*batch);
      } catch (...) {  // handed to the caller in its place
        batch->failure = std::current_exception();
        more = false;
      }
      if (!read_.push(std::move(batch))) break;
    }
    read_.close();
    done_.end(number);
  }

  // False at the end of the source.
  bool fill(Batch& batch) {
    batch.used = 0;
    std::size_t bytes = 0;
    while (batch.used < kBatchRecords && bytes < kBatchBytes) {
      auto record = source_.next();
      if (!record) return false;
      if (batch.used == batch.items.size()) batch.items.emplace_back();
      auto& item = batch.items[batch.used];
      item.record = std::move(*record);
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

  void tag_all(unsigned tagger) {
    give_way();  // all batches pass the writer: who works ahead of it must not hold it up
    Looker* const looker = lookers_[tagger].get();
    std::uint64_t generation = 0;  // of the state that the looker looks at
    const auto scratch = tagger_.scratch();
    Preparer preparer = preparer_.another();
    while (auto got = read_.pop()) {
      auto batch = std::move(*got);
      // A looker keeps to one state over many records: that of an earlier batch may still be it.
      if (looker == nullptr || !looker->keeps_looking()) generation = generation_.load();
      batch->tagger = tagger;
      batch->generation = generation;
      try {
        for (std::size_t i = 0; i < batch->used; ++i) {
          auto& item = batch->items[i];
          if (auto* reject = std::get_if<Reject>(&item.record)) preparer.prepare(*reject);
          auto* document = std::get_if<Document>(&item.record);
          if (document == nullptr) continue;
          preparer.prepare(*document);
          item.digest = preparer.digest(*document);
          if (looker != nullptr && !looker->keeps_looking()) generation = generation_.load();
          const Seen seen =
              looker != nullptr ? looker->seen(document->key, item.digest) : Seen::changed;
          item.unchanged = seen == Seen::unchanged;
          item.tagged_yet = !item.unchanged && seen != Seen::superseded;
          if (item.tagged_yet) tagger_.tag(*document, *scratch, item.tagged);
        }
      } catch (...) {  // handed to the caller in its place
        batch->failure = std::current_exception();
        batch->used = 0;
      }
      done_.put(std::move(batch));
    }
  }

  void write_all() {
    while (auto batch = done_.next()) {
      changes_.reached(batch->tagger, batch->generation);
      for (std::size_t i = 0; i < batch->used; ++i) write(batch->items[i], *batch);
      position_ = batch->position;
      if (batch->failure) {
        commit();
        std::rethrow_exception(batch->failure);
      }
      free_.push(std::move(batch));
    }
    if (!stop_.stop_requested()) put_postponed();
    commit();
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
    if (counts_.read % options_.commit_documents == 0) commit();
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
    if (!scratch_) scratch_ = tagger_.scratch();
    tagger_.tag(document, *scratch_, tagged);
  }

  void put(const Document& document, const Digest& digest, const Tagged& tagged) {
    const auto put = writer_.put(document, digest, tagged);
    if (put == Put::updated && lookers_.front()) changes_.add(document.key);
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
    counts_.duplicates = writer_.duplicates() + postponed_.dropped();
    writer_.commit(counts_);
    changes_.committed(++generation_);
    if (options_.progress) options_.progress(counts_, position_);
  }

  Source& source_;
  const Preparer& preparer_;
  const Tagger& tagger_;
  Writer& writer_;
  std::vector<std::unique_ptr<Looker>> lookers_;  // one a tagging thread
  const LoadOptions& options_;
  const std::stop_token& stop_;

  BoundedQueue<BatchPtr> free_;  // emptied batches, back to the reader: memory stays flat
  BoundedQueue<BatchPtr> read_;
  Sequence<Batch> done_;
  std::atomic<std::uint64_t> generation_ = 0;

  RunCounts counts_;
  std::uint64_t position_ = 0;
  RecentChanges changes_;
  Postponed postponed_;
  std::unique_ptr<Tagger::Scratch> scratch_;
};

}  // namespace

RunCounts load_parallel(Source& source, const Preparer& preparer, const Tagger& tagger,
                        Writer& writer, const MakeLooker& make_looker, const LoadOptions& options,
                        const std::stop_token& stop) {
  return ParallelLoad(source, preparer, tagger, writer, make_looker, options, stop).run();
}

}  // namespace voxmap
