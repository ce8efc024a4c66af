// Tables of messages: whose words a row holds, by a column that says it in so many words.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "guess.hpp"
#include "survey_record.hpp"

namespace voxmap::survey {
namespace {

constexpr std::array<std::string_view, 16> kCustomerWords = {
    "customer", "user",     "end-user", "end user", "enduser",  "visitor", "client", "lead",
    "contact",  "consumer", "guest",    "inbound",  "incoming", "caller",  "member", "requester"};
constexpr std::array<std::string_view, 16> kStaffWords = {
    "agent",     "admin",   "staff",    "operator",   "support",  "teammate",
    "employee",  "company", "business", "outbound",   "outgoing", "advisor",
    "moderator", "owner",   "rep",      "human agent"};
constexpr std::array<std::string_view, 10> kBotWords = {
    "bot",   "chatbot", "system",        "assistant", "automated",
    "robot", "ai",      "virtual agent", "rule",      "trigger"};

bool is_among_words(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// An unknown word is nobody's: the row is not scored for a customer's.
Speaker speaker_called(std::string_view cell) {
  const std::string word = fold(trim(cell));
  if (is_among_words(word, kCustomerWords)) return {"Customer", true, false};
  return {is_among_words(word, kBotWords) ? "Bot" : "Agent", false, false};
}

// Both customers and others are named, and nobody else is.
bool names_speakers(const Table& table, std::size_t column) {
  bool customer = false;
  bool other = false;
  for (const std::string_view cell : cells_of(table, column)) {
    constexpr std::size_t kLongest = 16;
    const std::string_view text = trim(cell);
    if (text.size() > kLongest) return false;
    const std::string word = fold(text);
    const bool theirs = is_among_words(word, kCustomerWords);
    const bool ours = is_among_words(word, kStaffWords) || is_among_words(word, kBotWords);
    if (!theirs && !ours && !word.empty()) return false;
    customer = customer || theirs;
    other = other || ours;
  }
  return customer && other;
}

// "sender_type", "message_author_type", "direction". A bare "role" may be a respondent's own, admin
// or user of a program: it counts where robots or agents are among its values.
bool asks_who(const Table& table, std::size_t column) {
  constexpr std::array<std::string_view, 7> kWho = {"sender",  "author",      "direction", "from",
                                                    "speaker", "participant", "writer"};
  constexpr std::size_t kLongestHeader = 32;
  const std::string words = header_words(table.columns[column].header);
  if (words.size() > kLongestHeader) return false;
  if (holds_one_of(words, kWho)) return true;
  return words == "role" && std::ranges::any_of(cells_of(table, column), [](std::string_view cell) {
           const std::string word = fold(trim(cell));
           return word == "agent" || is_among_words(word, kBotWords);
         });
}

}  // namespace

void find_speakers(Plan& plan, Table& table) {
  if (plan.speaker_of) return;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!asks_who(table, i) || !names_speakers(table, i)) continue;
    plan.speaker_of = [i](const Row& row) { return speaker_called(row.cell(i)); };
    table.notes.push_back(fmt::format(
        "column '{}' says who speaks: only customers' words are scored", table.columns[i].name));
    return;
  }
}

}  // namespace voxmap::survey
