// How fast the store takes and finds documents, and how many bytes they need.
// VOXMAP_BENCH_DOCUMENTS sets their number (default 200,000). One document: 264 bytes of text,
// three mentions, a rating.
#include <benchmark/benchmark.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "voxmap/store.hpp"

namespace voxmap {
namespace {

class Rules final : public Tagger {
 public:
  Rules() {
    for (int i = 0; i < 10000; ++i) names_.push_back("en/valence:word" + std::to_string(i));
  }
  std::unique_ptr<Scratch> scratch() const override { return std::make_unique<Scratch>(); }
  void tag(const Document&, Scratch&, Tagged&) const override {}
  void tag_text(std::string_view, std::string_view, std::span<const Span>, Scratch&, Tagged&,
                std::vector<TargetScore>&) const override {}
  std::size_t rule_count() const override { return names_.size(); }
  std::string_view rule_name(RuleId rule) const override { return names_.at(rule); }
  std::span<const PackInfo> packs() const override { return {}; }

 private:
  std::vector<std::string> names_;
};

std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xbf58476d1ce4e5b9U;
  x ^= x >> 27U;
  return x * 0x94d049bb133111ebU ^ x >> 31U;
}

struct Sample {
  Document document;
  Digest digest{};
  Tagged tagged;
};

// Fills `sample` in place, so that the bench itself allocates nothing.
void make(std::uint64_t number, bool respondents, Sample& sample) {
  Document& d = sample.document;
  d.key = "r" + std::to_string(10000000 + number);
  const std::uint64_t r = mix(number + 1);
  for (std::size_t i = 0; i < 8; ++i) {
    sample.digest[i] = static_cast<std::uint8_t>(r >> 8 * i);
    sample.digest[i + 8] = static_cast<std::uint8_t>(mix(r) >> 8 * i);
  }
  const auto at = std::chrono::seconds(1767225600 + static_cast<std::int64_t>(number));
  d.said_at = std::chrono::sys_time<std::chrono::milliseconds>(at);
  d.said_at_text.clear();
  d.respondent.clear();
  if (respondents) {
    d.respondent = "p_";
    for (std::uint64_t k = r, i = 0; i < 26; ++i, k = mix(k)) d.respondent += char('a' + k % 26);
  }
  d.origin = {number + 2, number * 330, 330};
  d.verbatims.resize(1);
  Verbatim& v = d.verbatims.front();
  v.text.assign(264, 'x');
  for (std::size_t i = 5; i < v.text.size(); i += 6) v.text[i] = ' ';
  for (std::size_t i = 0; i < 8; ++i) v.text[i * 6] = static_cast<char>('a' + (r >> 5 * i) % 26);
  v.prompt = "What could we have done better?";
  v.origin = {number + 2, number * 330 + 40, 266};
  d.ratings.resize(1);
  d.ratings.front() = {"nps", "nps_0_10", static_cast<std::int64_t>(r % 11) * 1000};

  Tagged& t = sample.tagged;
  t.languages = {"en"};
  t.mentions.resize(3);
  t.evidence.clear();
  for (std::uint32_t m = 0; m < 3; ++m) {
    const std::uint64_t q = mix(r + m);
    Mention& mention = t.mentions[m];
    mention = {};
    mention.span = {m * 88, m * 88 + 86};
    mention.evidence_begin = static_cast<std::uint32_t>(t.evidence.size());
    if (m < 2) {
      mention.touchpoint = static_cast<std::int32_t>(q % 60);
      mention.stage = mention.touchpoint / 10;
      mention.attached_by = AttachedBy::words;
      mention.attached_span = {m * 88 + 4, m * 88 + 12};
      mention.attached_rule = static_cast<RuleId>(q % 9000);
      const int base = static_cast<int>(q % 900) - 450;
      t.evidence.push_back({{m * 88 + 20, m * 88 + 25}, static_cast<RuleId>(q % 7000), base});
      mention.valence = static_cast<Valence>(base);
      if (m == 0) {
        t.evidence.push_back({{m * 88 + 13, m * 88 + 19}, static_cast<RuleId>(q % 50), base / 3});
        mention.valence = static_cast<Valence>(base + base / 3);
        mention.emotions[q % 8] = static_cast<std::int16_t>(q % 700 + 1);
        t.evidence.push_back({{m * 88 + 20, m * 88 + 25},
                              static_cast<RuleId>(q % 3000),
                              static_cast<std::int32_t>(q % 700 + 1),
                              static_cast<std::uint8_t>(q % 8)});
      }
      mention.label = mention.valence < -50  ? Label::negative
                      : mention.valence > 50 ? Label::positive
                                             : Label::neutral;
    }
    mention.evidence_count = static_cast<std::uint32_t>(t.evidence.size()) - mention.evidence_begin;
  }
}

std::uint64_t documents() {
  const char* text = std::getenv("VOXMAP_BENCH_DOCUMENTS");
  return text == nullptr ? 200000 : std::strtoull(text, nullptr, 10);
}

// A loaded store, made once for all that read.
class Loaded {
 public:
  Loaded() {
    std::string name = (std::filesystem::temp_directory_path() / "voxmap-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
    for (std::size_t s = 0; s < 6; ++s) {
      Stage& stage = journey_.stages.emplace_back();
      stage.id = "stage" + std::to_string(s);
      for (std::size_t t = 0; t < 10; ++t) {
        Touchpoint& touchpoint = journey_.touchpoints.emplace_back();
        touchpoint.id = stage.id + ".point" + std::to_string(t);
        touchpoint.stage = static_cast<std::uint32_t>(s);
      }
    }
    journey_.toml = "#";
  }
  ~Loaded() { std::filesystem::remove_all(folder_); }
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  std::unique_ptr<Store> fresh(const std::string& name) {
    const std::string path = folder_ / name;
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
    return open_store(path, {.create = true});
  }
  void load(Store& store, std::uint64_t count, bool respondents) {
    Run run;
    run.source = "survey";
    run.rules_digest = "rules";
    const auto writer = store.writer();
    writer->begin(run, &journey_, rules_);
    Sample sample;
    for (std::uint64_t i = 0; i < count; ++i) {
      make(i, respondents, sample);
      writer->seen(sample.document, sample.digest);
      writer->put(sample.document, sample.digest, sample.tagged);
      if (i % 5000 == 4999) writer->commit({});
    }
    writer->finish({}, "done", {}, {});
  }
  Store& store() {
    if (!store_) {
      store_ = fresh("read.vox");
      load(*store_, documents(), false);
    }
    return *store_;
  }
  std::size_t bytes(const std::string& name) const {
    return std::filesystem::file_size(folder_ / name);
  }

 private:
  std::filesystem::path folder_;
  Journey journey_;
  Rules rules_;
  std::unique_ptr<Store> store_;
};

Loaded& loaded() {
  static Loaded instance;
  return instance;
}

void making_documents(benchmark::State& state) {
  Sample sample;
  std::uint64_t i = 0;
  for (auto _ : state) make(i++, state.range(0) != 0, sample);
  state.SetItemsProcessed(static_cast<std::int64_t>(i));
}

void load(benchmark::State& state) {
  for (auto _ : state) {
    const auto store = loaded().fresh("load.vox");
    loaded().load(*store, documents(), state.range(0) != 0);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(documents()));
  state.counters["bytes_per_document"] =
      static_cast<double>(loaded().bytes("load.vox")) / static_cast<double>(documents());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void load_unchanged(benchmark::State& state) {
  Store& store = loaded().store();
  for (auto _ : state) loaded().load(store, documents(), false);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(documents()));
}

void look(benchmark::State& state) {
  const auto looker = loaded().store().looker("survey", "rules");
  Sample sample;
  std::uint64_t i = 0, unchanged = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<std::pair<std::string, Digest>> keys;
    for (int k = 0; k < 10000; ++k) {
      make(i++ % documents(), false, sample);
      keys.emplace_back(sample.document.key, sample.digest);
    }
    state.ResumeTiming();
    for (const auto& [key, digest] : keys) {
      unchanged += looker->seen(key, digest) == Seen::unchanged ? 1 : 0;
    }
  }
  if (unchanged != i) state.SkipWithError("documents were not found");
  state.SetItemsProcessed(static_cast<std::int64_t>(i));
}

void stats_rolled_up(benchmark::State& state) {
  const auto reader = loaded().store().reader();
  for (auto _ : state) benchmark::DoNotOptimize(reader->stats({}));
}

void stats_plain(benchmark::State& state) {
  const auto reader = loaded().store().reader();
  for (auto _ : state) benchmark::DoNotOptimize(reader->stats({}, true));
}

void map_questions(benchmark::State& state) {
  const auto reader = loaded().store().reader();
  for (auto _ : state) {
    benchmark::DoNotOptimize(reader->stats({}));
    benchmark::DoNotOptimize(reader->ratings({}));
    benchmark::DoNotOptimize(reader->totals({}));
  }
}

void quotes_of_a_stage(benchmark::State& state) {
  const auto reader = loaded().store().reader();
  Filter filter;
  filter.stage = "stage3";
  filter.label = Label::negative;
  const auto limit = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    if (reader->mentions(filter, Order::strongest, limit).size() != limit) {
      state.SkipWithError("too few quotes");
    }
  }
}

void mentions_of_a_week(benchmark::State& state) {
  const auto reader = loaded().store().reader();
  Filter filter;
  filter.from = Time(std::chrono::seconds(1767225600 + 1000));
  filter.to = Time(std::chrono::seconds(1767225600 + 9000));
  for (auto _ : state) {
    benchmark::DoNotOptimize(reader->mentions(filter, Order::newest, 20));
  }
}

void index_words(benchmark::State& state) {
  for (auto _ : state) loaded().store().update_search_index({});
  state.SetItemsProcessed(static_cast<std::int64_t>(documents()));
}

BENCHMARK(making_documents)->Arg(0)->Arg(1);
BENCHMARK(load)
    ->ArgName("respondents")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK(load_unchanged)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(look);
BENCHMARK(stats_rolled_up)->Unit(benchmark::kMillisecond);
BENCHMARK(map_questions)->Unit(benchmark::kMillisecond);
BENCHMARK(quotes_of_a_stage)->Arg(1)->Arg(256)->Unit(benchmark::kMillisecond);
BENCHMARK(mentions_of_a_week)->Unit(benchmark::kMillisecond);
BENCHMARK(stats_plain)->Unit(benchmark::kMillisecond);
BENCHMARK(index_words)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace voxmap
