#include <strata/core/metric.hpp>
#include <strata/metrics/accuracy.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("A loss is a metric: its mean over samples, whatever the batches") {
  STATIC_REQUIRE(Metric<Accuracy, Eigen::MatrixXd, Eigen::RowVectorXi>);
  STATIC_REQUIRE(Metric<MeanOf<MeanSquaredError>, Eigen::MatrixXd, Eigen::MatrixXd>);
  STATIC_REQUIRE_FALSE(Metric<MeanSquaredError, Eigen::MatrixXd, Eigen::MatrixXd>);

  const Eigen::MatrixXd output = checks::random(2, 10), target = checks::random(2, 10, 1, 3);
  const auto metric = gathered(MeanSquaredError{});
  auto state = metric.init();
  metric.update(state, output.leftCols(7), target.leftCols(7));
  metric.update(state, output.rightCols(3), target.rightCols(3));
  CHECK(std::abs(metric.value(state) - MeanSquaredError{}.value(output, target)) <= 1e-15);
}

TEST_CASE("The mean of no losses is 0, and one that is not a number is printed without a sign") {
  const auto metric = gathered(MeanSquaredError{});
  auto state = metric.init();
  CHECK(metric.value(state) == 0);
  for (const double nan : {std::nan(""), -std::nan("")}) {
    metric.update(state, Eigen::Vector2d{0, nan}, Eigen::Vector2d{0, 1});
    CHECK(detail::to_digits(metric.value(state)) == "nan");
  }
}

TEST_CASE("The mean of one sample is its loss") {
  const auto metric = gathered(MeanSquaredError{});
  auto state = metric.init();
  metric.update(state, Eigen::Vector2d{0, 4}, Eigen::Vector2d{2, 0});
  CHECK(metric.value(state) == 10);
}

TEST_CASE("A target that is not a number is found in any sample, and whole numbers always are") {
  const auto check = [](const auto& target) { detail::check_targets_are_numbers<Accuracy>(target); };
  Eigen::MatrixXd target = checks::random(2, 3);
  CHECK_NOTHROW(check(target));
  CHECK_NOTHROW(check(Eigen::MatrixXd(2, 0)));
  CHECK_NOTHROW(check(Eigen::RowVectorXi{{1, 2}}));
  for (const Index sample : {2, 0}) {
    target(1, sample) = std::nan("");
    CHECK_THROWS_WITH(check(target),
                      "strata: Accuracy: expected targets that are numbers, got nan in sample " +
                          std::to_string(sample) + "; leave out samples whose target is missing");
  }
}

TEST_CASE("A state serves one number of outputs") {
  CHECK_NOTHROW(detail::check_state_has_outputs<Accuracy>(3, 3));
  CHECK_THROWS_WITH(
      detail::check_state_has_outputs<Accuracy>(3, 2),
      "strata: Accuracy: expected a state of 3 outputs, got 2; begin a state anew for other outputs");
}
