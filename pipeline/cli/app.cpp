// Dispatch, and the one place of the program where an exception becomes an exit code.
#include "cli/app.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <csignal>
#include <exception>
#include <new>

#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/report.hpp"

namespace voxmap::cli {
namespace {

int dispatch(const std::vector<std::string>& words, Stream& err, std::string_view color) {
  const auto parsed = parse(words);
  Stream out(1, parsed.arguments.get("color", color));
  if (parsed.group != nullptr) {
    out.write(group_help(*parsed.group));
    out.flush();
    return parsed.arguments.has("help") ? 0 : static_cast<int>(Exit::usage);
  }
  if (parsed.arguments.has("help") || words.empty()) {
    out.write(parsed.command != nullptr ? command_help(*parsed.command) : overview_help());
    out.flush();
    return words.empty() ? static_cast<int>(Exit::usage) : 0;
  }
  if (parsed.arguments.has("version")) out.write(version_text());
  if (parsed.arguments.has("generate")) out.write(generate(parsed.arguments.get("generate")));
  int code = 0;
  if (parsed.command != nullptr) {
    Context context{parsed.arguments, out, err};
    code = parsed.command->run(context);
  }
  out.flush();
  return code;
}

}  // namespace

int run(const std::vector<std::string>& words) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(2), which Stream handles
  ::umask(077);                   // whatever voxmap makes is for its owner's eyes
  std::string color = "auto";
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--color") color = words[i + 1];
  }
  for (const auto& word : words) {
    if (word.starts_with("--color=")) color = word.substr(8);
  }
  Stream err(2, color);
  try {
    return dispatch(words, err, color);
  } catch (const Error& error) {
    print(error, err);
    return static_cast<int>(error.exit());
  } catch (const std::bad_alloc&) {
    print(Error(Exit::software, "out of memory"), err);
  } catch (const std::exception& error) {
    print(Error(Exit::software, fmt::format("internal error: {}", error.what()),
                "this is a bug in voxmap; what it committed so far is safe"),
          err);
  }
  return static_cast<int>(Exit::software);
}

}  // namespace voxmap::cli
