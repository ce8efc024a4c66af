// The parts of a JSON item as items of their own, each with its bytes in the input: pages that hold
// several records beside what is said about all of them (people, a cursor).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_reader.hpp"

namespace voxmap::json {

// The elements of an array, in order; empty for any other value. Views live as long as the item's.
[[nodiscard]] std::vector<Item> elements(const Item& array);
// The fields of an object, in order; empty for any other value.
[[nodiscard]] std::vector<std::pair<std::string, Item>> fields(const Item& object);
// One field; nullopt when there is none or it is null.
[[nodiscard]] std::optional<Item> field(const Item& object, std::string_view key);
// The elements of the array at a path of keys; empty when there is none.
[[nodiscard]] std::vector<Item> elements_at(const Item& object, Path path);
// The item at a path of keys.
[[nodiscard]] std::optional<Item> item_at(const Item& object, Path path);

}  // namespace voxmap::json
