#include <strata/activations/mish.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Mish and its slope are finite for every finite x") {
  const Eigen::VectorXf x{{-3e38f, -1e38f, -100, 100, 3e38f}}, dy = Eigen::VectorXf::Ones(5);
  Eigen::VectorXf y(5), dx(5);
  strata::Mish{}.forward(x, y, 0);
  strata::Mish{}.backward_input(x, y, dy, dx, 0);
  CHECK(y.allFinite());
  CHECK(checks::distance(dx, Eigen::VectorXf{{0, 0, 0, 1, 1}}) <= 1e-6);
}

TEST_CASE("Mish agrees with PyTorch and with finite differences") {
  checks::activation(strata::Mish{}, pytorch::mish, pytorch::points);
}

TEST_CASE("Mish is exact far from zero") {
  const Eigen::Vector4d x{1e30, 25, -40, -300};
  const auto passed = checks::pass(strata::Mish{}, x, Eigen::Vector4d::Ones());
  const Eigen::Vector2d e = x.tail<2>().array().exp();
  CHECK(passed.y.topRows(2) == x.head<2>());
  CHECK(passed.dx.topRows(2) == Eigen::Vector2d::Ones());
  const Eigen::Vector2d y = x.tail<2>().cwiseProduct(e), dx = (1 + x.tail<2>().array()) * e.array();
  CHECK(passed.y.bottomRows(2).isApprox(y, 1e-14));
  CHECK(passed.dx.bottomRows(2).isApprox(dx, 1e-14));
}

TEST_CASE("Mish in float is Mish in double, rounded") {
  const Eigen::MatrixXf x = checks::random(5, 40, 30).cast<float>();
  const Eigen::MatrixXf ones = Eigen::MatrixXf::Ones(5, 40);
  Eigen::MatrixXf y(5, 40), dx(5, 40);
  strata::Mish{}.forward(x, y, 0);
  strata::Mish{}.backward_input(x, y, ones, dx, 0);
  const auto exact = checks::pass(strata::Mish{}, x.cast<double>(), ones.cast<double>());
  CHECK(checks::distance(y.cast<double>(), exact.y) <= 1e-6);
  CHECK(checks::distance(dx.cast<double>(), exact.dx) <= 1e-6);
}
