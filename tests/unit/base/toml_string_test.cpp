// Strings written as TOML: what is read back is what was written.
#include <gtest/gtest.h>

#include "base/toml.hpp"
#include "base/toml_string.hpp"

namespace voxmap {
namespace {

TEST(TomlString, IsReadBackAsItWas) {
  std::string text = "\"quoted\" back\\slash\ttab\nline \x7F DEL, Köln 🚚";
  for (char c = 1; c < 0x20; ++c) text += c;
  Problems problems("made.toml", "");
  const toml::table table = parse_toml("text = " + toml_string(text) + "\n", problems);
  EXPECT_EQ(table["text"].value_or(std::string()), text);
  EXPECT_EQ(toml_string(text).find('\n'), std::string::npos);
}

TEST(TomlString, ShowsBytesThatAreNoText) { EXPECT_EQ(toml_string("a\xFF"), R"("a\\xFF")"); }

}  // namespace
}  // namespace voxmap
