#include <strata/activations/selu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("SELU agrees with PyTorch and with finite differences") {
  checks::activation(strata::SELU{}, pytorch::selu, pytorch::points);
}

TEST_CASE("The slope of SELU at 0 is the one below it, scale alpha") {
  using strata::SELU;
  const auto passed = checks::pass(SELU{}, Eigen::Vector2d{0, 1}, Eigen::Vector2d{1, 1});
  CHECK(passed.y == Eigen::Vector2d{0, SELU::scale});
  CHECK(passed.dx == Eigen::Vector2d{SELU::scale * SELU::alpha, SELU::scale});
}

TEST_CASE("The gain before SELU is that of LeCun's weights") { CHECK(strata::SELU::initial_gain() == 1); }
