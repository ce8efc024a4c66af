// Scores of the same texts with two sets of packs.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/json_line.hpp"
#include "cli/terminal.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

class ScoreChanges {
 public:
  // Keeps the `examples` texts that change most. Throws as make_tagger does.
  ScoreChanges(const std::vector<std::string>& before, const std::vector<std::string>& after,
               std::string language, std::size_t examples);

  void add(std::string_view id, std::string_view text, std::string_view language);
  void print(Stream& out) const;
  // Adds the field "scores" to an open object.
  void write_json(JsonLine& json) const;

 private:
  struct Side {
    std::unique_ptr<Tagger> tagger;
    std::unique_ptr<Tagger::Scratch> scratch;
    Tagged tagged;
  };
  struct Example {
    std::string id, text;
    Label before = Label::none, after = Label::none;
    Valence valence_before = 0, valence_after = 0;
    [[nodiscard]] int size() const;
  };
  Side before_, after_;
  std::string language_;
  std::size_t kept_;
  std::uint64_t texts_ = 0, scores_ = 0, labels_ = 0, emotions_ = 0;
  std::int64_t shift_ = 0;                               // sum of the changes of valence
  std::array<std::array<std::uint64_t, 4>, 4> flips_{};  // by Label before and after
  std::vector<Example> examples_;
};

}  // namespace voxmap::cli
