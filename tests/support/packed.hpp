// Compressing bytes and making archives in tests, in memory.
#pragma once

#include <zip.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voxmap::testing {

inline std::string gzipped(std::string bytes) {
  z_stream state{};
  constexpr int kGzip = 15 + 16;
  deflateInit2(&state, 9, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&state, bytes.size()), '\0');
  state.next_in = reinterpret_cast<Bytef*>(bytes.data());  // NOLINT(*-reinterpret-cast)
  state.avail_in = static_cast<uInt>(bytes.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());  // NOLINT(*-reinterpret-cast)
  state.avail_out = static_cast<uInt>(out.size());
  if (deflate(&state, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("deflate");
  out.resize(state.total_out);
  deflateEnd(&state);
  return out;
}

// `window_log` up to 31, as dumps are packed with.
inline std::string zstandard(std::string_view bytes, int window_log = 0) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  if (window_log > 0) {
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  }
  std::string out(ZSTD_compressBound(bytes.size()) + 64, '\0');
  // As a stream, so that the window is kept as asked for.
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  std::size_t left = 1;
  while (left > 0) {
    left = ZSTD_compressStream2(context, &to, &in, in.pos < in.size ? ZSTD_e_continue : ZSTD_e_end);
    if (ZSTD_isError(left) != 0) throw std::runtime_error(ZSTD_getErrorName(left));
    if (in.pos < in.size) left = 1;
    if (in.pos == in.size && left == 0) {
      left = ZSTD_compressStream2(context, &to, &in, ZSTD_e_end);
    }
  }
  ZSTD_freeCCtx(context);
  out.resize(to.pos);
  return out;
}

struct PackedFile {
  std::string name;
  std::string bytes;
  bool link = false;       // a symbolic link
  bool encrypted = false;  // with a password
};

inline std::string zipped(const std::vector<PackedFile>& files) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* const zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const PackedFile& file : files) {
    zip_source_t* const source = zip_source_buffer(zip, file.bytes.data(), file.bytes.size(), 0);
    const zip_int64_t index = zip_file_add(zip, file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) throw std::runtime_error(zip_strerror(zip));
    const auto at = static_cast<zip_uint64_t>(index);
    constexpr zip_uint32_t kLink = 0120777U << 16U;
    if (file.link) zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_UNIX, kLink);
    if (file.encrypted) zip_file_set_encryption(zip, at, ZIP_EM_AES_256, "secret");
  }
  if (zip_close(zip) != 0) throw std::runtime_error(zip_strerror(zip));
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string out(stat.size, '\0');
  zip_source_open(target);
  zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  zip_source_free(target);
  return out;
}

// The same with one byte string put in place of another of the same length, wherever it stands: for
// what no library writes (two members of one name).
inline std::string patched(std::string bytes, std::string_view from, std::string_view to) {
  for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + 1)) {
    bytes.replace(at, from.size(), to);
  }
  return bytes;
}

}  // namespace voxmap::testing
