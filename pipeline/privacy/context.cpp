// Words around numbers. One table for all languages: a word that tells in one and misleads in
// another is left out.
#include "privacy/context.hpp"

#include <algorithm>
#include <array>

#include "privacy/bytes.hpp"

namespace voxmap::privacy {
namespace {

constexpr std::size_t kWindow = 64;  // bytes looked at before a number
constexpr std::size_t kLongestWord = 24;
constexpr int kMostCueWords = 8;

enum class Says : std::uint8_t { nothing, phone, other, reference, card, social };

struct Word {
  std::string_view word;  // in lower case; a '*' at its end: any word that begins so
  Says says;
};
constexpr std::array kWords = std::to_array<Word>({
    {"phone*", Says::phone},
    {"telephon*", Says::phone},
    {"telefon*", Says::phone},
    {"telefoon*", Says::phone},
    {"t\u00e9l\u00e9phon*", Says::phone},
    {"tel\u00e9fon*", Says::phone},
    {"tel", Says::phone},
    {"t\u00e9l", Says::phone},
    {"tlf", Says::phone},
    {"tlfn", Says::phone},
    {"mobile", Says::phone},
    {"mobil", Says::phone},
    {"mobilnummer", Says::phone},
    {"mobiel*", Says::phone},
    {"mob", Says::phone},
    {"m\u00f3vil", Says::phone},
    {"movil", Says::phone},
    {"cell*", Says::phone},
    {"celular", Says::phone},
    {"handy*", Says::phone},
    {"cel", Says::phone},
    {"telemovel", Says::phone},
    {"telem\u00f3vel", Says::phone},
    {"fax*", Says::phone},
    {"landline", Says::phone},
    {"hotline", Says::phone},
    {"desk", Says::phone},
    {"office", Says::phone},
    {"call*", Says::phone},
    {"ring", Says::phone},
    {"rang", Says::phone},
    {"dial*", Says::phone},
    {"reach*", Says::phone},
    {"contact*", Says::phone},
    {"kontakt*", Says::phone},
    {"text", Says::phone},
    {"texted", Says::phone},
    {"sms", Says::phone},
    {"message*", Says::phone},
    {"voicemail*", Says::phone},
    {"answering", Says::phone},
    {"whatsapp*", Says::phone},
    {"viber", Says::phone},
    {"telegram", Says::phone},
    {"anruf*", Says::phone},
    {"angerufen", Says::phone},
    {"r\u00fcckruf*", Says::phone},
    {"erreichbar", Says::phone},
    {"bellen", Says::phone},
    {"appele*", Says::phone},
    {"rappele*", Says::phone},
    {"joindre", Says::phone},
    {"joignable", Says::phone},
    {"llam*", Says::phone},
    {"chiam*", Says::phone},
    {"ligar", Says::phone},
    {"ligue*", Says::phone},
    {"ring\u00e5", Says::phone},
    {"order*", Says::reference},
    {"invoice*", Says::reference},
    {"ticket*", Says::reference},
    {"ref", Says::reference},
    {"refs", Says::reference},
    {"reference*", Says::reference},
    {"tracking*", Says::reference},
    {"parcel*", Says::reference},
    {"shipment*", Says::reference},
    {"booking*", Says::reference},
    {"reservation*", Says::reference},
    {"confirmation*", Says::reference},
    {"serial*", Says::reference},
    {"isbn", Says::reference},
    {"imei", Says::reference},
    {"ean", Says::reference},
    {"sku", Says::reference},
    {"upc", Says::reference},
    {"model*", Says::reference},
    {"bestell*", Says::reference},
    {"auftrag*", Says::reference},
    {"rechnung*", Says::reference},
    {"sendung*", Says::reference},
    {"buchung*", Says::reference},
    {"vorgang*", Says::reference},
    {"commande*", Says::reference},
    {"facture*", Says::reference},
    {"colis", Says::reference},
    {"pedido*", Says::reference},
    {"factura*", Says::reference},
    {"fatura*", Says::reference},
    {"ordine*", Says::reference},
    {"fattura*", Says::reference},
    {"factuur*", Says::reference},
    {"pakket*", Says::reference},
    {"encomenda*", Says::reference},
    {"version*", Says::reference},
    {"account*", Says::other},
    {"acct", Says::other},
    {"customer*", Says::other},
    {"client*", Says::other},
    {"member*", Says::other},
    {"kunde*", Says::other},
    {"klant*", Says::other},
    {"konto*", Says::other},
    {"compte*", Says::other},
    {"cuenta*", Says::other},
    {"conto", Says::other},
    {"conta", Says::other},
    {"licence*", Says::other},
    {"license*", Says::other},
    {"policy", Says::other},
    {"contract*", Says::other},
    {"vertrag*", Says::other},
    {"case", Says::other},
    {"claim*", Says::other},
    {"id", Says::other},
    {"item*", Says::other},
    {"article*", Says::other},
    {"artikel*", Says::other},
    {"product*", Says::other},
    {"zip", Says::other},
    {"postcode*", Says::other},
    {"postal", Says::other},
    {"address*", Says::other},
    {"transaction*", Says::other},
    {"receipt*", Says::other},
    {"voucher*", Says::other},
    {"coupon*", Says::other},
    {"gift", Says::other},
    {"flight*", Says::other},
    {"date*", Says::other},
    {"since", Says::other},
    {"build", Says::other},
    {"pin", Says::other},
    {"code", Says::other},
    {"paid", Says::other},
    {"price*", Says::other},
    {"cost*", Says::other},
    {"card*", Says::card},
    {"credit*", Says::card},
    {"debit*", Says::card},
    {"cc", Says::card},
    {"visa", Says::card},
    {"mastercard", Says::card},
    {"maestro", Says::card},
    {"amex", Says::card},
    {"karte*", Says::card},
    {"kreditkarte*", Says::card},
    {"carte", Says::card},
    {"tarjeta*", Says::card},
    {"carta", Says::card},
    {"cart\u00e3o", Says::card},
    {"kaart*", Says::card},
    {"ssn", Says::social},
    {"ssns", Says::social},
    {"social", Says::social},
    {"security", Says::social},
});

constexpr bool word_byte(char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

Says says(std::string_view word) {
  std::array<char, kLongestWord> buffer{};
  if (word.size() > buffer.size()) return Says::nothing;
  std::transform(word.begin(), word.end(), buffer.begin(), to_lower);
  const std::string_view folded(buffer.data(), word.size());
  for (const Word& known : kWords) {
    const bool prefix = known.word.back() == '*';
    if (prefix ? folded.starts_with(known.word.substr(0, known.word.size() - 1))
               : folded == known.word) {
      return known.says;
    }
  }
  return Says::nothing;
}

bool is_neutral(std::string_view word) {
  constexpr std::array<std::string_view, 24> kNeutral = {
      "number",      "numbers", "no",  "nr",  "num", "nummer", "numero", "num\u00e9ro",
      "n\u00famero", "is",      "was", "ist", "est", "es",     "my",     "the",
      "our",         "on",      "at",  "me",  "us",  "to",     "under",  "and"};
  return std::any_of(kNeutral.begin(), kNeutral.end(), [&](std::string_view known) {
    return std::equal(word.begin(), word.end(), known.begin(), known.end(),
                      [](char a, char b) { return to_lower(a) == b; });
  });
}

// "[PHONE]" stands for a number and says nothing of the next.
bool in_brackets(std::string_view text, std::size_t begin, std::size_t end) {
  return begin > 0 && text[begin - 1] == '[' && end < text.size() && text[end] == ']';
}

// Calls `each(word)` for the words before `at`, nearest first, until it returns true.
template <typename Each>
void words_before(std::string_view text, std::size_t at, Each each) {
  const std::size_t least = at > kWindow ? at - kWindow : 0;
  std::size_t i = at;
  for (int n = 0; n < kMostCueWords; ++n) {
    while (i > least && !word_byte(text[i - 1])) --i;
    const std::size_t end = i;
    while (i > least && word_byte(text[i - 1])) --i;
    if (i == end || (i == least && i > 0 && word_byte(text[i - 1]))) return;
    if (!in_brackets(text, i, end) && each(text.substr(i, end - i))) return;
  }
}

bool says_before(std::string_view text, std::size_t at, Says what) {
  bool found = false;
  words_before(text, at, [&](std::string_view word) { return found = says(word) == what; });
  return found;
}

}  // namespace

Context context_before(std::string_view text, std::size_t at, bool& adjacent) {
  Context context = Context::none;
  adjacent = true;
  words_before(text, at, [&](std::string_view word) {
    switch (says(word)) {
      case Says::phone:
        context = Context::phone;
        return true;
      case Says::reference:
        context = Context::reference;
        return true;
      case Says::other:
      case Says::card:
      case Says::social:
        context = Context::other;
        return true;
      case Says::nothing:
        break;
    }
    if (!is_neutral(word)) adjacent = false;
    return false;
  });
  return context;
}

bool says_phone_after(std::string_view text, std::size_t end) {
  constexpr std::size_t kNear = 24;
  std::size_t i = end;
  const std::size_t most = std::min(text.size(), end + kNear);
  for (int n = 0; n < 2; ++n) {
    while (i < most && !word_byte(text[i])) {
      if (is_digit(text[i]) || text[i] == '\n') return false;  // it speaks of the next one
      ++i;
    }
    const std::size_t begin = i;
    while (i < most && word_byte(text[i])) ++i;
    if (!in_brackets(text, begin, i) && says(text.substr(begin, i - begin)) == Says::phone) {
      return true;
    }
  }
  return false;
}

bool says_card(std::string_view text, std::size_t at) { return says_before(text, at, Says::card); }
bool says_ssn(std::string_view text, std::size_t at) { return says_before(text, at, Says::social); }

bool is_amount(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view before = text.substr(0, begin);
  for (const std::string_view mark :
       {"$", "#", "\u20ac", "\u00a3", "\u00a5", "\u20b9", "$ ", "\u20ac ", "\u00a3 "}) {
    if (before.ends_with(mark)) return true;
  }
  const std::string_view after = text.substr(end);
  for (const std::string_view mark :
       {"%", " %", "$", " $", "\u20ac", " \u20ac", "\u00a3", " \u00a3", "\u00a5"}) {
    if (after.starts_with(mark)) return true;
  }
  return false;
}

}  // namespace voxmap::privacy
