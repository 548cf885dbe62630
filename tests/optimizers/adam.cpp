#include <strata/optimizers/adam.hpp>

#include "../support/optimizers.hpp"

using strata::Adam;

TEST_CASE("Adam begins with PyTorch's hyper-parameters") {
  const Adam adam;
  CHECK(adam.learning_rate == 1e-3);
  CHECK(adam.beta1 == 0.9);
  CHECK(adam.beta2 == 0.999);
  CHECK(adam.epsilon == 1e-8);
  CHECK(adam.weight_decay == 0);
}

TEST_CASE("Adam takes PyTorch's steps") {
  checks::follows(Adam{.learning_rate = 0.05}, pytorch::adam);
  checks::follows(
      Adam{.learning_rate = 0.05, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3, .weight_decay = 0.1},
      pytorch::adam_decay);
}

TEST_CASE("Adam takes the same steps in long double") {
  using Vector = Eigen::Matrix<long double, 2, 1>;
  CHECK(checks::distance_from_path<Vector>(Adam{.learning_rate = 0.05}, pytorch::adam) <= 1e-13);
}

TEST_CASE("Adam steps alike at any size") { checks::steps_alike_at_any_size(Adam{.weight_decay = 0.1}); }

TEST_CASE("Adam's first step is as long as the learning rate, whatever the gradient") {
  Eigen::Vector3d p = Eigen::Vector3d::Zero();
  auto state = Adam{}.init(p);
  Adam{.learning_rate = 0.25}.step(p, Eigen::Vector3d{1e-4, -3, 1e6}, state);
  CHECK(checks::distance(p, Eigen::Vector3d{-0.25, 0.25, -0.25}) <= 1e-4);
  CHECK(state.steps == 1);
}

TEST_CASE("Adam goes on from a copy of its state, and steps a part of a vector") {
  Eigen::VectorXd whole = checks::random<Eigen::VectorXd>(5, 1), copy = whole;
  const Eigen::VectorXd gradient = checks::random<Eigen::VectorXd>(3, 1, 1, 3);
  auto state = Adam{}.init(whole.head(3));
  Adam{}.step(whole.head(3), gradient, state);
  auto saved = state;
  copy.head(3) = whole.head(3);
  Adam{}.step(whole.head(3), gradient, state);
  Adam{}.step(copy.head(3), gradient, saved);
  CHECK(whole == copy);
  CHECK(whole.tail(2) == checks::random<Eigen::VectorXd>(5, 1).tail(2));
}

TEST_CASE("Adam refuses what it cannot do and leaves parameters and state as they were") {
  checks::refuses_what_none_can_do<Adam>("Adam");
  const Eigen::VectorXd gradient = Eigen::VectorXd::Ones(3);
  checks::refuses(Adam{.beta1 = 1}, gradient, "expected beta1 and beta2 of at least 0 and below 1, got 1");
  checks::refuses(Adam{.beta2 = -0.1}, gradient, "beta1 and beta2 of at least 0 and below 1, got -0.1");
}
