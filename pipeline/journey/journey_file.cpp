// Reads the journey file (TOML; docs/journey.md) and reports everything wrong with it at once.
#include "journey/journey_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/toml.hpp"
#include "base/utf8.hpp"
#include "journey/hypothesis_file.hpp"
#include "journey/look.hpp"

namespace voxmap {
namespace {

using Ids = std::set<std::string, std::less<>>;

// "checkout.bank_check" -> "Bank check".
std::string title_from(std::string_view id) {
  const auto dot = id.rfind('.');
  std::string title{dot == std::string_view::npos ? id : id.substr(dot + 1)};
  for (char& c : title) {
    if (c == '_' || c == '-') c = ' ';
  }
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return title;
}

bool is_id(std::string_view id) {
  return !id.empty() && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

std::string read_id(TomlTable& table, std::string_view kind, Ids& taken) {
  std::string id = table.required_string("id");
  if (id.empty()) return id;
  if (!is_id(id)) {
    table.error("id", "\"" + id + "\" is not an id",
                "use letters, digits, \"_\", \"-\" and \".\" only; the title may hold anything");
  }
  if (!taken.insert(id).second) {
    table.error("id", std::string(kind) + " \"" + id + "\" is defined twice",
                "give each " + std::string(kind) + " its own id");
  }
  return id;
}

std::vector<std::string> read_list(TomlTable& table, std::string_view key) {
  const toml::node* node = table.node(key);
  std::vector<std::string> list = table.strings(key);
  if (node != nullptr && node->is_array() && node->as_array()->empty()) {
    table.error(key, std::string(key) + " is an empty list", "fill it or leave the line out");
  }
  if (std::ranges::any_of(list, [](const std::string& s) { return trim(s).empty(); })) {
    table.error(key, std::string(key) + " holds an empty text", "remove the \"\"");
  }
  return list;
}

// Tables of an array written as [[key]]; a list of tables that is there but empty is a fault.
std::vector<const toml::table*> read_tables(TomlTable& table, std::string_view key) {
  const toml::node* node = table.node(key);
  if (node != nullptr && node->is_array() && node->as_array()->empty()) {
    table.error(key, std::string(key) + " is an empty list", "fill it or leave the line out");
    return {};
  }
  return table.tables(key);
}

class FileReader {
 public:
  FileReader(std::string_view text, const std::string& file) : problems_(file, text), file_(file) {}

  Journey read(std::string_view text) {
    const toml::table root = parse_toml(text, problems_);
    journey_.file = file_;
    journey_.digest = sha256_hex(text);
    if (problems_.failed()) return fail_or_journey();
    TomlTable table(root, "", problems_);
    read_head(table);
    read_map(table);
    read_stages(table);
    read_groups(table, "persona", journey_.personas);
    read_groups(table, "segment", journey_.segments);
    read_hypotheses(table, journey_, problems_);
    table.done();
    return fail_or_journey();
  }
  std::vector<Problem> take_warnings() { return problems_.take(); }

 private:
  Journey fail_or_journey() {
    problems_.throw_if_failed(Exit::config);
    return std::move(journey_);
  }

  void read_head(TomlTable& root) {
    const toml::table* head = root.table("journey");
    if (head == nullptr) {
      if (root.node("journey") == nullptr) {
        problems_.error(1, 0, "no [journey] table",
                        "start the file with [journey] and an id, such as id = \"retail\"");
      }
      return;
    }
    TomlTable table(*head, "journey", problems_);
    Ids alone;
    journey_.id = read_id(table, "journey", alone);
    journey_.title = table.string("title", title_from(journey_.id));
    journey_.version = version_of(table);
    table.done();
  }

  // [map]: what is drawn of it, and how.
  void read_map(TomlTable& root) {
    const toml::table* map = root.table("map");
    if (map == nullptr) return;
    TomlTable table(*map, "map", problems_);
    journey_.lanes = read_list(table, "lanes");
    std::string fault;
    (void)named_lanes(journey_.lanes, fault);
    if (!fault.empty()) table.error("lanes", fault, "docs/map.md lists the lanes");
    journey_.curve = table.string("curve");
    CurveStyle style{};
    if (!journey_.curve.empty() && !parse_curve(journey_.curve, style)) {
      table.error("curve", "\"" + journey_.curve + "\" is no curve", "smooth, line or step");
    }
    table.done();
  }

  // version = "3" and version = 3 are both what people write.
  static std::string version_of(TomlTable& table) {
    const toml::node* node = table.node("version");
    if (node != nullptr && node->is_integer()) {
      return std::to_string(table.integer("version").value_or(0));
    }
    return table.string("version");
  }

  void read_stages(TomlTable& root) {
    const auto stages = read_tables(root, "stage");
    if (stages.empty() && root.node("stage") == nullptr) {
      problems_.error(1, 0, "the journey has no stages",
                      "add [[stage]] tables in the order the customer meets them");
    }
    for (const toml::table* node : stages) {
      read_stage(*node, "stage[" + std::to_string(journey_.stages.size() + 1) + "]");
    }
  }

  void read_stage(const toml::table& node, const std::string& path) {
    TomlTable table(node, path, problems_);
    Stage stage;
    stage.id = read_id(table, "stage", stage_ids_);
    stage.title = table.string("title", title_from(stage.id));
    stage.goal = table.string("goal");
    stage.business_goal = table.string("business_goal");
    stage.owner = table.string("owner");
    if (const auto assumed = table.number("assumed")) {
      if (*assumed < -1 || *assumed > 1) {
        table.error("assumed", "assumed is a feeling from -1 to 1", "such as assumed = 0.3");
      }
      stage.assumed_milli = std::llround(std::clamp(*assumed, -1.0, 1.0) * 1000);
    }
    for (const toml::table* kpi : read_tables(table, "kpis")) {
      read_kpi(*kpi, path + ".kpis[" + std::to_string(stage.kpis.size() + 1) + "]", stage);
    }
    const auto touchpoints = read_tables(table, "touchpoint");
    if (touchpoints.empty() && table.node("touchpoint") == nullptr) {
      table.warning("id", "stage \"" + stage.id + "\" has no touchpoints",
                    "nothing can be placed there until it has one");
    }
    const auto index = static_cast<std::uint32_t>(journey_.stages.size());
    journey_.stages.push_back(std::move(stage));
    std::size_t number = 0;
    for (const toml::table* touchpoint : touchpoints) {
      read_touchpoint(*touchpoint, path + ".touchpoint[" + std::to_string(++number) + "]", index);
    }
    table.done();
  }

  void read_kpi(const toml::table& node, const std::string& path, Stage& stage) {
    TomlTable table(node, path, problems_);
    Kpi kpi;
    kpi.scale = table.required_string("scale");
    kpi.definition = table.string("definition");
    if (const auto target = table.number("target")) kpi.target_milli = std::llround(*target * 1000);
    std::vector<std::string> scales;
    std::vector<std::string> definitions;
    for (const KpiDefinition& d : kpi_definitions()) {
      if (std::ranges::find(scales, d.scale) == scales.end()) scales.emplace_back(d.scale);
      if (d.scale == kpi.scale) definitions.emplace_back(d.definition);
    }
    if (!kpi.scale.empty() && definitions.empty()) {
      std::string hint = did_you_mean(kpi.scale, scales);
      table.error("scale", "unknown scale \"" + kpi.scale + "\"",
                  hint.empty() ? "scales are nps, csat, ces and stars" : std::move(hint));
    } else if (!kpi.definition.empty() &&
               std::ranges::find(definitions, kpi.definition) == definitions.end()) {
      std::string hint = did_you_mean(kpi.definition, definitions);
      if (hint.empty()) hint = "the default of " + kpi.scale + " is " + definitions.front();
      table.error("definition", "unknown definition \"" + kpi.definition + "\"", std::move(hint));
    }
    table.done();
    stage.kpis.push_back(std::move(kpi));
  }

  void read_touchpoint(const toml::table& node, const std::string& path, std::uint32_t stage) {
    TomlTable table(node, path, problems_);
    Touchpoint t;
    t.id = read_id(table, "touchpoint", touchpoint_ids_);
    t.title = table.string("title", title_from(t.id));
    t.channel = table.string("channel");
    t.device = table.string("device");
    t.department = table.string("department");
    t.owner = table.string("owner");
    t.words = read_list(table, "words");
    t.questions = read_list(table, "questions");
    read_patterns(table, t);
    t.stage = stage;
    const std::string& prefix = journey_.stages[stage].id;
    if (!t.id.empty() && !t.id.starts_with(prefix + ".")) {
      table.warning("id", "touchpoint \"" + t.id + "\" does not start with its stage's id",
                    "call it \"" + prefix + "." + t.id + "\" so that lists sort by stage");
    }
    if (t.words.empty() && t.patterns.empty() && t.questions.empty()) {
      table.warning("id", "touchpoint \"" + t.id + "\" has no words, patterns or questions",
                    "only a mapping that names it can place anything there");
    }
    table.done();
    journey_.touchpoints.push_back(std::move(t));
  }

  void read_patterns(TomlTable& table, Touchpoint& touchpoint) {
    const std::vector<std::string> texts = read_list(table, "patterns");
    const toml::node* node = table.node("patterns");
    const toml::array* array = node == nullptr ? nullptr : node->as_array();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      Location where = table.where("patterns", file_);
      if (array != nullptr && array->size() == texts.size()) {
        const auto place = array->get(i)->source().begin;
        where.line = place.line;
        where.column = place.column;
      }
      touchpoint.patterns.push_back({.regex = texts[i], .where = std::move(where)});
    }
  }

  void read_groups(TomlTable& root, std::string_view kind, std::vector<Group>& groups) {
    Ids taken;
    for (const toml::table* node : read_tables(root, kind)) {
      const std::string path = std::string(kind) + "[" + std::to_string(groups.size() + 1) + "]";
      TomlTable table(*node, path, problems_);
      Group group;
      group.id = read_id(table, kind, taken);
      group.title = table.string("title", title_from(group.id));
      if (const toml::table* when = table.table("when")) {
        for (const auto& [key, value] : *when) read_condition(key.str(), value, group);
        if (when->empty()) {
          table.error("when", "when is empty", "name an attribute, such as { plan = \"pro\" }");
        }
      } else if (kind == "segment" && table.node("when") == nullptr) {
        table.error("", "segment \"" + group.id + "\" has no condition",
                    "add when = { attribute = \"value\" }");
      }
      table.done();
      groups.push_back(std::move(group));
    }
  }

  void read_condition(std::string_view attribute, const toml::node& value, Group& group) {
    Condition condition;
    condition.attribute = attribute;
    if (const toml::array* list = value.as_array()) {
      if (list->empty()) fault(value, std::string(attribute) + " is an empty list", {});
      for (const toml::node& item : *list) {
        if (const auto text = plain(item)) {
          condition.values.push_back(*text);
        } else {
          fault(item, "a condition is a text, a number or true/false", {});
        }
      }
    } else if (const auto text = plain(value)) {
      parse_condition(*text, value, condition);
    } else {
      fault(value, "a condition is a text, a number, true/false or a list of them",
            "such as \"pro\", [\"DE\", \"AT\"], \">= 3\" or \"!= test\"");
    }
    group.when.push_back(std::move(condition));
  }

  void parse_condition(std::string_view text, const toml::node& node, Condition& condition) {
    struct Sign {
      std::string_view text;
      Condition::Op op;
    };
    static constexpr Sign kSigns[] = {{">=", Condition::Op::greater_equal},
                                      {"<=", Condition::Op::less_equal},
                                      {"!=", Condition::Op::not_equal},
                                      {">", Condition::Op::greater},
                                      {"<", Condition::Op::less}};
    const auto* const sign =
        std::ranges::find_if(kSigns, [&](const Sign& s) { return text.starts_with(s.text); });
    if (sign == std::end(kSigns)) {
      condition.values.emplace_back(text);
      return;
    }
    condition.op = sign->op;
    const std::string_view rest = trim(text.substr(sign->text.size()));
    if (sign->op == Condition::Op::not_equal) {
      if (rest.empty()) fault(node, "\"!=\" needs a value", "such as \"!= test\"");
      condition.values.emplace_back(rest);
      return;
    }
    double number = 0;
    const auto [end, bad] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (bad != std::errc{} || end != rest.data() + rest.size() || std::abs(number) > 9e15) {
      fault(node, "\"" + std::string(rest) + "\" is not a number",
            "comparisons are numeric: \">= 3\", \"< 2.5\"");
      return;
    }
    condition.number_milli = std::llround(number * 1000);
  }

  static std::optional<std::string> plain(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return text;
    if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
    if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
    return std::nullopt;
  }

  void fault(const toml::node& node, std::string message, std::string hint) {
    const auto place = node.source().begin;
    problems_.error(place.line, place.column, std::move(message), std::move(hint));
  }

  Problems problems_;
  std::string file_;
  Journey journey_;
  Ids stage_ids_, touchpoint_ids_;
};

}  // namespace

Journey parse_journey(std::string_view toml, const std::string& file,
                      std::vector<Problem>& warnings) {
  FileReader reader(toml, file);
  Journey journey = reader.read(toml);
  journey.toml = toml;
  for (Problem& p : reader.take_warnings()) warnings.push_back(std::move(p));
  return journey;
}

Journey parse_journey(std::string_view toml, const std::string& file) {
  std::vector<Problem> warnings;
  return parse_journey(toml, file, warnings);
}

Journey read_journey(const std::string& path) { return parse_journey(read_file(path), path); }

}  // namespace voxmap
