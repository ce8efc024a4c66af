// Any bytes as one file of a pack, named by the first byte: problems are told, nothing crashes, and
// what can be read compiles.
#include <cstdint>
#include <string>

#include "text/acts.hpp"
#include "text/feelings.hpp"
#include "text/lexicon.hpp"

namespace {

using namespace voxmap;

void set(text::Pack& pack, text::PackFile file, std::string content) {
  const auto f = static_cast<std::size_t>(file);
  pack.paths[f] = text::kPackFileNames[f];
  pack.content[f] = std::move(content);
  pack.present[f] = true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  text::Pack pack;
  set(pack, text::PackFile::pack,
      "name='p'\nkind='language'\nlanguage='en'\nversion='1'\nlicense='x'\n");
  set(pack, text::PackFile::valence, "good\t500\n");
  set(pack, static_cast<text::PackFile>(data[0] % text::kPackFiles),
      std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
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
  std::vector<std::string> feelings;
  const auto feeling_rules = text::compile_feelings({&only, 1}, 0, feelings, to);
  text::compile_acts({&only, 1}, lexicon.acts, to);
  lexicon.phrases.finish(vocabulary.size());
  lexicon.acts.phrases.finish(vocabulary.size());
  return 0;
}
