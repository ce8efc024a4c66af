// LimeSurvey's table of responses as XML (.lsr), alone or in an archive of a survey (.lsa).
#include <algorithm>
#include <array>
#include <deque>
#include <map>

#include "cell_rows.hpp"
#include "codebook.hpp"
#include "limesurvey.hpp"
#include "options.hpp"
#include "survey.hpp"
#include "voxmap/beside.hpp"
#include "voxmap/error.hpp"
#include "xml_input.hpp"

namespace voxmap {
namespace {

bool recognises_limesurvey_xml(std::string_view head) {
  return is_xml(head, "document") &&
         head.find("<LimeSurveyDocType>Responses") != std::string_view::npos;
}

// "_381842X12X34SQ001-0", as elements are called, is the field 381842X12X34SQ001#0.
std::string field_of(std::string_view element) {
  if (element.size() > 1 && element[0] == '_' && element[1] >= '0' && element[1] <= '9') {
    element.remove_prefix(1);
  }
  std::string field(element);
  std::replace(field.begin(), field.end(), '-', '#');
  return field;
}

class Responses final : public CellRows {
 public:
  Responses(std::istream& stream, const std::string& name) : xml_(stream, name) {
    const pugi::xml_node responses = xml_.root().child("responses");
    for (const auto& field : responses.child("fields").children("fieldname")) {
      add_field(field_of(field.text().get()));
    }
    // Files without a list of fields, and fields that only rows have.
    for (const auto& row : responses.child("rows").children("row")) {
      for (const auto& cell : cells_of(row)) add_field(field_of(cell.name()));
    }
    row_ = responses.child("rows").child("row");
    if (fields_.empty()) {
      throw Error(Exit::no_input, name + ": LimeSurvey's responses, and not one of them",
                  "nothing was read, nothing was changed");
    }
  }

  bool next(CellRow& row) override {
    row.cells.clear();
    if (!headed_) {
      headed_ = true;
      row.number = 1;
      row.cells = fields_;
      return true;
    }
    if (!row_) return false;
    row.number = ++read_;
    row.cells.resize(fields_.size());
    Places& places = places_.emplace_back();
    places.row = row.number;
    places.whole = xml_.place(row_);
    for (const auto& cell : cells_of(row_)) {
      const std::size_t column = columns_.at(field_of(cell.name()));
      for (const auto& part : cell.children()) row.cells[column] += part.value();
      places.cells[column] = xml_.place(cell);
    }
    row_ = row_.next_sibling("row");
    return true;
  }
  std::uint64_t position() const override { return xml_.size(); }
  std::string part() const override { return {}; }
  std::string part(std::uint64_t /*row*/, std::size_t /*column*/) const override { return {}; }
  Place place(std::uint64_t row) override {
    while (!places_.empty() && places_.front().row < row) places_.pop_front();
    return places_.empty() ? Place{} : places_.front().whole;
  }
  Place place(std::uint64_t row, std::size_t column) override {
    Place whole = place(row);
    if (places_.empty()) return whole;
    const auto cell = places_.front().cells.find(column);
    return cell == places_.front().cells.end() ? whole : cell->second;
  }

 private:
  // Of the rows that were handed out and not asked for: the reader is ahead by about a megabyte.
  struct Places {
    std::uint64_t row = 0;
    Place whole;
    std::map<std::size_t, Place> cells;  // by column
  };

  static std::vector<pugi::xml_node> cells_of(const pugi::xml_node& row) {
    std::vector<pugi::xml_node> cells;
    for (const auto& child : row.children()) {
      if (child.type() == pugi::node_element) cells.push_back(child);
    }
    return cells;
  }
  void add_field(std::string field) {
    if (field.empty() || !columns_.try_emplace(field, fields_.size()).second) return;
    fields_.push_back(std::move(field));
  }

  XmlInput xml_;
  std::vector<std::string> fields_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  pugi::xml_node row_;
  std::deque<Places> places_;
  std::uint64_t read_ = 1;  // rows, that of the names included
  bool headed_ = false;
};

survey::Codebook structure_of(std::string_view bytes) {
  if (!survey::codebooks::is_limesurvey(bytes)) return {};
  return survey::codebooks::limesurvey(bytes, {});
}

std::unique_ptr<Source> open_limesurvey_xml(Input input) {
  auto rows = std::make_unique<Responses>(*input.stream, input.name);
  std::vector<std::string> notes = {"read as one XML document"};
  // An archive calls them survey_381842.lss and survey_381842_responses.lsr.
  const std::string& path = input.inner.empty() ? input.name : input.inner;
  std::string name = path.substr(path.find_last_of('/') + 1);
  std::shared_ptr<const survey::Codebook> structure;
  constexpr std::string_view kEnd = "_responses.lsr";
  if (name.ends_with(kEnd) && option(input.options, "codebook").empty()) {
    name.replace(name.size() - kEnd.size(), kEnd.size(), ".lss");
    structure = Beside::get(input, name, structure_of);
  }
  std::optional<survey::Codebook> named;
  if (structure && !structure->entries.empty()) {
    named = *structure;
    named->file = name;
  } else if (option(input.options, "codebook").empty()) {
    notes.emplace_back(
        "its columns have numbers for names: --codebook with the survey's .lss says what they ask");
  }
  return open_cells(std::move(input), std::move(rows), std::move(notes), [&named](Input text) {
    return survey::open_limesurvey(std::move(text), named ? &*named : nullptr);
  });
}

constexpr std::array<Option, 3> kLimesurveyXmlOptions = {
    {{"zone", "", "IANA time zone of the server, in which its times are (UTC)"},
     {"missing", "", "codes that mean no answer, such as -99,-98"},
     {"codebook", "", "the survey's structure (.lss), which says what its columns ask"}}};

}  // namespace

constinit const Adapter kLimeSurveyXml = {
    "limesurvey_xml",
    "LimeSurvey responses as XML (.lsr), in an archive of the survey (.lsa) with their questions",
    SourceKind::survey,
    kLimesurveyXmlOptions,
    "extra/limesurvey.lsr",
    recognises_limesurvey_xml,
    open_limesurvey_xml};

}  // namespace voxmap
