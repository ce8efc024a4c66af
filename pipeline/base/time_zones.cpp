// Time zones: by their IANA names, and abbreviations at the end of a time, those that say one
// offset and those that do not.
#include <date/tz.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <string>

#include "base/ascii.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {

struct Abbreviation {
  std::string_view name;  // folded
  int minutes;
};
// What the tz database and CLDR write for one offset only.
constexpr std::array<Abbreviation, 38> kOffsets = {
    {{"acdt", 630}, {"acst", 570}, {"aedt", 660}, {"aest", 600}, {"akdt", -480}, {"akst", -540},
     {"art", -180}, {"awst", 480}, {"brt", -180}, {"cat", 120},  {"cest", 120},  {"cet", 60},
     {"clt", -240}, {"eat", 180},  {"edt", -240}, {"eest", 180}, {"eet", 120},   {"est", -300},
     {"hkt", 480},  {"hst", -600}, {"ict", 420},  {"jst", 540},  {"kst", 540},   {"mdt", -360},
     {"mesz", 120}, {"mez", 60},   {"msk", 180},  {"mst", -420}, {"myt", 480},   {"nzdt", 780},
     {"nzst", 720}, {"pdt", -420}, {"pht", 480},  {"sast", 120}, {"wat", 60},    {"west", 60},
     {"wet", 0},    {"wib", 420}}};
// The other zones of RFC 5322, section 4.3, which dates of mail may mean without doubt.
constexpr std::array<Abbreviation, 3> kMail = {{{"cdt", -300}, {"cst", -360}, {"pst", -480}}};
// Atlantic or Arabian, British or Bangladeshi, Chinese or Central American, Indian or Israeli ...
constexpr std::array<std::string_view, 13> kAmbiguous = {
    "adt", "amt", "ast", "bst", "cdt", "cst", "ect", "gst", "ist", "nst", "pst", "sst", "wst"};

std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  return text.substr(begin);
}

const date::time_zone* find_zone(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, const date::time_zone*, std::less<>> known;
  const std::lock_guard lock(mutex);
  if (const auto it = known.find(name); it != known.end()) return it->second;
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {  // what date throws for an unknown name
    zone = nullptr;
  }
  known.emplace(name, zone);
  return zone;
}

}  // namespace

std::optional<std::chrono::minutes> zone_offset(std::string_view abbreviation, bool of_mail) {
  if (abbreviation.size() < 3 || abbreviation.size() > 4) return std::nullopt;
  const std::string name = fold(abbreviation);
  for (const Abbreviation& known : kOffsets) {
    if (known.name == name) return std::chrono::minutes(known.minutes);
  }
  for (const Abbreviation& known : kMail) {
    if (of_mail && known.name == name) return std::chrono::minutes(known.minutes);
  }
  return std::nullopt;
}

std::string_view zone_name(std::string_view time) {
  const std::string_view word = last_word(trim(time));
  if (word.size() < 3 || word.size() > 4 || word.size() + 6 > trim(time).size()) return {};
  return zone_offset(word, false) || std::ranges::find(kAmbiguous, fold(word)) != kAmbiguous.end()
             ? word
             : std::string_view();
}

std::string_view without_ambiguous_zone(std::string_view time) {
  time = trim(time);
  const std::string_view name = zone_name(time);
  if (name.empty() || zone_offset(name, false)) return time;
  return trim(time.substr(0, time.size() - name.size()));
}

std::optional<TimePoint> to_utc(TimePoint civil, std::string_view zone) {
  if (zone.empty() || zone == "UTC" || zone == "Z") return civil;
  const auto* found = find_zone(zone);
  if (found == nullptr) return std::nullopt;
  return found->to_sys(date::local_time<std::chrono::milliseconds>(civil.time_since_epoch()),
                       date::choose::earliest);
}

bool known_zone(std::string_view zone) {
  return zone == "UTC" || zone == "Z" || find_zone(zone) != nullptr;
}

}  // namespace voxmap
