// TOML tables with every fault reported at its place.
#include "base/toml.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/magic.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

}  // namespace

toml::table parse_toml(std::string_view text, Problems& problems) {
  if (const auto other = known_by_magic(text); !other.empty()) {
    problems.error(0, 0, fmt::format("not a TOML file but {}", other));
    return {};
  }
  const std::size_t bad = std::min(first_invalid_utf8(text).value_or(text.size()), text.find('\0'));
  if (bad < text.size()) {
    const std::string_view before = text.substr(0, bad);
    const std::size_t line = before.rfind('\n') + 1;  // npos + 1 is 0
    problems.error(1 + static_cast<std::uint64_t>(std::ranges::count(before, '\n')),
                   1 + display_width(before.substr(line)),
                   fmt::format("not text in UTF-8: byte 0x{:02X}",
                               static_cast<unsigned>(static_cast<unsigned char>(text[bad]))),
                   "save the file as UTF-8");
    return {};
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    problems.error(at.line, at.column, std::string(error.description()),
                   "the file must be TOML 1.0: https://toml.io");
    return {};
  }
}

const toml::node* TomlTable::find(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  return table_.get(key);
}

void TomlTable::wrong_type(std::string_view key, std::string_view wanted, const toml::node& got) {
  const auto& at = got.source().begin;
  problems_.error(at.line, at.column,
                  fmt::format("{}{}{} is {}, not {}", path_, path_.empty() ? "" : ".", key,
                              type_name(got), wanted));
}

std::string TomlTable::string(std::string_view key, std::string_view fallback) {
  const auto* node = find(key);
  if (node == nullptr) return std::string(fallback);
  if (const auto* value = node->as_string()) return value->get();
  wrong_type(key, "a string", *node);
  return std::string(fallback);
}

std::string TomlTable::required_string(std::string_view key) {
  const bool there = find(key) != nullptr;
  auto value = string(key);
  if (!there || (value.empty() && find(key)->is_string())) {
    error(there ? key : std::string_view{},
          fmt::format("{}{} is missing", path_.empty() ? "" : path_ + ".", key));
  }
  return value;
}

std::optional<std::int64_t> TomlTable::integer(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_integer()) return value->get();
  wrong_type(key, "a whole number", *node);
  return std::nullopt;
}

std::optional<double> TomlTable::number(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_integer()) return static_cast<double>(value->get());
  if (const auto* value = node->as_floating_point()) return value->get();
  wrong_type(key, "a number", *node);
  return std::nullopt;
}

std::optional<bool> TomlTable::boolean(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong_type(key, "true or false", *node);
  return std::nullopt;
}

std::vector<std::string> TomlTable::strings(std::string_view key) {
  std::vector<std::string> out;
  const auto* node = find(key);
  if (node == nullptr) return out;
  if (const auto* value = node->as_string()) {
    out.push_back(value->get());
  } else if (const auto* list = node->as_array()) {
    for (const auto& item : *list) {
      if (const auto* text = item.as_string()) {
        out.push_back(text->get());
      } else {
        wrong_type(key, "a list of strings", item);
      }
    }
  } else {
    wrong_type(key, "a list of strings", *node);
  }
  return out;
}

const toml::table* TomlTable::table(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return nullptr;
  if (const auto* value = node->as_table()) return value;
  wrong_type(key, "a table", *node);
  return nullptr;
}

std::vector<const toml::table*> TomlTable::tables(std::string_view key) {
  std::vector<const toml::table*> out;
  const auto* node = find(key);
  if (node == nullptr) return out;
  const auto* list = node->as_array();
  if (list == nullptr) {
    wrong_type(key, fmt::format("a list of tables: write [[{}]]", key), *node);
    return out;
  }
  for (const auto& item : *list) {
    if (const auto* value = item.as_table()) {
      out.push_back(value);
    } else {
      wrong_type(key, "a list of tables", item);
    }
  }
  return out;
}

const toml::node* TomlTable::node(std::string_view key) { return find(key); }

Location TomlTable::where(std::string_view key, const std::string& file) const {
  const auto* node = key.empty() ? nullptr : table_.get(key);
  const auto& at = node != nullptr ? node->source().begin : table_.source().begin;
  return {file, at.line, at.column};
}

void TomlTable::error(std::string_view key, std::string message, std::string hint) {
  const auto at = where(key, {});
  problems_.error(at.line, at.column, std::move(message), std::move(hint));
}

void TomlTable::warning(std::string_view key, std::string message, std::string hint) {
  const auto at = where(key, {});
  problems_.warning(at.line, at.column, std::move(message), std::move(hint));
}

void TomlTable::done() {
  for (const auto& [key, value] : table_) {
    if (std::find(asked_.begin(), asked_.end(), key.str()) != asked_.end()) continue;
    auto hint = did_you_mean(key.str(), asked_);
    if (hint.empty()) hint = fmt::format("known here: {}", fmt::join(asked_, ", "));
    const auto& at = key.source().begin;
    problems_.error(
        at.line, at.column,
        fmt::format("unknown key \"{}\"{}{}", key.str(), path_.empty() ? "" : " in ", path_),
        std::move(hint), static_cast<std::uint32_t>(key.str().size()));
  }
}

}  // namespace voxmap
