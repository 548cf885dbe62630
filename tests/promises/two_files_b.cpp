#include "every_header.hpp"
#include "two_files.hpp"

Eigen::Vector3d predict_elsewhere(const Eigen::Vector2d& x) {
  return strata::Sequential<double, strata::Input<2>, strata::Dense<3>, strata::Tanh>{}.predict(x);
}
