// What the adapters of support tickets share: a thread of turns, each somebody's, as one document.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "json_pages.hpp"
#include "quoted.hpp"
#include "voxmap/source.hpp"

namespace voxmap {

extern const Adapter kZendesk, kIntercom, kFreshdesk, kGorgias, kSalesforce, kSalesforceCsv,
    kTicketTable, kIntercomText;

namespace ticket {

// Whose words a turn is. Only a customer's are scored.
enum class Voice : std::uint8_t {
  customer,
  staff,     // agents, and whoever writes for the company
  bot,       // answers nobody wrote
  internal,  // a note that the customer never sees: left out unless asked for
  reported   // what a customer said, in an agent's words (calls, tickets made for somebody)
};

inline constexpr std::array kOptions = {
    Option{"include_internal", "false", "also keep internal notes (they are never scored)"},
    Option{"score_reported", "false",
           "also score what agents wrote down for customers, such as calls"},
};

// The options, read once; throws Error(usage) for values that are no yes or no.
struct Settings {
  bool include_internal = false;
  bool score_reported = false;
};
[[nodiscard]] Settings settings(const Options& options);

// A channel by which somebody talks and an agent writes it down: telephone, calls.
[[nodiscard]] bool was_heard(std::string_view channel);

class Thread {
 public:
  Thread(Place origin, std::string key, const Settings& settings);

  // Words of one turn, blank ones left out. Quoted lines are told apart.
  void say(Voice voice, std::string_view text, const Place& origin, std::string_view prompt = {});
  void say_html(Voice voice, std::string_view html, const Place& origin);
  // Text or HTML, whichever it is: HTML begins with a tag.
  void say_either(Voice voice, std::string_view body, const Place& origin);
  // The title of the thread: kept as an attribute, and the words of that voice when no turn has
  // any.
  void subject(Voice voice, std::string_view subject, const Place& origin);
  // A name or address of somebody in the thread: taken out of what was said, never stored.
  void person(std::string_view name);
  void attribute(std::string_view name, std::string value);
  void opened(std::string_view written);
  // A score from 1 to 5 as written.
  void satisfaction(std::string_view score);
  [[nodiscard]] Document& document() noexcept { return document_; }

  // Appends the document, or a skip `no_text` when nobody said anything and nothing was rated.
  void finish(std::vector<Record>& out);

 private:
  void add(Voice voice, std::vector<QuotablePiece> pieces, const Place& origin,
           std::string_view prompt);

  Settings settings_;
  Document document_;
  Voice subject_voice_ = Voice::staff;
  std::string subject_;
  Place subject_origin_;
  std::size_t internal_ = 0;
};

}  // namespace ticket
}  // namespace voxmap
