#include <strata/optimizers/rmsprop.hpp>

#include "../support/optimizers.hpp"

using strata::RMSProp;

namespace {

constexpr RMSProp with_all{
    .alpha = 0.9, .epsilon = 1e-3, .weight_decay = 0.1, .momentum = 0.5, .centered = true};

}  // namespace

TEST_CASE("RMSProp begins with PyTorch's hyper-parameters") {
  const RMSProp rmsprop;
  CHECK(rmsprop.learning_rate == 1e-2);
  CHECK(rmsprop.alpha == 0.99);
  CHECK(rmsprop.epsilon == 1e-8);
  CHECK(rmsprop.weight_decay == 0);
  CHECK(rmsprop.momentum == 0);
  CHECK_FALSE(rmsprop.centered);
}

TEST_CASE("RMSProp takes PyTorch's steps") {
  checks::follows(RMSProp{}, pytorch::rmsprop);
  checks::follows(RMSProp{.alpha = 0.9, .epsilon = 1e-3, .weight_decay = 0.1}, pytorch::rmsprop_decay);
  checks::follows(RMSProp{.momentum = 0.5}, pytorch::rmsprop_momentum);
  checks::follows(RMSProp{.centered = true}, pytorch::rmsprop_centered);
  checks::follows(with_all, pytorch::rmsprop_all);
}

TEST_CASE("RMSProp steps alike at any size") {
  checks::steps_alike_at_any_size(RMSProp{});
  checks::steps_alike_at_any_size(with_all);
}

TEST_CASE("RMSProp stays finite where a centered gradient never changes") {
  Eigen::VectorXf p = Eigen::VectorXf::Zero(100);
  const Eigen::VectorXf gradient = checks::random<Eigen::VectorXf>(100, 1);
  const RMSProp centered{.alpha = 0.5, .centered = true};
  auto state = centered.init(p);
  for (int step = 0; step < 100; ++step) centered.step(p, gradient, state);
  CHECK(p.allFinite());
}

TEST_CASE("RMSProp without memory adds up the signs of the gradients where momentum is 1") {
  Eigen::Vector2d p = Eigen::Vector2d::Zero();
  const RMSProp forgetful{.learning_rate = 0.25, .alpha = 0, .epsilon = 0, .momentum = 1};
  auto state = forgetful.init(p);
  forgetful.step(p, Eigen::Vector2d{4, -0.5}, state);
  CHECK(p == Eigen::Vector2d{-0.25, 0.25});
  forgetful.step(p, Eigen::Vector2d{2, -8}, state);
  CHECK(p == Eigen::Vector2d{-0.75, 0.75});
}

TEST_CASE("RMSProp refuses what it cannot do and leaves parameters and state as they were") {
  checks::refuses_what_none_can_do<RMSProp>("RMSProp");
  const Eigen::VectorXd gradient = Eigen::VectorXd::Ones(3);
  checks::refuses(RMSProp{.alpha = 1}, gradient, "expected an alpha of at least 0 and below 1, got 1");
  checks::refuses(RMSProp{.momentum = -1}, gradient, "expected a momentum of at least 0, got -1");
}
