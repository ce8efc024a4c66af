// Adding up again.
#include "journey/replay.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "journey/places.hpp"
#include "voxmap/act.hpp"

namespace voxmap {
namespace {

struct Person {
  ReplayPerson told;
  std::int64_t sum = 0;
};

void count(Stats& sums, const MentionRow& m) {
  ++sums.mentions;
  ++sums.by_label.at(static_cast<std::size_t>(m.label));
  bool any = false;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    if (m.emotions[e] <= 0) continue;
    ++sums.emotion_marks[e];
    any = true;
  }
  if (!any) ++sums.no_emotion;
  std::array<bool, kActCount> acts{};
  for (const ActRow& row : m.acts) acts.at(static_cast<std::size_t>(row.act)) = true;
  for (std::size_t a = 0; a < kActCount; ++a) sums.acts[a] += acts[a] ? 1 : 0;
  if (m.churn_risk >= kAtRisk) ++sums.at_risk;
  ++sums.by_source[m.source];
}

bool equal(const Stats& a, const Stats& b) {
  const auto all = [](const Stats& s) {
    return std::tie(s.persons, s.sum_mean, s.sum_mean_square, s.mentions, s.by_label,
                    s.emotion_marks, s.no_emotion, s.acts, s.at_risk, s.by_source);
  };
  return all(a) == all(b);
}

}  // namespace

Replay replay_place(Reader& reader, const Filter& filter) {
  Replay out;
  std::map<std::pair<std::string, std::string>, Person> people;
  reader.each_mention(filter, [&](const MentionRow& m) {
    count(out.sums, m);
    if (m.label == Label::none) return true;
    // A respondent has no source of its own.
    const bool known = !m.respondent.empty();
    Person& person = people[{known ? std::string() : m.source, known ? m.respondent : m.key}];
    ReplayPerson& told = person.told;
    if (told.mentions.empty() || std::tie(m.source, m.key) < std::tie(told.source, told.key)) {
      told.source = m.source;
      told.key = m.key;
    }
    told.mentions.emplace_back(m.id, m.valence);
    person.sum += m.valence;
    return true;
  });
  for (auto& [name, person] : people) {
    ReplayPerson& told = person.told;
    told.centi = mean_in_centi(person.sum, static_cast<std::int64_t>(told.mentions.size()));
    ++out.sums.persons;
    out.sums.sum_mean += told.centi;
    out.sums.sum_mean_square += told.centi * told.centi;
    out.people.push_back(std::move(told));
  }
  std::ranges::stable_sort(
      out.people, {}, [](const ReplayPerson& p) { return std::tie(p.centi, p.source, p.key); });
  const bool unassigned = filter.touchpoint.empty() && filter.stage == "unassigned";
  for (const Stats& s : reader.stats(filter)) {
    const bool here = !filter.touchpoint.empty() ? s.touchpoint == filter.touchpoint
                      : unassigned               ? s.stage.empty()
                                                 : s.stage == filter.stage && s.touchpoint.empty();
    if (here) out.same = equal(s, out.sums);
  }
  return out;
}

}  // namespace voxmap
