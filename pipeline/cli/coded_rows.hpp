// Coded rows and what the engine says of them: for `evaluate`, `learn` and `calibrate`.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "learn/design.hpp"
#include "learn/evaluate.hpp"
#include "learn/gold.hpp"
#include "voxmap/journey.hpp"
#include "voxmap/tagger.hpp"

namespace voxmap::cli {

// Reads the file ("-": standard input); rows that were not used, and columns, are told on `err`.
// Throws as read_gold, and Error(Exit::data) when no row is left.
[[nodiscard]] learn::GoldTable read_coded(const std::string& path, const std::string& prefix,
                                          Stream& err);

// Tags rows: of their target when they have one. The targets of a text are asked together, because
// they share its words. `journey` may be nullptr.
class Judge {
 public:
  Judge(const Tagger& tagger, const Journey* journey, std::string language)
      : tagger_(tagger),
        journey_(journey),
        language_(std::move(language)),
        scratch_(tagger.scratch()) {}
  [[nodiscard]] std::vector<learn::Answer> answers(const learn::GoldTable& table);
  // The whole of what is said of a row's text; valid until the next one.
  [[nodiscard]] const Tagged& tag(const learn::GoldRow& row);
  [[nodiscard]] const Tagger& tagger() const { return tagger_; }

 private:
  [[nodiscard]] learn::Answer answer() const;

  const Tagger& tagger_;
  const Journey* journey_;
  std::string language_;  // of rows that name none; empty: found per text
  std::unique_ptr<Tagger::Scratch> scratch_;
  Tagged tagged_;
  std::vector<TargetScore> targets_;
};

// The rows with their answers and learnable words, in the table's order.
[[nodiscard]] std::vector<learn::Coded> coded_texts(const learn::GoldTable& table,
                                                    const std::vector<learn::Answer>& answers,
                                                    const Tagger& tagger);

}  // namespace voxmap::cli
