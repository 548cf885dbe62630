// Another order than that of strata.hpp: what a header's functions call must not depend on it.
#include <strata/training/fit.hpp>
// clang-format off
#include "every_header.hpp"
#include "two_files.hpp"
// clang-format on

Eigen::Vector3d predict_elsewhere(const Eigen::Vector2d& x) {
  return strata::Sequential<double, strata::Input<2>, strata::Dense<3>, strata::Tanh>{}.predict(x);
}

double tanh_elsewhere(double x) {
  const Eigen::Matrix<double, 1, 1> in(x);
  return strata::Sequential<double, strata::Input<1>, strata::Tanh>{}.predict(in).value();
}
