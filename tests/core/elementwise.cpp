#include <strata/core/elementwise.hpp>

#include "../support/checks.hpp"

TEST_CASE("The logistic function saturates without overflow, for few elements and many") {
  const Eigen::Vector2d few{1e4, -1e4};
  const Eigen::VectorXd many = few.replicate(8, 1);
  const auto logistic = [](const auto& x) { return strata::detail::logistic(x); };
  Eigen::Vector2d y;
  strata::detail::transform(logistic, y, few);
  CHECK(y == Eigen::Vector2d{1, 0});
  Eigen::VectorXd z(16);
  strata::detail::transform(logistic, z, many);
  CHECK(z == y.replicate(8, 1));
}

TEST_CASE("softplus is exact far from zero") {
  using strata::detail::softplus;
  CHECK(softplus(1e4) == 1e4);
  CHECK(softplus(-1e4) == 0);
  CHECK(softplus(-40.0) == std::exp(-40.0));
  CHECK(softplus(0.0) == std::log(2.0));
}
