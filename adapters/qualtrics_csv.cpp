// Qualtrics' CSV and TSV exports in all their dialects: three header rows with ImportIds in JSON or
// in Python's quotes, the legacy V1, V2, ... with two, and what is left when someone deleted one.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"
#include "codebook.hpp"
#include "delimited.hpp"
#include "guess.hpp"
#include "options.hpp"
#include "survey.hpp"

namespace voxmap {
namespace {

using survey::Plan;
using survey::Table;

bool is_import_id(std::string_view cell) {
  return cell.starts_with("{\"ImportId\"") || cell.starts_with("{'ImportId'");
}

// The string after a key of the ImportId cell, in either kind of quotes.
std::string import_value(std::string_view cell, std::string_view key) {
  const std::size_t at = cell.find(key);
  if (at == std::string_view::npos) return {};
  std::size_t begin = cell.find(':', at + key.size());
  begin = begin == std::string_view::npos ? begin : cell.find_first_of("\"'", begin);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = cell.find(cell[begin], begin + 1);
  return end == std::string_view::npos ? std::string()
                                       : std::string(cell.substr(begin + 1, end - begin - 1));
}

// "panel-RecipientEmail" -> "recipientemail", "_recordId" -> "recordid", "Duration (in seconds)" ->
// "durationinseconds".
std::string canonical(std::string_view name) {
  for (const std::string_view prefix : {"panel-", "Location-"}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  std::string words = survey::header_words(name);
  std::erase(words, ' ');
  return words;
}

bool is_v(std::string_view cell, char digit) {
  return cell.size() == 2 && cell[0] == 'V' && cell[1] == digit;
}

// How many header rows a Qualtrics export has; nullopt when it is none.
std::optional<std::size_t> qualtrics_header(const std::vector<CsvRow>& rows) {
  if (rows.empty() || rows[0].cells.size() < 3) return std::nullopt;
  if (rows.size() > 2) {
    const auto& third = rows[2].cells;
    const auto ids = std::count_if(third.begin(), third.end(),
                                   [](const std::string& cell) { return is_import_id(cell); });
    if (ids > 0 && static_cast<std::size_t>(ids) * 2 >= third.size()) return 3;
  }
  const auto& first = rows[0].cells;
  if (rows.size() > 1 && is_v(first[0], '1') && is_v(first[1], '2') && is_v(first[2], '3') &&
      canonical(rows[1].cells[0]) == "responseid") {
    return 2;
  }
  constexpr std::array<std::string_view, 9> kOwn = {
      "startdate",   "enddate",  "status",       "ipaddress",
      "progress",    "finished", "recordeddate", "distributionchannel",
      "userlanguage"};
  std::size_t own = 0;
  std::optional<std::size_t> id;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const std::string name = canonical(first[i]);
    if (name == "responseid") id = i;
    own += std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end() ? 1U : 0U;
  }
  if (!id || own < 4) return std::nullopt;
  const bool data_below =
      rows.size() < 2 || *id >= rows[1].cells.size() || rows[1].cells[*id].starts_with("R_");
  return data_below ? 1 : 2;
}

bool recognises_qualtrics_csv(std::string_view head) {
  if (head.empty() || survey::other_kind(head)) return false;
  const bool whole = head.size() < kHeadBytes;
  const std::string text = decode_head(head, decide_encoding(head, whole));
  const bool mentioned = text.find("ImportId") != std::string::npos ||
                         text.find("ResponseID") != std::string::npos ||
                         text.find("ResponseId") != std::string::npos;
  if (!mentioned) return false;
  const CsvLayout layout = detect_layout(text, whole);
  return qualtrics_header(sample_rows(text, whole, layout.dialect, 3)).has_value();
}

class Planner {
 public:
  explicit Planner(Table& table) : table_(table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::string import = table.header_rows.size() > 2 ? cell(2, i) : std::string();
      survey::Column& column = table.columns[i];
      // V1, V2, ... are named in the second row.
      const bool v = column.header.size() > 1 && column.header[0] == 'V' &&
                     column.header.find_first_not_of("0123456789", 1) == std::string::npos;
      if (v && table.questions && !column.prompt.empty()) column.name = column.prompt;
      ids_.push_back(is_import_id(import) ? import_value(import, "ImportId") : column.name);
      names_.push_back(canonical(ids_.back()));
      zones_.push_back(import_value(import, "timeZone"));
    }
    taken_.resize(table.columns.size());
  }

  Plan guess() {
    Plan plan;
    set_own(plan);
    drop_personal(plan);
    ratings(plan);
    verbatims(plan);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (taken_[i]) continue;
      if (const bool unnamed = table_.columns[i].header.empty(); unnamed) continue;
      plan.attributes.push_back(survey::attribute_role(table_, i, Attribute::Care::redact));
    }
    return plan;
  }

  // What the format itself says, where the plan says nothing yet.
  void set_own(Plan& plan) {
    if (plan.key.empty()) {
      for (const std::string_view key : {"recordid", "responseid"}) {
        const auto column = find(key);
        if (!column || !plan.key.empty()) continue;
        plan.key = {*column};
        taken_[*column] = true;
        note(fmt::format("key: column '{}' (Qualtrics)", name(*column)));
      }
    }
    for (const std::string_view time : {"recordeddate", "enddate", "startdate"}) {
      const auto column = find(time);
      if (plan.time || !column || taken_[*column]) continue;
      plan.time = column;
      taken_[*column] = true;
      note(fmt::format("time: column '{}' (Qualtrics)", name(*column)));
    }
    if (!plan.respondent) {
      for (const std::string_view respondent : {"externaldatareference", "externalreference"}) {
        const auto column = find(respondent);
        if (column) plan.respondent = column;
        if (column) taken_[*column] = true;
      }
    }
    if (const auto language = find("userlanguage"); language && !plan.language) {
      plan.language = language;
      taken_[*language] = true;
    }
    plan.status = find("status");
    plan.skip = survey::qualtrics_skip_reason;
    zone(plan);
  }

 private:
  std::string cell(std::size_t row, std::size_t column) const {
    const auto& cells = table_.header_rows[row];
    return column < cells.size() ? cells[column] : std::string();
  }
  const std::string& name(std::size_t i) const { return table_.columns[i].name; }
  void note(std::string text) { table_.notes.push_back(std::move(text)); }
  std::optional<std::size_t> find(std::string_view wanted) const {
    const auto found = std::find(names_.begin(), names_.end(), wanted);
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
  }

  // The file's own word on its zone wins.
  void zone(Plan& plan) {
    if (!plan.time) return;
    const std::string& zone = zones_[*plan.time];
    if (!zone.empty() && (zone == "Z" || known_zone(zone))) {
      const std::string own = zone == "Z" ? "UTC" : zone;
      if (!plan.zone.empty() && plan.zone != own) {
        note(fmt::format("zone {} of the file used, not {} as told", own, plan.zone));
      } else {
        note(fmt::format("zone {}: the file says so", own));
      }
      plan.zone = own;
    }
    for (const CsvRow& row : table_.rows) {
      if (row.cells[*plan.time].find('/') == std::string::npos) continue;
      note(
          fmt::format("re-saved by a spreadsheet: times such as \"{}\" have lost their seconds and "
                      "perhaps their order of day and month",
                      printable(row.cells[*plan.time], 40)));
      return;
    }
  }

  void drop_personal(Plan& plan) {
    constexpr std::array<std::string_view, 11> kPersonal = {
        "ipaddress",          "recipientlastname",
        "recipientfirstname", "recipientemail",
        "emailaddress",       "name",
        "locationlatitude",   "locationlongitude",
        "locationaccuracy",   "phone",
        "recipientphone"};
    std::string dropped;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (taken_[i]) continue;
      const bool own = std::find(kPersonal.begin(), kPersonal.end(), names_[i]) != kPersonal.end();
      if (!own && (is_text(i) || !survey::personal(table_, i))) continue;
      taken_[i] = true;
      plan.identifying.push_back(i);
      dropped += (dropped.empty() ? "'" : ", '") + name(i) + "'";
    }
    if (!dropped.empty()) note("personal data dropped: " + dropped);
  }

  // Typed by the respondent: QID2_TEXT, QID2-TEXT, Q2_4_TEXT. Topics and sentiment that Qualtrics
  // derives from it have the text's id with more behind it.
  bool is_text(std::size_t i) const {
    return ids_[i].ends_with("_TEXT") || ids_[i].ends_with("-TEXT") ||
           table_.columns[i].header.ends_with("_TEXT");
  }
  bool is_derived(std::size_t i) const {
    const std::string& header = table_.columns[i].header;
    return ids_[i].find("_TEXT_") != std::string::npos || header.ends_with("Topics") ||
           header.ends_with("Topic") || header.find(" - Sentiment") != std::string::npos ||
           header.ends_with("_NPS_GROUP");
  }

  void ratings(Plan& plan) {
    constexpr std::string_view kGroup = "_NPS_GROUP";
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const std::string& group = table_.columns[i].header;
      if (!group.ends_with(kGroup)) continue;
      const std::string question = group.substr(0, group.size() - kGroup.size());
      for (std::size_t j = 0; j < names_.size(); ++j) {
        const std::string& header = table_.columns[j].header;
        if (!taken_[j] && (header == question || header == question + "_1")) {
          add_rating(plan, j, "nps", "it has an NPS group");
          break;
        }
      }
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (taken_[i] || is_text(i) || is_derived(i)) continue;
      const survey::Column& column = table_.columns[i];
      if (!column.scale.empty()) {
        add_rating(plan, i, column.scale, column.why);
        continue;
      }
      const survey::Profile p = survey::profile(table_, i);
      if (p.answers() == 0 || p.rated < p.answers()) continue;
      const std::string_view scale =
          survey::guess_scale(survey::header_words(table_.columns[i].prompt), p);
      if (!scale.empty()) add_rating(plan, i, scale, "its question and values say so");
    }
  }
  void add_rating(Plan& plan, std::size_t column, std::string_view scale, std::string_view why) {
    survey::RatingRole role;
    role.column = column;
    set_scale(role, scale, {});
    plan.ratings.push_back(std::move(role));
    taken_[column] = true;
    note(fmt::format("column '{}' read as rating {}: {}", name(column), scale, why));
  }

  void verbatims(Plan& plan) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (taken_[i] || is_derived(i)) continue;
      const survey::Profile p = survey::profile(table_, i);
      const survey::Column& column = table_.columns[i];
      std::string_view why;
      if (column.nature == survey::Column::Nature::open) {
        why = column.why;
      } else if (is_text(i)) {
        if (p.answers() > 2 && p.numbers == p.answers()) continue;  // a number was asked for
        why = "respondents type it";
      } else if (table_.header_rows.size() < 3) {
        // Without ImportIds only the values tell.
        why = survey::guess_verbatim(survey::header_words(table_.columns[i].prompt), p);
      }
      if (why.empty()) continue;
      plan.verbatims.push_back({i, table_.columns[i].prompt, {}});
      taken_[i] = true;
      note(fmt::format("column '{}' read as verbatim: {}", name(i), why));
    }
  }

  Table& table_;
  std::vector<std::string> ids_;    // ImportId, or what stands for it
  std::vector<std::string> names_;  // the same, canonical
  std::vector<std::string> zones_;
  std::vector<bool> taken_;
};

std::unique_ptr<Source> open_qualtrics_csv(Input input) {
  const std::string zone = option(input.options, "zone");
  const std::string order = option(input.options, "date_order");
  const Mapping* mapping = input.mapping;
  Table table = survey::open_table(input, qualtrics_header);
  if (const std::string codebook = option(input.options, "codebook"); !codebook.empty()) {
    survey::apply(survey::read_codebook(codebook), table);
  }
  Planner planner(table);
  Plan plan;
  if (mapping != nullptr) {
    plan = survey::plan_from_mapping(*mapping, table);
    if (!zone.empty()) plan.zone = zone;
    planner.set_own(plan);
  } else {
    plan = planner.guess();
    if (!zone.empty() && plan.zone.empty()) plan.zone = zone;
  }
  plan.missing = list_option(input.options, "missing");
  survey::settle_times(plan, table, order);
  return survey::make_source(std::move(table), std::move(plan));
}

}  // namespace

// Numbers or labels, whichever the export was asked for.
std::string_view survey::qualtrics_skip_reason(std::string_view status) {
  struct Row {
    std::string_view status, reason;
  };
  constexpr std::array<Row, 12> kReasons = {{{"1", "survey_preview"},
                                             {"Survey Preview", "survey_preview"},
                                             {"2", "survey_test"},
                                             {"Survey Test", "survey_test"},
                                             {"8", "spam"},
                                             {"Spam", "spam"},
                                             {"9", "survey_preview"},
                                             {"Survey Preview Spam", "survey_preview"},
                                             {"Possible Spam", "spam"},
                                             {"17", "survey_preview"},
                                             {"Offline Survey Preview", "survey_preview"},
                                             {"Preview", "survey_preview"}}};
  for (const Row& row : kReasons) {
    if (row.status == status) return row.reason;
  }
  return {};
}

constinit const Adapter kQualtricsCsv = {
    "qualtrics_csv",
    "Qualtrics exports (CSV, TSV): all header dialects, previews and test answers left out",
    SourceKind::survey,
    survey::kDelimitedOptions,
    "surveys/onboarding-qualtrics.csv",
    recognises_qualtrics_csv,
    open_qualtrics_csv};

}  // namespace voxmap
