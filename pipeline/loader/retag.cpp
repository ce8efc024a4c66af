// Reads, tags and hands over stored documents, plain or in threads.
#include "loader/retag.hpp"

#include <exception>
#include <memory>
#include <thread>
#include <utility>

#include "base/queue.hpp"
#include "loader/sequence.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kRetagBatch = 512;

// What is left where `used` ends is reused for the next batch.
struct RetagBatch {
  std::uint64_t number = 0;
  std::vector<Retagged> items;
  std::size_t used = 0;
  std::exception_ptr failure;  // what reading or tagging met after items[0..used)
};
using RetagBatchPtr = std::unique_ptr<RetagBatch>;

// The stored documents in their order, a batch a transaction: a reader that stays would keep the
// write-ahead log from starting over.
class BatchReader {
 public:
  BatchReader(Reader& reader, std::string_view rules_digest)
      : reader_(reader), rules_digest_(rules_digest) {}

  // False at the end.
  bool fill(RetagBatch& batch) {
    bool more = false;
    batch.used = 0;
    reader_.documents(rules_digest_, last_, [&](const ScoredDocument& document) {
      more = batch.used == kRetagBatch;
      if (more) return false;
      if (batch.used == batch.items.size()) batch.items.emplace_back();
      batch.items[batch.used++].stored = document;
      last_ = document.id;
      return true;
    });
    return more;
  }

 private:
  Reader& reader_;
  std::string_view rules_digest_;
  std::int64_t last_ = 0;
};

void tag_again(const Tagger& tagger, Tagger::Scratch& scratch, const ShowMentions& show,
               Retagged& item) {
  tagger.tag(item.stored.document, scratch, item.tagged);
  item.now = show(item.tagged);
}

class ParallelRetag {
 public:
  ParallelRetag(Reader& reader, std::string_view rules_digest, const Tagger& tagger,
                const ShowMentions& show, unsigned taggers)
      : documents_(reader, rules_digest),
        tagger_(tagger),
        show_(show),
        taggers_(taggers),
        free_(in_flight()),
        read_(in_flight()) {
    for (std::size_t i = 0; i < in_flight(); ++i) free_.push(std::make_unique<RetagBatch>());
  }

  void run(const TakeRetagged& take) {
    std::vector<std::jthread> threads;
    threads.emplace_back([this] { read_all(); });
    for (unsigned i = 0; i < taggers_; ++i) threads.emplace_back([this] { tag_all(); });
    try {
      take_all(take);
    } catch (...) {  // let the threads end before the batches they hold do
      close();
      throw;
    }
    close();
  }

 private:
  [[nodiscard]] std::size_t in_flight() const { return 2 * std::size_t{taggers_} + 4; }

  void close() {
    free_.close();
    read_.close();
  }

  void read_all() {
    std::uint64_t number = 0;
    bool more = true;
    while (more) {
      auto got = free_.pop();
      if (!got) break;
      auto batch = std::move(*got);
      batch->number = number++;
      batch->failure = nullptr;
      try {
        more = documents_.fill(*batch);
      } catch (...) {  // handed to the caller in its place
        batch->failure = std::current_exception();
        more = false;
      }
      if (!read_.push(std::move(batch))) break;
    }
    read_.close();
    done_.end(number);
  }

  void tag_all() {
    const auto scratch = tagger_.scratch();
    while (auto got = read_.pop()) {
      auto batch = std::move(*got);
      std::size_t done = 0;
      try {
        for (; done < batch->used; ++done) {
          tag_again(tagger_, *scratch, show_, batch->items[done]);
        }
      } catch (...) {
        batch->failure = std::current_exception();
        batch->used = done;
      }
      done_.put(std::move(batch));
    }
  }

  void take_all(const TakeRetagged& take) {
    while (auto batch = done_.next()) {
      for (std::size_t i = 0; i < batch->used; ++i) {
        if (!take(batch->items[i])) return;
      }
      if (batch->failure) std::rethrow_exception(batch->failure);
      free_.push(std::move(batch));
    }
  }

  BatchReader documents_;
  const Tagger& tagger_;
  const ShowMentions& show_;
  unsigned taggers_;
  BoundedQueue<RetagBatchPtr> free_;  // emptied batches, back to the reader: memory stays flat
  BoundedQueue<RetagBatchPtr> read_;
  Sequence<RetagBatch> done_;
};

}  // namespace

void retag(Reader& reader, std::string_view rules_digest, const Tagger& tagger,
           const ShowMentions& show, unsigned taggers, const TakeRetagged& take) {
  if (taggers > 0) {
    ParallelRetag(reader, rules_digest, tagger, show, taggers).run(take);
    return;
  }
  const auto scratch = tagger.scratch();
  BatchReader documents(reader, rules_digest);
  RetagBatch batch;
  for (bool more = true; more;) {
    more = documents.fill(batch);
    for (std::size_t i = 0; i < batch.used; ++i) {
      tag_again(tagger, *scratch, show, batch.items[i]);
      if (!take(batch.items[i])) return;
    }
  }
}

}  // namespace voxmap
