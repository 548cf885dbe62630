#include <strata/activations/hard_swish.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("HardSwish agrees with PyTorch and with finite differences") {
  checks::activation(strata::HardSwish{}, pytorch::hard_swish, pytorch::points);
}

TEST_CASE("The slope of HardSwish at its corners is the one between them") {
  const auto passed =
      checks::pass(strata::HardSwish{}, Eigen::Vector4d{-3, 3, -3.5, 3.5}, Eigen::Vector4d::Ones());
  CHECK(passed.y == Eigen::Vector4d{0, 3, 0, 3.5});
  CHECK(passed.dx == Eigen::Vector4d{-0.5, 1.5, 0, 1});
}
