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
