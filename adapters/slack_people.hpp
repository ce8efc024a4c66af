// Who is who in an export of Slack: its users.json.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap::slack {

struct Person {
  bool bot = false;                 // a program: nobody's words
  std::vector<std::string> called;  // names as shown, none empty
  std::string email;
};

struct People {
  std::map<std::string, Person, std::less<>> by_id;  // "U024BE7LH"
  std::size_t bots = 0;
  std::string fault;  // why the file could not be read; else empty
};

[[nodiscard]] People parse_people(std::string_view bytes);
// The users.json above the folder of a day file; nullptr when there is none.
[[nodiscard]] std::shared_ptr<const People> people_beside(const Input& input);

}  // namespace voxmap::slack
