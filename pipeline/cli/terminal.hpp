// stdout and stderr with manners: colour and drawing only where somebody looks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace voxmap::cli {

enum class Style { plain, heading, good, warn, bad, dim };

// One output stream. Writing to a closed pipe ends the program quietly with 0, as `head` expects;
// any other write error throws Error(Exit::io).
class Stream {
 public:
  // `fd` 1 or 2. `color`: "auto", "always" or "never"; auto looks at the terminal, NO_COLOR,
  // VOXMAP_COLOR and TERM=dumb.
  Stream(int fd, std::string_view color);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void write(std::string_view text);
  void flush();
  // The text in the style, or bare where there is no colour.
  [[nodiscard]] std::string styled(Style style, std::string_view text) const;

  [[nodiscard]] bool is_terminal() const noexcept { return terminal_; }
  [[nodiscard]] bool color() const noexcept { return color_; }
  [[nodiscard]] bool unicode() const noexcept { return unicode_; }     // the locale says UTF-8
  [[nodiscard]] std::size_t width() const noexcept { return width_; }  // COLUMNS, or asked; 40..100

  // "✓" or "ok", "✗" or "x", "!" by what the terminal can show.
  [[nodiscard]] std::string tick() const;
  [[nodiscard]] std::string cross() const;

 private:
  int fd_;
  bool terminal_ = false, color_ = false, unicode_ = false;
  std::size_t width_ = 100;
  std::string buffer_;
};

// "1.4 GB", "312 kB": powers of 1000.
[[nodiscard]] std::string human_bytes(std::uint64_t bytes);

// Pads to `width` display columns on the right (or on the left), never cuts.
[[nodiscard]] std::string pad(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

}  // namespace voxmap::cli
