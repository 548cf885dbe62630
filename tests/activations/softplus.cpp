#include <strata/activations/softplus.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Softplus agrees with PyTorch and with finite differences") {
  checks::activation(strata::Softplus{}, pytorch::softplus, pytorch::points);
}

TEST_CASE("Softplus takes another beta and threshold") {
  checks::activation(strata::Softplus{.beta = 2, .threshold = 10}, pytorch::softplus_beta, pytorch::points);
}

TEST_CASE("Softplus is x beyond its threshold, and not yet there") {
  const Eigen::Vector2d x{20, std::nextafter(20, 21)};
  const auto passed = checks::pass(strata::Softplus{}, x, Eigen::Vector2d{1, 1});
  CHECK(passed.y(0) > 20);
  CHECK(passed.dx(0) < 1);
  CHECK(passed.y(1) == x[1]);
  CHECK(passed.dx(1) == 1);
}
