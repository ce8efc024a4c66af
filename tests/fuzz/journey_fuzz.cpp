// Any bytes as a journey file: a Journey whose ids can be found, or one Error with problems.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "voxmap/error.hpp"
#include "voxmap/journey.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const voxmap::Journey journey = voxmap::parse_journey(text, "fuzz.toml");
    for (std::size_t i = 0; i < journey.touchpoints.size(); ++i) {
      if (journey.find_touchpoint(journey.touchpoints[i].id) != i) std::abort();
      if (journey.touchpoints[i].stage >= journey.stages.size()) std::abort();
    }
  } catch (const voxmap::Error& error) {
    if (error.problems().empty()) std::abort();
  }
  return 0;
}
