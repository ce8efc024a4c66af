// What each stage of a load costs on one core: scan, adapter, digest, tag, write. Items are
// comments, bytes are those of the comments (of the file for the first two). The inputs come from
// bench/generate.py; VOXMAP_BENCH_DATA names their folder.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "base/csv.hpp"
#include "base/file.hpp"
#include "loader/prepare.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/mapping.hpp"
#include "voxmap/source.hpp"
#include "voxmap/store.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kDocuments = 40000;

std::string data(const std::string& name) {
  const char* folder = std::getenv("VOXMAP_BENCH_DATA");
  if (folder == nullptr) throw std::runtime_error("VOXMAP_BENCH_DATA is not set: use bench/run");
  return std::string(folder) + "/" + name;
}

// The first rows of comments.csv, cut at a record (ids are unique, so ",agent-" and LF end one).
const std::string& csv() {
  static const std::string text = [] {
    std::string head(kDocuments * 400, '\0');
    const auto stream = open_input(data("comments.csv"));
    stream->read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream->gcount()));
    const auto cut = head.find('\n', head.rfind(",agent-"));
    head.resize(cut == std::string::npos ? head.size() : cut + 1);
    return head;
  }();
  return text;
}

std::unique_ptr<Source> open_csv(const Mapping& mapping) {
  const Adapter* adapter = recognise(std::string_view(csv()).substr(0, kHeadBytes));
  if (adapter == nullptr) throw std::runtime_error("no adapter recognises comments.csv");
  Options options;
  for (const auto& option : adapter->options) options.emplace(option.name, option.default_value);
  return adapter->open(
      {std::make_unique<std::istringstream>(csv()), "comments.csv", std::move(options), &mapping});
}

struct Documents {
  std::vector<Document> all;
  std::size_t bytes = 0;  // of their verbatims
};

const Documents& documents() {
  static const Documents read = [] {
    Documents out;
    const auto mapping = read_mapping(data("comments.mapping.toml"));
    const auto source = open_csv(mapping);
    while (auto record = source->next()) {
      if (auto* document = std::get_if<Document>(&*record)) out.all.push_back(std::move(*document));
    }
    for (const auto& document : out.all) {
      for (const auto& verbatim : document.verbatims) {
        out.bytes += verbatim.text.size();
      }
    }
    return out;
  }();
  return read;
}

// The tagger borrows the journey, so the two stay together.
class Rules {
 public:
  Rules(const std::string& journey_file, const std::vector<std::string>& packs,
        const std::string& folder)
      : journey_(read_journey(journey_file)), tagger_(make_tagger({packs, {folder}}, &journey_)) {}
  Rules(const Rules&) = delete;
  Rules& operator=(const Rules&) = delete;
  [[nodiscard]] const Journey& journey() const { return journey_; }
  [[nodiscard]] const Tagger& tagger() const { return *tagger_; }

 private:
  Journey journey_;
  std::unique_ptr<Tagger> tagger_;
};

const Rules& shipped() {
  static const std::string root = VOXMAP_SOURCE_DIR;
  static const Rules rules(root + "/sample_data/journey.toml", {"en", "en-customer-service"},
                           root + "/lexicons");
  return rules;
}

const Rules& synthetic() {
  static const Rules rules(data("journey.toml"), {"bench"}, data("packs"));
  return rules;
}

void count(benchmark::State& state, std::size_t bytes) {
  const std::int64_t n = state.iterations();
  state.SetItemsProcessed(n * static_cast<std::int64_t>(documents().all.size()));
  state.SetBytesProcessed(n * static_cast<std::int64_t>(bytes));
}

void scan(benchmark::State& state) {
  for (auto _ : state) {
    std::istringstream stream(csv());
    CsvReader reader(Decoder(stream, {}, Encoding{}), CsvDialect{});
    CsvRecord record;
    std::size_t fields = 0;
    while (reader.next(record)) fields += record.size();
    benchmark::DoNotOptimize(fields);
  }
  count(state, csv().size());
}

void adapter(benchmark::State& state) {
  const auto mapping = read_mapping(data("comments.mapping.toml"));
  for (auto _ : state) {
    const auto source = open_csv(mapping);
    while (auto record = source->next()) benchmark::DoNotOptimize(record);
  }
  count(state, csv().size());
}

Preparer make_preparer(const Journey* journey) {
  PrepareOptions options;
  options.source = "bench";
  options.key = std::string(32, 'k');
  return {std::move(options), journey};
}

void digest(benchmark::State& state) {
  Preparer preparer = make_preparer(nullptr);
  for (auto _ : state) {
    for (const auto& document : documents().all) {
      benchmark::DoNotOptimize(preparer.digest(document));
    }
  }
  count(state, documents().bytes);
}

void tag(benchmark::State& state, const Rules& rules) {
  const auto scratch = rules.tagger().scratch();
  Tagged tagged;
  std::size_t mentions = 0;
  for (auto _ : state) {
    mentions = 0;
    for (const auto& document : documents().all) {
      rules.tagger().tag(document, *scratch, tagged);
      mentions += tagged.mentions.size();
    }
  }
  count(state, documents().bytes);
  state.counters["mentions_per_comment"] =
      static_cast<double>(mentions) / static_cast<double>(documents().all.size());
}

// A new store every time: what a first load writes, committed as the loader does.
void write(benchmark::State& state, const Rules& rules) {
  const auto& all = documents().all;
  const auto scratch = rules.tagger().scratch();
  Preparer preparer = make_preparer(&rules.journey());
  std::vector<Tagged> tagged(all.size());
  std::vector<Digest> digests;
  for (std::size_t i = 0; i < all.size(); ++i) {
    rules.tagger().tag(all[i], *scratch, tagged[i]);
    digests.push_back(preparer.digest(all[i]));
  }
  const std::string path = data("write_bench.voxmap");
  for (auto _ : state) {
    state.PauseTiming();
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path + suffix);
    const auto store = open_store(path, {.create = true});
    const auto writer = store->writer();
    Run run;
    run.source = "bench";
    run.rules_digest = rules.journey().digest;
    writer->begin(run, &rules.journey(), rules.tagger());
    state.ResumeTiming();
    RunCounts counts;
    for (std::size_t i = 0; i < all.size(); ++i) {
      writer->put(all[i], digests[i], tagged[i]);
      if (++counts.read % 5000 == 0) writer->commit(counts);
    }
    writer->finish(counts, "done", Time{}, {});
  }
  count(state, documents().bytes);
}

BENCHMARK(scan)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(adapter)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(digest)->Unit(benchmark::kMillisecond)->UseRealTime();
void tag_shipped(benchmark::State& state) { tag(state, shipped()); }
void tag_synthetic(benchmark::State& state) { tag(state, synthetic()); }
void write_shipped(benchmark::State& state) { write(state, shipped()); }
BENCHMARK(tag_shipped)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(tag_synthetic)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(write_shipped)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace voxmap
