// gzip and Zstandard as streams.
#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <streambuf>
#include <utility>
#include <vector>

#include "base/zip.hpp"
#include "voxmap/archive.hpp"

namespace voxmap {
namespace {

constexpr std::size_t kChunk = 65536;
constexpr std::uint64_t kUnasked = std::uint64_t{16} << 20U;  // out, before the ratio is asked

// The packed input, a chunk at a time.
class PackedInput {
 public:
  PackedInput(std::unique_ptr<std::istream> stream,
              std::shared_ptr<std::atomic<std::uint64_t>> taken)
      : stream_(std::move(stream)), taken_(std::move(taken)) {}

  // False at the end of the input.
  bool fill() {
    const auto got =
        stream_->rdbuf()->sgetn(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
    size_ = static_cast<std::size_t>(std::max<std::streamsize>(got, 0));
    used_ = 0;
    total_ += size_;
    if (taken_) taken_->store(total_, std::memory_order_relaxed);
    return size_ > 0;
  }
  [[nodiscard]] std::string_view left() const { return {chunk_.data() + used_, size_ - used_}; }
  char* data() { return chunk_.data() + used_; }
  void use(std::size_t count) { used_ += count; }
  [[nodiscard]] std::uint64_t position() const { return total_ - (size_ - used_); }

 private:
  std::unique_ptr<std::istream> stream_;
  std::shared_ptr<std::atomic<std::uint64_t>> taken_;
  std::array<char, kChunk> chunk_{};
  std::size_t size_ = 0, used_ = 0;
  std::uint64_t total_ = 0;
};

// One kind of compression.
class Unpacker {
 public:
  Unpacker() = default;
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  virtual ~Unpacker() = default;
  // Unpacks what fits into [to, to + room) and returns its size; 0 asks for more input. Throws
  // std::string_view, what is wrong.
  virtual std::size_t unpack(PackedInput& in, char* to, std::size_t room) = 0;
  // Nothing is open: the input may end here.
  [[nodiscard]] virtual bool may_end() const = 0;
};

class Gzip final : public Unpacker {
 public:
  Gzip() {
    constexpr int kGzipOnly = 15 + 16;
    if (inflateInit2(&state_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&state_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::size_t unpack(PackedInput& in, char* to, std::size_t room) override {
    if (!open_) {
      if (begun_) {
        // Some tools fill the last block up with zeros.
        while (!in.left().empty() && in.left().front() == '\0') {
          in.use(1);
          padded_ = true;
        }
        if (in.left().empty()) return 0;
        if (padded_) throw std::string_view("bytes behind its end that are no gzip");
        inflateReset(&state_);
      }
      open_ = begun_ = true;
    }
    const std::string_view left = in.left();
    state_.next_in = reinterpret_cast<Bytef*>(in.data());  // NOLINT(*-reinterpret-cast)
    state_.avail_in = static_cast<uInt>(left.size());
    state_.next_out = reinterpret_cast<Bytef*>(to);  // NOLINT(*-reinterpret-cast)
    state_.avail_out = static_cast<uInt>(room);
    const int code = inflate(&state_, Z_NO_FLUSH);
    in.use(left.size() - state_.avail_in);
    if (code == Z_STREAM_END) {
      open_ = false;
    } else if (code == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      throw std::string_view(state_.msg != nullptr ? state_.msg : "not valid gzip");
    }
    return room - state_.avail_out;
  }
  [[nodiscard]] bool may_end() const override { return !open_; }

 private:
  z_stream state_{};
  bool open_ = false, begun_ = false, padded_ = false;
};

class Zstd final : public Unpacker {
 public:
  Zstd() : state_(ZSTD_createDStream()) {
    if (!state_) throw std::bad_alloc();
    constexpr int kLongestWindow = 31;  // as dumps of social networks are packed with
    ZSTD_DCtx_setParameter(state_.get(), ZSTD_d_windowLogMax, kLongestWindow);
  }
  std::size_t unpack(PackedInput& in, char* to, std::size_t room) override {
    const std::string_view left = in.left();
    ZSTD_inBuffer from{left.data(), left.size(), 0};
    ZSTD_outBuffer out{to, room, 0};
    const std::size_t code = ZSTD_decompressStream(state_.get(), &out, &from);
    in.use(from.pos);
    if (ZSTD_isError(code) != 0) throw std::string_view(ZSTD_getErrorName(code));
    if (from.pos > 0 || out.pos > 0) open_ = code != 0;
    return out.pos;
  }
  [[nodiscard]] bool may_end() const override { return !open_; }

 private:
  struct Freer {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Freer> state_;
  bool open_ = false;
};

constexpr std::string_view kAgain =
    "only what stands before that can be read; copied or downloaded again, it may be whole";

class UnpackBuffer final : public std::streambuf {
 public:
  UnpackBuffer(PackedInput in, Packing packing, std::string name, const UnpackLimits& limits)
      : in_(std::move(in)), name_(std::move(name)), limits_(limits) {
    if (packing == Packing::gzip) {
      unpacker_ = std::make_unique<Gzip>();
    } else {
      unpacker_ = std::make_unique<Zstd>();
    }
  }

 protected:
  int_type underflow() override {
    const std::size_t got = fill();
    if (got == 0) return traits_type::eof();
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(buffer_[0]);
  }

 private:
  std::size_t fill() {
    try {
      while (true) {
        const std::uint64_t before = in_.position();
        if (const std::size_t got = unpacker_->unpack(in_, buffer_.data(), buffer_.size())) {
          count(got);
          return got;
        }
        if (!in_.left().empty() && in_.position() != before) continue;
        if (in_.left().empty() && in_.fill()) continue;
        if (unpacker_->may_end() && in_.left().empty()) return 0;
        break;
      }
    } catch (const std::string_view& what) {
      throw DamagedArchive(Exit::data,
                           fmt::format("{}: damaged near byte {}: {}", name_, in_.position(), what),
                           std::string(kAgain));
    }
    throw DamagedArchive(
        Exit::data,
        fmt::format("{}: cut off: the compressed data ends at byte {}, before its end", name_,
                    in_.position()),
        std::string(kAgain));
  }

  void count(std::size_t got) {
    out_ += got;
    if (out_ > limits_.bytes) {
      throw DamagedArchive(
          Exit::data, fmt::format("{}: unpacks to more than {} bytes", name_, limits_.bytes),
          "--max-unpacked (or limits.max_unpacked) allows more, where it is trusted");
    }
    if (out_ > kUnasked && out_ / limits_.ratio > in_.position()) {
      throw DamagedArchive(
          Exit::data,
          fmt::format("{}: {} bytes unpack to more than {}, {} times as many: a bomb?", name_,
                      in_.position(), out_, limits_.ratio),
          "--max-ratio (or limits.max_ratio) allows more, where it is trusted");
    }
  }

  PackedInput in_;
  std::string name_;
  UnpackLimits limits_;
  std::unique_ptr<Unpacker> unpacker_;
  std::vector<char> buffer_ = std::vector<char>(kChunk * 2);
  std::uint64_t out_ = 0;
};

class UnpackStream final : public std::istream {
 public:
  UnpackStream(PackedInput packed, Packing packing, const std::string& name,
               const UnpackLimits& limits)
      : std::istream(nullptr), buffer_(std::move(packed), packing, name, limits) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // lets the buffer's Error through
  }

 private:
  UnpackBuffer buffer_;
};

}  // namespace

std::unique_ptr<std::istream> unpack(std::unique_ptr<std::istream> packed, Packing packing,
                                     const std::string& name, const UnpackLimits& limits,
                                     std::shared_ptr<std::atomic<std::uint64_t>> taken) {
  if (packing != Packing::gzip && packing != Packing::zstd) return packed;
  return std::make_unique<UnpackStream>(PackedInput(std::move(packed), std::move(taken)), packing,
                                        name, limits);
}

}  // namespace voxmap
