#include <strata/metrics/accuracy.hpp>
#include <strata/metrics/confusion_matrix.hpp>
#include <strata/metrics/r2.hpp>
#include <strata/training/evaluate.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

TEST_CASE("predict in batches is predict in one piece") {
  const auto net = make_sequential<double>(Input{3}, Dense{4}, Tanh{}, Dense{2});
  const MatrixXd x = checks::random(3, 1000);
  CHECK(checks::distance(predict(net, x), net.predict(x)) <= 1e-15);
  CHECK(checks::distance(predict(net, 2 * x, 7), net.predict(2 * x)) <= 1e-15);
  CHECK(predict(net, x.leftCols(0)).cols() == 0);
  CHECK_THROWS_AS(predict(net, x, 0), std::invalid_argument);
}

TEST_CASE("evaluate gathers a loss and metrics over a whole data set") {
  const Sequential<double, Input<3>, Dense<4>, Tanh, Dense<2>> net;
  const MatrixXd x = checks::random(3, 1000), target = checks::random(2, 1000, 1, 3);
  const Dataset data(x, target);
  const auto [loss, r2, accuracy, confusion] =
      evaluate(net, MeanSquaredError{}, data, R2{}, Accuracy{}, ConfusionMatrix{});
  const MatrixXd y = net.predict(x);
  CHECK(std::abs(loss - MeanSquaredError{}.value(y, target)) <= 1e-14);
  CHECK(r2 < 1);
  CHECK(confusion.sum() == 1000);
  CHECK(accuracy == confusion.diagonal().sum() / 1000.0);

  const auto [same, again] = evaluate(net, MeanSquaredError{}, data.split(0.5).first, MeanSquaredError{});
  CHECK(same == again);
}
