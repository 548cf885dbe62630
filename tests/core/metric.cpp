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
