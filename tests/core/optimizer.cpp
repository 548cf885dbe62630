#include <strata/core/optimizer.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("The concept Optimizer asks for init and step") {
  STATIC_REQUIRE(Optimizer<SGD, Eigen::VectorXd>);
  STATIC_REQUIRE(Optimizer<SGD, Eigen::Matrix<float, 7, 1>>);
  STATIC_REQUIRE_FALSE(Optimizer<MeanSquaredError, Eigen::VectorXd>);
}

TEST_CASE("An update sees short vectors as they are and long ones with a run-time size") {
  Eigen::Matrix<double, 7, 1> small;
  Eigen::Matrix<double, 101, 1> large;
  STATIC_REQUIRE(decltype(detail::for_update(small))::SizeAtCompileTime == 7);
  STATIC_REQUIRE(decltype(detail::for_update(large))::SizeAtCompileTime == Eigen::Dynamic);
  CHECK(detail::for_update(large).data() == large.data());
  CHECK(detail::for_update(large).size() == 101);
}
