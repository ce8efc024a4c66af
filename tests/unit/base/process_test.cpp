// Other programs: arguments and input reach them unharmed, and none can hold this one up.
#include "base/process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "voxmap/error.hpp"

namespace voxmap {
namespace {

using testing::HasSubstr;

ProgramRun shell(std::string script, std::string_view input = {}) {
  ProgramRun run;
  run.path = find_program("sh").value();
  run.arguments = {"-c", std::move(script)};
  run.input = input;
  return run;
}

TEST(Process, FindsByAbsoluteFoldersOnly) {
  EXPECT_TRUE(find_program("sh").value_or("").starts_with("/"));
  EXPECT_EQ(find_program("no-such-program-anywhere"), std::nullopt);
  const std::string path = std::getenv("PATH");
  setenv("PATH", ".::relative:/nonexistent", 1);
  EXPECT_EQ(find_program("sh"), std::nullopt);
  setenv("PATH", path.c_str(), 1);
}

TEST(Process, InputAndOutputLargerThanAnyPipe) {
  const std::string text(3 << 20, 'x');
  const ProgramResult result = run_program(shell("cat; echo done >&2; exit 3", text));
  EXPECT_EQ(result.output, text);
  EXPECT_EQ(result.errors, "done\n");
  EXPECT_EQ(result.exit, 3);
}

TEST(Process, ArgumentsAreNoShellText) {
  ProgramRun run;
  run.path = find_program("printf").value();
  run.arguments = {"%s|", "$(id); `id` \"'", "a b", ""};
  EXPECT_EQ(run_program(run).output, "$(id); `id` \"'|a b||");
}

TEST(Process, AProgramThatReadsNothingIsNoFault) {
  const std::string text(3 << 20, 'x');
  EXPECT_EQ(run_program(shell("exit 0", text)).exit, 0);
  EXPECT_EQ(run_program(shell("exec <&-; echo still here", text)).output, "still here\n");
}

TEST(Process, EnvironmentIsAddedAndReplaced) {
  setenv("VOXMAP_PROCESS_TEST", "old", 1);
  ProgramRun run = shell("echo $VOXMAP_PROCESS_TEST $PATH");
  run.environment = {{"VOXMAP_PROCESS_TEST", "new"}};
  EXPECT_EQ(run_program(run).output, std::string("new ") + std::getenv("PATH") + "\n");
  unsetenv("VOXMAP_PROCESS_TEST");
}

TEST(Process, SignalsAndTimeLimit) {
  EXPECT_EQ(run_program(shell("kill -9 $$")).exit, 137);
  ProgramRun run = shell("exec sleep 60");
  run.limit = std::chrono::milliseconds(100);
  const ProgramResult result = run_program(run);
  EXPECT_TRUE(result.late);
  EXPECT_EQ(result.exit, 137);
}

TEST(Process, WhatCannotBeStartedIsAnError) {
  ProgramRun run;
  run.path = "/nonexistent/program";
  try {
    (void)run_program(run);
    FAIL() << "started";
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), Exit::io);
    EXPECT_THAT(error.what(), HasSubstr("/nonexistent/program"));
  }
}

}  // namespace
}  // namespace voxmap
