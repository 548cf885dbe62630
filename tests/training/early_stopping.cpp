#include <strata/training/early_stopping.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("EarlyStopping counts the epochs since the best") {
  const EarlyStopping stopping{.patience = 2, .min_delta = 0.1};
  auto state = stopping.init();
  CHECK(stopping.improves(5, state));
  CHECK_FALSE(stopping.improves(4.95, state));
  CHECK_FALSE(stopping.stops(state));
  CHECK(stopping.improves(4.8, state));
  CHECK_FALSE(stopping.improves(std::nan(""), state));
  CHECK_FALSE(stopping.stops(state));
  CHECK_FALSE(stopping.improves(4.8, state));
  CHECK(stopping.stops(state));
}

TEST_CASE("EarlyStopping without patience stops at the first epoch that is no better") {
  const EarlyStopping stopping{.patience = 0};
  auto state = stopping.init();
  CHECK(stopping.improves(5, state));
  CHECK_FALSE(stopping.stops(state));
  CHECK_FALSE(stopping.improves(5, state));
  CHECK(stopping.stops(state));
}

TEST_CASE("By default, EarlyStopping waits for five epochs without any fall") {
  const EarlyStopping stopping;
  CHECK(stopping.patience == 5);
  CHECK(stopping.min_delta == 0);
  const auto state = stopping.init();
  CHECK(state.best == std::numeric_limits<double>::infinity());
  CHECK(state.epochs_since_best == 0);
}
