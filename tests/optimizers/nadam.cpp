#include <strata/optimizers/nadam.hpp>

#include "../support/optimizers.hpp"

using strata::NAdam;

TEST_CASE("NAdam takes PyTorch's steps") {
  checks::follows(NAdam{.learning_rate = 0.05}, pytorch::nadam);
  checks::follows(NAdam{.learning_rate = 0.05,
                        .beta1 = 0.8,
                        .beta2 = 0.95,
                        .epsilon = 1e-3,
                        .weight_decay = 0.1,
                        .momentum_decay = 0.1},
                  pytorch::nadam_decay);
}

TEST_CASE("NAdam steps alike at any size") { checks::steps_alike_at_any_size(NAdam{.weight_decay = 0.1}); }

TEST_CASE("NAdam refuses what it cannot do and leaves parameters and state as they were") {
  checks::refuses_what_none_can_do<NAdam>("NAdam");
  const Eigen::VectorXd gradient = Eigen::VectorXd::Ones(3);
  checks::refuses(NAdam{.beta2 = 1}, gradient, "strata: NAdam: expected beta1 and beta2");
  checks::refuses(NAdam{.momentum_decay = -1}, gradient, "expected a momentum_decay of at least 0, got -1");
}
