#pragma once

#include "../pytorch/reference_optimizers.hpp"
#include "checks.hpp"

namespace checks {

/// 100 steps on the function of make_reference_optimizers.py; how far the worst one ends from PyTorch's.
template <class Vector, class Optimizer>
double distance_from_path(const Optimizer& optimizer, const std::vector<double>& reference) {
  const Eigen::MatrixXd path = matrix(2, 100, reference);
  Vector p(2);
  p << 1, -2;
  auto state = optimizer.init(p);
  double worst = 0;
  for (Index step = 0; step < 100; ++step) {
    const Vector gradient = 6 * p.array() - p.array().sin();
    optimizer.step(p, gradient, state);
    worst = std::max(worst, distance(p.template cast<double>(), path.col(step)));
  }
  return worst;
}

/// An optimizer takes the steps of PyTorch's, with fixed and run-time sizes, in double and float.
template <class Optimizer>
void follows(const Optimizer& optimizer, const std::vector<double>& reference) {
  CHECK(distance_from_path<Eigen::Vector2d>(optimizer, reference) <= 1e-13);
  CHECK(distance_from_path<Eigen::VectorXd>(optimizer, reference) <= 1e-13);
  CHECK(distance_from_path<Eigen::VectorXf>(optimizer, reference) <= 1e-5);
}

/// Ten steps from the same parameters with the same gradients.
template <class Vector, class Optimizer>
Vector after_ten_steps(const Optimizer& optimizer, Index size) {
  Vector p = random<Vector>(size, 1);
  auto state = optimizer.init(p);
  for (std::uint64_t step = 0; step < 10; ++step)
    optimizer.step(p, random<Vector>(size, 1, 1, 100 + step), state);
  return p;
}

/// Fixed vectors, short and long, take the steps of run-time ones; beyond one block each element takes the
/// step that it takes alone.
template <class Optimizer>
void steps_alike_at_any_size(const Optimizer& optimizer) {
  using Eigen::Matrix;
  using Eigen::VectorXd;
  const VectorXd seven = after_ten_steps<VectorXd>(optimizer, 7);
  CHECK(distance(after_ten_steps<Matrix<double, 7, 1>>(optimizer, 7), seven) <= 1e-14);
  const VectorXd long_one = after_ten_steps<VectorXd>(optimizer, 5001);
  CHECK(distance(after_ten_steps<Matrix<double, 5001, 1>>(optimizer, 5001), long_one) <= 1e-14);
  CHECK(distance(seven, long_one.head(7)) <= 1e-14);

  VectorXd alone = random<VectorXd>(5001, 1).tail(1);
  auto state = optimizer.init(alone);
  for (std::uint64_t step = 0; step < 10; ++step)
    optimizer.step(alone, VectorXd(random<VectorXd>(5001, 1, 1, 100 + step).tail(1)), state);
  CHECK(distance(alone, long_one.tail(1)) <= 1e-14);
}

/// `wrong` throws this message, and then `right` steps as if nothing had happened.
template <class Optimizer>
void refuses(const Optimizer& wrong, const Eigen::VectorXd& gradient, const char* message) {
  const Optimizer right;
  const Eigen::VectorXd good = random<Eigen::VectorXd>(3, 1);
  Eigen::VectorXd p = Eigen::VectorXd::Ones(3), undisturbed = p;
  auto state = right.init(p), fresh = right.init(p);
  CHECK_THROWS_WITH(wrong.step(p, gradient, state), contains(message));
  CHECK_THROWS_AS(wrong.step(p, gradient, state), std::invalid_argument);
  for (int step = 0; step < 2; ++step) {
    right.step(p, good, state);
    right.step(undisturbed, good, fresh);
  }
  CHECK(p == undisturbed);
  CHECK(p != Eigen::VectorXd::Ones(3));
}

/// What all adaptive optimizers refuse: other lengths, and the hyper-parameters that they share.
template <class Optimizer>
void refuses_what_none_can_do(const std::string& name) {
  const Eigen::VectorXd three = Eigen::VectorXd::Ones(3);
  refuses(Optimizer{}, Eigen::VectorXd::Ones(4),
          ("strata: " + name +
           ": expected 3 elements as in the parameters, got 4 in the gradient; pass the "
           "gradient and the state that belong to these parameters")
              .c_str());
  refuses(Optimizer{.learning_rate = -1}, three,
          ("strata: " + name + ": expected a learning_rate of at least 0, got -1; leave it out").c_str());
  refuses(Optimizer{.learning_rate = std::nan("")}, three, "got nan");
  refuses(Optimizer{.epsilon = -1e-9}, three, "expected an epsilon of at least 0, got -1e-09");
  refuses(Optimizer{.weight_decay = -0.5}, three, "expected a weight_decay of at least 0, got -0.5");

  Eigen::VectorXd p = three;
  auto foreign = Optimizer{}.init(Eigen::VectorXd(Eigen::VectorXd::Ones(2)));
  CHECK_THROWS_WITH(Optimizer{}.step(p, three, foreign), contains("got 2 in the state"));
  CHECK(p == three);
}

}  // namespace checks
