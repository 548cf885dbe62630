#include <strata/training/reduce_on_plateau.hpp>
#include <strata/training/schedule.hpp>
#include <strata/training/schedules.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("A schedule of any kind is a factor for each step") {
  CHECK(Schedule{}(17, 0.3) == 1);
  Schedule decay = ExponentialDecay{.gamma = 0.5};
  CHECK(decay(3, 0.1) == 0.125);
  Schedule plateau = ReduceOnPlateau{.factor = 0.1, .patience = 1};
  CHECK(plateau(0, 0) == 1);
  CHECK(plateau(1, 5) == 1);
  CHECK(plateau(2, 5) == 1);
  CHECK(plateau(3, 5) == 0.1);
  Schedule impatient = ReduceOnPlateau{.factor = 0.1, .patience = 0};
  CHECK(impatient(0, 1) == 1);  // A loss from before the first step is none.
  CHECK(impatient(1, 5) == 1);
  CHECK(impatient(2, 4) == 1);
  CHECK(impatient(3, 4) == 0.1);
  Schedule careful = [](Index step, double loss) { return step > 0 && loss > 1 ? 0.5 : 1.0; };
  CHECK(careful(0, 5) == 1);
  CHECK(careful(1, 5) == 0.5);
  CHECK(careful(2, 0.5) == 1);
}

TEST_CASE("A schedule has the name of its class") {
  CHECK(Schedule{}.kind() == "none");
  CHECK(Schedule(CosineDecay{.steps = 5}).kind() == "CosineDecay");
  CHECK(Schedule(LinearWarmUp<CosineDecay>{}).kind() == "LinearWarmUp");
  CHECK(Schedule(ReduceOnPlateau{}).kind() == "ReduceOnPlateau");
  CHECK(Schedule([](Index) { return 1.0; }).kind() == "function");
  CHECK(Schedule(+[](Index) { return 1.0; }).kind() == "function");
  CHECK(Schedule(std::function<double(Index)>([](Index) { return 1.0; })).kind() == "function");
}

TEST_CASE("A copied schedule has a state of its own") {
  const Schedule original = ReduceOnPlateau{.factor = 0.1, .patience = 0};
  Schedule first = original, second = original;
  first(1, 5), first(2, 5);
  CHECK(second(1, 5) == 1);
}
