// A plan written down as the mapping that would give it again.
#include <fmt/format.h>

#include <algorithm>

#include "base/toml_string.hpp"
#include "survey_proposal.hpp"

namespace voxmap {
namespace survey {
namespace {

class Writer {
 public:
  explicit Writer(const Table& table) : table_(table) {}

  ProposedColumn column(std::string role, std::size_t i) const {
    ProposedColumn out;
    out.role = std::move(role);
    out.column = reference(i);
    out.why = why(i);
    return out;
  }

 private:
  // By its header where that is one column's only, else by its position.
  std::string reference(std::size_t i) const {
    const std::string& header = table_.columns[i].header;
    const auto same = std::ranges::count_if(
        table_.columns, [&](const Column& c) { return c.header == header || c.name == header; });
    const bool position = !header.empty() && header[0] == '#' && header.size() > 1;
    return header.empty() || same != 1 || position ? fmt::format("#{}", i + 1) : header;
  }
  std::string why(std::size_t i) const {
    const std::string quoted = "'" + table_.columns[i].name + "'";
    for (const std::string& note : table_.notes) {
      const std::size_t at = note.find(quoted);
      if (at == std::string::npos || note.starts_with("times in") || note.starts_with("dates in")) {
        continue;
      }
      // The column's name stands on the line already.
      std::string_view rest = std::string_view(note).substr(at + quoted.size());
      rest.remove_prefix(std::min(rest.find_first_not_of(" ,:;"), rest.size()));
      if (!rest.empty()) return std::string(rest);
    }
    return {};
  }

  const Table& table_;
};

}  // namespace

Proposal propose(const Table& table, const Plan& plan) {
  Proposal out;
  const Writer writer(table);
  const auto role = [&](const char* name, const std::optional<std::size_t>& column) {
    if (column) out.columns.push_back(writer.column(name, *column));
  };
  // Several columns of a key are the format's own, which a mapping leaves to it.
  if (plan.key.size() == 1) role("key", plan.key[0]);
  role("time", plan.time);
  role("respondent", plan.respondent);
  role("persona", plan.persona);
  role("touchpoint", plan.touchpoint);
  role("language", plan.language);
  for (const VerbatimRole& verbatim : plan.verbatims) {
    ProposedColumn column = writer.column("verbatim", verbatim.column);
    column.question = verbatim.prompt;
    out.columns.push_back(std::move(column));
  }
  for (const RatingRole& rating : plan.ratings) {
    ProposedColumn column = writer.column("rating", rating.column);
    column.scale = rating.scale;
    column.definition = rating.definition;
    out.columns.push_back(std::move(column));
  }
  for (const std::size_t i : plan.identifying) out.columns.push_back(writer.column("personal", i));
  for (const AttributeRole& attribute : plan.attributes) {
    out.columns.push_back(writer.column("attribute", attribute.column));
  }
  out.zone = plan.zone;
  out.notes = table.notes;
  return out;
}

}  // namespace survey

namespace {

// One line whatever the note holds.
std::string comment(std::string_view why) {
  if (why.empty()) return "\n";
  std::string out = "   # ";
  for (const char c : why) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return out + '\n';
}

}  // namespace

std::optional<Proposal> proposal_of(const Source& source) {
  const Source* inner = &source;
  while (const auto* const wrapping = dynamic_cast<const survey::Wrapping*>(inner)) {
    inner = wrapping->wrapped();
  }
  const auto* const proposing = dynamic_cast<const survey::Proposing*>(inner);
  if (proposing == nullptr) return std::nullopt;
  return proposing->proposal();
}

std::string to_toml(const Proposal& proposal, std::string_view about) {
  std::string out = "#" + comment(about).substr(4);
  out += "# Read it, change it, and pass it with --mapping. docs/mapping.md explains every line.\n";
  std::string table, record, sections, personal, kept;
  for (const std::string& note : proposal.notes) {
    if (note.starts_with("delimiter") || note.starts_with("encoding")) {
      table += "#" + comment(note).substr(4);
    }
  }
  for (const ProposedColumn& column : proposal.columns) {
    if (column.role == "verbatim") {
      sections += "\n[[verbatim]]\ncolumn = " + toml_string(column.column) + comment(column.why);
      sections += "question = " + toml_string(column.question) + "\n";
    } else if (column.role == "rating") {
      sections += "\n[[rating]]\ncolumn = " + toml_string(column.column) + comment(column.why);
      sections += "scale = " + toml_string(column.scale) + "\n";
      sections += "definition = " + toml_string(column.definition) + "\n";
    } else if (column.role == "personal") {
      personal += "  " + toml_string(column.column) + "," + comment(column.why);
    } else if (column.role == "attribute") {
      kept += "#   " + toml_string(column.column) + "\n";
    } else {
      record += column.role + " = " + toml_string(column.column) + comment(column.why);
    }
  }
  if (!proposal.zone.empty()) record += "zone = " + toml_string(proposal.zone) + "\n";
  if (record.find("key = ") == std::string::npos) {
    record += "# key: none; the format's own columns, or a digest of each row, identify it\n";
  }
  out += table + "\n[record]\n" + record + sections + "\n[attributes]\n";
  if (!personal.empty())
    out += "personal = [   # left out, and taken out of the words\n" + personal + "]\n";
  if (!kept.empty()) out += "# kept, since nothing here drops them:\n" + kept;
  return out;
}

}  // namespace voxmap
