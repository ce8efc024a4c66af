// UTF-8, digests, problems, TOML and files.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/queue.hpp"
#include "base/toml.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8("für alle \xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_EQ(first_invalid_utf8("ab\xFFz"), 2U);
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);  // a lone surrogate
  EXPECT_EQ(first_invalid_utf8(std::string(3'000'000, 'x') + "\xC3"), 3'000'000U);
}

TEST(Utf8, MakesAnythingPrintableAndCutsAtCharacters) {
  EXPECT_EQ(printable(std::string_view("a\0\xFF\xC3\xA9", 5)), "a\\x00\\xFF\xC3\xA9");
  EXPECT_EQ(printable("ééé", 3), "é");
  EXPECT_EQ(cut_utf8("aé", 2), "a");
}

TEST(Utf8, FoldsForComparison) {
  EXPECT_EQ(fold("DON\u2019T  \uFB01X"), "don't  fix");
  EXPECT_EQ(fold("STRASSE"), fold("straße"));
  EXPECT_EQ(trim("\uFEFF \u00A0x y\t\n"), "x y");
}

TEST(Utf8, WidthAndSafetyOnATerminal) {
  EXPECT_EQ(display_width("日本"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("👩‍🚀"), 2U);
  EXPECT_EQ(terminal_safe("a\x1b[31mred\u202E"), "a\uFFFD[31mred\uFFFD");
}

TEST(Digest, MatchesPublishedVectors) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const auto mac = hmac_sha256("Jefe", "what do ya want for nothing?");  // RFC 4231, case 2
  EXPECT_EQ(hex(mac.data(), mac.size()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  Sha256 hash;
  hash.update(std::string(3000, 'a'));
  hash.update("b");
  const auto digest = hash.finish();
  EXPECT_EQ(hex(digest.data(), 32), sha256_hex(std::string(3000, 'a') + "b"));
}

TEST(Digest, FieldsAreFramed) {
  Sha256 hash;
  hash.field("ab");
  hash.field("c");
  const auto one = hash.finish();
  hash.field("a");
  hash.field("bc");
  EXPECT_NE(one, hash.finish());
}

TEST(Digest, PseudonymsFollowKeyAndDomainNotSpelling) {
  const auto one = pseudonym("key", "shop", "PER_", "Ann@Example.com ");
  EXPECT_EQ(one, pseudonym("key", "shop", "PER_", "ann@example.com"));
  EXPECT_NE(one, pseudonym("other", "shop", "PER_", "ann@example.com"));
  EXPECT_NE(one, pseudonym("key", "bank", "PER_", "ann@example.com"));
  EXPECT_EQ(one.size(), 30U);
}

TEST(Toml, ReportsEveryFaultWithItsPlace) {
  const std::string text = "name = 5\nstoer = \"x\"\n[deep]\nlist = [1]\n";
  Problems problems("a.toml", text);
  const auto parsed = parse_toml(text, problems);
  TomlTable table(parsed, "", problems);
  (void)table.string("name");
  (void)table.string("store");
  TomlTable deep(*table.table("deep"), "deep", problems);
  (void)deep.strings("list");
  deep.done();
  table.done();
  const auto& all = problems.all();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].message, "name is a whole number, not a string");
  EXPECT_EQ(all[0].where.line, 1U);
  EXPECT_EQ(all[1].where.line, 4U);
  EXPECT_EQ(all[2].message, "unknown key \"stoer\"");
  EXPECT_EQ(all[2].hint, "did you mean \"store\"?");
  EXPECT_EQ(all[2].excerpt, "stoer = \"x\"");
  EXPECT_THROW(problems.throw_if_failed(), Error);
}

TEST(Toml, ASyntaxErrorHasLineAndColumn) {
  const std::string text = "a = 1\nb = = 2\n";
  Problems problems("a.toml", text);
  (void)parse_toml(text, problems);
  ASSERT_EQ(problems.all().size(), 1U);
  EXPECT_EQ(problems.all()[0].where.line, 2U);
}

Exit code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.exit();
  }
  return Exit::ok;
}

TEST(File, SaysWhatIsWrong) {
  EXPECT_EQ(code_of([] { (void)read_file("/nonexistent/x"); }), Exit::no_input);
  EXPECT_EQ(code_of([] { (void)read_file("/tmp"); }), Exit::no_input);
  EXPECT_EQ(code_of([] { (void)open_input("/tmp"); }), Exit::no_input);
  EXPECT_EQ(code_of([] { write_file("/nonexistent/x", ""); }), Exit::cannot_create);
}

// As root `--output /dev/null` took the device away from everybody.
TEST(File, APipeIsWrittenIntoAndALinkStaysOne) {
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("voxmap_file_kinds_test.{}", ::getpid());
  std::filesystem::create_directories(folder);
  const auto pipe = (folder / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::string got;
  {
    const std::jthread reader([&] { got = read_file(pipe); });
    write_file(pipe, "through");
  }
  EXPECT_EQ(got, "through");
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));

  const auto file = (folder / "file").string();
  const auto link = (folder / "link").string();
  write_file(file, "old");
  std::filesystem::create_symlink("file", link);
  write_file(link, "new");
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(read_file(file), "new");
  const auto dangling = (folder / "dangling").string();
  std::filesystem::create_symlink("made", dangling);
  write_file(dangling, "made now");
  EXPECT_EQ(read_file((folder / "made").string()), "made now");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 5);
  std::filesystem::remove_all(folder);
}

TEST(File, WritesWholeAndPrivate) {
  const auto folder = std::filesystem::temp_directory_path() / "voxmap_file_test";
  std::filesystem::create_directories(folder);
  const auto path = (folder / "out.txt").string();
  write_file(path, "one");
  write_file(path, "two");
  EXPECT_EQ(read_file(path), "two");
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
  {  // given up half way
    FileWriter half(path);
    half.write(std::string(3U << 20U, 'x'));
  }
  EXPECT_EQ(read_file(path), "two");
  {
    FileWriter whole(path);
    whole.write("three ");
    whole.write(std::string(2U << 20U, 'x'));
    EXPECT_EQ(read_file(path), "two");
    whole.commit();
  }
  EXPECT_EQ(read_file(path), "three " + std::string(2U << 20U, 'x'));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
  std::filesystem::remove_all(folder);
}

TEST(Queue, PassesEverythingInOrderAndDrainsAfterClose) {
  BoundedQueue<int> queue(4);
  std::jthread producer([&] {
    for (int i = 0; i < 1000; ++i) queue.push(i);
    queue.close();
  });
  int expected = 0;
  while (const auto got = queue.pop()) EXPECT_EQ(*got, expected++);
  EXPECT_EQ(expected, 1000);
  EXPECT_FALSE(queue.push(1));
}

TEST(Queue, TheLastComesFirstWhereThatIsAsked) {
  BoundedQueue<int> queue(3);
  for (const int i : {1, 2, 3}) queue.push(i);
  EXPECT_EQ(queue.pop_last(), 3);
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.try_pop_last(), 2);
  EXPECT_EQ(queue.try_pop_last(), std::nullopt);
  queue.push(4);
  queue.close();
  EXPECT_EQ(queue.pop_last(), 4);
  EXPECT_EQ(queue.pop_last(), std::nullopt);
}

}  // namespace
}  // namespace voxmap
