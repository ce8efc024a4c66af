// Inputs that are no data at all, named for the person who passed them.
#include <algorithm>
#include <optional>
#include <string>

#include "base/encoding.hpp"
#include "base/magic.hpp"
#include "base/utf8.hpp"
#include "json_outline.hpp"
#include "not_data.hpp"
#include "office.hpp"
#include "voxmap/source.hpp"

namespace voxmap {
namespace {

// ZIP archives are opened before anybody asks; what comes here is a format made as one.
std::optional<std::string> zip_kind(std::string_view head) {
  switch (office_kind(head)) {
    case OfficeKind::none:
      return "a ZIP archive";
    case OfficeKind::presentation:
      return "a presentation (PPTX): save its text as plain text";
    case OfficeKind::open_document:
      return "an OpenDocument file: save it as XLSX, DOCX, CSV or text";
    case OfficeKind::qda_project:
      return "a QDA project (QDPX): export its documents as text";
    case OfficeKind::spreadsheet:
    case OfficeKind::document:
      break;  // adapters read them
  }
  return std::nullopt;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Whether an adapter for one kind of JSON or XML knows it. The two generic adapters take neither.
bool is_known(std::string_view head) {
  return std::ranges::any_of(adapters(), [head](const Adapter& adapter) {
    return adapter.name != "transcript_text" && adapter.name != "survey_csv" &&
           adapter.recognises(head);
  });
}

std::optional<std::string> markup(std::string_view text) {
  const std::string start = lower_ascii(text.substr(0, 512));
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<!-- "}) {
    if (start.starts_with(tag)) {
      if (is_known(text)) return std::nullopt;
      return "an HTML page (a login or error page saved in place of the data?)";
    }
  }
  if (start.starts_with("<?xml") || start.starts_with("<rss") || start.starts_with("<feed") ||
      start.starts_with("<rdf")) {
    if (is_known(text)) return std::nullopt;
    return "an XML file of a kind that no adapter knows";
  }
  return std::nullopt;
}

// JSON that no adapter claims. An empty page is said plainly: nothing went wrong.
std::optional<std::string> json_kind(std::string_view text) {
  const JsonOutline outline(text);
  if (!outline.archive_part().empty()) {
    const std::string& part = outline.archive_part();
    if (part == "tweets" || part == "tweet") return std::nullopt;
    return "the '" + printable(part, 40) +
           "' part of an X archive: not the account's own posts (tweets.js has them)";
  }
  if (!outline.is_json()) return std::nullopt;
  if (is_known(text)) return std::nullopt;
  if (outline.is_empty_page()) return "an empty API page: zero records";
  return "JSON of a kind that no adapter knows";
}

bool is_binary(std::string_view head) {
  const Encoding encoding = decide_encoding(head, head.size() < kHeadBytes);
  const std::string text = encoding.utf8 ? std::string(head) : decode_head(head, encoding);
  std::size_t controls = 0;
  for (const char c : text) {
    if (c == '\0') return true;
    const auto byte = static_cast<unsigned char>(c);
    constexpr char kBullet = '\x15';  // CHAT puts times between two
    const bool known =
        c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == kBullet;
    if (byte < 0x20 && !known) ++controls;
  }
  return controls * 20 > text.size();
}

}  // namespace

std::optional<std::string> why_not(std::string_view head) {
  if (const auto known = known_by_magic(head); !known.empty()) return std::string(known);
  if (head.starts_with("PK\x03\x04")) return zip_kind(head);
  constexpr std::size_t kTarMagic = 257;
  if (head.size() > kTarMagic && head.substr(kTarMagic).starts_with("ustar")) {
    return "a tar archive: unpack it first (tar -x), or give a ZIP";
  }
  if (head.starts_with("$FL2") || head.starts_with("$FL3")) {
    constexpr std::size_t kSpssHeader = 176;
    if (head.size() >= kSpssHeader) return std::nullopt;
    return "an SPSS file that ends in its header: it was cut off while copying";
  }
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  const std::string_view text = trim(head.starts_with(kBom) ? head.substr(kBom.size()) : head);
  if (text.empty()) return "empty";
  if (is_binary(head)) return "binary data, not text";
  if (std::string kind = companion(text); !kind.empty()) return kind;
  if (auto page = markup(text)) return page;
  if (text.front() == '{' || text.front() == '[' || text.starts_with("window.YTD.")) {
    return json_kind(text);
  }
  if (is_crosstab(text)) {
    return "a summary table (crosstab): counts of answers, not the answers; export the responses";
  }
  return std::nullopt;
}

}  // namespace voxmap
