// The words of WhatsApp's own lines, in the languages of phones.
#include "whatsapp_notices.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "base/utf8.hpp"
#include "whatsapp_head.hpp"

namespace voxmap::whatsapp {
namespace {

using Words = std::span<const std::string_view>;

// All folded. A full stop may follow.
constexpr auto kDeleted = std::to_array<std::string_view>({"this message was deleted",
                                                           "you deleted this message",
                                                           "diese nachricht wurde gelöscht",
                                                           "du hast diese nachricht gelöscht",
                                                           "se eliminó este mensaje",
                                                           "eliminaste este mensaje",
                                                           "este mensaje fue eliminado",
                                                           "ce message a été supprimé",
                                                           "vous avez supprimé ce message",
                                                           "mensagem apagada",
                                                           "esta mensagem foi apagada",
                                                           "apagou esta mensagem",
                                                           "você apagou esta mensagem",
                                                           "questo messaggio è stato eliminato",
                                                           "hai eliminato questo messaggio",
                                                           "dit bericht is verwijderd",
                                                           "je hebt dit bericht verwijderd",
                                                           "u hebt dit bericht verwijderd",
                                                           "данное сообщение удалено",
                                                           "вы удалили данное сообщение",
                                                           "bu mesaj silindi",
                                                           "bu mesajı sildiniz",
                                                           "pesan ini dihapus",
                                                           "anda menghapus pesan ini",
                                                           "ta wiadomość została usunięta"});

// In place of what was left out of the export. One of a document may follow its name.
constexpr auto kLeftOut = std::to_array<std::string_view>(
    {"image omitted", "video omitted", "video note omitted", "audio omitted", "gif omitted",
     "sticker omitted", "contact card omitted", "document omitted",
     // German
     "bild weggelassen", "video weggelassen", "videonachricht weggelassen", "audio weggelassen",
     "gif weggelassen", "sticker weggelassen", "kontaktkarte weggelassen",
     "kontaktkarte ausgelassen", "dokument weggelassen",
     // Spanish
     "imagen omitida", "video omitido", "vídeo omitido", "audio omitido", "gif omitido",
     "sticker omitido", "tarjeta de contacto omitida", "documento omitido",
     // French
     "image absente", "vidéo absente", "audio omis", "gif retiré", "gif omis", "sticker omis",
     "fiche contact omise", "document manquant", "document absent",
     // Italian
     "immagine omessa", "video omesso", "audio omesso", "gif esclusa", "gif omessa",
     "sticker non incluso", "sticker omesso", "scheda contatto omessa", "documento omesso",
     // Portuguese; video, GIF and document as in Spanish
     "imagem ocultada", "imagem omitida", "vídeo ocultado", "áudio ocultado", "áudio omitido",
     "gif ocultado", "figurinha omitida", "figurinha ocultada", "documento ocultado",
     "cartão do contato omitido",
     // Dutch
     "afbeelding weggelaten", "video weggelaten", "audio weggelaten", "gif weggelaten",
     "sticker weggelaten", "contactkaart weggelaten", "document weggelaten",
     // Turkish, Russian, Indonesian, Polish
     "görüntü dahil edilmedi", "video dahil edilmedi", "ses dahil edilmedi",
     "çıkartma dahil edilmedi", "belge dahil edilmedi", "изображение отсутствует",
     "видео отсутствует", "аудиофайл отсутствует", "стикер отсутствует", "gambar tidak disertakan",
     "video tidak disertakan", "audio tidak disertakan", "stiker tidak disertakan",
     "dokumen tidak disertakan", "pominięto obraz", "pominięto film"});

// What a line about a call begins with.
constexpr auto kCalls = std::to_array<std::string_view>(
    {"missed voice call", "missed video call", "missed group voice call", "missed group video call",
     "verpasster sprachanruf", "verpasster videoanruf", "llamada perdida", "videollamada perdida",
     "appel vocal manqué", "appel vidéo manqué", "chiamata vocale persa", "videochiamata persa",
     "chamada de voz perdida", "chamada de vídeo perdida", "gemiste spraakoproep"});

constexpr auto kEncrypted = std::to_array<std::string_view>(
    {"messages and calls are end-to-end encrypted",
     "messages to this chat and calls are now secured",
     "nachrichten und anrufe sind ende-zu-ende-verschlüsselt",
     "los mensajes y las llamadas están cifrados", "les messages et les appels sont chiffrés",
     "i messaggi e le chiamate sono crittografati", "as mensagens e as chamadas são protegidas",
     "as mensagens e chamadas são encriptadas", "berichten en oproepen zijn end-to-end versleuteld",
     "mesajlar ve aramalar uçtan uca şifrelidir",
     "pesan dan panggilan terenkripsi secara end-to-end"});

// What follows the name of whom a line about the chat is about.
constexpr auto kAboutChat = std::to_array<std::string_view>(
    {" created group", " created this group", " added ", " removed ", " left", " joined using",
     " joined from", " changed the subject", " changed the group", " changed this group",
     " changed their phone number", " changed to ", " pinned a message",
     " turned on disappearing messages", " turned off disappearing messages", " reset this group",
     // German
     " hinzugefügt", " entfernt", " hat die gruppe ", " hat das gruppenbild",
     " hat die gruppenbeschreibung", " hat den gruppennamen", " beigetreten",
     " hat eine nachricht angepinnt", " selbstlöschende nachrichten",
     // Spanish
     " añadió a ", " agregó a ", " te añadió", " te agregó", " eliminó a ", " salió",
     " creó el grupo", " creó este grupo", " cambió el ", " cambió la ", " cambió los ", " se unió",
     " fijó un mensaje",
     // French
     " a ajouté ", " a créé ce groupe", " a créé le groupe", " a quitté", " a changé ",
     " a modifié ", " a retiré ",
     // Italian
     " ha aggiunto ", " ha creato ", " ha abbandonato", " ha cambiato ", " ha modificato ",
     // Portuguese
     " adicionou ", " criou o grupo", " saiu"});

// What a group tells the owner of the phone begins with.
constexpr auto kToYou = std::to_array<std::string_view>(
    {"you're now an admin", "you're no longer an admin", "you were added", "you were removed",
     "you joined", "you created", "du bist jetzt", "du wurdest", "du hast ", "ahora eres",
     "vous êtes", "você agora"});

constexpr auto kEdited = std::to_array<std::string_view>(
    {"edited", "bearbeitet", "editado", "editada", "editó", "modifi", "bewerkt", "изменено",
     "redigerat", "düzenlendi", "diedit", "edytowan"});

std::string_view without_marks(std::string_view line) {
  while (const std::size_t size = mark_size(line)) line.remove_prefix(size);
  return trim(line);
}

bool contains_any(std::string_view folded, Words words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return folded.find(word) != folded.npos; });
}

bool starts_with_any(std::string_view folded, Words words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return folded.starts_with(word); });
}

bool is_one_of(std::string_view folded, Words words) {
  if (folded.ends_with('.')) folded.remove_suffix(1);
  return std::ranges::find(words, folded) != words.end();
}

// iPhones put U+200E before every word that is not the person's ("\u200Eimage omitted"), and inside
// the line of a document ("bill.pdf • \u200E1 page").
bool is_marked(std::string_view line) {
  return line.starts_with("\u200E") || line.find("• \u200E") != std::string_view::npos;
}

// "<Media omitted>", "<Medien ausgeschlossen>", "<attached: 1.jpg>": one pair of angle brackets
// around the whole line, in any language.
bool is_bracketed(std::string_view line) {
  return line.size() >= 4 && line.front() == '<' && line.back() == '>' &&
         line.find_first_of("<>", 1) == line.size() - 1;
}

bool ends_with_extension(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  return dot != std::string_view::npos && file.size() - dot >= 3 && file.size() - dot <= 5 &&
         file.find_first_of(" ()", dot) == std::string_view::npos;
}

// "IMG-20260301-WA0001.jpg (file attached)" of Android, the words in any language.
bool is_attachment(std::string_view line) {
  if (!line.ends_with(')')) return false;
  const std::size_t open = line.rfind(" (");
  if (open == std::string_view::npos || open < 4) return false;
  const std::string_view file = line.substr(0, open);
  return ends_with_extension(file) &&
         (file.find("-WA") != std::string_view::npos || file.find(' ') == std::string_view::npos);
}

// "image omitted", "bill.pdf • 3 pages document omitted".
bool is_left_out(std::string_view folded) {
  if (is_one_of(folded, kLeftOut)) return true;
  const auto words = std::ranges::find_if(kLeftOut, [&](std::string_view end) {
    return folded.size() > end.size() && folded.ends_with(end) &&
           folded[folded.size() - end.size() - 1] == ' ';
  });
  if (words == kLeftOut.end()) return false;
  std::string_view file = folded.substr(0, folded.size() - words->size() - 1);
  if (const std::size_t dot = file.find(" •"); dot != std::string_view::npos) {
    file = file.substr(0, dot);
  }
  return ends_with_extension(file);
}

// "Missed voice call", "Missed video call at 9:41", "Missed voice call, Tap to call back".
bool is_call(std::string_view folded) {
  constexpr auto kTap = std::to_array<std::string_view>(
      {", tap ", ", tippe", ", toca ", ", toque ", ", appuyez", ", tocca ", ", tik "});
  const auto call = std::ranges::find_if(
      kCalls, [&](std::string_view words) { return folded.starts_with(words); });
  if (call == kCalls.end()) return false;
  const std::string_view rest = folded.substr(call->size());
  const bool at = rest.starts_with(" at ") && rest.size() > 4 && rest[4] >= '0' && rest[4] <= '9';
  return rest.empty() || rest == "." || at || starts_with_any(rest, kTap);
}

// "Location: https://maps.google.com/?q=...", the word in any language.
bool is_place(std::string_view line) {
  const std::size_t link = line.find(": https://maps.google.com/?q=");
  constexpr std::size_t kLongestWord = 30;
  return link <= kLongestWord && line.find(' ', link + 2) == std::string_view::npos;
}

// Whether what follows a name is no more of it: "Ann left" and not "Annoyingly".
bool ends_name(std::string_view rest) {
  return rest.empty() || std::string_view(" .,").find(rest.front()) != std::string_view::npos ||
         rest.starts_with("\u00A0");
}

// "Ann added Bob" under the name of Bob, whether Ann ever wrote or not.
bool is_done_to(std::string_view line, std::string_view author) {
  const std::size_t at = line.find(author, 1);
  if (author.empty() || at == std::string_view::npos) return false;
  if (!ends_name(line.substr(at + author.size()))) return false;
  std::string_view before = line.substr(0, at);
  if (before.ends_with("~ ") || before.ends_with("~\u00A0")) {
    before = before.substr(0, before.rfind('~'));
  }
  const std::string until = fold(before);
  const std::string behind = fold(line.substr(at + author.size()));
  return std::ranges::any_of(kAboutChat, [&](std::string_view words) {
    return until.ends_with(words) || behind.starts_with(words);
  });
}

// "Ann added Bob" under the name of Ann, Bob or the group. Nobody writes so of himself.
bool is_about_chat(std::string_view line, const std::string& folded, std::string_view author,
                   const People& people) {
  const bool of_group = !people.group.empty() && author == people.group;
  if (of_group && starts_with_any(folded, kToYou)) return true;
  if (!contains_any(folded, kAboutChat)) return false;
  const auto unknown_too = [](std::string_view text) {  // "~ Ann": not in the phone's contacts
    return text.starts_with('~') ? trim(text.substr(1)) : text;
  };
  line = unknown_too(line);
  if (is_done_to(line, author)) return true;
  for (const std::string& name : people.authors) {
    if (!line.starts_with(name)) continue;
    const std::string_view rest = line.substr(name.size());
    if (!(name == author || of_group) || !ends_name(rest)) continue;
    if (contains_any(fold(rest), kAboutChat)) return true;
  }
  return false;
}

}  // namespace

bool tells_encryption(std::string_view line) {
  constexpr std::size_t kEnough = 120;
  return starts_with_any(fold(cut_utf8(without_marks(line), kEnough)), kEncrypted);
}

Notice notice_in(std::string_view line, std::string_view author, const People& people, bool first) {
  constexpr std::size_t kLongest = 500;
  const std::string_view plain = without_marks(line);
  if (plain.size() > kLongest) return is_marked(line) ? Notice::media : Notice::none;
  const std::string folded = fold(plain);
  if (first && is_one_of(folded, kDeleted)) return Notice::deleted;
  if (first && starts_with_any(folded, kEncrypted)) return Notice::chat;
  if (is_marked(line) || is_bracketed(plain) || is_left_out(folded)) return Notice::media;
  if (!first) return Notice::none;
  if (is_attachment(plain) || is_place(plain)) return Notice::media;
  if (is_call(folded)) return Notice::media;
  return is_about_chat(plain, folded, author, people) ? Notice::chat : Notice::none;
}

std::string_view without_edit_mark(std::string_view text, bool& edited) {
  std::string_view line = trim(text);
  const std::size_t open = line.rfind('<');
  if (!line.ends_with('>') || open == std::string_view::npos) return text;
  const std::string inside = fold(line.substr(open));
  const bool marked = line.substr(0, open).ends_with("\u200E");
  if (inside.size() > 120 || !(marked || contains_any(inside, kEdited))) return text;
  edited = true;
  line = line.substr(0, open);
  while (line.ends_with("\u200E")) line.remove_suffix(3);
  return trim(line);
}

}  // namespace voxmap::whatsapp
