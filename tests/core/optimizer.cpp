#include <strata/core/optimizer.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("The concept Optimizer asks for init and step") {
  STATIC_REQUIRE(Optimizer<SGD, Eigen::VectorXd>);
  STATIC_REQUIRE(Optimizer<SGD, Eigen::Matrix<float, 7, 1>>);
  STATIC_REQUIRE_FALSE(Optimizer<MeanSquaredError, Eigen::VectorXd>);
}

namespace {

/// p -= g / 2, and whether `update` was given numbers.
template <int Size>
bool is_given_numbers() {
  Eigen::Matrix<double, Size, 1> p = Eigen::Matrix<double, Size, 1>::LinSpaced(0, Size - 1);
  const Eigen::Matrix<double, Size, 1> gradient = 2 * p;
  bool numbers = false;
  detail::for_each_element(
      [&](auto&& value, const auto& g) {
        numbers = std::is_same_v<decltype(value), double&>;
        value -= g / 2;
      },
      p, gradient);
  CHECK(p.isZero(0));
  return numbers;
}

}  // namespace

TEST_CASE("An update is given short vectors number by number and long ones as arrays") {
  CHECK(is_given_numbers<7>());
  CHECK_FALSE(is_given_numbers<1101>());
}

TEMPLATE_TEST_CASE("A rate, a decay and an epsilon of exactly 0 are taken, below they are not", "", Adam,
                   AdamW, NAdam, RMSProp, AdaGrad) {
  const Eigen::Vector3d first{1, -2, 3}, gradient{0.5, 1, -1};
  Eigen::Vector3d p = first;
  auto state = TestType{}.init(p);
  TestType{.learning_rate = 0}.step(p, gradient, state);
  CHECK(p == first);
  TestType zero;
  zero.weight_decay = zero.epsilon = 0;
  zero.step(p, gradient, state);
  CHECK(((p - first).array() * gradient.array() < 0).all());
  const Eigen::Vector3d before = p;
  for (double TestType::*setting : {&TestType::learning_rate, &TestType::weight_decay, &TestType::epsilon}) {
    TestType negative;
    negative.*setting = -1e-300;
    CHECK_THROWS_AS(negative.step(p, gradient, state), std::invalid_argument);
  }
  CHECK(p == before);
}

TEST_CASE("SGD takes a rate, a momentum and a decay of exactly 0, and none below") {
  const Eigen::Vector3d first{1, -2, 3}, gradient{0.5, 1, -1};
  Eigen::Vector3d p = first;
  SGD{.learning_rate = 0}.step(p, gradient);
  CHECK(p == first);
  for (double SGD::*setting : {&SGD::learning_rate, &SGD::momentum, &SGD::weight_decay}) {
    SGD negative;
    negative.*setting = -1e-300;
    CHECK_THROWS_AS(negative.step(p, gradient), std::invalid_argument);
  }
  CHECK(p == first);
}
