// A rescore in threads gives the documents of the plain one, in its order, and leaves the same
// store.
#include "loader/retag.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "support/length_tagger.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kDocuments = 1500;  // some batches and a part of one

// What rescores are told apart by.
std::vector<ScoredMention> shown(const Tagged& tagged) {
  std::vector<ScoredMention> out(tagged.mentions.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].valence = tagged.mentions[i].valence;
  return out;
}

class RetagTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    const auto store = open_store(path("old"), {.create = true});
    const auto writer = store->writer();
    writer->begin(run("test", 'a'), nullptr, old_);
    Tagged tagged;
    const auto scratch = old_.scratch();
    for (std::size_t i = 0; i < kDocuments; ++i) {
      Document document;
      document.key = fmt::format("k{}", i);
      document.verbatims.emplace_back().text = std::string(1 + i % 333, 'x');
      old_.tag(document, *scratch, tagged);
      Digest digest{};
      digest[0] = static_cast<Digest::value_type>(i + 1);
      writer->put(document, digest, tagged);
    }
    writer->finish({}, "done", Time{}, {});
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) { return (folder_ / name).string(); }

  static voxmap::Run run(const std::string& source, char rules) {
    voxmap::Run out;
    out.source = source;
    out.adapter = "list";
    out.rules_digest = std::string(64, rules);
    return out;
  }

  // Key, old and new score of each document.
  std::string compared(unsigned taggers) {
    std::string out;
    const auto reader = open_store(path("old"), {.read_only = true})->reader();
    retag(*reader, digest_, new_, shown, taggers, [&](const Retagged& document) {
      out += fmt::format("{} {} {}\n", document.stored.document.key,
                         document.stored.mentions.at(0).valence, document.now.at(0).valence);
      return true;
    });
    return out;
  }

  // The store scored again, as text.
  std::string rescored(unsigned taggers) {
    const auto name = path(fmt::format("new{}", taggers));
    std::filesystem::copy_file(path("old"), name);
    const auto store = open_store(name, {});
    const auto writer = store->writer();
    writer->begin(run("", 'b'), nullptr, new_);
    RunCounts counts;
    const auto reader = store->reader();
    retag(*reader, digest_, new_, shown, taggers, [&](const Retagged& document) {
      EXPECT_EQ(writer->rescore(document.stored.id, document.tagged), Put::rescored);
      if (++counts.read % 100 == 0) writer->commit(counts);
      return true;
    });
    writer->finish(counts, "done", Time{}, {});
    EXPECT_EQ(counts.read, kDocuments);
    std::string out;
    store->reader()->dump([&](std::string_view line) { out.append(line) += '\n'; });
    return out;
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      fmt::format("voxmap_retag_{}", testing::UnitTest::GetInstance()->current_test_info()->name());
  LengthTagger old_;
  LengthTagger new_{3};
  std::string digest_ = std::string(64, 'b');
};

TEST_F(RetagTest, ThreadsGiveThePlainOrder) {
  const auto plain = compared(0);
  EXPECT_EQ(plain.substr(0, plain.find('\n')), "k0 1 3");
  EXPECT_EQ(std::count(plain.begin(), plain.end(), '\n'), kDocuments);
  for (const unsigned taggers : {1U, 2U, 5U}) EXPECT_EQ(compared(taggers), plain) << taggers;
}

TEST_F(RetagTest, ThreadsLeaveThePlainStore) {
  const auto plain = rescored(0);
  for (const unsigned taggers : {1U, 4U}) EXPECT_EQ(rescored(taggers), plain) << taggers;
}

TEST_F(RetagTest, EndsWhenToldAndWhenTakingFails) {
  const auto reader = open_store(path("old"), {.read_only = true})->reader();
  for (const unsigned taggers : {0U, 3U}) {
    std::size_t taken = 0;
    retag(*reader, digest_, new_, shown, taggers, [&](const Retagged&) { return ++taken < 700; });
    EXPECT_EQ(taken, 700U);
    const auto fail = [](const Retagged&) -> bool { throw std::runtime_error("the disk is full"); };
    EXPECT_THROW(retag(*reader, digest_, new_, shown, taggers, fail), std::runtime_error);
    const auto broken = [](const Tagged&) -> std::vector<ScoredMention> {
      throw Error(Exit::software, "no such rule");
    };
    const auto all = [](const Retagged&) { return true; };
    EXPECT_THROW(retag(*reader, digest_, new_, broken, taggers, all), Error);
  }
}

}  // namespace
}  // namespace voxmap
