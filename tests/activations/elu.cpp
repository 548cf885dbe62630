#include <strata/activations/elu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("ELU agrees with PyTorch and with finite differences") {
  checks::activation(strata::ELU{}, pytorch::elu, pytorch::points);
}

TEST_CASE("ELU takes another alpha") {
  checks::activation(strata::ELU{.alpha = 0.5}, pytorch::elu_half, pytorch::points);
}

TEST_CASE("The slope of ELU at 0 is the one below it, alpha") {
  const auto passed = checks::pass(strata::ELU{.alpha = 0.5}, Eigen::Vector2d{0, 1}, Eigen::Vector2d{1, 1});
  CHECK(passed.y == Eigen::Vector2d{0, 1});
  CHECK(passed.dx == Eigen::Vector2d{0.5, 1});
}
