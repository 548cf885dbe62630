#include <strata/activations/gelu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("GELU agrees with PyTorch and with finite differences") {
  checks::activation(strata::GELU{}, pytorch::gelu, pytorch::points);
}

TEST_CASE("GELUTanh agrees with PyTorch and with finite differences") {
  checks::activation(strata::GELUTanh{}, pytorch::gelu_tanh, pytorch::points);
}

TEST_CASE("GELUTanh in float is GELUTanh in double, rounded") {
  const Eigen::MatrixXf x = checks::random(5, 40, 12).cast<float>();
  const Eigen::MatrixXf ones = Eigen::MatrixXf::Ones(5, 40);
  Eigen::MatrixXf y(5, 40), dx(5, 40);
  strata::GELUTanh{}.forward(x, y, 0);
  strata::GELUTanh{}.backward_input(x, y, ones, dx, 0);
  const auto exact = checks::pass(strata::GELUTanh{}, x.cast<double>(), ones.cast<double>());
  CHECK(checks::distance(y.cast<double>(), exact.y) <= 2e-6);
  CHECK(checks::distance(dx.cast<double>(), exact.dx) <= 2e-6);
}
