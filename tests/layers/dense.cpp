#include <strata/layers/dense.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("Dense agrees with finite differences") {
  checks::gradients(Dense<4>{}, Dense{4});
  checks::gradients(Dense<1>{}, Dense{1});
  checks::gradients(Dense<4, no_bias>{}, Dense{4, no_bias});
}

TEST_CASE("Dense agrees with finite differences above the size of unrolled products") {
  CHECK_GRADIENT(gradient_check(Dense<40>{}, Input<33>{}, checks::random(33, 17)));
  CHECK_GRADIENT(gradient_check(Dense{40}, Input{33}, checks::random(33, 17)));
  CHECK_GRADIENT(gradient_check(Dense{40}, Input{33}, checks::random(33, 1)));
  CHECK_GRADIENT(gradient_check(Dense{1}, Input{33}, checks::random(33, 17)));
  CHECK_GRADIENT(gradient_check(Dense{40}, Input{1}, checks::random(1, 17)));
}

TEST_CASE("Dense and MeanSquaredError agree with PyTorch") {
  auto net = make_sequential<double>(Input{3}, Dense{2});
  // PyTorch's weights are rows of units: the transpose of the column-major ones here.
  net.layer<0>().weights() = checks::matrix(3, 2, pytorch::linear_weight).transpose();
  net.layer<0>().bias() = checks::matrix(2, 1, pytorch::linear_bias);
  const Eigen::MatrixXd x = checks::matrix(3, 4, pytorch::linear_x);
  const Eigen::MatrixXd target = checks::matrix(2, 4, pytorch::linear_target);

  auto pass = net.forward(x);
  CHECK(checks::distance(pass.output(), checks::matrix(2, 4, pytorch::linear_y)) <= 1e-15);
  const double loss = net.backward(pass, MeanSquaredError{}, target);
  CHECK(std::abs(loss - pytorch::linear_loss[0]) <= 1e-15);
  const auto gradient = net.layer<0>(pass.gradient());
  CHECK(checks::distance(gradient.weights().transpose(), checks::matrix(3, 2, pytorch::linear_d_weight)) <=
        1e-15);
  CHECK(checks::distance(gradient.bias(), checks::matrix(2, 1, pytorch::linear_d_bias)) <= 1e-15);
}

TEST_CASE("Dense without bias has weights alone") {
  Sequential<double, Input<3>, Dense<2, no_bias>> net;
  CHECK(net.parameter_count() == 6);
  const Eigen::Vector3d x = checks::random<Eigen::Vector3d>(3, 1);
  CHECK(checks::distance(net.predict(x), net.layer<0>().weights() * x) <= 1e-15);
}

TEST_CASE("Dense takes the number of units of its type, and no other") {
  CHECK(Dense<3>{3}.output_shape(Shape<2>{}).size() == 3);
  CHECK(Dense<1>{1}.output_shape(Shape<2>{}).size() == 1);
  CHECK_THROWS_WITH(
      Dense<3>{5},
      "strata: Dense: expected the 3 units of its type, got 5; as in Dense<128>{} or Dense{128}");
}

TEST_CASE("Dense begins, or begins anew, with biases of 0") {
  auto net = make_sequential<double>(Input{3}, Dense{2});
  CHECK(net.layer<0>().bias() == Eigen::Vector2d::Zero());
  net.parameters().setConstant(7);
  net.initialize();
  CHECK(net.layer<0>().bias() == Eigen::Vector2d::Zero());
}

TEST_CASE("Dense refuses a number of units below 1 and says so") {
  CHECK_THROWS_WITH(Dense{0}, "strata: Dense: expected at least 1 unit, got 0; as in Dense{128}");
  CHECK_THROWS_WITH(Dense{-3}, "strata: Dense: expected at least 1 unit, got -3; as in Dense{128}");
}
