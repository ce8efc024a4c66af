// Gives stored documents other scores, in place.
#include "store/writer.hpp"

namespace voxmap {

Put SqliteWriter::rescore(std::int64_t document, const Tagged& tagged) {
  require_run();
  if (batch_.constants.source != 0) {
    throw Error(Exit::software, path_ + ": the run is of one source, and loads");
  }
  return guarded([&] {
    ensure_transaction();
    const StoredDocument old = stored_.read(document);
    if (old.facts.ruleset == batch_.constants.ruleset) return Put::unchanged;
    DocumentRow row;
    row.id = row.replaces = document;
    row.base = old.base;
    row.blocks = old.blocks;
    row.key = old.key;
    row.verbatims = {batch_.verbatims.size(), old.verbatims.size()};
    for (std::size_t i = 0; i < old.verbatims.size(); ++i) {
      VerbatimRow& verbatim = batch_.verbatims.emplace_back();
      if (i < tagged.languages.size()) verbatim.language = strings_.id(tagged.languages[i]);
    }
    fill_mentions(row, tagged);
    const auto verbatims = part(batch_.verbatims, row.verbatims);
    const auto mentions = part(batch_.mentions, row.mentions);

    rollup_.touch_respondent(old.respondent);
    rollup_.remove(old.facts, old.respondent, old.mentions, old.ratings);
    quotes_.remove(old.base << 20, old.mentions);
    past_.keep(old, verbatims, batch_.constants.run);
    keep_room(old, verbatims, mentions, row.slots);
    place(row);
    const bool moved = past_.follow(old, verbatims, row.first_verbatim());
    stored_.rescore(old, row, verbatims, batch_.constants.ruleset, batch_.constants.run);
    DocumentFacts facts = old.facts;
    facts.ruleset = batch_.constants.ruleset;
    rollup_.add(facts, old.respondent, mentions, old.ratings);
    quotes_.add(facts.source, old.source, row, mentions);
    facts_.rescored(row.id, batch_.constants.run, moved);
    rescored_ = dirty_ = true;
    if (batch_.full()) flush();
    return Put::rescored;
  });
}

}  // namespace voxmap
