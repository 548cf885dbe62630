#include <strata/optimizers/adam.hpp>
#include <strata/optimizers/adamw.hpp>

#include "../support/optimizers.hpp"

using strata::Adam;
using strata::AdamW;

TEST_CASE("AdamW begins with PyTorch's hyper-parameters") {
  const AdamW adamw;
  CHECK(adamw.learning_rate == 1e-3);
  CHECK(adamw.beta1 == 0.9);
  CHECK(adamw.beta2 == 0.999);
  CHECK(adamw.epsilon == 1e-8);
  CHECK(adamw.weight_decay == 1e-2);
}

TEST_CASE("AdamW takes PyTorch's steps") {
  checks::follows(AdamW{.learning_rate = 0.05}, pytorch::adamw);
  checks::follows(
      AdamW{.learning_rate = 0.05, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3, .weight_decay = 0.1},
      pytorch::adamw_decay);
}

TEST_CASE("AdamW steps alike at any size") { checks::steps_alike_at_any_size(AdamW{.weight_decay = 0.1}); }

TEST_CASE("AdamW without weight decay is Adam, and without a gradient shrinks the parameters") {
  CHECK(checks::after_ten_steps<Eigen::VectorXd>(AdamW{.weight_decay = 0}, 9) ==
        checks::after_ten_steps<Eigen::VectorXd>(Adam{}, 9));
  Eigen::Vector2d p{4, -8};
  auto state = AdamW{}.init(p);
  AdamW{.learning_rate = 0.5, .weight_decay = 0.5}.step(p, Eigen::Vector2d::Zero().eval(), state);
  CHECK(p == Eigen::Vector2d{3, -6});
}

TEST_CASE("AdamW refuses what it cannot do and leaves parameters and state as they were") {
  checks::refuses_what_none_can_do<AdamW>("AdamW");
  checks::refuses(AdamW{.beta1 = 1.5}, Eigen::VectorXd::Ones(3), "strata: AdamW: expected beta1 and beta2");
}
