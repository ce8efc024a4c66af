// Reading NDJSON, TSV or plain lines.
#include "cli/tag_input.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap::cli {
namespace {

bool on_character(std::string_view text, std::uint64_t at) {
  return at == text.size() ||
         (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U);
}

// Empty when the record is good, otherwise what is wrong with it.
std::string parse(simdjson::dom::parser& parser, const std::string& line, TagRecord& record) {
  simdjson::dom::element root;
  if (const auto error = parser.parse(line).get(root)) return simdjson::error_message(error);
  simdjson::dom::object object;
  if (root.get(object) != simdjson::SUCCESS) return "not a JSON object";
  record = {};
  for (const auto& [key, value] : object) {
    std::string_view text;
    const bool is_text = value.get(text) == simdjson::SUCCESS;
    if (key == "id") {
      record.id = is_text ? std::string(text) : simdjson::minify(value);
    } else if (key == "text") {
      if (!is_text) return "\"text\" is not a string";
      record.text = text;
    } else if (key == "language" && is_text) {
      record.language = text;
    } else if (key == "targets") {
      simdjson::dom::array list;
      if (value.get(list) != simdjson::SUCCESS) return "\"targets\" is not a list";
      for (const auto pair : list) {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        if (pair.at(0).get(begin) != simdjson::SUCCESS ||
            pair.at(1).get(end) != simdjson::SUCCESS) {
          return "a target is not [begin, end]";
        }
        record.targets.push_back(
            {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      }
    }
  }
  if (record.text.empty() && root["text"].error() != simdjson::SUCCESS) return "no \"text\"";
  for (const auto target : record.targets) {
    if (target.begin > target.end || !on_character(record.text, target.begin) ||
        !on_character(record.text, target.end)) {
      return fmt::format("target [{}, {}] is not a span of the text in bytes", target.begin,
                         target.end);
    }
  }
  return {};
}

std::vector<std::string_view> split_tabs(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const auto tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

class Tsv {
 public:
  explicit Tsv(std::string_view header) {
    const auto names = split_tabs(header);
    columns_ = names.size();
    const auto find = [&](std::string_view name) {
      return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    id_ = find("id");
    text_ = find("text");
    language_ = find("language");
    if (text_ == columns_) {
      throw Error(Exit::data, "standard input: the TSV header names no column \"text\"",
                  "the first line must be column names, among them id and text");
    }
  }
  std::string parse(std::string_view line, std::uint64_t number, TagRecord& record) const {
    const auto cells = split_tabs(line);
    if (cells.size() != columns_) {
      return fmt::format("{} columns, the header has {}", cells.size(), columns_);
    }
    record.id = id_ < columns_ ? std::string(cells[id_]) : fmt::format("{}", number - 1);
    record.text = cells[text_];
    record.language = language_ < columns_ ? cells[language_] : std::string_view{};
    return {};
  }

 private:
  std::size_t id_ = 0, text_ = 0, language_ = 0, columns_ = 0;
};

}  // namespace

void read_tag_input(std::istream& in, std::string_view format,
                    const std::function<void(const TagRecord&)>& take,
                    const std::function<void(std::uint64_t, const std::string&)>& refuse) {
  simdjson::dom::parser parser;
  std::optional<Tsv> tsv;
  std::string line;
  TagRecord record;
  for (std::uint64_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (const auto bad = first_invalid_utf8(line)) {
      refuse(number, fmt::format("invalid UTF-8 at byte {}", *bad));
      continue;
    }
    if (format == "tsv" && !tsv) {
      tsv.emplace(line);
      continue;
    }
    if (line.empty() && format != "text") continue;
    std::string wrong;
    if (format == "ndjson") {
      wrong = parse(parser, line, record);
    } else if (format == "tsv") {
      wrong = tsv->parse(line, number, record);
    } else {
      record = {fmt::format("{}", number), line, {}, {}};
    }
    if (wrong.empty()) {
      take(record);
    } else {
      refuse(number, wrong);
    }
  }
}

}  // namespace voxmap::cli
