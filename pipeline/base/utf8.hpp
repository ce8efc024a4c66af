// UTF-8 checks and the few character tables that folders without ICU need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace voxmap {

// Offset of the first byte that is not part of valid UTF-8 (RFC 3629); nullopt when all is valid.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept;
[[nodiscard]] bool valid_utf8(std::string_view text) noexcept;

// Bad bytes shown as \xHH and NUL as \x00, so that anything can be shown and stored as text;
// cut at a character boundary to at most `limit` bytes.
[[nodiscard]] std::string printable(std::string_view bytes, std::size_t limit = SIZE_MAX);

// At most `limit` bytes of valid UTF-8, cut at a character boundary.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t limit) noexcept;

// NFKC case folding (Unicode's NFKC_Casefold), with curly apostrophes made straight: the form in
// which words, headers and prompts are compared. For short texts outside the hot path.
[[nodiscard]] std::string fold(std::string_view text);

// White space of Unicode and of U+FEFF, off both ends. Never changes what is between.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

// Columns the text takes in a terminal: East Asian wide 2, combining 0.
[[nodiscard]] std::size_t display_width(std::string_view text);
// C0 and C1 controls (ESC above all) made visible, so that a verbatim cannot drive a terminal.
[[nodiscard]] std::string terminal_safe(std::string_view text);

}  // namespace voxmap
