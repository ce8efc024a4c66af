// RE2 behind a literal prefilter.
#include "text/patterns.hpp"

#include <fmt/format.h>
#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "text/chars.hpp"
#include "text/fold.hpp"

namespace voxmap::text {
namespace {

constexpr std::int64_t kSetMemory = std::int64_t{128} << 20U;
constexpr std::size_t kFew = 12;  // up to so many candidates are searched without the set
constexpr int kShortestAtom = 3;

RE2::Options options() {
  RE2::Options o;
  o.set_case_sensitive(false);
  o.set_log_errors(false);
  o.set_encoding(RE2::Options::EncodingUTF8);
  return o;
}

// Lowered the way RE2 lowers its atoms; byte positions do not matter here.
void lower_like_re2(std::string_view text, std::string& out) {
  out.resize(text.size());
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  std::uint64_t high = 0;
  const auto lowered = [&](std::uint64_t w) {  // eight bytes at once
    const std::uint64_t seven = w & ~kHigh;
    const std::uint64_t capital =
        (seven + (0x80 - 'A') * kOnes) & ~(seven + (0x7F - 'Z') * kOnes) & ~w & kHigh;
    high |= w & kHigh;
    return w | capital >> 2U;
  };
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    const std::uint64_t w = lowered(load_bytes(text.data() + at, 8));
    std::memcpy(out.data() + at, &w, 8);
  }
  const std::uint64_t rest = lowered(load_bytes(text.data() + at, text.size() - at));
  std::memcpy(out.data() + at, &rest, text.size() - at);
  if (high == 0) return;
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text, i);
    const char16_t folded = char_tables().simple_fold(d.c);
    if (d.c < 0x80) {
      out.push_back(static_cast<char>(d.c >= U'A' && d.c <= U'Z' ? d.c + 32 : d.c));
    } else if (folded != u'\0' && char_tables().of(d.c) == CharClass::letter) {
      out += FoldedWord(text.substr(i, d.bytes)).view();
    } else {
      out.append(text, i, d.bytes);
    }
    i += d.bytes;
  }
}

// Atoms are found by four bytes of theirs, or by all three of the shortest ones.
constexpr std::uint32_t kThreeBytes = 0xFFFFFF;

std::size_t gram_slot(std::uint32_t gram) noexcept { return (gram * 2654435761U) >> 16U; }
std::size_t short_gram_slot(std::uint32_t gram) noexcept {
  return ((gram & kThreeBytes) * 2246822519U) >> 16U;
}

std::uint32_t gram_at(const char* p) noexcept {
  std::uint32_t gram = 0;
  std::memcpy(&gram, p, sizeof gram);
  return gram;
}

}  // namespace

struct Patterns::State {
  struct Atom {
    std::string text;
    std::uint32_t offset = 0;          // of its rarest four bytes
    std::uint32_t next = 0;            // 1 + the next atom of the same slot
    std::vector<PatternId> needed_by;  // no match without it
    std::vector<PatternId> helps;      // one of several, of which one has to be there
  };
  // One expression each: compiling takes most of a pack's time, so it is done once for both.
  std::vector<std::unique_ptr<re2::FilteredRE2>> filters;
  std::vector<const RE2*> expressions;  // theirs
  std::unique_ptr<RE2::Set> set;        // none: too big, or not worth it
  std::vector<Atom> atoms;
  std::vector<PatternId> always;     // patterns without an atom
  std::vector<std::uint32_t> needs;  // by pattern: how many atoms need it
  // The atoms found by three bytes: a bit for every slot in use, and chains of atoms.
  std::array<std::uint64_t, 1024> grams{};
  bool short_atoms = false;
  std::vector<std::uint32_t> first_atom;  // by slot: 1 + atom
};

Patterns::Patterns() : state_(std::make_unique<State>()) {}
Patterns::~Patterns() = default;
std::size_t Patterns::size() const noexcept { return state_->expressions.size(); }
const std::vector<PatternId>& Patterns::without_literal() const noexcept { return state_->always; }

PatternId Patterns::add(std::string_view regex, const Location& where, std::string_view line,
                        std::vector<Problem>& problems) {
  const auto problem = [&](std::size_t offset, std::size_t length, std::string message,
                           std::string hint) {
    Problem p;
    p.message = std::move(message);
    p.where = where;
    if (p.where.column > 0) p.where.column += characters(regex.substr(0, offset));
    p.excerpt = line;
    p.length = std::max(1U, static_cast<std::uint32_t>(length));
    p.hint = std::move(hint);
    problems.push_back(std::move(p));
  };
  const std::string full = with_curly_apostrophes(regex);
  auto filter = std::make_unique<re2::FilteredRE2>(kShortestAtom);
  int only = 0;
  if (filter->Add(full, options(), &only) != RE2::NoError) {
    // As written, so that the message quotes what the author wrote.
    const RE2 written(re2::StringPiece(regex.data(), regex.size()), options());
    const std::string& argument = written.error_arg();
    const std::size_t at = argument.empty() ? std::string_view::npos : regex.find(argument);
    problem(
        at == std::string_view::npos ? 0 : at,
        at == std::string_view::npos ? characters(regex) : characters(argument),
        fmt::format("broken regular expression: {}", written.ok() ? "too large" : written.error()),
        "the syntax is RE2's: no look-around, no back-references");
    return 0;
  }
  const RE2& expression = filter->GetRE2(only);
  if (const std::size_t at = boundary_beside_letter(regex); at != std::string_view::npos) {
    problem(at, 2, "\\b beside a letter that is not ASCII never matches there",
            "\\b knows ASCII letters only: use (^|[^\\pL]) and ([^\\pL]|$), or plain words");
    return 0;
  }
  if (expression.Match("", 0, 0, RE2::ANCHOR_BOTH, nullptr, 0)) {
    problem(0, characters(regex), "the expression matches nothing at all as well",
            "make at least one part of it obligatory");
    return 0;
  }
  state_->expressions.push_back(&expression);
  state_->filters.push_back(std::move(filter));
  return static_cast<PatternId>(state_->expressions.size() - 1);
}

void Patterns::finish() {
  State& s = *state_;
  std::unordered_map<std::string, std::size_t> known;
  std::unordered_map<std::uint32_t, int> gram_uses;
  s.needs.assign(s.expressions.size(), 0);
  for (PatternId id = 0; id < s.expressions.size(); ++id) {
    re2::FilteredRE2& filter = *s.filters[id];
    std::vector<std::string> atoms;
    filter.Compile(&atoms);
    std::vector<int> without_atoms;
    filter.AllPotentials({}, &without_atoms);
    if (atoms.empty() || !without_atoms.empty()) {
      s.always.push_back(id);
      continue;
    }
    // An atom is needed when the pattern cannot match with all the others alone.
    std::vector<bool> needed(atoms.size(), false);
    for (std::size_t a = 0; a < atoms.size(); ++a) {
      std::vector<int> others;
      for (std::size_t k = 0; k < atoms.size(); ++k) {
        if (k != a) others.push_back(static_cast<int>(k));
      }
      std::vector<int> potential;
      filter.AllPotentials(others, &potential);
      needed[a] = potential.empty();
    }
    const auto needs = static_cast<std::uint32_t>(std::count(needed.begin(), needed.end(), true));
    s.needs[id] = needs;
    for (std::size_t a = 0; a < atoms.size(); ++a) {
      if (needs > 0 && !needed[a]) continue;
      const std::string& atom = atoms[a];
      const auto [at, fresh] = known.try_emplace(atom, s.atoms.size());
      if (fresh) {
        s.atoms.push_back({atom, 0, 0, {}, {}});
        for (std::size_t k = 0; k + 4 <= atom.size(); ++k) ++gram_uses[gram_at(&atom[k])];
      }
      State::Atom& known_atom = s.atoms[at->second];
      (needs > 0 ? known_atom.needed_by : known_atom.helps).push_back(id);
    }
  }
  s.first_atom.assign(s.grams.size() * 64, 0);
  for (std::uint32_t a = 0; a < s.atoms.size(); ++a) {
    State::Atom& atom = s.atoms[a];
    int fewest = 0;
    for (std::uint32_t k = 0; k + 4 <= atom.text.size(); ++k) {
      // Spaces stand beside everything: four bytes within a word tell more.
      const int uses = gram_uses[gram_at(&atom.text[k])] * 2 +
                       (atom.text.substr(k, 4).find(' ') != std::string::npos ? 1 : 0);
      if (k == 0 || uses < fewest) {
        fewest = uses;
        atom.offset = k;
      }
    }
    // data() + 3 is the terminating zero of the shortest.
    const bool shortest = atom.text.size() < 4;
    const std::uint32_t gram = gram_at(atom.text.data() + atom.offset);
    const std::size_t slot = shortest ? short_gram_slot(gram) : gram_slot(gram);
    s.short_atoms |= shortest;
    atom.next = std::exchange(s.first_atom[slot], a + 1);
    s.grams[slot >> 6U] |= std::uint64_t{1} << (slot & 63U);
  }
  if (s.expressions.size() <= kFew) return;
  RE2::Options o = options();
  o.set_max_mem(kSetMemory);
  auto set = std::make_unique<RE2::Set>(o, RE2::UNANCHORED);
  for (const RE2* expression : s.expressions) set->Add(expression->pattern(), nullptr);
  if (set->Compile()) s.set = std::move(set);
}

void Patterns::candidates(std::string_view window, PatternScratch& scratch) const {
  const State& s = *state_;
  scratch.candidates.clear();
  scratch.stamps.resize(s.expressions.size(), 0);
  scratch.atom_stamps.resize(s.atoms.size(), 0);
  scratch.missing.resize(s.expressions.size(), 0);
  ++scratch.stamp;
  const auto candidate = [&](PatternId id) {
    if (scratch.stamps[id] == scratch.stamp) return;
    scratch.stamps[id] = scratch.stamp;
    scratch.candidates.push_back(id);
  };
  for (const PatternId id : s.always) candidate(id);
  if (s.atoms.empty()) return;
  lower_like_re2(window, scratch.lowered);
  const std::string& text = scratch.lowered;
  const auto meet = [&](std::size_t slot, std::size_t i) {
    for (std::uint32_t next = s.first_atom[slot]; next != 0; next = s.atoms[next - 1].next) {
      const std::uint32_t a = next - 1;
      const State::Atom& atom = s.atoms[a];
      if (i < atom.offset || scratch.atom_stamps[a] == scratch.stamp) continue;
      if (text.compare(i - atom.offset, atom.text.size(), atom.text) != 0) continue;
      scratch.atom_stamps[a] = scratch.stamp;
      for (const PatternId id : atom.helps) candidate(id);
      for (const PatternId id : atom.needed_by) {
        if (scratch.stamps[id] != scratch.stamp) {
          scratch.stamps[id] = scratch.stamp;
          scratch.missing[id] = s.needs[id];
        }
        if (--scratch.missing[id] == 0) scratch.candidates.push_back(id);
      }
    }
  };
  const auto used = [&](std::size_t slot) {
    return (s.grams[slot >> 6U] >> (slot & 63U) & 1U) != 0;
  };
  // The string's terminating zero may be read as the fourth byte.
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
    const std::uint32_t gram = gram_at(text.data() + i);
    if (const std::size_t slot = gram_slot(gram); used(slot)) meet(slot, i);
    if (!s.short_atoms) continue;
    if (const std::size_t slot = short_gram_slot(gram); used(slot)) meet(slot, i);
  }
}

void Patterns::search(std::string_view text, std::size_t begin, std::size_t end, PatternId pattern,
                      std::vector<PatternMatch>& out) const {
  const RE2& expression = *state_->expressions[pattern];
  const re2::StringPiece whole(text.data(), end);
  std::size_t at = begin;
  for (int n = 0; n < kMost && at < end; ++n) {
    re2::StringPiece match;
    if (!expression.Match(whole, at, end, RE2::UNANCHORED, &match, 1)) return;
    const auto from = static_cast<std::size_t>(match.data() - text.data());
    at = from + match.size();
    if (match.empty()) {
      at += at < end ? decode(text, at).bytes : 1;
      continue;
    }
    out.push_back({{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at)}, pattern});
  }
}

// Fills in the candidates; true when the set is to be asked instead. Where texts meet the atoms of
// many patterns all the time, looking for atoms is work for nothing: it is then left out for most
// texts, and for the more of them the longer it was. Either way the matches are the same.
bool Patterns::narrow(std::string_view window, PatternScratch& scratch) const {
  constexpr int kTries = 16;
  constexpr int kRest = 240;
  constexpr int kLongestRest = 16 * kRest;
  if (!state_->set) {
    candidates(window, scratch);
    return false;
  }
  if (scratch.resting > 0) {
    --scratch.resting;
    return true;
  }
  candidates(window, scratch);
  const bool many = scratch.candidates.size() > kFew;
  scratch.many += many ? 1 : 0;
  if (++scratch.tried == kTries) {
    const bool usually = scratch.many * 2 > kTries;
    scratch.rest = usually ? std::clamp(2 * scratch.rest, kRest, kLongestRest) : 0;
    scratch.resting = scratch.rest;
    scratch.tried = 0;
    scratch.many = 0;
  }
  return many;
}

void Patterns::find(std::string_view text, PatternScratch& scratch,
                    std::vector<PatternMatch>& out) const {
  if (state_->expressions.empty()) return;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.size(), begin + kWindow);
    if (end < text.size()) {  // cut at a space when one is near, else at a character
      const std::size_t space = text.rfind(' ', end);
      if (space != std::string_view::npos && space > begin + kWindow / 2) end = space;
      while (end > begin + 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
    }
    const bool ask_set = narrow(text.substr(begin, end - begin), scratch);
    if (ask_set) {
      RE2::Set::ErrorInfo info{};
      scratch.set_ids.clear();
      const bool any = state_->set->Match(re2::StringPiece(text.data() + begin, end - begin),
                                          &scratch.set_ids, &info);
      if (any || info.kind == RE2::Set::kNoError) {
        scratch.candidates.clear();
        for (const int id : scratch.set_ids) {
          scratch.candidates.push_back(static_cast<PatternId>(id));
        }
      } else {  // out of memory: every candidate is searched by itself
        candidates(text.substr(begin, end - begin), scratch);
      }
    }
    std::sort(scratch.candidates.begin(), scratch.candidates.end());
    for (const PatternId id : scratch.candidates) search(text, begin, end, id, out);
    begin = end;
  }
}

void Patterns::find_plainly(std::string_view text, std::vector<PatternMatch>& out) const {
  for (PatternId id = 0; id < state_->expressions.size(); ++id) {
    search(text, 0, text.size(), id, out);
  }
}

}  // namespace voxmap::text
