// Several documents tagged at once: as if one came after the other.
#include <gtest/gtest.h>

#include "support/tagging.hpp"

namespace voxmap {
namespace {

std::string described(const Tagged& tagged) {
  std::string out;
  for (const std::string& language : tagged.languages) out += language + ' ';
  for (const Mention& m : tagged.mentions) {
    out += fmt::format("\n{} {}-{} {} {}:", m.verbatim, m.span.begin, m.span.end, m.touchpoint,
                       m.valence);
    for (std::uint32_t e = 0; e < m.evidence_count; ++e) {
      const Evidence& piece = tagged.evidence.at(m.evidence_begin + e);
      out += fmt::format(" {}-{} {} {} {}", piece.span.begin, piece.span.end, piece.rule,
                         piece.dimension, piece.weight);
    }
  }
  return out;
}

Document document(const std::vector<std::string>& texts) {
  Document out;
  for (const std::string& text : texts) out.verbatims.emplace_back().text = text;
  return out;
}

TEST(Several, TaggedAtOnceAreTaggedAsOneByOne) {
  const TaggerOptions options{{"en", "de"}, {VOXMAP_SOURCE_DIR "/lexicons"}};
  test::Tagging one_by_one(nullptr, options);
  const auto tagger = make_tagger(options, nullptr);
  const auto scratch = tagger->scratch();
  std::vector<Document> documents = {
      document({"We waited two hours on hold and nobody called us back.", "Fine.", ""}),
      document({"Wir haben drei Wochen auf das Paket gewartet, das ist eine Frechheit."}),
      document({"Would not recommend it. They never answer the phone!"}),
      document({"The delivery was late. Leider war die Ware auch noch besch\u00e4digt und "
                "niemand hat sich gemeldet. I would buy it again."}),
      document({}),
      document({"Ich warte seit zwei Wochen auf meine Erstattung.", "still no refund"}),
  };
  documents[2].verbatims.emplace_back().text = "Would not recommend it, said the interviewer.";
  documents[2].verbatims.back().scored = false;
  std::size_t evidence = 0;
  for (const std::size_t at_once : {1U, 2U, 6U, 4U}) {
    for (std::size_t from = 0; from < documents.size(); from += at_once) {
      const std::size_t count = std::min<std::size_t>(at_once, documents.size() - from);
      std::vector<const Document*> some;
      std::vector<Tagged> results(count);
      std::vector<Tagged*> out;
      for (std::size_t i = 0; i < count; ++i) {
        some.push_back(&documents[from + i]);
        out.push_back(&results[i]);
      }
      tagger->tag_each(some, *scratch, out);
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(described(results[i]), described(one_by_one.document(documents[from + i])));
        evidence += results[i].evidence.size();
      }
    }
  }
  EXPECT_GT(evidence, 40U);
}

}  // namespace
}  // namespace voxmap
