// Option agent.
#include "chat_agents.hpp"

#include "base/utf8.hpp"
#include "options.hpp"

namespace voxmap::chat {

Agents::Agents(const Options& options) : given_(list_option(options, "agent")) {
  for (const std::string& name : given_) folded_.push_back(fold(name));
  met_.resize(given_.size());
}

bool Agents::matches(const std::string& name) {
  if (name.empty()) return false;
  const std::string folded = fold(name);
  bool found = false;
  for (std::size_t i = 0; i < folded_.size(); ++i) {
    const bool domain = folded_[i].starts_with('@') && folded.ends_with(folded_[i]);
    if (!domain && folded != folded_[i]) continue;
    met_[i] = true;
    found = true;
  }
  return found;
}

void Agents::note(std::size_t customers, std::vector<std::string>& notes) const {
  if (given_.empty()) {
    notes.push_back("nobody was taken as agent: all messages of " + std::to_string(customers) +
                    (customers == 1 ? " author" : " authors") +
                    " are scored (option agent names who is no customer)");
  }
  for (std::size_t i = 0; i < given_.size(); ++i) {
    if (!met_[i]) notes.push_back("agent '" + given_[i] + "' writes nothing in this file");
  }
}

}  // namespace voxmap::chat
