// Any bytes through the delimited adapters: documents with valid text inside the input, or an
// Error.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"
#include "voxmap/source.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"survey_csv", "qualtrics_csv", "google_play", "salesforce_csv",
                           "surveymonkey", "typeform_csv", "google_forms", "ms_forms", "limesurvey",
                           "redcap", "odk_csv", "surveycto", "alchemer_csv"}) {
    const voxmap::Adapter* adapter = voxmap::find_adapter(name);
    if (adapter == nullptr) std::abort();
    (void)adapter->recognises(std::string_view(text).substr(0, voxmap::kHeadBytes));
    voxmap::Input input;
    input.stream = std::make_unique<std::istringstream>(text);
    input.name = "fuzz";
    try {
      auto source = adapter->open(std::move(input));
      while (const auto record = source->next()) {
        const auto* document = std::get_if<voxmap::Document>(&*record);
        if (document == nullptr) continue;
        for (const auto& verbatim : document->verbatims) {
          if (!voxmap::valid_utf8(verbatim.text)) std::abort();
          if (verbatim.origin.byte + verbatim.origin.bytes > size) std::abort();
        }
      }
      if (source->position() > size) std::abort();
    } catch (const voxmap::Error&) {
    }
  }
  return 0;
}
