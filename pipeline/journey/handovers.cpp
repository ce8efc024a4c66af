// Paired change of the feeling over hand-overs.
#include "journey/handovers.hpp"

#include <algorithm>

#include "journey/distributions.hpp"
#include "journey/places.hpp"

namespace voxmap {
namespace {

bool says_something(const std::string& value) { return !value.empty() && value != "any"; }

// "web > phone", or nothing.
std::string changed(const std::string& from, const std::string& to) {
  if (!says_something(from) || !says_something(to) || from == to) return {};
  return from + " > " + to;
}

Handover describe_handover(const Touchpoint& from, const Touchpoint& to) {
  Handover h;
  h.from = from.id;
  h.to = to.id;
  h.channel = changed(from.channel, to.channel);
  h.device = changed(from.device, to.device);
  h.department = changed(from.department, to.department);
  return h;
}

bool is_handover(const Handover& h) {
  return !h.channel.empty() || !h.device.empty() || !h.department.empty();
}

}  // namespace

HandoverSums::HandoverSums(const Journey& journey, const std::vector<Reader::Place>& places) {
  for (const Reader::Place& place : places) {
    const auto found = journey.find_touchpoint(place.touchpoint);
    places_.push_back(found ? &journey.touchpoints[*found] : nullptr);
  }
}

bool HandoverSums::differs(Step step) const {
  const Touchpoint* from = places_[step.first];
  const Touchpoint* to = places_[step.second];
  return from != nullptr && to != nullptr && is_handover(describe_handover(*from, *to));
}

void HandoverSums::add(const Path& path, bool apart) {
  struct Both {
    std::int64_t before = 0, before_n = 0, after = 0, after_n = 0;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, Both> own;
  for (std::size_t i = 1; i < path.visits.size(); ++i) {
    const Visit& from = path.visits[i - 1];
    const Visit& to = path.visits[i];
    if (from.place == to.place || from.scored == 0 || to.scored == 0) continue;
    if (apart && from.document == to.document) continue;
    Both& both = own[{from.place, to.place}];
    both.before += from.valence;
    both.before_n += from.scored;
    both.after += to.valence;
    both.after_n += to.scored;
  }
  for (const auto& [step, both] : own) {
    const auto [known, first] = sums_.try_emplace(step);
    if (first && differs(step)) known->second.emplace();
    if (!known->second) continue;
    Sums& sums = *known->second;
    const std::int64_t before = mean_in_centi(both.before, both.before_n);
    const std::int64_t after = mean_in_centi(both.after, both.after_n);
    sums.change.add(after - before);
    sums.before += before;
    sums.after += after;
  }
}

std::vector<Handover> HandoverSums::finish(std::int64_t min_n, std::int64_t& hidden) const {
  std::vector<Handover> list;
  std::vector<double> p;
  for (const auto& [step, known] : sums_) {
    if (!known) continue;
    const Sums& sums = *known;
    if (sums.change.n < std::max<std::int64_t>(min_n, 1)) {
      ++hidden;
      continue;
    }
    Handover h = describe_handover(*places_[step.first], *places_[step.second]);
    const auto n = static_cast<double>(sums.change.n);
    h.persons = sums.change.n;
    h.before = static_cast<double>(sums.before) / n / kCenti;
    h.after = static_cast<double>(sums.after) / n / kCenti;
    h.change = static_cast<double>(sums.change.sum) / n / kCenti;
    const auto difference = paired(sums.change);
    if (difference) {
      h.interval = Interval{std::max(-2.0, difference->interval.low / kCenti),
                            std::min(2.0, difference->interval.high / kCenti)};
    }
    p.push_back(difference ? difference->p : 1);
    list.push_back(std::move(h));
  }
  const std::vector<double> adjusted = holm(p);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].p = adjusted[i];
    list[i].shown = adjusted[i] < kSignificant;
  }
  return list;
}

std::vector<Handover> find_handovers(Reader& reader, const Journey& journey, const Filter& filter,
                                     std::int64_t min_n) {
  HandoverSums sums(journey, reader.places(Reader::Level::touchpoint));
  std::int64_t untimed = 0;
  std::int64_t hidden = 0;
  walk_paths(
      reader, filter, Reader::Level::touchpoint, [&](const Path& path) { sums.add(path, false); },
      untimed);
  return sums.finish(min_n, hidden);
}

}  // namespace voxmap
