// Any bytes as gzip, Zstandard and as an archive of inputs. Little may come out of them, so that a
// bomb ends soon.
#include <array>

#include "read_adapters.hpp"
#include "voxmap/archive.hpp"

namespace {

using namespace voxmap;

void read_stream(const std::string& bytes, Packing packing, const UnpackLimits& limits) {
  try {
    const auto stream =
        unpack(std::make_unique<std::istringstream>(bytes), packing, "fuzz", limits);
    std::array<char, 4096> chunk{};
    while (stream->rdbuf()->sgetn(chunk.data(), static_cast<std::streamsize>(chunk.size())) > 0) {
    }
  } catch (const Error&) {
    return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  UnpackLimits limits;
  limits.bytes = std::uint64_t{1} << 20U;
  static_cast<void>(packing_of(bytes));
  read_stream(bytes, Packing::gzip, limits);
  read_stream(bytes, Packing::zstd, limits);
  if (bytes.empty()) return 0;
  try {
    ArchiveWish wish;
    wish.limits = limits;
    const auto source = open_archive("fuzz", bytes, std::move(wish));
    while (const auto record = source->next()) {
      const auto* const document = std::get_if<Document>(&*record);
      if (document != nullptr && document->origin.part.empty()) std::abort();
    }
  } catch (const Error&) {
    return 0;
  }
  return 0;
}
