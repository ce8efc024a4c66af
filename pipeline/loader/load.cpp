// The plain loop: what the product does, in order, in one thread.
#include "loader/load.hpp"

#include <memory>
#include <optional>
#include <variant>

#include "loader/count.hpp"
#include "loader/postponed.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

class PlainLoad {
 public:
  PlainLoad(Source& source, Preparer& preparer, const Tagger& tagger, Writer& writer,
            const LoadOptions& options)
      : source_(source),
        preparer_(preparer),
        tagger_(tagger),
        writer_(writer),
        options_(options),
        scratch_(tagger.scratch()) {}

  RunCounts run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      auto record = next();
      if (!record) break;
      ++counts_.read;
      if (auto* document = std::get_if<Document>(&*record)) {
        take(*document);
      } else if (auto* reject = std::get_if<Reject>(&*record)) {
        preparer_.prepare(*reject);
        writer_.put(*reject);
        count(counts_, *reject);
      } else {
        count(counts_, std::get<Skip>(*record));
      }
      if (counts_.read % options_.commit_every == 0) commit();
      if (counts_.read % kProgressEvery == 0 && options_.progress) {
        options_.progress(counts_, source_.position());
      }
    }
    if (!stop.stop_requested()) put_postponed();
    commit();
    return counts_;
  }

 private:
  std::optional<Record> next() {
    try {
      return source_.next();
    } catch (const Error&) {  // the input failed, not the store: keep what was read
      commit();
      throw;
    }
  }

  void take(Document& document) {
    preparer_.prepare(document);
    const Digest digest = preparer_.digest(document);
    if (!postponed_.settle(writer_.seen(document, digest), document, digest)) {
      put(document, digest);
      return;
    }
    ++counts_.unchanged;
    if (postponed_.full()) put_postponed();
  }

  void put(const Document& document, const Digest& digest) {
    tagger_.tag(document, *scratch_, tagged_);
    count(counts_, writer_.put(document, digest, tagged_), document, tagged_);
  }

  void put_postponed() {
    postponed_.drain([&](const Document& document, const Digest& digest) {
      --counts_.unchanged;
      put(document, digest);
    });
  }

  void commit() {
    counts_.duplicates = writer_.duplicates() + postponed_.dropped();
    writer_.commit(counts_);
    if (options_.committed) options_.committed(counts_);
  }

  Source& source_;
  Preparer& preparer_;
  const Tagger& tagger_;
  Writer& writer_;
  const LoadOptions& options_;
  const std::unique_ptr<Tagger::Scratch> scratch_;
  Tagged tagged_;
  RunCounts counts_;
  Postponed postponed_;
};

}  // namespace

RunCounts load(Source& source, Preparer& preparer, const Tagger& tagger, Writer& writer,
               const LoadOptions& options, const std::stop_token& stop) {
  return PlainLoad(source, preparer, tagger, writer, options).run(stop);
}

}  // namespace voxmap
