// JSON of any bytes through every adapter of posts, reviews and tickets.
#include "read_adapters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return voxmap_fuzz::read_with(
      {"mastodon", "x_api", "bluesky", "app_store", "reviews_json", "zendesk", "intercom",
       "freshdesk", "gorgias", "salesforce", "reddit", "youtube", "discourse", "facebook"},
      data, size);
}
