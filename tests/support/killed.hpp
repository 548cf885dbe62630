#pragma once

#include <chrono>
#include <csignal>
#include <cstdint>
#include <thread>

#include <strata/core/random.hpp>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "catch2.hpp"

namespace checks {

/// Calls `step` for ever, and writes a byte to the pipe after the first time; an exception ends the process.
template <class Step>
[[noreturn]] void repeat(const Step& step, int pipe) noexcept {
  step();
  if (::write(pipe, "", 1) != 1) ::_exit(1);
  while (true) step();
}

/// Starts a process that calls `step(kill)` again and again, kills it at a random moment after the first
/// call, and then calls `check()`; 200 times.
template <class Step, class Check>
void killed_at_random_moments(Step&& step, Check&& check) {
  strata::Generator generator(5);
  for (int kill = 0; kill < 200; ++kill) {
    int begun[2];
    REQUIRE(::pipe(begun) == 0);
    const ::pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) repeat([&] { step(kill); }, begun[1]);
    ::close(begun[1]);
    char byte;
    REQUIRE(::read(begun[0], &byte, 1) == 1);
    std::this_thread::sleep_for(std::chrono::microseconds(generator() % 20'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(begun[0]);
    check();
  }
}

}  // namespace checks
