// Reading Slack's users.json.
#include "slack_people.hpp"

#include <algorithm>

#include "json_tree.hpp"
#include "voxmap/beside.hpp"
#include "voxmap/error.hpp"

namespace voxmap::slack {

People parse_people(std::string_view bytes) {
  People people;
  try {
    const json::Tree tree(bytes, "users.json");
    for (const json::Node* const user : tree.items(&tree.root())) {
      const std::string id(tree.text(user, {"id"}));
      if (id.empty()) continue;
      Person person;
      // Slack's own helper is not marked as the program it is.
      const auto yes = [&](std::string_view name) {
        const json::Node* const flag = tree.find(user, {name});
        return flag != nullptr && flag->text == "true";
      };
      person.bot = id == "USLACKBOT" || yes("is_bot") || yes("is_workflow_bot");
      const auto call = [&](std::string_view name) {
        const bool known = std::ranges::find(person.called, name) != person.called.end();
        if (!name.empty() && !known) person.called.emplace_back(name);
      };
      call(tree.text(user, {"profile", "real_name"}));
      call(tree.text(user, {"real_name"}));
      call(tree.text(user, {"profile", "display_name"}));
      call(tree.text(user, {"name"}));
      person.email = tree.text(user, {"profile", "email"});
      if (person.bot) ++people.bots;
      people.by_id.insert_or_assign(id, std::move(person));
    }
  } catch (const Error& error) {
    people.fault = error.what();
  }
  return people;
}

std::shared_ptr<const People> people_beside(const Input& input) {
  return Beside::get<People>(input, "../users.json", parse_people);
}

}  // namespace voxmap::slack
