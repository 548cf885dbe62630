#include <strata/layers/denormalization.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("Denormalization agrees with finite differences") {
  checks::gradients(Denormalization{}, Denormalization{});
  const auto agrees = [](auto net) {
    auto [mean, deviation] = net.template layer_state<1>();
    mean << 1, -2, 3;
    deviation << 0.5, 2, 7;
    CHECK_GRADIENT(gradient_check(net, MeanSquaredError{}, checks::random(3, 4), checks::random(3, 4, 1, 3)));
  };
  agrees(make_sequential<double>(Input{3}, Dense{3}, Denormalization{}));
  agrees(Sequential<double, Input<3>, Dense<3>, Denormalization, Tanh>());
}

TEST_CASE("Denormalization multiplies by its deviation and adds its mean, and begins as the identity") {
  auto net = make_sequential<double>(Input<2>{}, Denormalization{});
  const Eigen::MatrixXd x{{1, 5}, {10, 40}};
  CHECK(net.predict(x) == x);
  auto [mean, deviation] = net.layer_state<0>();
  mean << 1, 20;
  deviation << 2, 10;
  CHECK(net.predict(x) == Eigen::MatrixXd{{3, 11}, {120, 420}});
}

TEST_CASE("Denormalization is the inverse of Normalization with the same state") {
  auto net = make_sequential<double>(Input{3}, Normalization{}, Denormalization{});
  net.state() << 1, -2, 3, 0.5, 2, 7, 1, -2, 3, 0.5, 2, 7;
  const Eigen::MatrixXd x = checks::random(3, 5);
  CHECK(checks::distance(net.predict(x), x) <= 1e-15);
}
