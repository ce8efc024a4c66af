// What redaction costs a comment: most hold nothing to redact, and must cost nearly nothing.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "voxmap/document.hpp"
#include "voxmap/redaction.hpp"

namespace voxmap {
namespace {

// 264 bytes, as in text_bench.
const std::string kWords =
    "The delivery came two days late and nobody told me why, but the courier was lovely and "
    "carried it all the way up. Checkout was really slow again, I had to enter my address twice, "
    "and the basket lost one of the items. Still, for that price I would order from you again, so";
const std::string kNumbers =
    "Ordered on 12/05/2024 at 14:30, order 12345678, 3 items for 49.99, and it came 10 days late: "
    "5/10. Version 2.3.1 of the app crashed 4 times, I tried 2 phones and 3 browsers, then paid "
    "1,299 by card. Room 101 was fine, 24 degrees, breakfast from 7:00 to 10:30 for 12.50 each, ok";
const std::string kPersonal =
    "Write to jo.doe@mail.example or call +44 20 7946 0958, my card 4111 1111 1111 1111 was "
    "charged "
    "twice from 192.0.2.17, money back to DE89 3704 0044 0532 0130 00 please, or to my other phone "
    "202-555-0143 where you never reach me, and look at https://shop.example/o/12?token=ab12 now";

void redact(benchmark::State& state, const std::string& text, std::string respondent) {
  const auto redactor = make_redactor({default_personal_data(), {}, {}});
  Document document;
  document.verbatims.resize(1);
  document.respondent = std::move(respondent);
  for (auto _ : state) {
    document.verbatims[0].text = text;
    document.verbatims[0].redactions.clear();
    redactor->redact(document);
    benchmark::DoNotOptimize(document.verbatims[0].text.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK_CAPTURE(redact, words, kWords, "");
BENCHMARK_CAPTURE(redact, words_of_a_number, kWords, "C-10293");
BENCHMARK_CAPTURE(redact, words_of_a_name, kWords, "Will Oakley");
BENCHMARK_CAPTURE(redact, numbers, kNumbers, "");
BENCHMARK_CAPTURE(redact, personal, kPersonal, "");

}  // namespace
}  // namespace voxmap
