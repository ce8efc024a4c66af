// Sources that can say their plan as a mapping would.
#pragma once

#include "delimited.hpp"
#include "voxmap/proposal.hpp"

namespace voxmap::survey {

class Proposing {
 public:
  Proposing() = default;
  Proposing(const Proposing&) = delete;
  Proposing& operator=(const Proposing&) = delete;
  virtual ~Proposing() = default;
  [[nodiscard]] virtual Proposal proposal() const = 0;
};

// Sources that hand on what another reads.
class Wrapping {
 public:
  Wrapping() = default;
  Wrapping(const Wrapping&) = delete;
  Wrapping& operator=(const Wrapping&) = delete;
  virtual ~Wrapping() = default;
  // nullptr: several, or none.
  [[nodiscard]] virtual const Source* wrapped() const = 0;
};

[[nodiscard]] Proposal propose(const Table& table, const Plan& plan);

}  // namespace voxmap::survey
