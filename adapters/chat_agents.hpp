// Who of the writers of messages is not a customer, as option agent says.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "voxmap/source.hpp"

namespace voxmap::chat {

// The names of option agent, and which of them were met.
class Agents {
 public:
  explicit Agents(const Options& options);
  // Names, ids or addresses of one writer; case does not matter, "@domain.example" is all of it.
  [[nodiscard]] bool matches(const std::string& name);
  // What is to be said at the end: nobody was named, or somebody who writes nothing.
  void note(std::size_t customers, std::vector<std::string>& notes) const;

 private:
  std::vector<std::string> given_, folded_;
  std::vector<bool> met_;
};

}  // namespace voxmap::chat
