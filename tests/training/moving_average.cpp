#include <strata/training/moving_average.hpp>

#include "../support/checks.hpp"

using strata::MovingAverage;

TEMPLATE_TEST_CASE("MovingAverage begins at the parameters and follows them", "", Eigen::Vector3d,
                   Eigen::VectorXd) {
  const TestType first = checks::random<TestType>(3, 1), second = checks::random<TestType>(3, 1, 1, 3);
  const MovingAverage average{.decay = 0.9};
  auto state = average.init(first);
  CHECK(state.average == first);
  CHECK(MovingAverage{}.decay == 0.999);
  for (int step = 0; step < 10; ++step) average.update(second, state);
  CHECK(checks::distance(state.average, (second + std::pow(0.9, 10) * (first - second)).eval()) <= 1e-15);
}

TEST_CASE("MovingAverage weighs each step by the age of its parameters") {
  Eigen::VectorXf p = Eigen::VectorXf::Zero(1);
  const MovingAverage average{.decay = 0.5};
  auto state = average.init(p);
  for (const float value : {8.0f, 16.0f, 32.0f}) {
    p(0) = value;
    average.update(p, state);
  }
  CHECK(state.average(0) == 8 * 0.125f + 16 * 0.25f + 32 * 0.5f);
}

TEST_CASE("MovingAverage refuses a decay out of its range and other lengths, and leaves its state") {
  const Eigen::VectorXd p = Eigen::VectorXd::Ones(3);
  auto state = MovingAverage{}.init(p);
  CHECK_THROWS_WITH(
      MovingAverage{.decay = 1.5}.update(2 * p, state),
      "strata: MovingAverage: expected a decay from 0 to 1, got 1.5; leave it out for the default");
  CHECK_THROWS_WITH(MovingAverage{}.update(Eigen::VectorXd::Ones(4).eval(), state),
                    contains("got 3 in the state"));
  CHECK(state.average == p);
}

TEST_CASE("MovingAverage with a decay of 0 is the parameters, with one of 1 the first ones") {
  const Eigen::VectorXd first{{1, 2}}, second{{5, 6}};
  auto state = MovingAverage{}.init(first);
  MovingAverage{.decay = 1}.update(second, state);
  CHECK(state.average == first);
  MovingAverage{.decay = 0}.update(second, state);
  CHECK(state.average == second);
  CHECK_THROWS_AS(MovingAverage{.decay = -1e-9}.update(first, state), std::invalid_argument);
  CHECK_THROWS_AS(MovingAverage{.decay = std::nextafter(1, 2)}.update(first, state), std::invalid_argument);
  CHECK(state.average == second);
}
