// Word lists for speaker labels.
#include "transcript_roles.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "transcript.hpp"

namespace voxmap::transcript {
namespace {

// Folded. Words that stand before a colon in notes, mail headers, logs and web addresses.
constexpr std::array kNoNames = {"abstract",
                                 "action",
                                 "agenda",
                                 "also",
                                 "and",
                                 "answer",
                                 "attendees",
                                 "audio",
                                 "author",
                                 "bcc",
                                 "beispiel",
                                 "but",
                                 "caution",
                                 "cc",
                                 "comment",
                                 "company",
                                 "conclusion",
                                 "context",
                                 "data",
                                 "date",
                                 "datum",
                                 "debug",
                                 "disclaimer",
                                 "duration",
                                 "e.g",
                                 "edit",
                                 "ej",
                                 "ejemplo",
                                 "error",
                                 "etc",
                                 "example",
                                 "exemple",
                                 "file",
                                 "first",
                                 "for example",
                                 "from",
                                 "ftp",
                                 "gender",
                                 "hint",
                                 "http",
                                 "https",
                                 "i.e",
                                 "idea",
                                 "important",
                                 "info",
                                 "interview",
                                 "interview date",
                                 "kind",
                                 "language",
                                 "length",
                                 "link",
                                 "location",
                                 "mailto",
                                 "message-id",
                                 "my point",
                                 "n.b",
                                 "name",
                                 "nb",
                                 "nota",
                                 "note",
                                 "notes",
                                 "notiz",
                                 "ok",
                                 "option",
                                 "or",
                                 "p.s",
                                 "participants",
                                 "place",
                                 "plus",
                                 "problem",
                                 "project",
                                 "ps",
                                 "question",
                                 "re",
                                 "received",
                                 "recording",
                                 "remark",
                                 "remarque",
                                 "result",
                                 "second",
                                 "sent",
                                 "so",
                                 "status",
                                 "step",
                                 "subject",
                                 "summary",
                                 "that is",
                                 "the thing is",
                                 "then",
                                 "third",
                                 "time",
                                 "tip",
                                 "title",
                                 "to",
                                 "todo",
                                 "topic",
                                 "total",
                                 "transcribed by",
                                 "transcriber",
                                 "transcript",
                                 "translation",
                                 "type",
                                 "update",
                                 "url",
                                 "version",
                                 "warning",
                                 "zum beispiel"};
static_assert(std::ranges::is_sorted(kNoNames, {}, [](std::string_view word) { return word; }));

// Folded. In brackets these are sounds and notes of the transcriber.
constexpr std::array kSounds = {"applause",     "background", "beep",           "blank",
                                "break",        "cough",      "crosstalk",      "cross talk",
                                "foreign",      "gap",        "inaudible",      "indistinct",
                                "interruption", "laugh",      "laughs",         "laughter",
                                "lachen",       "music",      "noise",          "overlapping",
                                "pause",        "phonetic",   "redacted",       "rires",
                                "sic",          "sigh",       "sighs",          "silence",
                                "sound",        "unclear",    "unintelligible", "unverständlich"};

struct Role {
  std::string_view word;
  bool asks;
  bool numbered_only;  // a role only with a number behind it: P3 is, "P" alone is read as one too
};

// Folded.
constexpr std::array kRoles = {
    Role{"a", false, false},
    Role{"agent", true, false},
    Role{"answer", false, true},
    Role{"antwort", false, true},
    Role{"b", false, true},
    Role{"befragte", false, false},
    Role{"befragter", false, false},
    Role{"customer", false, false},
    Role{"encuestado", false, false},
    Role{"enquêteur", true, false},
    Role{"enquêtrice", true, false},
    Role{"enquêté", false, false},
    Role{"entrevistado", false, false},
    Role{"entrevistada", false, false},
    Role{"entrevistador", true, false},
    Role{"entrevistadora", true, false},
    Role{"experimenter", true, false},
    Role{"facilitator", true, false},
    Role{"fragende", true, false},
    Role{"gast", false, false},
    Role{"guest", false, true},
    Role{"i", true, false},
    Role{"id", false, true},
    Role{"int", true, false},
    Role{"intervistatore", true, false},
    Role{"intervistatrice", true, false},
    Role{"intervistato", false, false},
    Role{"intervistata", false, false},
    Role{"interviewee", false, false},
    Role{"interviewer", true, false},
    Role{"interviewerin", true, false},
    Role{"interviewte", false, false},
    Role{"interviewter", false, false},
    Role{"intervieweur", true, false},
    Role{"intervieweuse", true, false},
    Role{"interviewé", false, false},
    Role{"interviewée", false, false},
    Role{"investigator", true, false},
    Role{"moderador", true, false},
    Role{"moderadora", true, false},
    Role{"moderator", true, false},
    Role{"moderatore", true, false},
    Role{"moderatorin", true, false},
    Role{"modérateur", true, false},
    Role{"modératrice", true, false},
    Role{"p", false, false},
    Role{"part", false, true},
    Role{"participant", false, false},
    Role{"participante", false, false},
    Role{"partecipante", false, false},
    Role{"q", true, false},
    Role{"r", false, false},
    Role{"researcher", true, false},
    Role{"respondent", false, false},
    Role{"s", false, true},
    Role{"speaker", false, false},
    Role{"spk", false, true},
    Role{"sprecher", false, false},
    Role{"teilnehmer", false, false},
    Role{"teilnehmerin", false, false},
    Role{"unknown", false, true},
    Role{"unknown speaker", false, false},
    Role{"user", false, false},
    Role{"интервьюер", true, false},
    Role{"модератор", true, false},
    Role{"респондент", false, false},
    Role{"インタビュアー", true, false},
    Role{"参加者", false, false},
    Role{"受访者", false, false},
    Role{"聞き手", true, false},
    Role{"訪談者", true, false},
    Role{"访谈者", true, false},
    Role{"采访者", true, false},
};

// The role in front of an optional number: "Speaker 1", "P07", "Participant #2".
const Role* role_of(const std::string& folded, bool& numbered) {
  std::string_view word = folded;
  const std::size_t all = word.size();
  while (!word.empty() && is_digit(word.back())) word.remove_suffix(1);
  numbered = word.size() < all && all - word.size() <= 4;
  while (!word.empty() && (word.back() == ' ' || word.back() == '#' || word.back() == '-' ||
                           word.back() == '_' || word.back() == '.')) {
    word.remove_suffix(1);
  }
  const auto* const found = std::ranges::find(kRoles, word, &Role::word);
  return found == kRoles.end() ? nullptr : found;
}

}  // namespace

bool is_role_label(const std::string& folded) {
  bool numbered = false;
  const Role* const role = role_of(folded, numbered);
  return role != nullptr && (numbered || !role->numbered_only);
}

bool is_no_name(std::string_view folded) {
  return std::ranges::find(kNoNames, folded) != kNoNames.end();
}

bool is_sound(std::string_view folded) {
  const std::string_view first = folded.substr(0, folded.find(' '));
  return std::ranges::find(kSounds, folded) != kSounds.end() ||
         std::ranges::find(kSounds, first) != kSounds.end();
}

bool is_generic_label(std::string_view label) {
  const std::string folded = fold(label);
  bool numbered = false;
  const bool letter = folded.size() == 1 && folded[0] >= 'a' && folded[0] <= 'z';
  if (role_of(folded, numbered) == nullptr) return letter;
  // "P07" is a study's code for a person, "P1" or "Speaker 1" is a place at the table.
  const std::size_t digits = folded.find_first_of("0123456789");
  const bool code = digits == 1 && folded.size() - digits >= 2;
  return !code;
}

bool is_interviewer_label(std::string_view label) {
  const std::string folded = fold(label);
  bool numbered = false;
  const Role* const role = role_of(folded, numbered);
  if (role != nullptr) return role->asks;
  // "Anna (Moderator)", "Interviewer | Beta Lab": a word of its own, long enough to mean it.
  std::string_view rest = folded;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" ()[]|/,-"), rest.size());
    const auto* const found = std::ranges::find(kRoles, rest.substr(0, end), &Role::word);
    if (found != kRoles.end() && found->asks && end > 3) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

}  // namespace voxmap::transcript
