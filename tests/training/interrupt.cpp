#include <strata/training/interrupt.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {
volatile std::sig_atomic_t seen = 0;
}

TEST_CASE("An interrupt is remembered, and the handler of before comes back") {
  const auto original = std::signal(SIGINT, [](int) { seen = 1; });
  {
    const InterruptGuard guard;
    CHECK_FALSE(guard.interrupted());
    std::raise(SIGINT);
    CHECK(guard.interrupted());
    CHECK(seen == 0);
  }
  std::raise(SIGINT);
  CHECK(seen == 1);
  CHECK_FALSE(InterruptGuard{}.interrupted());
  std::signal(SIGINT, original);
}

TEST_CASE("Guards that overlap put the first handler back") {
  seen = 0;
  const auto original = std::signal(SIGINT, [](int) { seen = 1; });
  auto* first = new InterruptGuard;
  auto* second = new InterruptGuard;
  delete first;
  std::raise(SIGINT);
  CHECK(second->interrupted());
  CHECK(seen == 0);
  delete second;
  std::raise(SIGINT);
  CHECK(seen == 1);
  std::signal(SIGINT, original);
}
