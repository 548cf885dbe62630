#include <strata/training/objective.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::VectorXd;

TEST_CASE("An objective is the loss and its gradient at any parameters") {
  const auto net = make_sequential<double>(Input{3}, Dense{4}, Tanh{}, Dense{2});
  const Eigen::MatrixXd x = checks::random(3, 5), target = checks::random(2, 5, 1, 3);
  auto f = objective(net, MeanSquaredError{}, x, target);
  VectorXd gradient(net.parameter_count()), none;
  const VectorXd theta = net.parameters();
  CHECK(f(theta, gradient) == MeanSquaredError{}.value(net.forward(x).output(), target));
  const VectorXd direction = checks::random(theta.size(), 1);
  const double slope = (f(theta + 1e-6 * direction, none) - f(theta - 1e-6 * direction, none)) / 2e-6;
  CHECK(std::abs(slope - gradient.dot(direction)) <= 1e-8);
  CHECK(none.size() == 0);
}

TEST_CASE("An objective of a single parameter has a gradient") {
  const Sequential<double, Input<1>, Dense<1, false>> net;
  const Eigen::MatrixXd x{{3.0}}, target{{1.0}};
  VectorXd gradient(1);
  CHECK(objective(net, MeanSquaredError{}, x, target)(VectorXd::Constant(1, 2), gradient) == 25);
  CHECK(gradient(0) == 30);
}

TEST_CASE("An objective refuses parameters of another length") {
  const auto net = make_sequential<double>(Input{3}, Dense{2});
  const Eigen::MatrixXd x = checks::random(3, 5), target = checks::random(2, 5);
  auto f = objective(net, MeanSquaredError{}, x, target);
  VectorXd gradient;
  CHECK_THROWS_WITH(f(VectorXd::Zero(7), gradient), contains("strata: objective: expected 8 elements"));
}
