// Reading through an adapter in tests: from bytes to records, and records as comparable text.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>
#include <memory>
#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "voxmap/source.hpp"

namespace voxmap::testing {

// Hands out at most `step` bytes at a time, as a pipe or a socket may.
class DripBuffer final : public std::streambuf {
 public:
  DripBuffer(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}

 protected:
  int_type underflow() override {
    if (pos_ == bytes_.size()) return traits_type::eof();
    char* const begin = bytes_.data() + pos_;
    const std::size_t size = std::min(step_, bytes_.size() - pos_);
    pos_ += size;
    setg(begin, begin, begin + size);
    return traits_type::to_int_type(*begin);
  }
  // One underflow a call: a reader that takes a short read for the end is found out.
  std::streamsize xsgetn(char* to, std::streamsize count) override {
    std::streamsize done = 0;
    while (done < count) {
      if (gptr() == egptr() && underflow() == traits_type::eof()) break;
      const std::streamsize size = std::min<std::streamsize>(count - done, egptr() - gptr());
      traits_type::copy(to + done, gptr(), static_cast<std::size_t>(size));
      gbump(static_cast<int>(size));
      done += size;
    }
    return done;
  }

 private:
  std::string bytes_;
  std::size_t step_;
  std::size_t pos_ = 0;
};

class DripStream final : public std::istream {
 public:
  DripStream(std::string bytes, std::size_t step)
      : std::istream(nullptr), buffer_(std::move(bytes), step) {
    rdbuf(&buffer_);
  }

 private:
  DripBuffer buffer_;
};

struct ReadResult {
  std::vector<Document> documents;
  std::vector<Reject> rejects;
  std::vector<Skip> skips;
  std::vector<std::string> notes;
  std::string shown;  // every record in order, for comparing two readings
};

inline std::string show(const Place& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.byte) + "+" +
         std::to_string(place.bytes);
}

inline std::string show(const Record& record) {
  std::ostringstream out;
  if (const auto* const document = std::get_if<Document>(&record)) {
    out << "document " << document->key << " " << show(document->origin) << " "
        << document->language << " " << document->said_at_text << " " << document->respondent << " "
        << document->persona << " " << document->touchpoint << " " << document->key_is_digest << " "
        << document->redacted.size() << "\n";
    if (document->said_at) out << "  at " << format_time(*document->said_at) << "\n";
    for (const Rating& rating : document->ratings) {
      out << "  " << rating.scale << "/" << rating.definition << "=" << rating.milli << "\n";
    }
    for (const Attribute& attribute : document->attributes) {
      out << "  " << attribute.name << "=" << attribute.value << " "
          << static_cast<int>(attribute.care) << "\n";
    }
    for (const std::string& value : document->identifying) out << "  whose " << value << "\n";
    for (const Verbatim& verbatim : document->verbatims) {
      out << "  " << show(verbatim.origin) << " [" << verbatim.speaker << "] "
          << (verbatim.at ? verbatim.at->count() : -1) << "-"
          << (verbatim.until ? verbatim.until->count() : -1) << " " << verbatim.scored << " <"
          << verbatim.prompt << "> " << verbatim.touchpoint << ": " << verbatim.text << " "
          << verbatim.redactions.size() << "\n";
    }
  } else if (const auto* const reject = std::get_if<Reject>(&record)) {
    out << "reject " << show(reject->origin) << " " << reject->key << " " << reject->field << " "
        << reject->reason << " " << reject->detail << "\n";
  } else {
    const Skip& skip = std::get<Skip>(record);
    out << "skip " << show(skip.origin) << " " << skip.reason << "\n";
  }
  return out.str();
}

inline Options defaults(const Adapter& adapter) {
  Options options;
  for (const Option& option : adapter.options) {
    options.emplace(option.name, option.default_value);
  }
  return options;
}

// All that a source gives.
inline ReadResult read_all(Source& source) {
  ReadResult result;
  while (auto record = source.next()) {
    result.shown += show(*record);
    if (auto* const document = std::get_if<Document>(&*record)) {
      result.documents.push_back(std::move(*document));
    } else if (auto* const reject = std::get_if<Reject>(&*record)) {
      result.rejects.push_back(std::move(*reject));
    } else {
      result.skips.push_back(std::move(std::get<Skip>(*record)));
    }
  }
  result.notes.assign(source.notes().begin(), source.notes().end());
  return result;
}

// Throws what the adapter throws. `step` 0: the whole input at once.
inline std::unique_ptr<Source> open_with(const Adapter& adapter, std::string bytes,
                                         const std::string& name = "input", const Options& set = {},
                                         std::size_t step = 0) {
  Input input;
  if (step == 0) step = std::max<std::size_t>(bytes.size(), 1);
  input.stream = std::make_unique<DripStream>(std::move(bytes), step);
  input.name = name;
  input.options = defaults(adapter);
  for (const auto& [option, value] : set) input.options.insert_or_assign(option, value);
  return adapter.open(std::move(input));
}

// Reads everything.
inline ReadResult read_with(const Adapter& adapter, std::string bytes,
                            const std::string& name = "input", const Options& set = {},
                            std::size_t step = 0) {
  return read_all(*open_with(adapter, std::move(bytes), name, set, step));
}

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// The read-only reference data beside the checkout; empty when this machine has none.
inline std::filesystem::path shared_folder() {
  const char* const set = std::getenv("VOXMAP_SHARED");
  const std::filesystem::path folder =
      set != nullptr ? std::filesystem::path(set)
                     : std::filesystem::path(VOXMAP_SOURCE_DIR).parent_path() / "shared";
  return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

}  // namespace voxmap::testing
