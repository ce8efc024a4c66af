// A transcript as a Source: the whole file is read at once, since turns and speakers need it.
#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "options.hpp"
#include "transcript.hpp"
#include "voxmap/error.hpp"

namespace voxmap::transcript {
namespace {

// Damaged text is set aside, with its place: a verbatim is valid UTF-8.
void reject_damaged(Transcript& transcript) {
  for (const Piece& piece : transcript.pieces) {
    if (valid_utf8(piece.text) && valid_utf8(piece.speaker)) continue;
    transcript.rejects.push_back({piece.origin,
                                  {},
                                  "text",
                                  "invalid_utf8",
                                  "this line is not valid UTF-8 (option encoding names another)",
                                  printable(piece.text, 4096)});
  }
  std::erase_if(transcript.pieces, [](const Piece& piece) {
    return !valid_utf8(piece.text) || !valid_utf8(piece.speaker);
  });
  std::ranges::stable_sort(transcript.rejects, {},
                           [](const Reject& reject) { return reject.origin.byte; });
}

class TranscriptSource final : public Source {
 public:
  TranscriptSource(const Input& input, Transcript transcript, std::uint64_t size) : size_(size) {
    reject_damaged(transcript);
    find_speakers(transcript);
    if (auto document = build_document(transcript, input, size_)) {
      records_.emplace_back(std::move(*document));
    } else if (transcript.rejects.empty()) {
      records_.emplace_back(Skip{{1, 0, size_}, "no_text"});
    }
    for (Reject& reject : transcript.rejects) records_.emplace_back(std::move(reject));
    notes_ = std::move(transcript.notes);
  }

  std::optional<Record> next() override {
    if (next_ == records_.size()) return std::nullopt;
    return std::move(records_[next_++]);
  }
  std::uint64_t position() const override { return size_; }
  std::span<const std::string> notes() const override { return notes_; }

 private:
  std::vector<Record> records_;
  std::size_t next_ = 0;
  std::uint64_t size_ = 0;
  std::vector<std::string> notes_;
};

}  // namespace

std::string read_whole(std::istream& stream, const std::string& name) {
  std::string bytes;
  std::array<char, 65536> chunk{};
  while (stream.read(chunk.data(), chunk.size()) || stream.gcount() > 0) {
    bytes.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > kTranscriptLimit) {
      throw Error(Exit::data, name + ": longer than 64 MiB, which is read as a whole",
                  "split the file by interview, or export less of the chat at once");
    }
  }
  if (stream.bad()) throw Error(Exit::io, name + ": reading failed");
  return bytes;
}

std::unique_ptr<Source> open_transcript(Input input, Parser parser) {
  const std::string bytes = read_whole(*input.stream, input.name);
  const Lines lines(bytes, option(input.options, "encoding"));
  Transcript transcript = parser(lines);
  if (!lines.note().empty()) transcript.notes.insert(transcript.notes.begin(), lines.note());
  return std::make_unique<TranscriptSource>(input, std::move(transcript), bytes.size());
}

std::unique_ptr<Source> open_bytes(Input input, BytesParser parser) {
  const std::string bytes = read_whole(*input.stream, input.name);
  return std::make_unique<TranscriptSource>(input, parser(bytes, input.name), bytes.size());
}

}  // namespace voxmap::transcript
