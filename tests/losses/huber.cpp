#include <strata/losses/huber.hpp>
#include <strata/losses/mean_squared_error.hpp>

#include "../support/losses.hpp"

using strata::Huber;

TEST_CASE("Huber is squared up to delta and linear beyond") {
  const Eigen::Vector4d output{0.5, 3, -3, 1}, target{0, 0, 0, 1};
  CHECK(Huber{}.value(output, target) == (0.125 + 2.5 + 2.5 + 0) / 4);
  CHECK(Huber{}.gradient(output, target) == Eigen::Vector4d{0.125, 0.25, -0.25, 0});
  CHECK(Huber{.delta = 2}.value(output, target) == (0.125 + 4 + 4 + 0) / 4);
}

TEST_CASE("Huber agrees with finite differences in every type and size") {
  checks::elementwise_loss(Huber{}, "Huber");
  checks::elementwise_loss(Huber{.delta = 0.3}, "Huber");
}

TEST_CASE("Huber is PyTorch's") {
  const Eigen::MatrixXd y = checks::matrix(4, 5, pytorch::losses_logits);
  const Eigen::MatrixXd t = checks::matrix(4, 5, pytorch::losses_regression_target);
  checks::is_as(Huber{}, y, t, pytorch::huber);
  checks::is_as(Huber{.delta = 0.3}, y, t, pytorch::huber_delta);
}

TEST_CASE("Huber without a limit is half of MeanSquaredError") {
  const Eigen::MatrixXd y = checks::random(3, 4, 100), t = checks::random(3, 4, 100, 3);
  const Huber unlimited{.delta = std::numeric_limits<double>::infinity()};
  CHECK(checks::distance(2 * unlimited.gradient(y, t), strata::MeanSquaredError{}.gradient(y, t)) <= 1e-15);
}

TEST_CASE("Huber does not hide what is not a number") {
  const Eigen::Vector4d y{1, std::nan(""), 5, 2};
  CHECK(std::isnan(Huber{}.value(y, Eigen::Vector4d::Zero().eval())));
}

TEST_CASE("Huber refuses a delta that is not positive") {
  const Eigen::Vector2d y{1, 2};
  CHECK_THROWS_WITH(Huber{.delta = 0}.value(y, y),
                    "strata: Huber: expected a delta above 0, got 0; leave it out for the default");
  CHECK_THROWS_AS(Huber{.delta = std::nan("")}.gradient(y, y), std::invalid_argument);
}
