// Adding up again.
#include "journey/replay.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "journey/places.hpp"
#include "journey/visits.hpp"
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

// A respondent has no source of its own.
std::pair<std::string, std::string> person_of(const MentionRow& m) {
  const bool known = !m.respondent.empty();
  return {known ? std::string() : m.source, known ? m.respondent : m.key};
}

// What a person says on one side.
struct Side {
  std::int64_t sum = 0, count = 0;
  void add(std::int64_t of, std::int64_t mentions) {
    sum += of;
    count += mentions;
  }
  [[nodiscard]] std::optional<std::int64_t> mean() const {
    return count > 0 ? std::optional(mean_in_centi(sum, count)) : std::nullopt;
  }
};

// In thousandths, as hypotheses are tested.
std::optional<std::int64_t> measured(const std::string& measure, const MentionRow& m) {
  if (const auto emotion = parse_emotion(measure)) {
    return m.emotions.at(static_cast<std::size_t>(*emotion));
  }
  if (const auto act = parse_act(measure)) {
    return std::ranges::find(m.acts, *act, &ActRow::act) != m.acts.end() ? 1000 : 0;
  }
  return m.label == Label::none ? std::nullopt : std::optional<std::int64_t>(m.valence);
}

}  // namespace

Replay replay_place(Reader& reader, const Filter& filter) {
  Replay out;
  std::map<std::pair<std::string, std::string>, Person> people;
  std::map<std::string, std::set<std::pair<std::string, std::string>>> felt;
  reader.each_mention(filter, [&](const MentionRow& m) {
    count(out.sums, m);
    for (const FeelingRow& f : m.feelings) {
      felt[f.feeling].insert(person_of(m));
      ++out.feelings[f.feeling].mentions;
    }
    if (m.label == Label::none) return true;
    Person& person = people[person_of(m)];
    ReplayPerson& told = person.told;
    if (told.mentions.empty() || std::tie(m.source, m.key) < std::tie(told.source, told.key)) {
      told.source = m.source;
      told.key = m.key;
    }
    told.mentions.emplace_back(m.id, m.valence);
    person.sum += m.valence;
    return true;
  });
  for (const auto& [name, who] : felt) {
    out.feelings[name].persons = static_cast<std::int64_t>(who.size());
  }
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
    if (!here) continue;
    out.sums.stage = s.stage;
    out.sums.touchpoint = s.touchpoint;
    out.same = s == out.sums;
  }
  return out;
}

std::vector<ReplayPair> replay_handover(Reader& reader, const Filter& filter, std::string_view from,
                                        std::string_view to) {
  const auto places = reader.places(Reader::Level::touchpoint);
  const auto is = [&](std::uint32_t place, std::string_view id) {
    return places[place].touchpoint == id;
  };
  std::vector<ReplayPair> out;
  std::int64_t untimed = 0;
  walk_paths(
      reader, filter, Reader::Level::touchpoint,
      [&](const Path& path) {
        Side before;
        Side after;
        for (std::size_t i = 1; i < path.visits.size(); ++i) {
          const Visit& a = path.visits[i - 1];
          const Visit& b = path.visits[i];
          if (!is(a.place, from) || !is(b.place, to) || a.scored == 0 || b.scored == 0) continue;
          before.add(a.valence, a.scored);
          after.add(b.valence, b.scored);
        }
        if (before.count == 0) return;
        out.push_back(
            {std::string(path.source), std::string(path.key), before.mean(), after.mean()});
      },
      untimed);
  std::ranges::stable_sort(out, {}, [](const ReplayPair& p) {
    return std::tuple(*p.second - *p.first, std::string_view(p.source), std::string_view(p.key));
  });
  return out;
}

std::vector<ReplayPair> replay_hypothesis(Reader& reader, const Journey& journey,
                                          const Filter& filter, const Hypothesis& h) {
  struct Both {
    std::string source, key;
    Side here, there;
  };
  std::map<std::pair<std::string, std::string>, Both> people;
  const bool others = h.against == Hypothesis::Against::others;
  reader.each_mention(filter, [&](const MentionRow& m) {
    const bool here = h.touchpoint.empty() ? m.stage == h.stage : m.touchpoint == h.touchpoint;
    if (!here && (!others || !journey.find_stage(m.stage))) return true;
    const auto value = measured(h.measure, m);
    if (!value) return true;
    Both& both = people[person_of(m)];
    if (both.key.empty() || std::tie(m.source, m.key) < std::tie(both.source, both.key)) {
      both.source = m.source;
      both.key = m.key;
    }
    (here ? both.here : both.there).add(*value, 1);
    return true;
  });
  std::vector<ReplayPair> out;
  out.reserve(people.size());
  for (auto& [name, both] : people) {
    out.push_back(
        {std::move(both.source), std::move(both.key), both.here.mean(), both.there.mean()});
  }
  std::ranges::stable_sort(out, {}, [](const ReplayPair& p) {
    return std::tuple(!p.first, p.first, p.second, std::string_view(p.source),
                      std::string_view(p.key));
  });
  return out;
}

}  // namespace voxmap
