// Making ZIP archives in tests, in memory.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace voxmap::testing {

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

}  // namespace voxmap::testing
