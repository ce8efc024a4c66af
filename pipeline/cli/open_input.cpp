// Finding the adapter of a file by its content, and what else a load needs from outside.
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "cli/head_stream.hpp"
#include "cli/load_job.hpp"
#include "voxmap/beside.hpp"

namespace voxmap::cli {
namespace {

std::string names_of_adapters() {
  std::vector<std::string_view> names;
  for (const auto& adapter : adapters()) names.push_back(adapter.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// nullptr for no name.
const Adapter* named_adapter(std::string_view name) {
  if (name.empty()) return nullptr;
  const Adapter* const adapter = find_adapter(name);
  if (adapter != nullptr) return adapter;
  std::vector<std::string> known;
  for (const auto& each : adapters()) known.emplace_back(each.name);
  const auto hint = did_you_mean(name, known);
  throw Error(Exit::usage, fmt::format("no adapter \"{}\"", name),
              fmt::format("{}{}voxmap adapters lists them", hint, hint.empty() ? "" : "  "));
}

const Adapter* recognised(std::string_view head, const std::string& shown) {
  if (const auto reason = why_not(head)) {
    throw Error(Exit::data, fmt::format("{}: {}", shown, *reason));
  }
  const Adapter* const adapter = recognise(head);
  if (adapter != nullptr) return adapter;
  throw Error(Exit::data, fmt::format("{}: no adapter recognises this content", shown),
              fmt::format("name one with --adapter: {}", names_of_adapters()));
}

// What stands beside a file and says something of it: a small regular file, or nothing.
std::string read_beside(const std::string& path) {
  constexpr std::uintmax_t kMost = std::uintmax_t{64} << 20U;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return {};
  if (std::filesystem::file_size(path, error) > kMost || error) return {};
  return read_file(path, kMost);
}

bool is_file(const std::string& path) {
  struct stat info {};
  return path != "-" && ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

// An archive is read from its end: what cannot be opened anew is read into memory.
std::string bytes_of_pipe(const std::string& path, std::istream& stream) {
  if (is_file(path)) return {};
  constexpr std::size_t kMost = std::size_t{256} << 20U;
  std::string bytes;
  std::array<char, 65536> chunk{};
  while (const auto got =
             stream.rdbuf()->sgetn(chunk.data(), static_cast<std::streamsize>(chunk.size()))) {
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
    if (bytes.size() > kMost) {
      throw Error(Exit::data, "an archive of more than 256 MiB that comes through a pipe",
                  "save it, and give its path");
    }
  }
  return bytes;
}

Opened open_zip(const std::string& path, std::istream& stream, const Adapter* adapter,
                const InputWish& wish) {
  std::set<std::string, std::less<>> used;
  ArchiveWish archive;
  archive.adapter = adapter;
  archive.mapping = wish.mapping;
  archive.limits = wish.limits;
  archive.options = [&wish, &used](const Adapter& each) {
    std::map<std::string, std::string, std::less<>> own;
    for (const Option& option : each.options) {
      const auto given = wish.options.find(option.name);
      if (given == wish.options.end()) continue;
      own.insert(*given);
      used.insert(given->first);
    }
    return complete_options(each, own);
  };
  auto source = open_archive(path, bytes_of_pipe(path, stream), std::move(archive));
  for (const auto& [name, value] : wish.options) {
    if (!used.contains(name)) {
      throw Error(Exit::config,
                  fmt::format("no adapter of {}'s members has an option \"{}\"", path, name),
                  source->notes().empty() ? std::string() : source->notes().front());
    }
  }
  return {adapter != nullptr ? std::string(adapter->name) : "archive", std::move(source)};
}

}  // namespace

std::string unpacked_name(std::string path) {
  for (const std::string_view suffix : {".gz", ".gzip", ".zst", ".zstd"}) {
    if (path.size() > suffix.size() && path.ends_with(suffix)) {
      path.resize(path.size() - suffix.size());
      break;
    }
  }
  return path;
}

Opened open_source(const std::string& path, const InputWish& wish) {
  const std::string shown = path == "-" ? "standard input" : path;
  const Adapter* adapter = named_adapter(wish.adapter);
  auto stream = open_with_head(path);
  if (stream->head().empty()) {
    throw Error(Exit::no_input, shown + ": is empty", "nothing was read, nothing was changed");
  }
  const Packing packing = packing_of(stream->head());
  // A document whose beginning shows pictures only is known by its end, or by whom it is given to.
  if (packing == Packing::zip && adapter == nullptr && is_file(path)) {
    adapter = named_adapter(office_adapter(path, wish.limits));
  }
  const bool office = adapter != nullptr && (adapter->name == "xlsx" || adapter->name == "docx");
  if (packing == Packing::zip && !office) return open_zip(path, *stream, adapter, wish);

  Input input;
  input.name = path;
  input.mapping = wish.mapping;
  if (path != "-") input.beside = std::make_shared<Beside>(read_beside);
  auto taken = std::make_shared<std::atomic<std::uint64_t>>(0);
  const bool stream_packed = packing == Packing::gzip || packing == Packing::zstd;
  if (stream_packed) {
    input.inner = unpacked_name(path);
    stream = with_head(unpack(std::move(stream), packing, shown, wish.limits, taken));
    if (stream->head().empty())
      throw Error(Exit::no_input, shown + ": nothing is compressed in it");
    if (packing_of(stream->head()) != Packing::none) {
      throw Error(Exit::data, shown + ": what is compressed in it is packed itself",
                  "unpack it once, and give what is in it");
    }
  }
  if (is_file(path)) {
    input.again = [path, shown, packing, stream_packed,
                   limits = wish.limits]() -> std::unique_ptr<std::istream> {
      auto anew = open_with_head(path);
      if (!stream_packed) return anew;
      return unpack(std::move(anew), packing, shown, limits);
    };
  }
  if (adapter == nullptr) adapter = recognised(stream->head(), shown);
  input.stream = std::move(stream);
  input.options = complete_options(*adapter, wish.options);
  auto source = adapter->open(std::move(input));
  if (stream_packed) source = with_position(std::move(source), std::move(taken));
  return {std::string(adapter->name), std::move(source)};
}

Options complete_options(const Adapter& adapter,
                         const std::map<std::string, std::string, std::less<>>& given) {
  Options options;
  std::vector<std::string> known;
  for (const auto& option : adapter.options) {
    options[std::string(option.name)] = std::string(option.default_value);
    known.emplace_back(option.name);
  }
  for (const auto& [name, value] : given) {
    if (options.find(name) == options.end()) {
      if (name == "codebook") {
        throw Error(Exit::config,
                    fmt::format("adapter {} has no use for the codebook {}", adapter.name, value),
                    "codebooks say what columns and codes of surveys mean; leave it out here");
      }
      const auto hint = did_you_mean(name, known);
      throw Error(Exit::config, fmt::format("adapter {} has no option \"{}\"", adapter.name, name),
                  known.empty()  ? "it has no options at all"
                  : hint.empty() ? fmt::format("it has: {}", fmt::join(known, ", "))
                                 : hint);
    }
    options[name] = value;
  }
  return options;
}

std::map<std::string, std::string, std::less<>> parse_options(const Arguments& args) {
  std::map<std::string, std::string, std::less<>> options;
  for (const auto& option : args.all("option")) {
    const auto equals = option.find('=');
    if (equals == std::string::npos) {
      throw Error(Exit::usage, fmt::format("--option takes NAME=VALUE, not \"{}\"", option));
    }
    options[option.substr(0, equals)] = option.substr(equals + 1);
  }
  if (args.has("codebook")) {
    const std::string file = args.get("codebook");
    if (file.empty()) throw Error(Exit::usage, "--codebook takes a file, not an empty name");
    const auto [found, fresh] = options.try_emplace("codebook", file);
    if (!fresh && found->second != file) {
      throw Error(Exit::usage,
                  fmt::format("--codebook is {}, --option codebook is {}", file, found->second),
                  "give one of them");
    }
  }
  return options;
}

std::vector<std::string> pack_folders() {
  namespace fs = std::filesystem;
  std::vector<std::string> folders;
  if (const char* set = std::getenv("VOXMAP_PACKS")) {  // NOLINT(concurrency-mt-unsafe)
    std::string_view rest = set;
    while (!rest.empty()) {
      const auto colon = std::min(rest.find(':'), rest.size());
      if (colon > 0) folders.emplace_back(rest.substr(0, colon));
      rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
  }
  std::error_code error;
  const auto self = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    const auto installed = self.parent_path().parent_path() / "share/voxmap/lexicons";
    if (fs::is_directory(installed, error)) folders.push_back(installed.string());
  }
  if (fs::is_directory(VOXMAP_SOURCE_LEXICONS, error)) folders.emplace_back(VOXMAP_SOURCE_LEXICONS);
  return folders;
}

std::string project_key(const std::string& path, bool& made) {
  made = false;
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) {
    const auto text = read_file(path, 65536);
    auto key = std::string(trim(text));
    if (key.size() < 16) {
      throw Error(Exit::config, fmt::format("{}: the key has fewer than 16 characters", path),
                  "pseudonyms made with it could be guessed: restore the key of this project, or "
                  "remove the file to have a new one made for a new store");
    }
    return key;
  }
  std::array<std::uint8_t, 32> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error(Exit::io, "the system gave no random bytes for a new key");
  }
  auto key = hex(bytes.data(), bytes.size());
  write_file(path, key + "\n");
  made = true;
  return key;
}

}  // namespace voxmap::cli
