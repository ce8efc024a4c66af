// Delimited reading: scanning, records, and documents through the survey adapter.
#include <benchmark/benchmark.h>

#include <istream>
#include <memory>
#include <streambuf>
#include <string>

#include "base/csv.hpp"
#include "voxmap/source.hpp"

namespace {

// Ten columns like a post-purchase survey: `quoted` puts the answers in quotes.
const std::string& table(bool quoted) {
  const auto make = [](bool with_quotes) {
    std::string text =
        "Response ID,Submitted at,Customer ID,Country,Plan,Device,Recommend (0-10),"
        "Satisfaction (1-5),What did you like?,What could we do better?\n";
    const std::string quote = with_quotes ? "\"" : "";
    for (int i = 0; text.size() < (std::size_t{64} << 20U); ++i) {
      text +=
          "R_" + std::to_string(1000000 + i) + ",2026-03-0" + std::to_string(1 + i % 9) +
          "T10:20:30Z,TW-" + std::to_string(10000 + i % 9000) + ",GB,solo,Phone," +
          std::to_string(i % 11) + "," + std::to_string(1 + i % 5) + "," + quote +
          "The checkout was really slow but the courier was friendly and on time " +
          std::to_string(i) + quote + "," + quote +
          (with_quotes ? "Fewer steps, please: I gave up \"\"twice\"\"" : "Fewer steps please") +
          quote + "\n";
    }
    return text;
  };
  static const std::string kPlain = make(false);
  static const std::string kQuoted = make(true);
  return quoted ? kQuoted : kPlain;
}

// A stream over text that is not copied.
class View final : public std::streambuf {
 public:
  explicit View(const std::string& text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};
class ViewStream final : public std::istream {
 public:
  explicit ViewStream(const std::string& text) : std::istream(nullptr), view_(text) {
    rdbuf(&view_);
  }

 private:
  View view_;
};

void read_records(benchmark::State& state, bool quoted, voxmap::CsvScan scan) {
  const std::string& text = table(quoted);
  std::size_t records = 0;
  for (auto _ : state) {
    ViewStream in(text);
    voxmap::CsvReader reader(voxmap::Decoder(in, "", voxmap::Encoding{}), {}, {}, scan);
    voxmap::CsvRecord record;
    while (reader.next(record)) {
      benchmark::DoNotOptimize(record[record.size() - 1].data());
      ++records;
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
  state.SetItemsProcessed(static_cast<std::int64_t>(records));
}
BENCHMARK_CAPTURE(read_records, plain_best, false, voxmap::CsvScan::best);
BENCHMARK_CAPTURE(read_records, plain_sse2, false, voxmap::CsvScan::sse2);
BENCHMARK_CAPTURE(read_records, plain_scalar, false, voxmap::CsvScan::scalar);
BENCHMARK_CAPTURE(read_records, quoted_best, true, voxmap::CsvScan::best);

void documents(benchmark::State& state) {
  const std::string& text = table(true);
  std::size_t records = 0;
  for (auto _ : state) {
    voxmap::Input input;
    input.stream = std::make_unique<ViewStream>(text);
    input.name = "bench.csv";
    auto source = voxmap::find_adapter("survey_csv")->open(std::move(input));
    while (auto record = source->next()) {
      benchmark::DoNotOptimize(record);
      ++records;
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size() * state.iterations()));
  state.SetItemsProcessed(static_cast<std::int64_t>(records));
}
BENCHMARK(documents);

}  // namespace
