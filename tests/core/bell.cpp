#include <atomic>
#include <thread>

#include <strata/core/bell.hpp>

#include "../support/checks.hpp"

TEST_CASE("Two threads wake each other 2,000 times") {
  strata::detail::Bell bell;
  std::atomic<unsigned> ball = 0;
  const auto play = [&](unsigned mine) {
    for (unsigned round = 0; round < 1'000; ++round) {
      for (unsigned now = ball.load(); now % 2 != mine; now = ball.load()) bell.wait(ball, now);
      ++ball;
      bell.ring(ball);
    }
  };
  std::thread other(play, 1u);
  play(0);
  other.join();
  CHECK(ball == 2'000);
}
