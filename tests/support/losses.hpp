#pragma once

#include "../pytorch/reference.hpp"
#include "checks.hpp"

namespace checks {

/// Value and gradient are PyTorch's, in one pass or two.
template <class L, class Target>
void is_as(const L& loss, const Eigen::MatrixXd& output, const Target& target,
           const pytorch::Loss& reference) {
  const auto expected = matrix(output.rows(), output.cols(), reference.gradient);
  CHECK(std::abs(loss.value(output, target) - reference.value) <= 1e-13 * std::max(1.0, reference.value));
  CHECK(distance(loss.gradient(output, target), expected) <= 1e-14);

  Eigen::MatrixXd gradient = Eigen::MatrixXd::Constant(output.rows(), output.cols(), std::nan(""));
  const double value = loss.value_and_gradient(output, target, gradient);
  CHECK(std::abs(value - reference.value) <= 1e-13 * std::max(1.0, reference.value));
  CHECK(distance(gradient, expected) <= 1e-14);
}

/// The loss of outputs in another scalar type, or seen in another way, is that of the matrix in double.
template <class L, class Output, class Target>
void agrees(const L& loss, const Output& output, const Target& target, double value,
            const Eigen::MatrixXd& gradient, double tolerance) {
  CHECK(std::abs(static_cast<double>(loss.value(output, target)) - value) <= tolerance);
  CHECK(distance(loss.gradient(output, target).template cast<double>(), gradient) <= tolerance);
  typename Output::PlainObject written(output.rows(), output.cols());
  CHECK(std::abs(static_cast<double>(loss.value_and_gradient(output, target, written)) - value) <= tolerance);
  CHECK(distance(written.template cast<double>(), gradient) <= tolerance);
}

/// Targets from 0 to 1, which every loss takes.
template <class Matrix = Eigen::MatrixXd>
Matrix targets(Index rows, Index columns) {
  return random<Matrix>(rows, columns, 1, 3).cwiseAbs();
}

/// A loss that compares element by element: gradients at fixed and run-time sizes, every scalar type, views
/// and expressions, and what it refuses.
template <class L>
void elementwise_loss(const L& loss, const std::string& name) {
  using Eigen::Matrix;
  using Eigen::MatrixXd;
  CHECK_GRADIENT(strata::gradient_check(loss, random<Eigen::Vector3d>(3, 1), targets<Eigen::Vector3d>(3, 1)));
  CHECK_GRADIENT(
      strata::gradient_check(loss, random<Matrix<double, 3, 2>>(3, 2), targets<Matrix<double, 3, 2>>(3, 2)));
  CHECK_GRADIENT(strata::gradient_check(loss, random<Matrix<double, 3, 17>>(3, 17),
                                        targets<Matrix<double, 3, 17>>(3, 17)));
  for (const Index samples : {1, 2, 17})
    CHECK_GRADIENT(strata::gradient_check(loss, random(3, samples), targets(3, samples)));

  const MatrixXd y = random(3, 17), t = targets(3, 17), gradient = loss.gradient(y, t);
  const double value = loss.value(y, t);
  agrees(loss, y.cast<float>().eval(), t.cast<float>().eval(), value, gradient, 1e-6);
  agrees(loss, y.cast<long double>().eval(), t.cast<long double>().eval(), value, gradient, 1e-15);
  const MatrixXd wide = (MatrixXd(5, 19) << MatrixXd::Zero(2, 19), y, MatrixXd::Zero(3, 2)).finished();
  const Eigen::Map<const MatrixXd> map(t.data(), 3, 17);
  agrees(loss, wide.block(2, 0, 3, 17), map, value, gradient, 1e-15);
  agrees(loss, 2 * y - y, t + MatrixXd::Zero(3, 17), value, gradient, 1e-15);
  agrees(loss, MatrixXd::Identity(3, 3) * y, t, value, gradient, 1e-15);

  CHECK_THROWS_WITH(loss.value(y, MatrixXd(random(3, 16))),
                    contains(("strata: " + name + ": expected a target of 3 x 17, got 3 x 16").c_str()));
  MatrixXd untouched = y;
  CHECK_THROWS_AS(loss.value_and_gradient(y, MatrixXd(random(2, 17)), untouched), std::invalid_argument);
  CHECK(untouched == y);
}

}  // namespace checks
