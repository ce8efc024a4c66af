// The head of a WhatsApp message: date, time, author, in the many forms phones write it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voxmap::whatsapp {

// "[15-01-20 02:22:56] Mary: ", "2019-10-20, 10:16 - John: ", "1/4/23, 7:02 PM - ~ Ann: ".
struct Head {
  std::array<int, 3> date{};  // as written, first to last
  bool year_first = false;    // the first number has four digits
  bool year_short = false;    // the year has two
  char separator = '/';
  bool twelve_hours = false;
  std::chrono::seconds time{};  // since midnight
  std::string_view written;     // date and time as they stand in the line
  std::string author;           // without marks and "~ "; empty: WhatsApp itself speaks
  std::size_t text = 0;         // where the words begin in the line
};

// nullopt: the line goes on with the message above.
[[nodiscard]] std::optional<Head> head_at(std::string_view line);

enum class Order : std::uint8_t { day_month, month_day, year_month };

// Which of the numbers is the day, decided over all heads of a file: only an order in which every
// date exists, of these the one in which time goes backwards least, of these the one its
// separators are used with. `sure` is false when more than one order was left.
struct Decision {
  Order order = Order::day_month;
  bool sure = true;
};
[[nodiscard]] Decision decide_order(const std::vector<Head>& heads);

// The civil time of a head; nullopt when there is no such day.
[[nodiscard]] std::optional<std::chrono::sys_time<std::chrono::milliseconds>> time_of(
    const Head& head, Order order);

// Marks of direction and width that phones put around names, stamps and words.
[[nodiscard]] std::size_t mark_size(std::string_view text) noexcept;

}  // namespace voxmap::whatsapp
