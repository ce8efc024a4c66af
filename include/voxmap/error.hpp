// How voxmap says that something went wrong.
//
// Error is thrown when the command, request or nightly job at hand cannot go on.
// Problem is a value: one fault in a file that a person wrote (a lexicon, a journey, a
// config). A loader collects every Problem before it throws one Error, so that nobody
// has to fix a file one fault at a time.
// Bad data is neither: it is a Reject (document.hpp), and the run goes on.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "voxmap/span.hpp"

namespace voxmap {

// The process exit code an Error leads to (sysexits.h numbers; the table of docs/commands.md).
enum class Exit {
  ok = 0,
  no = 1,              // nothing found, a check with warnings under --strict
  usage = 64,          // the command line
  data = 65,           // bad store, rejects over the limit, input of the wrong kind
  no_input = 66,       // missing, empty or unreadable input
  unavailable = 69,    // a source could not be reached
  software = 70,       // a bug in voxmap
  cannot_create = 73,  // an output cannot be created
  io = 74,             // read or write failed, disk full
  temporary = 75,      // try again: locked, changed while reading
  permission = 77,
  config = 78,
  interrupted = 130,
  terminated = 143
};

struct Problem {
  enum class Severity { warning, error };
  Severity severity = Severity::error;
  std::string message;  // what is wrong, in the words of the file's own format; lower-case start
  Location where;
  std::string excerpt;       // the offending line, for the caret display; may be empty
  std::uint32_t length = 1;  // characters to underline from where.column on
  std::string hint;          // what to do about it; may be empty
};

class Error : public std::runtime_error {
 public:
  Error(Exit exit, const std::string& message, std::string hint = {})
      : std::runtime_error(message), exit_(exit), hint_(std::move(hint)) {}
  Error(Exit exit, const std::string& message, std::vector<Problem> problems, std::string hint = {})
      : std::runtime_error(message),
        exit_(exit),
        hint_(std::move(hint)),
        problems_(std::move(problems)) {}

  [[nodiscard]] Exit exit() const noexcept { return exit_; }
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  Exit exit_;
  std::string hint_;
  std::vector<Problem> problems_;
};

}  // namespace voxmap
