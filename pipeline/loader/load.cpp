// The plain loop: what the product does, in order, in one thread.
#include "loader/load.hpp"

#include <variant>

#include "loader/count.hpp"
#include "voxmap/error.hpp"

namespace voxmap {

RunCounts load(Source& source, Preparer& preparer, const Tagger& tagger, Writer& writer,
               const LoadOptions& options, const std::stop_token& stop) {
  RunCounts counts;
  const auto scratch = tagger.scratch();
  Tagged tagged;
  const auto take = [&](Document& document) {
    preparer.prepare(document);
    const Digest digest = preparer.digest(document);
    if (writer.seen(document.key, digest) == Seen::unchanged) {
      ++counts.unchanged;
      return;
    }
    tagger.tag(document, *scratch, tagged);
    count(counts, writer.put(document, digest, tagged), document, tagged);
  };
  const auto next = [&] {
    try {
      return source.next();
    } catch (const Error&) {  // the input failed, not the store: keep what was read
      writer.commit(counts);
      throw;
    }
  };
  while (!stop.stop_requested()) {
    auto record = next();
    if (!record) break;
    ++counts.read;
    if (auto* document = std::get_if<Document>(&*record)) {
      take(*document);
    } else if (auto* reject = std::get_if<Reject>(&*record)) {
      preparer.prepare(*reject);
      writer.put(*reject);
      count(counts, *reject);
    } else {
      count(counts, std::get<Skip>(*record));
    }
    if (counts.read % options.commit_documents == 0) {
      writer.commit(counts);
      if (options.progress) options.progress(counts, source.position());
    }
  }
  writer.commit(counts);
  if (options.progress) options.progress(counts, source.position());
  return counts;
}

}  // namespace voxmap
