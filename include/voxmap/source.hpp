// The adapter interface: bytes in, documents out.
//
// An adapter is one .cpp in adapters/ and one row of adapters/all.cpp. It knows nothing of scoring,
// journeys or the store.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "voxmap/document.hpp"
#include "voxmap/mapping.hpp"

namespace voxmap {

using Record = std::variant<Document, Reject, Skip>;

// One open input. Pulled by one thread; memory stays flat however long the input is.
class Source {
 public:
  virtual ~Source() = default;

  // The next record in input order; nullopt at the end. A bad record is a Reject and the stream
  // goes on; throws Error only when the input as a whole cannot be read (Exit::no_input, data, io).
  virtual std::optional<Record> next() = 0;

  // The same into `record`; false at the end. Nothing is left of what `record` held but its memory,
  // which the next record may have, so that reading millions of them asks for little.
  virtual bool next_into(Record& record) {
    auto read = next();
    if (read) record = std::move(*read);
    return read.has_value();
  }

  // Bytes of the input consumed so far, for the progress line.
  [[nodiscard]] virtual std::uint64_t position() const = 0;

  // What was detected or assumed, one sentence each, ready after open: "delimiter ';' (of 3
  // tried)", "column 'Q5' read as verbatim: mostly sentences". Shown to the user, stored with the
  // run.
  [[nodiscard]] virtual std::span<const std::string> notes() const = 0;
};

struct Option {
  std::string_view name;
  std::string_view default_value;
  std::string_view help;
};

// What a config or the command line set, defaults filled in and names checked.
using Options = std::map<std::string, std::string, std::less<>>;

class Beside;

// Everything an adapter is given when it opens an input.
struct Input {
  std::unique_ptr<std::istream> stream;  // binary, at byte 0; need not be seekable
  std::string name;                      // the path as the user gave it, or "-"; for messages
  Options options;
  const Mapping* mapping = nullptr;  // borrowed for the Source's life; nullptr: guess and say so
  // The path by which keys and channels know it, when it is not `name`: a member's in its archive,
  // "p01.vtt" of "p01.vtt.gz".
  std::string inner = {};
  // What came with it (voxmap/beside.hpp); null: nothing did.
  std::shared_ptr<Beside> beside = nullptr;
  // The same bytes once more from byte 0, for what only the whole input tells; null: it can be read
  // only once, as a pipe.
  std::function<std::unique_ptr<std::istream>()> again = nullptr;
};

// One row of adapters/all.cpp: everything voxmap knows about an adapter.
struct Adapter {
  std::string_view name;     // "survey_csv"
  std::string_view summary;  // one line
  SourceKind kind;
  std::span<const Option> options;
  std::string_view sample;  // file below sample_data/ that its tests and docs use
  // Looks at the first bytes of the input (up to kHeadBytes, the whole input when shorter), never
  // at its name. Must answer false for binary data.
  bool (*recognises)(std::string_view head);
  std::unique_ptr<Source> (*open)(Input input);
};
inline constexpr std::size_t kHeadBytes = 65536;

// All adapters, in the order they are asked whether they recognise an input: the most specific
// first, the generic delimited one last.
[[nodiscard]] std::span<const Adapter> adapters();

// The adapter of that name; nullptr when there is none.
[[nodiscard]] const Adapter* find_adapter(std::string_view name);

// The adapter that recognises the head; nullptr when none does. Inputs that are no data (an HTML
// error page, a Git-LFS pointer, an archive) are refused by `why_not`, which names what it is.
[[nodiscard]] const Adapter* recognise(std::string_view head);
[[nodiscard]] std::optional<std::string> why_not(std::string_view head);

}  // namespace voxmap
