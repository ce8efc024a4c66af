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
#include <streambuf>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/problems.hpp"
#include "base/utf8.hpp"
#include "cli/load_job.hpp"

namespace voxmap::cli {
namespace {

// The head that was looked at, then the rest: recognition works on pipes too.
class HeadThenRest final : public std::streambuf {
 public:
  HeadThenRest(std::string head, std::unique_ptr<std::istream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {
    setg(head_.data(), head_.data(), head_.data() + head_.size());
  }

 protected:
  int_type underflow() override {
    const auto got =
        rest_->rdbuf()->sgetn(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (got <= 0) return traits_type::eof();
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(buffer_[0]);
  }
  std::streamsize xsgetn(char* to, std::streamsize wanted) override {
    const auto held = std::min<std::streamsize>(wanted, egptr() - gptr());
    std::copy_n(gptr(), held, to);
    gbump(static_cast<int>(held));
    if (held == wanted) return held;
    return held + rest_->rdbuf()->sgetn(to + held, wanted - held);
  }

 private:
  std::string head_;
  std::unique_ptr<std::istream> rest_;
  std::array<char, 65536> buffer_{};
};

class HeadStream final : public std::istream {
 public:
  HeadStream(std::string head, std::unique_ptr<std::istream> rest)
      : std::istream(nullptr), buffer_(std::move(head), std::move(rest)) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // an Error thrown while reading passes through
  }

 private:
  HeadThenRest buffer_;
};

std::string names_of_adapters() {
  std::vector<std::string_view> names;
  for (const auto& adapter : adapters()) names.push_back(adapter.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Opened open_with_adapter(const std::string& path, std::string_view name) {
  Opened opened;
  auto stream = open_input(path);
  std::string head(kHeadBytes, '\0');
  head.resize(static_cast<std::size_t>(
      stream->rdbuf()->sgetn(head.data(), static_cast<std::streamsize>(head.size()))));
  const std::string shown = path == "-" ? "standard input" : path;
  if (head.empty()) {
    throw Error(Exit::no_input, shown + ": is empty", "nothing was read, nothing was changed");
  }
  if (!name.empty()) {
    opened.adapter = find_adapter(name);
    if (opened.adapter == nullptr) {
      std::vector<std::string> known;
      for (const auto& adapter : adapters()) known.emplace_back(adapter.name);
      const auto hint = did_you_mean(name, known);
      throw Error(Exit::usage, fmt::format("no adapter \"{}\"", name),
                  fmt::format("{}{}voxmap adapters lists them", hint, hint.empty() ? "" : "  "));
    }
  } else {
    if (const auto reason = why_not(head)) {
      throw Error(Exit::data, fmt::format("{}: {}", shown, *reason));
    }
    opened.adapter = recognise(head);
    if (opened.adapter == nullptr) {
      throw Error(Exit::data, fmt::format("{}: no adapter recognises this content", shown),
                  fmt::format("name one with --adapter: {}", names_of_adapters()));
    }
  }
  opened.stream = std::make_unique<HeadStream>(std::move(head), std::move(stream));
  return opened;
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
