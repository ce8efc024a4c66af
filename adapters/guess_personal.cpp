// Finding columns that hold personal data, by short headers and by values.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "guess.hpp"

namespace voxmap::survey {
namespace {

struct Word {
  std::string_view word;  // a whole word of the header, or several in a row
  std::string_view what;
};
constexpr std::array<Word, 69> kPersonalWords = {{{"ip", "IP addresses"},
                                                  {"ip address", "IP addresses"},
                                                  {"ip adresse", "IP addresses"},
                                                  {"ip adres", "IP addresses"},
                                                  {"email", "e-mail addresses"},
                                                  {"e mail", "e-mail addresses"},
                                                  {"mail", "e-mail addresses"},
                                                  {"courriel", "e-mail addresses"},
                                                  {"correo", "e-mail addresses"},
                                                  {"first name", "names"},
                                                  {"last name", "names"},
                                                  {"full name", "names"},
                                                  {"middle name", "names"},
                                                  {"maiden name", "names"},
                                                  {"surname", "names"},
                                                  {"name first", "names"},
                                                  {"name last", "names"},
                                                  {"your name", "names"},
                                                  {"customer name", "names"},
                                                  {"contact name", "names"},
                                                  {"respondent name", "names"},
                                                  {"user name", "names"},
                                                  {"username", "names"},
                                                  {"recipient name", "names"},
                                                  {"reviewer name", "names"},
                                                  {"consumer name", "names"},
                                                  {"author title", "names"},
                                                  {"author name", "names"},
                                                  {"info name", "names"},
                                                  {"vorname", "names"},
                                                  {"nachname", "names"},
                                                  {"voornaam", "names"},
                                                  {"achternaam", "names"},
                                                  {"naam", "names"},
                                                  {"pr\u00e9nom", "names"},
                                                  {"apellido", "names"},
                                                  {"apellidos", "names"},
                                                  {"phone", "telephone numbers"},
                                                  {"telephone", "telephone numbers"},
                                                  {"telefon", "telephone numbers"},
                                                  {"telefoon", "telephone numbers"},
                                                  {"telefono", "telephone numbers"},
                                                  {"devicephonenum", "telephone numbers"},
                                                  {"mobile number", "telephone numbers"},
                                                  {"latitude", "positions"},
                                                  {"longitude", "positions"},
                                                  {"breitengrad", "positions"},
                                                  {"l\u00e4ngengrad", "positions"},
                                                  {"geopoint", "positions"},
                                                  {"gps", "positions"},
                                                  {"address", "addresses"},
                                                  {"adresse", "addresses"},
                                                  {"adres", "addresses"},
                                                  {"street", "addresses"},
                                                  {"postcode", "addresses"},
                                                  {"post code", "addresses"},
                                                  {"postal code", "addresses"},
                                                  {"zip", "addresses"},
                                                  {"zipcode", "addresses"},
                                                  {"code postal", "addresses"},
                                                  {"fbclid", "click ids"},
                                                  {"gclid", "click ids"},
                                                  {"msclkid", "click ids"},
                                                  {"date of birth", "dates of birth"},
                                                  {"birth date", "dates of birth"},
                                                  {"birthday", "dates of birth"},
                                                  {"geburtsdatum", "dates of birth"},
                                                  {"dob", "dates of birth"},
                                                  {"ssn", "social security numbers"}}};

bool has_words(std::string_view header, std::string_view words) {
  for (std::size_t at = header.find(words); at != std::string_view::npos;
       at = header.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || header[at - 1] == ' ') && (end == header.size() || header[end] == ' ')) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> personal(const Table& table, std::size_t column) {
  if (!table.columns[column].personal.empty()) return table.columns[column].personal;
  // "Phone" among the choices of a question is nobody's number.
  if (!table.columns[column].choice.empty()) return std::nullopt;
  const Profile p = profile(table, column);
  const std::size_t n = p.answers();
  const auto half = [&](std::size_t count) { return n > 0 && count * 2 >= n; };
  if (half(p.emails)) return "e-mail addresses by its values";
  if (half(p.ips)) return "IP addresses by its values";
  if (half(p.phones)) return "telephone numbers by its values";
  if (half(p.points)) return "positions by its values";
  const std::string words = header_words(table.columns[column].header);
  const auto count = 1 + std::count(words.begin(), words.end(), ' ');
  // A long header is a question; a topic in it is not what the cells hold.
  constexpr std::ptrdiff_t kShort = 4;
  if (count > kShort) return std::nullopt;
  constexpr std::array<std::string_view, 8> kPersons = {"name",     "requester", "submitter",
                                                        "reviewer", "author",    "display name",
                                                        "nickname", "nick name"};
  if (std::ranges::find(kPersons, words) != kPersons.end()) return "names by its header";
  for (const Word& word : kPersonalWords) {
    if (!has_words(words, word.word)) continue;
    // "Phone support", "Address change": answers of one word or a score are no personal data.
    const bool scored = n > 2 && p.rated == n && p.most_milli <= 100000 && p.whole_numbers == n;
    if (scored && word.what != "positions" && word.what != "IP addresses") continue;
    return fmt::format("{} by its header", word.what);
  }
  return std::nullopt;
}

}  // namespace voxmap::survey
