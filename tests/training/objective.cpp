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
}

TEST_CASE("An objective refuses parameters of another length") {
  const auto net = make_sequential<double>(Input{3}, Dense{2});
  const Eigen::MatrixXd x = checks::random(3, 5), target = checks::random(2, 5);
  auto f = objective(net, MeanSquaredError{}, x, target);
  VectorXd gradient;
  CHECK_THROWS_WITH(f(VectorXd::Zero(7), gradient), contains("strata: objective: expected 8 elements"));
}
