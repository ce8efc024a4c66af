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

// What one person wrote to another is left out: a skip a message.
std::vector<Skip> take_direct(Transcript& transcript) {
  std::vector<Skip> skips;
  for (const Piece& piece : transcript.pieces) {
    if (!piece.direct) continue;
    if (skips.empty() || piece.starts) {
      skips.push_back({piece.origin, "not_public"});
    } else {
      Place& place = skips.back().origin;
      place.bytes = piece.origin.byte + piece.origin.bytes - place.byte;
    }
  }
  std::erase_if(transcript.pieces, [](const Piece& piece) { return piece.direct; });
  return skips;
}

class TranscriptSource final : public Source {
 public:
  TranscriptSource(const Input& input, Transcript transcript, std::uint64_t size) : size_(size) {
    reject_damaged(transcript);
    find_speakers(transcript);
    std::vector<Skip> direct;
    if (!flag_option(input.options, "include_private")) direct = take_direct(transcript);
    if (auto document = build_document(transcript, input, size_)) {
      records_.emplace_back(std::move(*document));
    } else if (transcript.rejects.empty() && direct.empty()) {
      records_.emplace_back(Skip{{1, 0, size_}, "no_text"});
    }
    for (Skip& skip : direct) records_.emplace_back(std::move(skip));
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

std::unique_ptr<Source> open_parsed(const Input& input, Transcript transcript, std::uint64_t size) {
  return std::make_unique<TranscriptSource>(input, std::move(transcript), size);
}

std::unique_ptr<Source> open_transcript(Input input, Parser parser) {
  const std::string bytes = read_whole(*input.stream, input.name);
  const Lines lines(bytes, option(input.options, "encoding"));
  Transcript transcript = parser(lines);
  if (!lines.note().empty()) transcript.notes.insert(transcript.notes.begin(), lines.note());
  return open_parsed(input, std::move(transcript), bytes.size());
}

std::unique_ptr<Source> open_bytes(Input input, BytesParser parser) {
  const std::string bytes = read_whole(*input.stream, input.name);
  return open_parsed(input, parser(bytes, input.name), bytes.size());
}

}  // namespace voxmap::transcript
