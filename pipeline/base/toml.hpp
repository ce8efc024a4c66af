// Reading TOML that a person wrote: every wrong key, type and value is a Problem with its place.
// Include in few files: toml++ is heavy.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.hpp"
#include "base/toml_library.hpp"

namespace voxmap {

// Parses; a syntax error becomes a Problem and an empty table is returned.
[[nodiscard]] toml::table parse_toml(std::string_view text, Problems& problems);

// One table being read. Getters note the keys they were asked for; `done` reports the others as
// unknown, with the nearest known one. A value of the wrong type is a Problem and reads as absent.
class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string path, Problems& problems)
      : table_(table), path_(std::move(path)), problems_(problems) {}

  std::string string(std::string_view key, std::string_view fallback = {});
  std::string required_string(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::vector<std::string> strings(std::string_view key);  // a string counts as a list of one
  const toml::table* table(std::string_view key);
  std::vector<const toml::table*> tables(std::string_view key);  // array of tables
  const toml::node* node(std::string_view key);

  // Where a key's value (or, without it, the table) stands: line, column.
  [[nodiscard]] Location where(std::string_view key, const std::string& file) const;
  void error(std::string_view key, std::string message, std::string hint = {});
  void warning(std::string_view key, std::string message, std::string hint = {});
  void done();

 private:
  const toml::node* find(std::string_view key);
  void wrong_type(std::string_view key, std::string_view wanted, const toml::node& got);
  const toml::table& table_;
  std::string path_;  // "stage[2].touchpoint[0]", for messages
  Problems& problems_;
  std::vector<std::string> asked_;
};

}  // namespace voxmap
