// The JSON in the columns of a run.
#include "store/run_text.hpp"

#include <nlohmann/json.hpp>

namespace voxmap {

namespace {

// Reasons and notes may quote data: bad UTF-8 is replaced rather than thrown over.
std::string dump(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string counts_json(const ReasonCounts& counts) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [reason, count] : counts) json[reason] = count;
  return dump(json);
}

ReasonCounts parse_counts(std::string_view text) {
  ReasonCounts counts;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return counts;
  for (const auto& [reason, count] : json.items()) {
    if (count.is_number_unsigned()) counts[reason] = count.get<std::uint64_t>();
  }
  return counts;
}

std::string strings_json(std::span<const std::string> strings) {
  nlohmann::json json = nlohmann::json::array();
  for (const std::string& text : strings) json.push_back(text);
  return dump(json);
}

std::vector<std::string> parse_strings(std::string_view text) {
  std::vector<std::string> strings;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_array()) return strings;
  for (const auto& item : json) {
    if (item.is_string()) strings.push_back(item.get<std::string>());
  }
  return strings;
}

}  // namespace voxmap
