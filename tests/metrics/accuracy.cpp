#include <strata/metrics/accuracy.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

template <class M>
double value(const M& metric, const auto& output, const auto& target) {
  auto state = metric.init();
  metric.update(state, output, target);
  return metric.value(state);
}

/// Three classes, four samples; the largest outputs are 0, 2, 1, 1.
const Eigen::MatrixXd outputs{{3, 0, 1, 0}, {1, 1, 2, 5}, {2, 4, 0, 4}};

}  // namespace

TEST_CASE("Accuracy counts samples whose largest output is their class") {
  CHECK(value(Accuracy{}, outputs, Eigen::RowVectorXi{{0, 2, 1, 1}}) == 1);
  CHECK(value(Accuracy{}, outputs, Eigen::RowVectorXi{{0, 2, 0, 2}}) == 0.5);
  const Eigen::MatrixXd probabilities{{0.9, 0, 0, 1}, {0, 0.1, 1, 0}, {0.1, 0.9, 0, 0}};
  CHECK(value(Accuracy{}, outputs, probabilities) == 0.75);
}

TEST_CASE("Accuracy is gathered over batches") {
  const Accuracy accuracy;
  auto state = accuracy.init();
  accuracy.update(state, outputs.leftCols(3), Eigen::RowVectorXi{{0, 2, 1}});
  accuracy.update(state, outputs.rightCols(1), Eigen::RowVectorXi{{0}});
  CHECK(accuracy.value(state) == 0.75);
}

TEST_CASE("TopAccuracy counts samples whose class is among the k largest outputs") {
  const Eigen::RowVectorXi labels{{2, 1, 2, 0}};
  CHECK(value(TopAccuracy{.k = 1}, outputs, labels) == 0);
  CHECK(value(TopAccuracy{.k = 2}, outputs, labels) == 0.5);
  CHECK(value(TopAccuracy{.k = 3}, outputs, labels) == 1);
}

TEST_CASE("BinaryAccuracy compares with a threshold") {
  const Eigen::RowVector4d logits{-1, 2, 0.4, -3}, target{0, 1, 0, 1};
  CHECK(value(BinaryAccuracy{}, logits, target) == 0.5);
  CHECK(value(BinaryAccuracy{.threshold = 0.5}, logits, target) == 0.75);
}

TEST_CASE("A label that no output stands for is refused") {
  const Eigen::RowVectorXi labels{{0, 1, 3, 0}};
  CHECK_THROWS_WITH(value(TopAccuracy{}, outputs, labels),
                    contains("strata: TopAccuracy: expected labels from 0 to 2, got 3 for sample 2"));
}

TEST_CASE("An output that is not a number is wrong, and a target of another shape refused") {
  const Eigen::MatrixXd nothing = Eigen::MatrixXd::Constant(3, 4, std::nan(""));
  CHECK(value(Accuracy{}, nothing, Eigen::RowVectorXi{{0, 0, 0, 0}}) == 0);
  CHECK(value(TopAccuracy{}, nothing, Eigen::RowVectorXi{{0, 0, 0, 0}}) == 0);
  CHECK_THROWS_AS(value(Accuracy{}, outputs, Eigen::RowVectorXi(Eigen::RowVectorXi::Zero(2))),
                  std::invalid_argument);
  CHECK_THROWS_AS(value(BinaryAccuracy{}, outputs, Eigen::MatrixXd(Eigen::MatrixXd::Zero(1, 4))),
                  std::invalid_argument);
}
