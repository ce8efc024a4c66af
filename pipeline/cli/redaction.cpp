// Redaction as the user asks for it.
#include "cli/redaction.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/utf8.hpp"

namespace voxmap::cli {
namespace {

std::vector<std::string> split_commas(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (const auto part = trim(list.substr(0, comma)); !part.empty()) parts.emplace_back(part);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return parts;
}

// One name a line. Blank lines are passed over.
std::vector<std::string> read_names(const std::string& path) {
  const std::string text = read_file(path);
  Problems problems(path, text);
  std::vector<std::string> names;
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line(text.data() + at, end - at);
    at = end + 1;
    if (++number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    const std::string_view name = trim(line);
    if (name.empty()) continue;
    if (!valid_utf8(name)) {
      problems.error(number, 1, "the line is not UTF-8");
    } else if (name.size() < 2) {
      problems.error(number, 1, fmt::format("\"{}\" is too short for a name", name),
                     "every single letter of the texts would be redacted");
    } else {
      names.emplace_back(name);
    }
  }
  problems.throw_if_failed();
  return names;
}

}  // namespace

std::vector<PersonalData> parse_kinds(const std::vector<std::string>& names,
                                      std::vector<std::string>& unknown) {
  std::vector<PersonalData> kinds;
  const auto add = [&](PersonalData kind) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  };
  for (const std::string& name : names) {
    if (name == "default") {
      for (const PersonalData kind : default_personal_data()) add(kind);
    } else if (const auto kind = personal_data(name); kind && *kind != PersonalData::national_id) {
      add(*kind);
    } else {
      unknown.push_back(name);
    }
  }
  return kinds;
}

std::string known_kinds() {
  std::string list = "default";
  for (std::size_t i = 0; i < kPersonalDataCount; ++i) {
    const auto kind = static_cast<PersonalData>(i);
    if (kind != PersonalData::national_id) list += fmt::format(", {}", to_string(kind));
  }
  return list;
}

RedactionSettings redaction_settings(const Arguments& args) {
  RedactionSettings settings;
  settings.on = !args.has("no-redact");
  settings.names_file = args.get("redact-names");
  if (args.has("redact-kinds")) {
    std::vector<std::string> unknown;
    settings.kinds = parse_kinds(split_commas(args.get("redact-kinds")), unknown);
    if (!unknown.empty()) {
      throw Error(Exit::usage, fmt::format("--redact-kinds: no kind \"{}\"", unknown.front()),
                  "there are: " + known_kinds());
    }
  }
  settings.national_ids = split_commas(args.get("national-ids"));
  const auto known = national_id_names();
  for (const std::string& id : settings.national_ids) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      throw Error(Exit::usage, fmt::format("--national-ids: no national id \"{}\"", id),
                  fmt::format("there are: {}", fmt::join(known, ", ")));
    }
  }
  return settings;
}

std::unique_ptr<Redactor> make_redactor(const RedactionSettings& settings) {
  if (!settings.on) return nullptr;
  RedactorOptions options{settings.kinds, settings.national_ids, {}};
  if (!settings.names_file.empty()) options.names = read_names(settings.names_file);
  return voxmap::make_redactor(options);
}

std::string describe(const RedactionSettings& settings) {
  if (!settings.on) return {};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < kPersonalDataCount; ++i) {
    const auto kind = static_cast<PersonalData>(i);
    if (std::find(settings.kinds.begin(), settings.kinds.end(), kind) != settings.kinds.end()) {
      parts.emplace_back(to_string(kind));
    }
  }
  parts.insert(parts.end(), settings.national_ids.begin(), settings.national_ids.end());
  if (!settings.names_file.empty()) parts.emplace_back("listed names");
  return fmt::format("{}", fmt::join(parts, ", "));
}

void write_redactions(JsonLine& json, const std::vector<Redaction>& redactions) {
  json.key("redactions").open('[');
  for (const Redaction& redaction : redactions) {
    json.open('{').field("kind", to_string(redaction.kind));
    json.key("original").open('[').number(redaction.original.begin);
    json.number(redaction.original.end).close(']');
    json.key("span").open('[').number(redaction.stored.begin);
    json.number(redaction.stored.end).close(']').close('}');
  }
  json.close(']');
}

}  // namespace voxmap::cli
