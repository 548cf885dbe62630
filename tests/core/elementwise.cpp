#include <strata/core/elementwise.hpp>

#include "../support/checks.hpp"

TEST_CASE("The logistic function saturates without overflow, for few elements and many") {
  const Eigen::Vector2d few{1e4, -1e4};
  CHECK((strata::detail::logistic(few) == Eigen::Array2d{1, 0}).all());
  const Eigen::VectorXd many = few.replicate(8, 1);
  CHECK((strata::detail::logistic(many) == many.array().max(0).min(1)).all());
}

TEST_CASE("softplus is exact far from zero") {
  using strata::detail::softplus;
  CHECK(softplus(1e4) == 1e4);
  CHECK(softplus(-1e4) == 0);
  CHECK(softplus(-40.0) == std::exp(-40.0));
  CHECK(softplus(0.0) == std::log(2.0));
}
