// Inputs whose first bytes are looked at before anybody reads them: works on pipes too.
#pragma once

#include <istream>
#include <memory>
#include <string>

#include "voxmap/source.hpp"

namespace voxmap::cli {

// A stream of which the head (up to kHeadBytes, all of it when shorter) is known.
class HeadStream : public std::istream {
 public:
  [[nodiscard]] virtual const std::string& head() const = 0;

 protected:
  HeadStream() : std::istream(nullptr) {}
};

[[nodiscard]] std::unique_ptr<HeadStream> with_head(std::unique_ptr<std::istream> stream);
// The same of a file; "-" is standard input. Throws as open_input does.
[[nodiscard]] std::unique_ptr<HeadStream> open_with_head(const std::string& path);

}  // namespace voxmap::cli
