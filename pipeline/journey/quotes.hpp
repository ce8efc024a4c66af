// Which of the customers' own words stand on the map.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "journey/map.hpp"

namespace voxmap {

// Chooses quotes by a fixed rule (docs/map.md): of the 64 strongest quotable mentions, ties in the
// order of source and key, those whose utterance has 25 to 160 characters and evidence; first
// those in which no word weighs against the label, then the strongest valence, the most evidence,
// source, key and place. Nobody is quoted twice by one QuotePicker.
class QuotePicker {
 public:
  QuotePicker(Reader& reader, const Journey& journey) : reader_(reader), journey_(journey) {}

  // Nothing said there is quoted from now on: a hidden place's words are hidden, too.
  void leave_out(std::string touchpoint) { left_out_.insert(std::move(touchpoint)); }

  // The best quote of the filtered mentions with this label; its person counts as quoted.
  std::optional<Quote> pick(Filter filter, Label label);
  // As pick, but people already quoted may be quoted again and none is noted.
  std::optional<Quote> pick_anyone(Filter filter, Label label);

 private:
  std::optional<MentionRow> find(Filter filter, bool skip_quoted);
  Reader& reader_;
  const Journey& journey_;
  std::set<std::string> quoted_, left_out_;
};

}  // namespace voxmap
