// The parts of a workbook: its sheets, its shared strings, the formats of its numbers.
#include "xlsx_book.hpp"

#include <charconv>
#include <pugixml.hpp>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"
#include "xml_fragments.hpp"
#include "xml_input.hpp"

namespace voxmap::xlsx {
namespace {

constexpr std::uint64_t kPartLimit = std::uint64_t{16} << 20U;     // workbook, styles
constexpr std::uint64_t kStringLimit = std::uint64_t{256} << 20U;  // all shared strings
constexpr std::uint64_t kSheetLimit = std::uint64_t{16} << 30U;    // read as a stream
constexpr std::uint64_t kMembers = 10000;

pugi::xml_node child(const pugi::xml_node& element, std::string_view name) {
  for (const pugi::xml_node& each : element.children()) {
    if (local_name(each) == name) return each;
  }
  return {};
}

std::string_view attribute(const pugi::xml_node& element, std::string_view name) {
  for (const pugi::xml_attribute& each : element.attributes()) {
    std::string_view own = each.name();
    const std::size_t colon = own.find(':');
    if (colon != std::string_view::npos) own.remove_prefix(colon + 1);
    if (own == name) return each.value();
  }
  return {};
}

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

// "worksheets/sheet1.xml" and "/xl/worksheets/sheet1.xml" are the same.
std::string member_of(std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  return "xl/" + std::string(target);
}

}  // namespace

std::string rich_text(const pugi::xml_node& element) {
  std::string text;
  for (const pugi::xml_node& each : element.children()) {
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) {
      if (local_name(element) == "t") text += each.value();
    } else if (local_name(each) == "t" || local_name(each) == "r") {
      text += rich_text(each);
    }
  }
  return text;
}

Book::Book(std::string bytes, std::string name)
    : name_(std::move(name)), zip_(ZipArchive::from_bytes(std::move(bytes), name_, kMembers)) {
  if (const auto fault = zip_.distrust()) throw Error(Exit::data, name_ + ": " + *fault);
  if (zip_.find("xl/workbook.bin") != nullptr) {
    throw Error(Exit::data, name_ + ": a binary spreadsheet (XLSB)", "save it as XLSX or CSV");
  }
  read_workbook();
}

std::string Book::read(const std::string& member) const {
  const auto* const found = zip_.find(member);
  if (found == nullptr) {
    throw Error(Exit::data, name_ + ": " + member + " is missing in it",
                "open and save it again with the program that made it");
  }
  return zip_.read(*found, kPartLimit);
}

void Book::read_workbook() {
  pugi::xml_document workbook;
  pugi::xml_document relations;
  const std::string book = read("xl/workbook.xml");
  const std::string links = read("xl/_rels/workbook.xml.rels");
  if (!workbook.load_buffer(book.data(), book.size()) ||
      !relations.load_buffer(links.data(), links.size())) {
    throw Error(Exit::data, name_ + ": its workbook is not valid XML",
                "open and save it again with the program that made it");
  }
  std::map<std::string, std::string, std::less<>> targets;
  for (const pugi::xml_node& link : relations.document_element().children()) {
    const std::string member = member_of(attribute(link, "Target"));
    targets.emplace(attribute(link, "Id"), member);
    const std::string_view type = attribute(link, "Type");
    if (type.ends_with("/sharedStrings")) read_strings(member);
    if (type.ends_with("/styles")) read_styles(member);
  }
  const pugi::xml_node root = workbook.document_element();
  const std::string_view since = attribute(child(root, "workbookPr"), "date1904");
  since_1904_ = since == "1" || since == "true";
  for (const pugi::xml_node& sheet : child(root, "sheets").children()) {
    if (local_name(sheet) != "sheet") continue;
    const auto target = targets.find(attribute(sheet, "id"));
    if (target == targets.end() || zip_.find(target->second) == nullptr) continue;
    const std::string_view state = attribute(sheet, "state");
    sheets_.push_back({printable(attribute(sheet, "name")), target->second,
                       state == "hidden" || state == "veryHidden"});
  }
  if (sheets_.empty()) throw Error(Exit::data, name_ + ": a spreadsheet without a sheet");
}

void Book::read_strings(const std::string& member) {
  const auto* const found = zip_.find(member);
  if (found == nullptr) return;
  XmlFragments items(zip_.open(*found, kStringLimit), "si", name_ + ": shared strings");
  while (const auto item = items.next()) strings_.push_back(unescaped(rich_text(*item)));
}

void Book::read_styles(const std::string& member) {
  const auto* const found = zip_.find(member);
  if (found == nullptr) return;
  pugi::xml_document styles;
  const std::string bytes = zip_.read(*found, kPartLimit);
  if (!styles.load_buffer(bytes.data(), bytes.size())) return;  // numbers stay numbers
  std::map<std::size_t, NumberKind> formats;
  const pugi::xml_node root = styles.document_element();
  for (const pugi::xml_node& format : child(root, "numFmts").children()) {
    const auto id = number(attribute(format, "numFmtId"));
    if (id) formats.insert_or_assign(*id, format_kind(attribute(format, "formatCode")));
  }
  for (const pugi::xml_node& style : child(root, "cellXfs").children()) {
    const std::size_t id = number(attribute(style, "numFmtId")).value_or(0);
    const auto own = formats.find(id);
    styles_.push_back(own == formats.end() ? builtin_kind(id) : own->second);
  }
}

std::unique_ptr<std::istream> Book::open(const Sheet& sheet) const {
  return zip_.open(*zip_.find(sheet.member), kSheetLimit);
}

std::uint64_t Book::size_of(const Sheet& sheet) const { return zip_.find(sheet.member)->size; }

const std::string* Book::shared(std::string_view index) const {
  const auto at = number(index);
  return at && *at < strings_.size() ? &strings_[*at] : nullptr;
}

NumberKind Book::kind_of_style(std::string_view style) const {
  const auto at = style.empty() ? std::optional<std::size_t>(0) : number(style);
  return at && *at < styles_.size() ? styles_[*at] : NumberKind::number;
}

}  // namespace voxmap::xlsx
