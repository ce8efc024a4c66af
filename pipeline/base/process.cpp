// posix_spawn and three pipes.
#include "base/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMostErrors = 64UL << 10;

[[noreturn]] void fail(const std::string& what, int code) {
  throw Error(Exit::io, what + ": " + std::strerror(code));  // NOLINT(concurrency-mt-unsafe)
}

class PipeEnd {
 public:
  PipeEnd() = default;
  ~PipeEnd() { reset(); }
  PipeEnd(const PipeEnd&) = delete;
  PipeEnd& operator=(const PipeEnd&) = delete;
  void reset(int fd = -1) {
    if (fd_ >= 0) close(fd_);
    fd_ = fd;
  }
  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] bool open() const noexcept { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// A socket for the input, because a pipe whose reader is gone would raise SIGPIPE here.
void make_pair(PipeEnd& ours, PipeEnd& theirs, bool socket) {
  std::array<int, 2> ends{};
  const int made = socket ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data())
                          : pipe2(ends.data(), O_CLOEXEC);
  if (made != 0) fail("pipe", errno);
  ours.reset(ends[0]);
  theirs.reset(ends[1]);
  fcntl(ours.get(), F_SETFL, O_NONBLOCK);
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& added) {
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    const bool replaced = std::ranges::any_of(
        added, [&](const auto& a) { return variable.substr(0, variable.find('=')) == a.first; });
    if (!replaced) out.emplace_back(variable);
  }
  for (const auto& [name, value] : added) out.push_back(fmt::format("{}={}", name, value));
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

pid_t start(const ProgramRun& run, int input, int output, int errors) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  // Signals as a program expects them, whatever this one ignores.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> arguments = {run.path};
  arguments.insert(arguments.end(), run.arguments.begin(), run.arguments.end());
  std::vector<std::string> environment = environment_with(run.environment);
  pid_t child = 0;
  const int failed = posix_spawn(&child, run.path.c_str(), &actions, &attributes,
                                 pointers(arguments).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) fail(run.path, failed);
  return child;
}

// Sends what fits; closes the input at its end, or when nobody reads any more.
void send_some(PipeEnd& to, std::string_view& rest) {
  while (!rest.empty()) {
    const ssize_t sent = send(to.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) return;
    if (sent < 0) break;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  to.reset();
}

void read_some(PipeEnd& from, std::string& to, std::size_t most) {
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = read(from.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) break;
    to.append(buffer.data(), std::min(static_cast<std::size_t>(got), most - to.size()));
  }
  from.reset();
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

std::optional<std::string> find_program(std::string_view name) {
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (!folder.starts_with('/')) continue;
    std::string file = std::string(folder) + "/" + std::string(name);
    if (access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

ProgramResult run_program(const ProgramRun& run) {
  PipeEnd input, output, errors;
  pid_t child = 0;
  {
    PipeEnd child_input, child_output, child_errors;
    make_pair(input, child_input, true);
    make_pair(output, child_output, false);
    make_pair(errors, child_errors, false);
    child = start(run, child_input.get(), child_output.get(), child_errors.get());
  }
  ProgramResult result;
  std::string_view rest = run.input;
  if (rest.empty()) input.reset();
  const auto end = Clock::now() + run.limit;
  while (output.open() || errors.open()) {
    std::array<pollfd, 3> waits = {{{input.get(), POLLOUT, 0},  // -1 is passed over
                                    {output.get(), POLLIN, 0},
                                    {errors.get(), POLLIN, 0}}};
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) {
      result.late = true;
      kill(child, SIGKILL);
      break;
    }
    if (poll(waits.data(), waits.size(), static_cast<int>(std::min<long>(left, 60'000))) < 0) {
      continue;
    }
    if (waits[0].revents != 0) send_some(input, rest);
    if (waits[1].revents != 0) read_some(output, result.output, SIZE_MAX);
    if (waits[2].revents != 0) read_some(errors, result.errors, kMostErrors);
  }
  result.exit = wait_for(child);
  return result;
}

}  // namespace voxmap
