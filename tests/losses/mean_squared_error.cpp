#include <strata/losses/mean_squared_error.hpp>

#include "../support/checks.hpp"

using strata::gradient_check;
using strata::MeanSquaredError;

TEST_CASE("MeanSquaredError is the mean over all elements") {
  const Eigen::Matrix2d output{{1, 2}, {3, 4}}, target{{1, 0}, {0, 8}};
  CHECK(MeanSquaredError{}.value(output, target) == (0 + 4 + 9 + 16) / 4.0);
  const Eigen::Matrix2d gradient = MeanSquaredError{}.gradient(output, target);
  CHECK(gradient == Eigen::Matrix2d{{0, 1}, {1.5, -2}});
  CHECK(MeanSquaredError{}.value(output, output) == 0);
}

TEST_CASE("MeanSquaredError agrees with finite differences") {
  using Eigen::Matrix;
  CHECK_GRADIENT(gradient_check(MeanSquaredError{}, checks::random<Eigen::Vector3d>(3, 1),
                                checks::random<Eigen::Vector3d>(3, 1, 1, 3)));
  CHECK_GRADIENT(gradient_check(MeanSquaredError{}, checks::random<Matrix<double, 3, 2>>(3, 2),
                                checks::random<Matrix<double, 3, 2>>(3, 2, 1, 3)));
  CHECK_GRADIENT(gradient_check(MeanSquaredError{}, checks::random<Matrix<double, 3, 17>>(3, 17),
                                checks::random<Matrix<double, 3, 17>>(3, 17, 1, 3)));
  for (const strata::Index samples : {1, 2, 17})
    CHECK_GRADIENT(
        gradient_check(MeanSquaredError{}, checks::random(3, samples), checks::random(3, samples, 1, 3)));
}

TEST_CASE("MeanSquaredError takes a target of run-time size for few fixed outputs") {
  const Eigen::Vector2d output{1, 2};
  const Eigen::MatrixXd target{{1}, {4}};
  Eigen::Vector2d gradient;
  CHECK(MeanSquaredError{}.value_and_gradient(output, target, gradient) == 2);
  CHECK(gradient == Eigen::Vector2d{0, -2});
}

TEST_CASE("MeanSquaredError refuses a target of another shape and names both") {
  CHECK_THROWS_WITH(MeanSquaredError{}.value(checks::random(2, 3), checks::random(3, 2)),
                    "strata: MeanSquaredError: expected a target of 2 x 3, got 3 x 2; output and target are "
                    "both features x samples");
  CHECK_THROWS_AS(MeanSquaredError{}.gradient(checks::random(2, 3), checks::random(2, 4)),
                  std::invalid_argument);
}
