#include <strata/activations/leaky_relu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("LeakyReLU agrees with PyTorch and with finite differences") {
  checks::activation(strata::LeakyReLU{}, pytorch::leaky_relu, pytorch::points);
}

TEST_CASE("LeakyReLU takes another slope") {
  checks::activation(strata::LeakyReLU{.negative_slope = 0.2}, pytorch::leaky_relu_fifth, pytorch::points);
}

TEST_CASE("The gain before LeakyReLU is that of He's initialization for its slope") {
  CHECK(strata::LeakyReLU{.negative_slope = 0}.initial_gain() == std::sqrt(2.0));
  CHECK(strata::LeakyReLU{.negative_slope = 0.5}.initial_gain() == std::sqrt(2 / 1.25));
}

TEST_CASE("The slope of LeakyReLU at 0 is the one below it") {
  const auto passed = checks::pass(strata::LeakyReLU{}, Eigen::Vector2d{0, 1}, Eigen::Vector2d{1, 1});
  CHECK(passed.y == Eigen::Vector2d{0, 1});
  CHECK(passed.dx == Eigen::Vector2d{0.01, 1});
}
