// What somebody else said, inside what a person wrote: quoted lines of mails and Markdown, quote
// boxes and blockquotes of forums. It stays, apart, and is never scored as the writer's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voxmap/document.hpp"

namespace voxmap {

struct QuotablePiece {
  std::string text;
  bool quoted = false;
};

// Runs of lines that begin with '>' are quoted; so is an empty line between two of them. `text`
// comes back byte for byte when nothing is quoted, blank pieces are left out.
[[nodiscard]] std::vector<QuotablePiece> pieces_of_text(std::string_view text);

// As pieces_of_text, and [quote="ann, post:1"]...[/quote] of forums is quoted too.
[[nodiscard]] std::vector<QuotablePiece> pieces_of_posting(std::string_view text);

// HTML to text; <blockquote> and <aside> (quotes and previews of links in forums) are quoted.
[[nodiscard]] std::vector<QuotablePiece> pieces_of_html(std::string_view html);

// Adds the pieces as verbatims with that origin; quoted ones get the speaker "Quoted" and are not
// scored. `scored`: whether the others are.
void add_pieces(Document& document, std::vector<QuotablePiece> pieces, const Place& origin,
                std::string_view speaker, bool scored, std::string_view prompt = {});

}  // namespace voxmap
