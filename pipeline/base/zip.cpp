// ZIP archives through libzip.
#include "base/zip.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <streambuf>
#include <utility>

#include "base/utf8.hpp"
#include "voxmap/error.hpp"

namespace voxmap {
namespace {

constexpr std::string_view kLocalHeader = {"PK\x03\x04", 4};
constexpr std::string_view kDamaged =
    "copied or downloaded again, it may be whole; \"unzip -t\" says what is damaged";

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;)
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// APPNOTE.TXT 4.4.5 of the ZIP format.
std::string method_name(std::uint64_t method) {
  constexpr std::uint64_t kDeflate64 = 9;
  constexpr std::uint64_t kPpmd = 98;
  if (method == kDeflate64) return "Deflate64";
  if (method == kPpmd) return "PPMd";
  return fmt::format("method {}", method);
}

std::string message_of(zip_error_t* error) {
  std::string message = zip_error_strerror(error);
  zip_error_fini(error);
  return message;
}

[[noreturn]] void cannot_open(const std::string& name, int code, int system) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string message = message_of(&error);
  if (code == ZIP_ER_NOENT) throw Error(Exit::no_input, name + ": no such file");
  if (code == ZIP_ER_OPEN && (system == EACCES || system == EPERM)) {
    throw Error(Exit::permission, name + ": not readable by this user");
  }
  if (code == ZIP_ER_OPEN || code == ZIP_ER_READ || code == ZIP_ER_SEEK) {
    throw Error(Exit::io, fmt::format("{}: {}", name, message));
  }
  if (code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS || code == ZIP_ER_EOF) {
    throw Error(Exit::data,
                name +
                    ": a ZIP archive that is cut off or damaged: the list of its members, which "
                    "stands at the end, cannot be read",
                std::string(kDamaged));
  }
  throw Error(Exit::data, fmt::format("{}: a ZIP archive that cannot be read: {}", name, message));
}

struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

class MemberBuffer final : public std::streambuf {
 public:
  MemberBuffer(std::unique_ptr<zip_file_t, FileCloser> file, std::string name, std::uint64_t most)
      : file_(std::move(file)), name_(std::move(name)), left_(most) {}

 protected:
  int_type underflow() override {
    if (ended_) return traits_type::eof();
    const zip_int64_t got = zip_fread(file_.get(), buffer_.data(), buffer_.size());
    if (got < 0) {
      throw DamagedArchive(Exit::data,
                           fmt::format("{}: damaged: {}", name_, zip_file_strerror(file_.get())),
                           std::string(kDamaged));
    }
    ended_ = got == 0;
    if (ended_) return traits_type::eof();
    const auto size = static_cast<std::uint64_t>(got);
    if (size > left_) {
      throw DamagedArchive(Exit::data,
                           name_ + ": unpacks to more than the archive says or allows: a bomb?",
                           std::string(kDamaged));
    }
    left_ -= size;
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(buffer_[0]);
  }

 private:
  std::unique_ptr<zip_file_t, FileCloser> file_;
  std::string name_;
  std::uint64_t left_;
  bool ended_ = false;
  std::array<char, 65536> buffer_{};
};

class MemberStream final : public std::istream {
 public:
  MemberStream(std::unique_ptr<zip_file_t, FileCloser> file, std::string name, std::uint64_t most)
      : std::istream(nullptr), buffer_(std::move(file), std::move(name), most) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // lets the buffer's Error through
  }

 private:
  MemberBuffer buffer_;
};

// Names are shown and compared, never opened; one that means harm says what the archive is for.
bool leads_out(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.front() == '\\') return true;
  if (name.size() > 1 && name[1] == ':') return true;
  std::string_view rest = name;
  while (!rest.empty()) {
    const std::size_t cut = std::min(rest.find_first_of("/\\"), rest.size());
    if (rest.substr(0, cut) == "..") return true;
    rest.remove_prefix(std::min(cut + 1, rest.size()));
  }
  return false;
}

}  // namespace

struct ZipArchive::State {
  std::string bytes;
  std::string name;
  zip_t* zip = nullptr;
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (zip != nullptr) zip_discard(zip);
  }
};

std::vector<std::string> zip_head_names(std::string_view head) {
  constexpr std::size_t kHeader = 30;
  std::vector<std::string> names;
  std::size_t at = 0;
  while (at + kHeader <= head.size() && head.substr(at, 4) == kLocalHeader) {
    const std::uint64_t flags = little_endian(head, at + 6, 2);
    const std::uint64_t packed = little_endian(head, at + 18, 4);
    const std::uint64_t name = little_endian(head, at + 26, 2);
    const std::uint64_t extra = little_endian(head, at + 28, 2);
    const std::size_t body = at + kHeader + name + extra;
    if (body > head.size()) break;
    names.emplace_back(head.substr(at + kHeader, name));
    // Sizes that stand behind the data: the next header is looked for.
    constexpr std::uint64_t kDescriptor = 8;
    if ((flags & kDescriptor) != 0 && packed == 0) {
      at = std::min(head.find(kLocalHeader, body), head.size());
    } else {
      at = body + packed;
    }
  }
  return names;
}

ZipArchive::ZipArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

ZipArchive ZipArchive::from_file(const std::string& path, std::uint64_t most_members) {
  ZipArchive archive(std::make_unique<State>());
  archive.state_->name = path;
  int code = 0;
  archive.state_->zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive.state_->zip == nullptr) cannot_open(path, code, errno);
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0)
    archive.file_size_ = static_cast<std::uint64_t>(info.st_size);
  archive.list(most_members);
  return archive;
}

ZipArchive ZipArchive::from_bytes(std::string bytes, const std::string& name,
                                  std::uint64_t most_members) {
  ZipArchive archive(std::make_unique<State>());
  State& state = *archive.state_;
  state.bytes = std::move(bytes);
  state.name = name;
  archive.file_size_ = state.bytes.size();
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source =
      zip_source_buffer_create(state.bytes.data(), state.bytes.size(), 0, &error);
  if (source == nullptr) throw Error(Exit::io, name + ": " + message_of(&error));
  state.zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (state.zip == nullptr) {
    zip_source_free(source);
    const int code = zip_error_code_zip(&error);
    const int system = zip_error_code_system(&error);
    zip_error_fini(&error);
    cannot_open(name, code, system);
  }
  zip_error_fini(&error);
  archive.list(most_members);
  return archive;
}

void ZipArchive::list(std::uint64_t most_members) {
  zip_t* const zip = state_->zip;
  const zip_int64_t count = zip_get_num_entries(zip, 0);
  if (count > 0 && static_cast<std::uint64_t>(count) > most_members) {
    throw Error(Exit::data,
                fmt::format("{}: {} members, more than {}", state_->name, count, most_members));
  }
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    const auto index = static_cast<zip_uint64_t>(i);
    constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat_index(zip, index, 0, &stat) != 0 || (stat.valid & kNeeded) != kNeeded) {
      throw Error(Exit::data,
                  fmt::format("{}: the entry of member {} is damaged", state_->name, i + 1),
                  std::string(kDamaged));
    }
    Member member;
    member.index = index;
    std::string name = stat.name;
    std::ranges::replace(name, '\\', '/');  // as some programs of Windows write it
    member.name = printable(name);
    member.size = stat.size;
    member.packed = stat.comp_size;
    member.encrypted =
        (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
    member.folder = member.name.ends_with('/');
    if ((stat.valid & ZIP_STAT_COMP_METHOD) != 0 &&
        zip_compression_method_supported(stat.comp_method, 0) == 0) {
      member.unreadable_method = method_name(stat.comp_method);
    }
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(zip, index, 0, &system, &attributes) == 0 &&
        system == ZIP_OPSYS_UNIX) {
      constexpr zip_uint32_t kKind = 0170000;
      constexpr zip_uint32_t kLink = 0120000;
      constexpr zip_uint32_t kFile = 0100000;
      constexpr zip_uint32_t kFolder = 0040000;
      const zip_uint32_t kind = attributes >> 16U & kKind;
      member.link = kind == kLink;
      member.special = !member.link && kind != 0 && kind != kFile && kind != kFolder;
    }
    members_.push_back(std::move(member));
  }
}

const ZipArchive::Member* ZipArchive::find(std::string_view name) const {
  const std::string wanted = fold(name);
  const auto found = std::ranges::find_if(
      members_, [&](const Member& member) { return fold(member.name) == wanted; });
  return found == members_.end() ? nullptr : &*found;
}

std::unique_ptr<std::istream> ZipArchive::open(const Member& member, std::uint64_t most) const {
  const std::string name = state_->name + "!" + member.name;
  if (member.encrypted) {
    throw DamagedArchive(Exit::data, name + ": is encrypted", "unpack it with its password first");
  }
  std::unique_ptr<zip_file_t, FileCloser> file(zip_fopen_index(state_->zip, member.index, 0));
  if (!file) {
    throw DamagedArchive(Exit::data,
                         fmt::format("{}: cannot be read: {}", name, zip_strerror(state_->zip)),
                         std::string(kDamaged));
  }
  return std::make_unique<MemberStream>(std::move(file), name, std::min(most, member.size));
}

std::string ZipArchive::read(const Member& member, std::uint64_t most) const {
  const auto stream = open(member, most);
  std::string bytes;
  std::array<char, 65536> chunk{};
  while (const auto got =
             stream->rdbuf()->sgetn(chunk.data(), static_cast<std::streamsize>(chunk.size()))) {
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

std::optional<std::string> ZipArchive::distrust() const {
  std::set<std::string, std::less<>> names;
  std::uint64_t packed = 0;
  for (const Member& member : members_) {
    if (leads_out(member.name)) {
      return fmt::format("member \"{}\" has a name that leads out of the archive", member.name);
    }
    if (!names.insert(fold(member.name)).second) {
      return fmt::format("two members are called \"{}\"", member.name);
    }
    if (member.link) return fmt::format("member \"{}\" is a link", member.name);
    if (member.special) return fmt::format("member \"{}\" is a device, not a file", member.name);
    if (member.packed > file_size_ - std::min(packed, file_size_)) {
      return std::string("its members overlap, as in a bomb");
    }
    packed += member.packed;
  }
  return std::nullopt;
}

}  // namespace voxmap
