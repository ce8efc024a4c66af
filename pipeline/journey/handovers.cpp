// Paired change of the feeling over hand-overs.
#include "journey/handovers.hpp"

#include <algorithm>
#include <deque>
#include <utility>

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
  sums_.resize(places_.size());
}

HandoverSums::Sums& HandoverSums::sums_of(std::size_t from, std::size_t to) {
  std::vector<Sums>& row = sums_[from];
  if (row.size() <= to) row.resize(to + 1);
  Sums& sums = row[to];
  if (sums.kind == Sums::Kind::unseen) {
    const Touchpoint* left = places_[from];
    const Touchpoint* reached = places_[to];
    const bool differs =
        left != nullptr && reached != nullptr && is_handover(describe_handover(*left, *reached));
    sums.kind = differs ? Sums::Kind::handover : Sums::Kind::other;
  }
  return sums;
}

void HandoverSums::add(const Path& path, bool apart) {
  own_.clear();
  for (std::size_t i = 1; i < path.visits.size(); ++i) {
    const Visit& before = path.visits[i - 1];
    const Visit& after = path.visits[i];
    if (before.place == after.place || before.scored == 0 || after.scored == 0) continue;
    if (apart && before.document == after.document) continue;
    own_.push_back({.from = before.place,
                    .to = after.place,
                    .before = before.valence,
                    .before_n = before.scored,
                    .after = after.valence,
                    .after_n = after.scored});
  }
  const auto step = [](const Both& b) { return std::pair(b.from, b.to); };
  if (own_.size() > 1) std::ranges::sort(own_, {}, step);
  for (auto one = own_.begin(); one != own_.end();) {
    Both both = *one;
    for (++one; one != own_.end() && step(*one) == step(both); ++one) {
      both.before += one->before;
      both.before_n += one->before_n;
      both.after += one->after;
      both.after_n += one->after_n;
    }
    Sums& sums = sums_of(both.from, both.to);
    if (sums.kind != Sums::Kind::handover) continue;
    const std::int64_t before = mean_in_centi(both.before, both.before_n);
    const std::int64_t after = mean_in_centi(both.after, both.after_n);
    sums.change.add(after - before);
    sums.before += before;
    sums.after += after;
  }
}

void HandoverSums::join(const HandoverSums& other) {
  for (std::size_t from = 0; from < sums_.size(); ++from) {
    for (std::size_t to = 0; to < other.sums_[from].size(); ++to) {
      const Sums& theirs = other.sums_[from][to];
      if (theirs.kind != Sums::Kind::handover) continue;
      Sums& sums = sums_of(from, to);
      sums.change.join(theirs.change);
      sums.before += theirs.before;
      sums.after += theirs.after;
    }
  }
}

std::vector<Handover> HandoverSums::finish(std::int64_t min_n, std::int64_t& hidden) const {
  std::vector<Handover> list;
  std::vector<double> p;
  for (std::size_t from = 0; from < sums_.size(); ++from) {
    for (std::size_t to = 0; to < sums_[from].size(); ++to) {
      const Sums& sums = sums_[from][to];
      if (sums.kind != Sums::Kind::handover) continue;
      if (sums.change.n < std::max<std::int64_t>(min_n, 1)) {
        ++hidden;
        continue;
      }
      p.push_back(
          describe(sums, list.emplace_back(describe_handover(*places_[from], *places_[to]))));
    }
  }
  const std::vector<double> adjusted = holm(p);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].p = adjusted[i];
    list[i].shown = adjusted[i] < kSignificant;
  }
  return list;
}

// The p value, not adjusted.
double HandoverSums::describe(const Sums& sums, Handover& h) {
  const auto n = static_cast<double>(sums.change.n);
  h.persons = sums.change.n;
  h.before = static_cast<double>(sums.before) / n / kCenti;
  h.after = static_cast<double>(sums.after) / n / kCenti;
  h.change = static_cast<double>(sums.change.sum) / n / kCenti;
  const auto difference = paired(sums.change);
  if (!difference) return 1;
  h.interval = Interval{std::max(-2.0, difference->interval.low / kCenti),
                        std::min(2.0, difference->interval.high / kCenti)};
  return difference->p;
}

std::vector<Handover> find_handovers(Reader& reader, const Journey& journey, const Filter& filter,
                                     std::int64_t min_n) {
  const std::vector<Reader::Place> places = reader.places(Reader::Level::touchpoint);
  std::deque<HandoverSums> sums;
  std::vector<PathShare> shares;
  for (std::size_t i = 0; i < reader.shares(); ++i) {
    HandoverSums& share = sums.emplace_back(journey, places);
    shares.emplace_back([&share](const Path& path) { share.add(path, false); });
  }
  std::int64_t untimed = 0;
  std::int64_t hidden = 0;
  walk_paths(reader, filter, Reader::Level::touchpoint, shares, untimed, Reader::Detail::brief);
  for (std::size_t i = 1; i < sums.size(); ++i) sums.front().join(sums[i]);
  return sums.front().finish(min_n, hidden);
}

}  // namespace voxmap
