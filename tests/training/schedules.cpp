#include <strata/training/schedules.hpp>

#include "../pytorch/reference_optimizers.hpp"
#include "../support/checks.hpp"

using namespace strata;

namespace {

/// The learning rates of an optimizer with rate 0.1.
template <class S>
double distance_from(const S& schedule, const std::vector<double>& reference) {
  Eigen::VectorXd rates(100);
  for (Index step = 0; step < 100; ++step) rates(step) = 0.1 * schedule(step);
  return checks::distance(rates, checks::matrix(100, 1, reference));
}

}  // namespace

TEST_CASE("Schedules give PyTorch's learning rates") {
  CHECK(distance_from(ConstantRate{}, std::vector<double>(100, 0.1)) == 0);
  CHECK(distance_from(StepDecay{.every = 30, .gamma = 0.3}, pytorch::step_decay) <= 1e-15);
  CHECK(distance_from(ExponentialDecay{.gamma = 0.95}, pytorch::exponential_decay) <= 1e-15);
  CHECK(distance_from(CosineDecay{.steps = 99, .final_factor = 0.02}, pytorch::cosine_decay) <= 1e-15);
  CHECK(distance_from(OneCycle{.steps = 100}, pytorch::one_cycle) <= 1e-15);
  CHECK(distance_from(
            OneCycle{.steps = 100, .warm_up_fraction = 0.123, .initial_divisor = 10, .final_divisor = 50},
            pytorch::one_cycle_early) <= 1e-15);
  CHECK(distance_from(LinearWarmUp<>{}, pytorch::linear_warm_up) <= 1e-15);
  CHECK(distance_from(
            LinearWarmUp<CosineDecay>{
                .steps = 12, .start_factor = 0.2, .then = {.steps = 87, .final_factor = 0.03}},
            pytorch::warm_up_cosine) <= 1e-15);
}

TEST_CASE("CosineDecay and OneCycle stay where they end") {
  CHECK(std::abs(CosineDecay{.steps = 10, .final_factor = 0.1}(10) - 0.1) <= 1e-16);
  CHECK(CosineDecay{.steps = 10, .final_factor = 0.1}(1000) ==
        CosineDecay{.steps = 10, .final_factor = 0.1}(10));
  CHECK(std::abs(OneCycle{.steps = 10}(9) - 1 / 25e4) <= 1e-16);
  CHECK(OneCycle{.steps = 10}(1000) == OneCycle{.steps = 10}(9));
}

TEST_CASE("OneCycle begins or ends at its highest rate where it is told to") {
  CHECK(OneCycle{.steps = 10, .warm_up_fraction = 0.1}(0) == 1);
  CHECK(OneCycle{.steps = 10, .warm_up_fraction = 1}(9) == 1);
  CHECK(OneCycle{.steps = 1, .warm_up_fraction = 1}(0) == 1);
  CHECK(std::isfinite(OneCycle{.steps = 1}(0)));
  CHECK(std::isfinite(OneCycle{.steps = 1, .warm_up_fraction = 0}(0)));
}

TEST_CASE("LinearWarmUp of no steps begins with what follows") {
  CHECK(LinearWarmUp<ExponentialDecay>{.steps = 0, .then = {.gamma = 0.5}}(3) == 0.125);
}

TEST_CASE("Schedules refuse settings out of their range") {
  CHECK_THROWS_WITH(StepDecay{}(0),
                    "strata: StepDecay: expected an interval of at least 1 step, got 0; as in "
                    "StepDecay{.every = 30}");
  CHECK_THROWS_WITH(ExponentialDecay{}(0),
                    "strata: ExponentialDecay: expected a gamma above 0, got 0; as in "
                    "ExponentialDecay{.gamma = 0.95}");
  CHECK_THROWS_WITH(CosineDecay{}(0),
                    "strata: CosineDecay: expected at least 1 step, got 0; set .steps to the length of "
                    "training");
  CHECK_THROWS_WITH(OneCycle{.steps = -1}(0), contains("strata: OneCycle: expected at least 1 step, got -1"));
  CHECK_THROWS_WITH((OneCycle{.steps = 5, .warm_up_fraction = 1.5}(0)),
                    contains("a warm_up_fraction from 0 to 1"));
  CHECK_THROWS_WITH((OneCycle{.steps = 5, .initial_divisor = 0}(0)), contains("an initial_divisor above 0"));
  CHECK_THROWS_WITH((OneCycle{.steps = 5, .final_divisor = 0}(0)), contains("a final_divisor above 0"));
  CHECK_THROWS_WITH((StepDecay{.every = 5, .gamma = -1}(0)), contains("a gamma above 0, got -1"));
  CHECK_THROWS_WITH((CosineDecay{.steps = 5, .final_factor = -1}(0)),
                    contains("a final_factor of at least 0"));
  CHECK_THROWS_WITH((LinearWarmUp<>{.steps = -1}(0)), contains("at least 0 steps, got -1"));
  CHECK_THROWS_WITH((LinearWarmUp<>{.start_factor = 2}(0)), contains("a start_factor from 0 to 1, got 2"));
}

TEST_CASE("LinearWarmUp hands over in the step after its last") {
  const LinearWarmUp<OneCycle> schedule{.steps = 4, .start_factor = 0.5, .then = {.steps = 100}};
  CHECK(schedule(3) == 0.875);
  CHECK(schedule(4) == OneCycle{.steps = 100}(0));
  CHECK(schedule(5) == OneCycle{.steps = 100}(1));
}

TEST_CASE("Schedules have no length of their own, and PyTorch's other defaults") {
  CHECK(StepDecay{}.every == 0);
  CHECK(StepDecay{}.gamma == 0.1);
  CHECK(ExponentialDecay{}.gamma == 0);
  CHECK(CosineDecay{}.steps == 0);
  CHECK(CosineDecay{}.final_factor == 0);
  CHECK(OneCycle{}.steps == 0);
  CHECK(OneCycle{}.warm_up_fraction == 0.3);
  CHECK(OneCycle{}.initial_divisor == 25);
  CHECK(OneCycle{}.final_divisor == 1e4);
  CHECK(LinearWarmUp<>{}.steps == 5);
  CHECK(LinearWarmUp<>{}.start_factor == 1.0 / 3);
}

TEST_CASE("Schedules take settings at the ends of their range") {
  CHECK(StepDecay{.every = 1, .gamma = 0.5}(3) == 0.125);
  CHECK_THROWS_AS((StepDecay{.every = 1, .gamma = 0}(0)), std::invalid_argument);
  CHECK(CosineDecay{.steps = 1}(0) == 1);
  CHECK(CosineDecay{.steps = 1}(1) == 0);
  CHECK(OneCycle{.steps = 10, .initial_divisor = 1}(0) == 1);
  CHECK(std::abs(OneCycle{.steps = 10, .initial_divisor = 1, .final_divisor = 1}(9) - 1) <= 1e-15);
  CHECK(OneCycle{.steps = 10, .initial_divisor = 0.5}(0) == 2);
  CHECK(LinearWarmUp<>{.steps = 2, .start_factor = 0}(1) == 0.5);
  CHECK(LinearWarmUp<>{.steps = 2, .start_factor = 1}(1) == 1);
  CHECK(LinearWarmUp<>{.steps = 1, .start_factor = 0.5}(0) == 0.5);
  CHECK_THROWS_AS((LinearWarmUp<>{.start_factor = -0.1}(0)), std::invalid_argument);
  CHECK_THROWS_AS((OneCycle{.steps = 5, .warm_up_fraction = -0.1}(0)), std::invalid_argument);
}

TEST_CASE("OneCycle of which the second step is the highest begins at its lowest") {
  CHECK(std::abs(OneCycle{.steps = 10, .warm_up_fraction = 0.2}(0) - 1.0 / 25) <= 1e-16);
  CHECK(OneCycle{.steps = 10, .warm_up_fraction = 0.2}(1) == 1);
}
