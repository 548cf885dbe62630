#include <strata/training/reduce_on_plateau.hpp>

#include "../pytorch/reference_optimizers.hpp"
#include "../support/checks.hpp"

using strata::ReduceOnPlateau;

namespace {

double distance_from(const ReduceOnPlateau& schedule, const std::vector<double>& reference) {
  Eigen::VectorXd rates(100);
  auto state = schedule.init();
  for (strata::Index step = 0; step < 100; ++step)
    rates(step) = 0.1 * schedule.step(pytorch::plateau_losses[static_cast<std::size_t>(step)], state);
  return checks::distance(rates, checks::matrix(100, 1, reference));
}

}  // namespace

TEST_CASE("ReduceOnPlateau gives PyTorch's learning rates") {
  CHECK(distance_from({}, pytorch::plateau) <= 1e-15);
  CHECK(
      distance_from({.factor = 0.5, .patience = 2, .threshold = 0.05, .cooldown = 4, .minimum_factor = 0.04},
                    pytorch::plateau_cooldown) <= 1e-15);
}

TEST_CASE("ReduceOnPlateau takes NaN for a loss that has not fallen") {
  const ReduceOnPlateau schedule{.factor = 0.5, .patience = 1};
  auto state = schedule.init();
  CHECK(schedule.step(std::nan(""), state) == 1);
  CHECK(schedule.step(std::nan(""), state) == 0.5);
  CHECK(schedule.step(3, state) == 0.5);
  CHECK(state.best == 3);
}

TEST_CASE("ReduceOnPlateau has PyTorch's defaults, and begins at the optimizer's rate") {
  const ReduceOnPlateau schedule;
  CHECK(schedule.factor == 0.1);
  CHECK(schedule.patience == 10);
  CHECK(schedule.threshold == 1e-4);
  CHECK(schedule.cooldown == 0);
  CHECK(schedule.minimum_factor == 0);
  const auto state = schedule.init();
  CHECK(state.factor == 1);
  CHECK(state.best == std::numeric_limits<double>::infinity());
  CHECK(state.bad_steps == 0);
  CHECK(state.cooldown_left == 0);
}

TEST_CASE(
    "ReduceOnPlateau takes no patience, no threshold and the highest minimum; an equal loss is no fall") {
  const ReduceOnPlateau schedule{.factor = 0.5, .patience = 0, .threshold = 0};
  auto state = schedule.init();
  CHECK(schedule.step(2, state) == 1);
  CHECK(schedule.step(2, state) == 0.5);
  CHECK(schedule.step(std::nextafter(2, 1), state) == 0.5);
  const ReduceOnPlateau never{.patience = 0, .minimum_factor = 1};
  state = never.init();
  CHECK(never.step(2, state) == 1);
  CHECK(never.step(2, state) == 1);
}

TEST_CASE("ReduceOnPlateau counts a loss as fallen below its share of the lowest alone") {
  const ReduceOnPlateau schedule{.factor = 0.5, .patience = 0, .threshold = 0.25, .cooldown = 1};
  auto state = schedule.init();
  CHECK(schedule.step(4, state) == 1);
  CHECK(schedule.step(2.875, state) == 1);
  CHECK(schedule.step(2.875, state) == 0.5);
  CHECK(state.best == 2.875);
  CHECK(state.cooldown_left == 1);
  CHECK(schedule.step(2.875, state) == 0.5);
  CHECK(schedule.step(2.875, state) == 0.25);
}

TEST_CASE("ReduceOnPlateau refuses settings out of their range and leaves its state") {
  auto state = ReduceOnPlateau{}.init();
  CHECK_THROWS_WITH(ReduceOnPlateau{.factor = 1}.step(1, state),
                    "strata: ReduceOnPlateau: expected a factor between 0 and 1, got 1; leave it out for the "
                    "default");
  CHECK_THROWS_WITH(ReduceOnPlateau{.factor = 0}.step(1, state), contains("a factor between 0 and 1, got 0"));
  CHECK_THROWS_WITH(ReduceOnPlateau{.patience = -1}.step(1, state), contains("a patience of at least 0"));
  CHECK_THROWS_WITH(ReduceOnPlateau{.threshold = -1}.step(1, state), contains("a threshold of at least 0"));
  CHECK_THROWS_WITH(ReduceOnPlateau{.cooldown = -1}.step(1, state), contains("a cooldown of at least 0"));
  CHECK_THROWS_WITH(ReduceOnPlateau{.minimum_factor = 2}.step(1, state),
                    contains("a minimum_factor from 0 to 1"));
  CHECK(state.best == std::numeric_limits<double>::infinity());
}
