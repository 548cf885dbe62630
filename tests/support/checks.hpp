#pragma once

#include <Eigen/Core>
#include <cmath>
#include <string>
#include <vector>

#include <strata/strata.hpp>
#include <strata/testing/gradient_check.hpp>

#include "catch2.hpp"

/// Asserts a GradientCheck and shows what it says.
#define CHECK_GRADIENT(...)           \
  do {                                \
    const auto check = (__VA_ARGS__); \
    INFO(check);                      \
    CHECK(check);                     \
    CHECK(check.compared > 0);        \
  } while (false)

namespace checks {

using strata::Index;

/// Numbers from [-scale, scale) that are the same in every run.
template <class Matrix = Eigen::MatrixXd>
Matrix random(Index rows, Index columns, double scale = 2, std::uint64_t seed = 7) {
  strata::Generator generator(seed);
  Matrix matrix(rows, columns);
  strata::detail::fill_uniform(matrix, scale, generator);
  return matrix;
}

/// A column-major matrix of these numbers.
inline Eigen::MatrixXd matrix(Index rows, Index columns, const std::vector<double>& numbers) {
  REQUIRE(rows * columns == static_cast<Index>(numbers.size()));
  return Eigen::Map<const Eigen::MatrixXd>(numbers.data(), rows, columns);
}

/// The largest |a - b| / max(1, |b|): an absolute error for small numbers, a relative one for large.
template <class A, class B>
double distance(const A& a, const B& b) {
  REQUIRE(a.rows() == b.rows());
  REQUIRE(a.cols() == b.cols());
  return ((a.array() - b.array()).abs() / b.array().abs().max(typename B::Scalar{1}))
      .template maxCoeff<Eigen::PropagateNaN>();
}

/// Both pullbacks of a layer that receives three features, with fixed and run-time sizes and batches of 1, 2
/// and 17; small batches are of fixed size too.
template <class FixedLayer, class RunTimeLayer>
void gradients(const FixedLayer& fixed, const RunTimeLayer& run_time, double scale = 2) {
  using strata::gradient_check;
  using strata::Input;
  CHECK_GRADIENT(gradient_check(fixed, Input<3>{}, random<Eigen::Vector3d>(3, 1, scale)));
  CHECK_GRADIENT(gradient_check(fixed, Input<3>{}, random<Eigen::Matrix<double, 3, 2>>(3, 2, scale)));
  for (const Index samples : {1, 2, 17}) {
    INFO("samples: " << samples);
    CHECK_GRADIENT(gradient_check(fixed, Input<3>{}, random(3, samples, scale)));
    CHECK_GRADIENT(gradient_check(run_time, Input{3}, random(3, samples, scale)));
  }
}

/// The output and the input gradient (for dL/dy = 1) of one layer without parameters.
struct Passed {
  Eigen::MatrixXd y, dx;
};

template <class Layer>
Passed pass(const Layer& layer, const Eigen::MatrixXd& x, const Eigen::MatrixXd& dy) {
  Passed result{Eigen::MatrixXd(x.rows(), x.cols()), Eigen::MatrixXd(x.rows(), x.cols())};
  const int no_context = 0;
  layer.forward(x, result.y, no_context);
  layer.backward_input(x, result.y, dy, result.dx, no_context);
  return result;
}

/// PyTorch's values and derivatives of an activation, in numbers of one type.
template <class Scalar, class Activation, class Reference>
void agrees(const Activation& layer, const Reference& reference, const std::vector<double>& points) {
  using Row = Eigen::Matrix<Scalar, 1, Eigen::Dynamic>;
  const auto count = static_cast<Index>(points.size());
  const Row x = matrix(1, count, points).cast<Scalar>(), dy = Row::Ones(count);
  Row y(count), dx(count);
  layer.forward(x, y, 0);
  layer.backward_input(x, y, dy, dx, 0);
  CHECK(distance(y.template cast<double>(), matrix(1, count, reference.y)) <= 1e-12);
  CHECK(distance(dx.template cast<double>(), matrix(1, count, reference.dx)) <= 1e-12);
}

/// An activation: its gradients, PyTorch's values and derivatives, and finite numbers at +-1e4 in float.
template <class Activation, class Reference>
void activation(const Activation& layer, const Reference& reference, const std::vector<double>& points) {
  gradients(layer, layer);

  agrees<double>(layer, reference, points);
  agrees<long double>(layer, reference, points);  // has no packets

  Eigen::MatrixXf saturated(2, 9), y(2, 9), dx(2, 9);
  saturated.row(0).setConstant(1e4f);
  saturated.row(1).setConstant(-1e4f);
  layer.forward(saturated, y, 0);
  layer.backward_input(saturated, y, Eigen::MatrixXf::Ones(2, 9).eval(), dx, 0);
  CHECK(y.allFinite());
  CHECK(dx.allFinite());
}

}  // namespace checks
