// Any bytes as a foreign lexicon: it is refused with an Error, or becomes a pack whose tables the
// engine takes without a single problem. The first byte may name a format.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.hpp"
#include "lexicon/pack_writer.hpp"
#include "text/lexicon.hpp"
#include "text/vader.hpp"
#include "voxmap/error.hpp"

namespace {

using namespace voxmap;

lexicon::Verdict judge(std::string_view entry, bool symbol) {
  static text::EntryCheck engine;
  auto found = engine.check(entry, symbol);
  return {std::move(found.fault), std::move(found.key)};
}

void load(const lexicon::WrittenPack& written) {
  text::Pack pack;
  for (const auto& [name, content] : written.files) {
    if (!valid_utf8(content)) std::abort();
    for (std::size_t f = 0; f < text::kPackFiles; ++f) {
      if (text::kPackFileNames[f] != name) continue;
      pack.paths[f] = name;
      pack.content[f] = content;
      pack.present[f] = true;
    }
  }
  std::vector<Problem> problems;
  text::parse_pack_toml(pack, problems);
  text::parse_pack_tables(pack, problems);
  text::Vocabulary vocabulary;
  text::Patterns patterns;
  std::vector<text::PatternUse> uses;
  text::Rules rules;
  text::Lexicon lexicon;
  text::Compiling to{vocabulary, patterns, uses, rules, problems};
  const text::Pack* only = &pack;
  text::compile_packs({&only, 1}, 0, lexicon, to);
  const text::Vader vader({&only, 1}, rules);
  if (!problems.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  lexicon::ImportOptions options;
  const auto all = lexicon::formats();
  if (!bytes.empty() && static_cast<unsigned char>(bytes[0]) < all.size()) {
    options.format = all[static_cast<unsigned char>(bytes[0])].name;
    options.scale = lexicon::Scale{-4, 4, 0};
    bytes.erase(0, 1);
  }
  try {
    lexicon::Imported imported;
    lexicon::read_lexicon(lexicon::decode_source("positive.txt", bytes), options, imported);
    lexicon::PackSettings settings;
    settings.name = "fuzz";
    settings.language = "en";
    settings.profile = imported.vader ? "vader" : "";
    load(lexicon::write_pack(imported, settings, judge));
  } catch (const Error&) {
  }
  return 0;
}
