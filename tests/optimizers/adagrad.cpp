#include <strata/optimizers/adagrad.hpp>

#include "../support/optimizers.hpp"

using strata::AdaGrad;

TEST_CASE("AdaGrad begins with PyTorch's hyper-parameters") {
  const AdaGrad adagrad;
  CHECK(adagrad.learning_rate == 1e-2);
  CHECK(adagrad.lr_decay == 0);
  CHECK(adagrad.weight_decay == 0);
  CHECK(adagrad.initial_accumulator_value == 0);
  CHECK(adagrad.epsilon == 1e-10);
}

TEST_CASE("AdaGrad takes PyTorch's steps") {
  checks::follows(AdaGrad{.learning_rate = 0.3}, pytorch::adagrad);
  checks::follows(AdaGrad{.learning_rate = 0.3,
                          .lr_decay = 0.02,
                          .weight_decay = 0.1,
                          .initial_accumulator_value = 2,
                          .epsilon = 1e-3},
                  pytorch::adagrad_decay);
}

TEST_CASE("AdaGrad steps alike at any size") {
  checks::steps_alike_at_any_size(AdaGrad{.lr_decay = 0.1, .weight_decay = 0.1});
}

TEST_CASE("AdaGrad refuses what it cannot do and leaves parameters and state as they were") {
  checks::refuses_what_none_can_do<AdaGrad>("AdaGrad");
  const Eigen::VectorXd gradient = Eigen::VectorXd::Ones(3);
  checks::refuses(AdaGrad{.lr_decay = -1}, gradient, "expected an lr_decay of at least 0, got -1");
  checks::refuses(AdaGrad{.initial_accumulator_value = -1}, gradient,
                  "expected an initial_accumulator_value of at least 0, got -1");
}
