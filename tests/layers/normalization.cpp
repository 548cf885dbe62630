#include <strata/layers/normalization.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("Normalization agrees with finite differences") {
  checks::gradients(Normalization{}, Normalization{});
  auto net = make_sequential<double>(Input{3}, Dense{3}, Normalization{}, Tanh{});
  auto [mean, deviation] = net.layer_state<1>();
  mean << 1, -2, 3;
  deviation << 0.5, 2, 7;
  CHECK_GRADIENT(gradient_check(net, MeanSquaredError{}, checks::random(3, 4), checks::random(3, 4, 1, 3)));
}

TEST_CASE("Normalization subtracts its mean and divides by its deviation, and begins as the identity") {
  auto net = make_sequential<double>(Input<2>{}, Normalization{});
  const Eigen::MatrixXd x{{1, 5}, {10, 40}};
  CHECK(net.predict(x) == x);
  auto [mean, deviation] = net.layer_state<0>();
  mean << 1, 20;
  deviation << 2, 10;
  CHECK(net.predict(x) == Eigen::MatrixXd{{0, 2}, {-1, 2}});
  net.initialize();
  CHECK(net.predict(x) == x);
}
