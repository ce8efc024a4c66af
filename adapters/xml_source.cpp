// Entries of XML feeds as a Source.
#include "xml_source.hpp"

#include <sstream>
#include <utility>

#include "base/utf8.hpp"

namespace voxmap {
namespace {

class EntrySource final : public Source {
 public:
  EntrySource(Input input, EntryReader reader)
      : xml_(*input.stream, input.name), reader_(std::move(reader)) {
    const auto collect = [this](const pugi::xml_node& parent) {
      for (const pugi::xml_node& child : parent.children()) {
        const std::string_view name = local_name(child);
        if (name == "item" || name == "entry") entries_.push_back(child);
      }
    };
    collect(xml_.root().child("channel"));
    collect(xml_.root());
    notes_.emplace_back("read as one XML document");
  }

  std::optional<Record> next() override {
    while (next_ == records_.size()) {
      records_.clear();
      next_ = 0;
      if (entry_ == entries_.size()) return std::nullopt;
      const pugi::xml_node& entry = entries_[entry_++];
      reader_(entry, xml_.place(entry), records_);
    }
    return std::move(records_[next_++]);
  }
  std::uint64_t position() const override { return xml_.size(); }
  std::span<const std::string> notes() const override { return notes_; }

 private:
  XmlInput xml_;
  EntryReader reader_;
  std::vector<pugi::xml_node> entries_;
  std::size_t entry_ = 0;
  std::vector<Record> records_;
  std::size_t next_ = 0;
  std::vector<std::string> notes_;
};

}  // namespace

std::unique_ptr<Source> open_entries(Input input, EntryReader reader) {
  return std::make_unique<EntrySource>(std::move(input), std::move(reader));
}

Reject reject_entry(const pugi::xml_node& entry, const Place& place, std::string field,
                    std::string reason, std::string detail) {
  constexpr std::size_t kRawLimit = 4096;
  std::ostringstream raw;
  entry.print(raw, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return {place,
          {},
          std::move(field),
          std::move(reason),
          std::move(detail),
          printable(raw.str(), kRawLimit)};
}

}  // namespace voxmap
