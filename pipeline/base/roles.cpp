// Roles and numbers that stand where a name could.
#include "base/roles.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace voxmap {
namespace {}  // namespace

bool is_role_label(std::string_view speaker) {
  constexpr std::array<std::string_view, 30> kRoles = {"interviewer",
                                                       "interviewee",
                                                       "interviewed",
                                                       "moderator",
                                                       "facilitator",
                                                       "researcher",
                                                       "participant",
                                                       "respondent",
                                                       "customer",
                                                       "speaker",
                                                       "unknown",
                                                       "unknown speaker",
                                                       "agent",
                                                       "bot",
                                                       "developer",
                                                       "note",
                                                       "quoted",
                                                       "host",
                                                       "guest",
                                                       "interviewpartner",
                                                       "befragte",
                                                       "befragter",
                                                       "entrevistador",
                                                       "entrevistado",
                                                       "int",
                                                       "q",
                                                       "a",
                                                       "p",
                                                       "r",
                                                       "i"};
  std::string label = fold(trim(speaker));
  // A number behind a role ("Speaker 2", "P07", "id1") identifies nobody outside the study.
  while (!label.empty() && (is_digit(label.back()))) label.pop_back();
  const bool numbered = label.size() < fold(trim(speaker)).size();
  while (!label.empty() && (label.back() == ' ' || label.back() == '-' || label.back() == '_' ||
                            label.back() == '#' || label.back() == '.')) {
    label.pop_back();
  }
  if (label.empty()) return true;
  if (numbered && (label.size() <= 2)) return true;
  return std::find(kRoles.begin(), kRoles.end(), label) != kRoles.end();
}

}  // namespace voxmap
