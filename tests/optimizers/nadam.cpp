#include <strata/optimizers/nadam.hpp>

#include "../support/optimizers.hpp"

using strata::NAdam;

TEST_CASE("NAdam begins with PyTorch's hyper-parameters") {
  const NAdam nadam;
  CHECK(nadam.learning_rate == 2e-3);
  CHECK(nadam.beta1 == 0.9);
  CHECK(nadam.beta2 == 0.999);
  CHECK(nadam.epsilon == 1e-8);
  CHECK(nadam.weight_decay == 0);
  CHECK(nadam.momentum_decay == 4e-3);
}

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

TEST_CASE("NAdam without memory or momentum's growth steps by the sign of the gradient") {
  Eigen::Vector3d p = Eigen::Vector3d::Zero();
  const NAdam forgetful{.learning_rate = 0.25, .beta1 = 0, .beta2 = 0, .epsilon = 0, .momentum_decay = 0};
  auto state = forgetful.init(p);
  forgetful.step(p, Eigen::Vector3d{4, -0.5, 16}, state);
  CHECK(p == Eigen::Vector3d{-0.25, 0.25, -0.25});
  forgetful.step(p, Eigen::Vector3d{-2, -8, 1}, state);
  CHECK(p == Eigen::Vector3d{0, 0.5, -0.5});
}

TEST_CASE("NAdam refuses what it cannot do and leaves parameters and state as they were") {
  checks::refuses_what_none_can_do<NAdam>("NAdam");
  const Eigen::VectorXd gradient = Eigen::VectorXd::Ones(3);
  checks::refuses(NAdam{.beta2 = 1}, gradient, "strata: NAdam: expected beta1 and beta2");
  checks::refuses(NAdam{.momentum_decay = -1}, gradient, "expected a momentum_decay of at least 0, got -1");
}
