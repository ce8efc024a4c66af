// Reads a text through a survey adapter, for tests.
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "../../../adapters/survey.hpp"
#include "base/time.hpp"
#include "voxmap/error.hpp"

namespace voxmap::testing_survey {

struct All {
  std::vector<Document> documents;
  std::vector<Reject> rejects;
  std::vector<Skip> skips;
  std::vector<std::string> notes;
  std::uint64_t position = 0;
};

inline All read(const Adapter& adapter, const std::string& text, const Mapping* mapping = nullptr,
                Options options = {}) {
  Input input;
  input.stream = std::make_unique<std::istringstream>(text);
  input.name = "test.csv";
  input.mapping = mapping;
  input.options = std::move(options);
  const auto source = adapter.open(std::move(input));
  All all;
  while (auto record = source->next()) {
    if (auto* document = std::get_if<Document>(&*record)) {
      all.documents.push_back(std::move(*document));
    } else if (auto* reject = std::get_if<Reject>(&*record)) {
      all.rejects.push_back(std::move(*reject));
    } else {
      all.skips.push_back(std::get<Skip>(*record));
    }
  }
  all.notes.assign(source->notes().begin(), source->notes().end());
  all.position = source->position();
  return all;
}

}  // namespace voxmap::testing_survey
