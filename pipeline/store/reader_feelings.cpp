// Named feelings by stage, counted from the mentions.
#include <unordered_map>

#include "store/fact_feelings.hpp"
#include "store/reader.hpp"
#include "store/scan.hpp"

namespace voxmap {

std::vector<FeelingStats> SqliteReader::feelings(const Filter& filter, bool plain) {
  const Snapshot snapshot(db_);
  Feelings feelings(db_);
  const std::size_t names = feelings.names().size();
  std::vector<std::string> stages;
  std::unordered_map<std::int64_t, std::size_t> stage_of;  // by touchpoint row
  const std::vector<PlaceRow> places = read_places(db_);   // a stage first, then its touchpoints
  for (const PlaceRow& place : places) {
    if (stages.empty() || stages.back() != place.stage) stages.push_back(place.stage);
    stage_of[place.id] = stages.size() - 1;
  }
  FeltCounts counts;
  if (!plain && selects_documents(filter)) {
    counts = count_felt(db_, as_of_, filter, feelings.names(), stage_of, stages.size(), shares());
  } else {
    FeltCounter from_mentions(stages.size() * names);
    scan_mentions(db_, filter, [&](const ScannedMention& mention) {
      const std::size_t first = stage_of.at(mention.touchpoint) * names;
      const bool read = feelings.find(mention.felt(), [&](const Feelings::Row& row, std::int32_t) {
        from_mentions.add(first + row.feeling, mention.document, mention.respondent);
      });
      if (!read) db_.fail(SQLITE_CORRUPT);
    });
    counts = from_mentions.take();
  }
  std::vector<FeelingStats> list;
  for (std::size_t cell = 0; cell < stages.size() * names; ++cell) {
    if (counts.mentions[cell] == 0) continue;
    list.push_back({stages[cell / names], feelings.names()[cell % names], counts.persons[cell],
                    counts.mentions[cell]});
  }
  return list;
}

std::vector<std::string> SqliteReader::feeling_names() { return Feelings(db_).names(); }

}  // namespace voxmap
