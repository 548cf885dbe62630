#include <strata/metrics/r2.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

/// By its definition, in one piece.
double by_definition(const MatrixXd& output, const MatrixXd& target) {
  const Eigen::VectorXd mean = target.rowwise().mean();
  const Eigen::ArrayXd variation = (target.colwise() - mean).rowwise().squaredNorm();
  const Eigen::ArrayXd residual = (target - output).rowwise().squaredNorm();
  return (1 - residual / variation).mean();
}

double gathered_in_batches(const MatrixXd& output, const MatrixXd& target) {
  const R2 metric;
  auto state = metric.init();
  for (Index first = 0; first < output.cols(); first += 7) {
    const Index count = std::min<Index>(7, output.cols() - first);
    metric.update(state, output.middleCols(first, count), target.middleCols(first, count));
  }
  return metric.value(state);
}

}  // namespace

TEST_CASE("R2 over batches is R2 of all, even far from zero") {
  const MatrixXd target = checks::random(3, 100).array() + 1e6,
                 output = target + checks::random(3, 100, 0.5, 3);
  CHECK(std::abs(gathered_in_batches(output, target) - by_definition(output, target)) <= 1e-9);
  CHECK(gathered_in_batches(target, target) == 1);
}

TEST_CASE("R2 refuses a state of another number of outputs") {
  auto state = R2{}.init();
  R2{}.update(state, checks::random(2, 3), checks::random(2, 3, 1));
  CHECK_THROWS_WITH(R2{}.update(state, checks::random(3, 3), checks::random(3, 3, 1)),
                    contains("strata: R2: expected a state of 3 outputs, got 2"));
}

TEST_CASE("R2 of a target that never changes is 1 where the output is right, else 0") {
  const MatrixXd constant = MatrixXd::Constant(1, 9, 0.1);
  CHECK(gathered_in_batches(constant, constant) == 1);
  CHECK(gathered_in_batches(constant.array() + 1e-9, constant) == 0);
  CHECK(gathered_in_batches(constant.col(0), constant.col(0)) == 1);
  CHECK(gathered_in_batches(-constant.col(0), constant.col(0)) == 0);
  MatrixXd output(2, 9), target(2, 9);
  output << constant, checks::random(1, 9);
  target << constant, output.row(1);
  CHECK(gathered_in_batches(output, target) == 1);
  target.row(0).array() += 1;
  CHECK(gathered_in_batches(output, target) == 0.5);
  CHECK(R2{}.value(R2{}.init()) == 0);
}

TEST_CASE("R2 is the lowest number where an output is not one, or its error is beyond any") {
  const MatrixXd target = checks::random(2, 9);
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(), -1e200}) {
    MatrixXd output = target;
    output(1, 4) = bad;
    CHECK(gathered_in_batches(output, target) == std::numeric_limits<double>::lowest());
  }
}
