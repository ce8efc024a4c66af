// Reading a mapping file (include/voxmap/mapping.hpp, docs/mapping.md).
#include "voxmap/mapping.hpp"

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/time.hpp"
#include "base/toml.hpp"
#include "survey_plan.hpp"

namespace voxmap {
namespace {

class MappingReader {
 public:
  MappingReader(std::string_view toml, std::string file)
      : problems_(file, toml), root_(parse_toml(toml, problems_)) {
    mapping_.file = std::move(file);
  }

  Mapping read() {
    TomlTable top(root_, "", problems_);
    if (const auto* table = top.table("table")) read_table(*table);
    if (const auto* record = top.table("record")) read_record(*record);
    for (const auto* verbatim : top.tables("verbatim")) read_verbatim(*verbatim);
    for (const auto* rating : top.tables("rating")) read_rating(*rating);
    if (const auto* attributes = top.table("attributes")) read_attributes(*attributes);
    top.done();
    problems_.throw_if_failed(Exit::config);
    return std::move(mapping_);
  }

 private:
  void read_table(const toml::table& toml) {
    TomlTable table(toml, "table", problems_);
    mapping_.delimiter = table.string("delimiter");
    mapping_.quote = table.string("quote");
    mapping_.escape = table.string("escape");
    mapping_.encoding = table.string("encoding");
    if (const auto rows = table.integer("header_rows")) {
      constexpr std::int64_t kMost = 9;
      if (*rows < 0 || *rows > kMost) {
        table.error("header_rows", fmt::format("header_rows must be 0 to {}", kMost));
      } else {
        mapping_.header_rows = static_cast<int>(*rows);
      }
    }
    table.done();
  }

  void read_record(const toml::table& toml) {
    TomlTable record(toml, "record", problems_);
    const auto column = [&](std::string_view key, ColumnName& into) {
      into.name = record.string(key);
      into.where = record.where(key, mapping_.file);
      if (into.name.empty() && toml.contains(key)) {
        record.error(key, fmt::format("{} names no column", key));
      }
    };
    column("key", mapping_.key);
    column("time", mapping_.time);
    column("respondent", mapping_.respondent);
    column("persona", mapping_.persona);
    column("touchpoint", mapping_.touchpoint);
    column("language", mapping_.language);
    mapping_.zone = record.string("zone");
    if (!mapping_.zone.empty() && !known_zone(mapping_.zone)) {
      record.error("zone", fmt::format("zone \"{}\" is not a time zone", mapping_.zone),
                   "use an IANA name such as Europe/Amsterdam or UTC");
    }
    record.done();
  }

  void read_verbatim(const toml::table& toml) {
    TomlTable table(toml, "verbatim", problems_);
    VerbatimColumn& verbatim = mapping_.verbatims.emplace_back();
    verbatim.column = {table.required_string("column"), table.where("column", mapping_.file)};
    verbatim.question = table.string("question");
    verbatim.touchpoint = table.string("touchpoint");
    table.done();
  }

  void read_rating(const toml::table& toml) {
    TomlTable table(toml, "rating", problems_);
    RatingColumn& rating = mapping_.ratings.emplace_back();
    rating.column = {table.required_string("column"), table.where("column", mapping_.file)};
    rating.scale = table.required_string("scale");
    rating.definition = table.string("definition");
    survey::RatingRole role;
    if (!rating.scale.empty() && !survey::set_scale(role, rating.scale, rating.definition)) {
      static const std::vector<std::string> kScales = {"nps", "csat", "ces", "stars", "agreement"};
      const std::string near = did_you_mean(rating.scale, kScales);
      table.error("scale", fmt::format("scale \"{}\" is not known", rating.scale),
                  near.empty() ? "known are nps, csat, ces, stars, agreement" : near);
    }
    table.done();
  }

  void read_attributes(const toml::table& toml) {
    TomlTable table(toml, "attributes", problems_);
    read_columns(table, toml, "keep", mapping_.keep);
    read_columns(table, toml, "drop", mapping_.drop);
    read_columns(table, toml, "hash", mapping_.hash);
    read_columns(table, toml, "personal", mapping_.personal);
    if (const toml::table* rename = table.table("rename")) {
      TomlTable names(*rename, "attributes.rename", problems_);
      for (const auto& [key, node] : *rename) {
        mapping_.rename.emplace(std::string(key.str()), names.string(key.str()));
      }
      names.done();
    }
    table.done();
  }

  // A list of columns, each with its own place.
  void read_columns(TomlTable& table, const toml::table& toml, std::string_view key,
                    std::vector<ColumnName>& into) {
    const std::vector<std::string> names = table.strings(key);
    const toml::array* array = toml.get_as<toml::array>(key);
    for (std::size_t i = 0; i < names.size(); ++i) {
      Location where = table.where(key, mapping_.file);
      if (array != nullptr && array->size() == names.size()) {
        const auto begin = (*array)[i].source().begin;
        where.line = begin.line;
        where.column = begin.column;
      }
      into.push_back({names[i], where});
    }
  }

  Problems problems_;
  toml::table root_;
  Mapping mapping_;
};

}  // namespace

Mapping parse_mapping(std::string_view toml, const std::string& file) {
  return MappingReader(toml, file).read();
}

Mapping read_mapping(const std::string& path) { return parse_mapping(read_file(path), path); }

}  // namespace voxmap
