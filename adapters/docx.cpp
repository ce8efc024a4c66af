// Interviews in Word documents: their paragraphs are the lines of a transcript.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "base/utf8.hpp"
#include "base/zip.hpp"
#include "cell_rows.hpp"
#include "office.hpp"
#include "transcript.hpp"
#include "transcript_adapters.hpp"
#include "voxmap/error.hpp"
#include "xml_input.hpp"

namespace voxmap {
namespace {

using transcript::Lines;
using transcript::Piece;
using transcript::Transcript;

constexpr std::uint64_t kBodyLimit = transcript::kTranscriptLimit;

bool recognises_docx(std::string_view head) { return office_kind(head) == OfficeKind::document; }

// The text of a document, a line each, and the paragraph each line stands in.
class Body {
 public:
  void read(const pugi::xml_node& container, int depth) {
    constexpr int kDeepest = 50;  // tables in tables
    if (depth > kDeepest) return;
    for (const pugi::xml_node& each : container.children()) {
      const std::string_view name = local_name(each);
      if (name == "p") {
        ++paragraph_;
        add(text_of(each));
      } else if (name == "tbl") {
        read_table(each, depth);
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "moveTo" ||
                 name == "customXml") {
        read(each, depth + 1);
      }
    }
  }

  const std::string& text() const { return text_; }
  std::uint64_t paragraph(std::uint64_t line) const {
    return line > 0 && line <= paragraphs_.size() ? paragraphs_[line - 1] : 0;
  }
  std::size_t deleted() const { return deleted_; }

 private:
  // Lines of a paragraph, and an empty one behind them.
  void add(std::string_view text) {
    text_ += text;
    text_ += "\n\n";
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 2;
    paragraphs_.insert(paragraphs_.end(), lines, paragraph_);
  }

  std::string text_of(const pugi::xml_node& element, int depth = 0) {
    constexpr std::array<std::string_view, 9> kInside = {"r",          "ins",       "moveTo",
                                                         "hyperlink",  "smartTag",  "sdt",
                                                         "sdtContent", "fldSimple", "customXml"};
    constexpr int kDeepest = 50;
    std::string text;
    if (depth > kDeepest) return text;
    for (const pugi::xml_node& each : element.children()) {
      const std::string_view name = local_name(each);
      if (name == "t") {
        text += each.text().get();
      } else if (name == "tab") {
        text += '\t';
      } else if (name == "br" || name == "cr") {
        text += '\n';
      } else if (name == "noBreakHyphen") {
        text += '-';
      } else if (name == "del" || name == "moveFrom") {
        ++deleted_;
      } else if (std::ranges::find(kInside, name) != kInside.end()) {
        text += text_of(each, depth + 1);
      }
    }
    return text;
  }

  // A row of a transcript: perhaps its number, perhaps a time, who speaks, what is said.
  void read_table(const pugi::xml_node& table, int depth) {
    for (const pugi::xml_node& row : table.children()) {
      if (local_name(row) != "tr") continue;
      ++paragraph_;
      std::vector<std::string> cells;
      for (const pugi::xml_node& cell : row.children()) {
        if (local_name(cell) != "tc") continue;
        Body inside;
        inside.read(cell, depth + 1);
        deleted_ += inside.deleted_;
        std::string text(trim(inside.text_));
        while (text.find("\n\n") != std::string::npos) text.erase(text.find("\n\n"), 1);
        if (!text.empty()) cells.push_back(std::move(text));
      }
      add(line_of(std::move(cells)));
    }
  }

  static std::string line_of(std::vector<std::string> cells) {
    std::string time;
    const auto is_number = [](const std::string& cell) {
      return cell.find_first_not_of("0123456789.") == std::string::npos;
    };
    if (cells.size() > 2 && is_number(cells.front())) cells.erase(cells.begin());
    if (cells.size() > 1 && transcript::parse_stamp(cells.front())) {
      time = "[" + cells.front() + "] ";
      cells.erase(cells.begin());
    }
    constexpr std::size_t kLongestName = 60;
    const bool named = cells.size() > 1 && cells.front().size() <= kLongestName &&
                       cells.front().find('\n') == std::string::npos;
    if (named) {
      if (!cells.front().ends_with(':')) cells.front() += ':';
      if (cells.size() > 2 && transcript::parse_stamp(cells[1])) {
        time = "[" + cells[1] + "] ";
        cells.erase(cells.begin() + 1);
      }
    }
    std::string line = time;
    for (const std::string& cell : cells) line += (line == time ? "" : " ") + cell;
    return line;
  }

  std::string text_;
  std::vector<std::uint64_t> paragraphs_;  // of each line
  std::uint64_t paragraph_ = 0;
  std::size_t deleted_ = 0;
};

// Where the package keeps its document: nearly always word/document.xml.
std::string main_part(const ZipArchive& zip) {
  constexpr std::string_view kUsual = "word/document.xml";
  const auto* const links = zip.find("_rels/.rels");
  pugi::xml_document relations;
  if (links == nullptr) return std::string(kUsual);
  const std::string bytes = zip.read(*links, kBodyLimit);
  if (!relations.load_buffer(bytes.data(), bytes.size())) return std::string(kUsual);
  for (const pugi::xml_node& link : relations.document_element().children()) {
    const std::string_view type = link.attribute("Type").value();
    std::string_view target = link.attribute("Target").value();
    if (target.starts_with('/')) target.remove_prefix(1);
    if (type.ends_with("/officeDocument") && zip.find(target) != nullptr)
      return std::string(target);
  }
  return std::string(kUsual);
}

Transcript parse_docx(std::string_view bytes, const std::string& name) {
  constexpr std::uint64_t kMembers = 10000;
  const ZipArchive zip = ZipArchive::from_bytes(std::string(bytes), name, kMembers);
  if (const auto fault = zip.distrust()) throw Error(Exit::data, name + ": " + *fault);
  const std::string part = main_part(zip);
  const auto* const member = zip.find(part);
  constexpr std::string_view kHint = "open and save it again with the program that made it";
  if (member == nullptr) {
    throw Error(Exit::data, name + ": " + part + " is missing in it", std::string(kHint));
  }
  std::string xml = zip.read(*member, kBodyLimit);
  mask_bad_references(xml);
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed || local_name(document.document_element()) != "document") {
    throw Error(Exit::data,
                fmt::format("{}: {} is not valid XML: {}", name, part, parsed.description()),
                std::string(kHint));
  }
  Body body;
  for (const pugi::xml_node& each : document.document_element().children()) {
    if (local_name(each) == "body") body.read(each, 0);
  }
  const Lines lines(body.text(), "UTF-8");
  Transcript transcript = transcript::parse_text(lines);
  const auto place = [&](Place& origin) { origin = {body.paragraph(origin.line), 0, 0}; };
  for (Piece& piece : transcript.pieces) place(piece.origin);
  for (Reject& reject : transcript.rejects) place(reject.origin);
  if (body.deleted() > 0) {
    transcript.notes.push_back(fmt::format(
        "{} deleted passages of tracked changes left out, inserted ones read", body.deleted()));
  }
  return transcript;
}

std::unique_ptr<Source> open_docx(Input input) {
  return transcript::open_bytes(std::move(input), parse_docx);
}

}  // namespace

constinit const Adapter kDocx = {
    "docx",
    "interview transcripts as Word documents (DOCX), of Teams, Otter or typed by hand",
    SourceKind::interview,
    std::span<const Option>(transcript::kTranscriptOptions).first(transcript::kOwnEncodingOptions),
    "extra/p10-interview.docx",
    recognises_docx,
    open_docx};

}  // namespace voxmap
