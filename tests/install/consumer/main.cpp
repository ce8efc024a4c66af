// A program that uses the installed voxmap: reads a journey, tags a sentence, says what it found.
#include <iostream>

#include "voxmap/journey.hpp"
#include "voxmap/source.hpp"
#include "voxmap/store.hpp"
#include "voxmap/tagger.hpp"

int main() {
  const voxmap::Journey journey = voxmap::parse_journey(R"(
    [journey]
    id = "shop"
    title = "Shop"
    version = "1"
    [[stage]]
    id = "checkout"
    title = "Checkout"
    [[stage.touchpoint]]
    id = "checkout.payment"
    title = "Paying"
    words = ["payment"]
  )",
                                                        "shop.toml");
  const auto tagger = voxmap::make_tagger({{"en"}, {LEXICONS}}, &journey);

  voxmap::Document document;
  document.key = "1";
  document.language = "en";
  document.verbatims.emplace_back().text = "The payment was really terrible.";
  const auto scratch = tagger->scratch();
  voxmap::Tagged tagged;
  tagger->tag(document, *scratch, tagged);

  for (const auto& mention : tagged.mentions) {
    std::cout << journey.touchpoints.at(static_cast<std::size_t>(mention.touchpoint)).id << ' '
              << to_string(mention.label) << '\n';
  }
  std::cout << (voxmap::adapters().empty() ? "no adapters" : "adapters") << '\n';
  const auto store = voxmap::open_store("consumer.voxmap", {.create = true});
  return store->reader()->status().documents == 0 ? 0 : 1;
}
