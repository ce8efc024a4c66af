// Finds what names somebody or something and must never score: links, addresses, handles.
#pragma once

#include <cstddef>
#include <string_view>

#include "voxmap/span.hpp"

namespace voxmap::text {

// The end of the link whose first word is [begin, word_end): "https://...", "www.x.org",
// "shop.example.com/a". 0 when it is no link.
[[nodiscard]] std::size_t link_end(std::string_view text, std::size_t begin, std::size_t word_end);

// The e-mail address or @handle around the '@' at `at`; empty when it is neither.
[[nodiscard]] Span name_around(std::string_view text, std::size_t at);

}  // namespace voxmap::text
