#include <strata/losses/binary_cross_entropy.hpp>

#include "../support/losses.hpp"

using strata::BinaryCrossEntropy;

TEST_CASE("BinaryCrossEntropy agrees with finite differences in every type and size") {
  checks::elementwise_loss(BinaryCrossEntropy{}, "BinaryCrossEntropy");
  checks::elementwise_loss(BinaryCrossEntropy{.positive_weight = 3}, "BinaryCrossEntropy");
}

TEST_CASE("BinaryCrossEntropy is PyTorch's up to logits of +-1e4") {
  const auto points = static_cast<strata::Index>(pytorch::points.size());
  const Eigen::MatrixXd once = checks::matrix(1, points, pytorch::points);
  const Eigen::MatrixXd y = once.replicate(1, 2);
  const Eigen::MatrixXd t = checks::matrix(1, 2 * points, pytorch::losses_answers);
  checks::is_as(BinaryCrossEntropy{}, y, t, pytorch::binary_cross_entropy);
  checks::is_as(BinaryCrossEntropy{.positive_weight = 3}, y, t, pytorch::binary_cross_entropy_weighted);

  Eigen::MatrixXf gradient(1, 2 * points);
  CHECK(std::isfinite(
      BinaryCrossEntropy{}.value_and_gradient(y.cast<float>().eval(), t.cast<float>().eval(), gradient)));
  CHECK(gradient.allFinite());
}

TEST_CASE("BinaryCrossEntropy keeps small gradients of sure and right answers") {
  const Eigen::Vector2d gradient =
      BinaryCrossEntropy{}.gradient(Eigen::Vector2d{-30, 0}, Eigen::Vector2d{0, 0.5});
  CHECK(std::abs(gradient(0) / (std::exp(-30.0) / 2) - 1) <= 1e-12);
  CHECK(gradient(1) == 0);
}

TEST_CASE("BinaryCrossEntropy of one class of two is CrossEntropy of their difference") {
  const Eigen::MatrixXd y = checks::random(1, 9), t = Eigen::MatrixXd::Ones(1, 9);
  const double expected = (1 + (-y.array()).exp()).log().mean();
  CHECK(std::abs(BinaryCrossEntropy{}.value(y, t) - expected) <= 1e-15);
  CHECK(std::abs(BinaryCrossEntropy{.positive_weight = 5}.value(y, t) - 5 * expected) <= 1e-14);
}

TEST_CASE("BinaryCrossEntropy of a sure answer is 0 where it is right and infinite where it is wrong") {
  const double infinity = std::numeric_limits<double>::infinity();
  const Eigen::MatrixXd y{{infinity, 1, -infinity}, {0.5, -2, 3}};
  Eigen::MatrixXd t{{1, 0.25, 0}, {0, 1, 0.75}};
  const auto softplus = [](double x) { return std::log1p(std::exp(x)); };
  const BinaryCrossEntropy loss{.positive_weight = 3};
  const double expected = 3 * (0.25 * softplus(-1) + softplus(2) + 0.75 * softplus(-3)) + 0.75 * softplus(1) +
                          softplus(0.5) + 0.25 * softplus(3);
  CHECK(std::abs(loss.value(y, t) - expected / 6) <= 1e-14);
  t(0, 0) = 0;
  CHECK(loss.value(y, t) == infinity);
  t(0, 0) = t(0, 2) = 1;
  CHECK(loss.value(y, t) == infinity);
  CHECK(std::isnan(loss.value(Eigen::MatrixXd(0 * y), t)));
}

TEST_CASE("BinaryCrossEntropy without a weight of yes counts the noes alone") {
  CHECK(BinaryCrossEntropy{}.positive_weight == 1);
  const double value =
      BinaryCrossEntropy{.positive_weight = 0}.value(Eigen::Vector2d{0, 2}, Eigen::Vector2d{0, 1});
  CHECK(std::abs(value - std::log(2.0) / 2) <= 1e-16);
}

TEST_CASE("BinaryCrossEntropy says that its sigmoid is inside") {
  STATIC_REQUIRE(BinaryCrossEntropy::takes_logits);
}

TEST_CASE("BinaryCrossEntropy refuses a weight that means nothing") {
  const Eigen::Vector2d y{1, 2}, t{0, 1};
  CHECK_THROWS_WITH(
      BinaryCrossEntropy{.positive_weight = -1}.value(y, t),
      "strata: BinaryCrossEntropy: expected a finite positive_weight of at least 0, got -1; leave "
      "it out for the default");
  for (const double weight : {std::nan(""), std::numeric_limits<double>::infinity()})
    CHECK_THROWS_AS(BinaryCrossEntropy{.positive_weight = weight}.gradient(y, t), std::invalid_argument);
}
