// Redaction on the way into the store: the same load again changes nothing, and no value is left.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "loader/load.hpp"

namespace voxmap {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class NoTagger final : public Tagger {
 public:
  std::unique_ptr<Scratch> scratch() const override { return std::make_unique<Scratch>(); }
  void tag(const Document& document, Scratch&, Tagged& out) const override {
    out = {};
    out.languages.resize(document.verbatims.size(), "en");
  }
  void tag_text(std::string_view, std::string_view, std::span<const Span>, Scratch&, Tagged&,
                std::vector<TargetScore>&) const override {}
  std::size_t rule_count() const override { return 0; }
  std::string_view rule_name(RuleId) const override { return ""; }
  std::span<const PackInfo> packs() const override { return {}; }
};

class ListSource final : public Source {
 public:
  explicit ListSource(std::vector<Record> records) : records_(std::move(records)) {}
  std::optional<Record> next() override {
    if (at_ == records_.size()) return std::nullopt;
    return records_[at_++];
  }
  std::uint64_t position() const override { return at_; }
  std::span<const std::string> notes() const override { return {}; }

 private:
  std::vector<Record> records_;
  std::size_t at_ = 0;
};

Document document(const std::string& key, const std::string& text) {
  Document out;
  out.key = key;
  out.verbatims.emplace_back().text = text;
  return out;
}

std::vector<Record> records() {
  std::vector<Record> out;
  for (int i = 0; i < 200; ++i) {
    out.emplace_back(
        document(fmt::format("k{}", i), i % 2 == 0 ? fmt::format("mail me{}@mail.example or @me", i)
                                                   : std::string("nothing to hide")));
  }
  out.emplace_back(Reject{
      {1, 2, 3}, "k", "f", "bad_rating", "\"jo@mail.example\" is no number", "k,jo@mail.example"});
  return out;
}

class RedactedLoad : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  RunCounts load_into(const std::string& name, std::vector<Record> records, unsigned threads,
                      const Redactor* redactor) {
    const auto store = open_store((folder_ / name).string(), {.create = true});
    const auto writer = store->writer();
    voxmap::Run run;
    run.source = "test";
    run.adapter = "list";
    run.rules_digest = std::string(64, 'a');
    run.redaction = redactor != nullptr ? "email" : "";
    writer->begin(run, nullptr, tagger_);
    Preparer preparer({"test", "a key of sixteen", "", "", false, redactor}, nullptr);
    ListSource source(std::move(records));
    LoadOptions options{64, std::max(1U, threads), {}, {}};
    RunCounts counts;
    if (threads == 0) {
      counts = load(source, preparer, tagger_, *writer, options, {});
    } else {
      const auto looker = [&] { return store->looker("test", run.rules_digest); };
      counts = load_parallel(source, preparer, tagger_, *writer, looker, options, {});
    }
    writer->finish(counts, "done", Time{}, {});
    return counts;
  }
  std::string dump(const std::string& name) {
    std::string out;
    open_store((folder_ / name).string(), {.read_only = true})
        ->reader()
        ->dump([&](std::string_view line) { out.append(line).append("\n"); });
    return out;
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      fmt::format("voxmap_{}", testing::UnitTest::GetInstance()->current_test_info()->name());
  NoTagger tagger_;
  std::unique_ptr<Redactor> emails_ = make_redactor({{PersonalData::email}, {}, {}});
  std::unique_ptr<Redactor> both_ =
      make_redactor({{PersonalData::email, PersonalData::handle}, {}, {}});
};

TEST_F(RedactedLoad, StoresPlaceholdersWithTheirPlaces) {
  for (const unsigned threads : {0U, 2U}) {
    const auto name = fmt::format("store{}", threads);
    const auto counts = load_into(name, records(), threads, emails_.get());
    EXPECT_EQ(counts.redacted.at("email"), 102U);
    const auto all = dump(name);
    EXPECT_THAT(all, HasSubstr("mail [EMAIL] or @me"));
    EXPECT_THAT(all, HasSubstr(R"([[5,21,5,12,\"email\"]])"));
    EXPECT_THAT(all, HasSubstr("k,[EMAIL]"));
    EXPECT_THAT(all, Not(HasSubstr("mail.example")));
  }
  EXPECT_EQ(dump("store0"), dump("store2"));
}

TEST_F(RedactedLoad, AgainChangesNothingAndAnotherConfigOnlyWhatItTouches) {
  for (const unsigned threads : {0U, 2U}) {
    const auto name = fmt::format("store{}", threads);
    load_into(name, records(), threads, emails_.get());
    const auto before = dump(name);
    EXPECT_EQ(load_into(name, records(), threads, emails_.get()).unchanged, 200U);
    EXPECT_EQ(dump(name), before);
    const auto counts = load_into(name, records(), threads, both_.get());
    EXPECT_EQ(counts.updated, 100U);
    EXPECT_EQ(counts.unchanged, 100U);
    EXPECT_EQ(counts.redacted.at("handle"), 100U);
    EXPECT_THAT(dump(name), HasSubstr("mail [EMAIL] or [HANDLE]"));
  }
}

// Values of another length move what follows: the map would be wrong.
TEST_F(RedactedLoad, AValueOfAnotherLengthIsAChange) {
  load_into("store", {document("k", "a@b.example rest")}, 0, emails_.get());
  EXPECT_EQ(load_into("store", {document("k", "x@y.example rest")}, 0, emails_.get()).unchanged,
            1U);
  EXPECT_EQ(load_into("store", {document("k", "aa@b.example rest")}, 0, emails_.get()).updated, 1U);
}

TEST_F(RedactedLoad, RunsSayWhatWasLookedFor) {
  load_into("store", records(), 0, emails_.get());
  const auto path = (folder_ / "store").string();
  {
    const auto reader = open_store(path, {.read_only = true})->reader();
    EXPECT_EQ(reader->runs(1).at(0).redaction, "email");
    EXPECT_EQ(reader->runs(1).at(0).counts.redacted.at("email"), 102U);
    EXPECT_EQ(reader->totals({}).redaction, "email");
  }
  load_into("store", {document("new", "text")}, 0, nullptr);
  EXPECT_EQ(open_store(path, {.read_only = true})->reader()->totals({}).redaction, std::nullopt);
}

TEST(Preparing, HashesAndRowDigestsAreKeyed) {
  const auto prepared = [](const std::string& key) {
    Document d = document("row-0123", "text");
    d.key_is_digest = true;
    d.attributes = {{"shop", " North 7 ", Attribute::Care::hash}, {"plan", "pro"}};
    Preparer({"test", key, "", "", false}, nullptr).prepare(d);
    return d;
  };
  const auto one = prepared("a key of sixteen");
  EXPECT_THAT(one.attributes[0].value, StartsWith("HSH_"));
  EXPECT_THAT(one.attributes[0].value, Not(HasSubstr("North")));
  EXPECT_EQ(one.attributes[1].value, "pro");
  EXPECT_THAT(one.key, StartsWith("row-"));
  EXPECT_NE(one.key, "row-0123");
  EXPECT_EQ(prepared("a key of sixteen").key, one.key);
  EXPECT_EQ(prepared("a key of sixteen").attributes[0].value, one.attributes[0].value);
  EXPECT_NE(prepared("another key, longer").key, one.key);
  EXPECT_NE(prepared("another key, longer").attributes[0].value, one.attributes[0].value);
}

}  // namespace
}  // namespace voxmap
