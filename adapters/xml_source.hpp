// XML feeds as a Source: the entries of a document, one after the other.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "voxmap/source.hpp"
#include "xml_input.hpp"

namespace voxmap {

// Appends the records of one entry. `place` is the entry's.
using EntryReader =
    std::function<void(const pugi::xml_node& entry, const Place& place, std::vector<Record>& out)>;

// The <item> and <entry> elements below the outermost element or its <channel>. Throws Error(data)
// when the input is no XML.
[[nodiscard]] std::unique_ptr<Source> open_entries(Input input, EntryReader reader);

// A reject for an entry of which only its place is known.
[[nodiscard]] Reject reject_entry(const pugi::xml_node& entry, const Place& place,
                                  std::string field, std::string reason, std::string detail);

}  // namespace voxmap
