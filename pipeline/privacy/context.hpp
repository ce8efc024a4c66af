// What the words around a number say it is.
#pragma once

#include <cstdint>
#include <string_view>

namespace voxmap::privacy {

enum class Context : std::uint8_t {
  none,
  phone,     // "call", "Tel.", "fax"
  other,     // "account", "address": some other number, if its shape leaves a doubt
  reference  // "order", "invoice": some other number even in the shape of a telephone number
};

// The nearest telling word of the few before `at` decides; words such as "number" and "is" tell
// nothing. `adjacent` is set when no other word stands between it and the number.
[[nodiscard]] Context context_before(std::string_view text, std::size_t at, bool& adjacent);
// Does one of the next two words say telephone? "555 0100 (mobile)"
[[nodiscard]] bool says_phone_after(std::string_view text, std::size_t end);

// Does one of the words before `at`, or right behind a blank after it, speak of a card, of social
// security?
[[nodiscard]] bool says_card(std::string_view text, std::size_t at);
[[nodiscard]] bool says_ssn(std::string_view text, std::size_t at);

// Is it an amount of money, a share or a number with a '#'?
[[nodiscard]] bool is_amount(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace voxmap::privacy
