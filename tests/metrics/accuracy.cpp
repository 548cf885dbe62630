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

TEST_CASE("TopAccuracy of one is Accuracy, where outputs are equal too") {
  const Eigen::MatrixXd equal{{0, 1, 2, 0}, {0, 1, 2, 3}, {0, 0, 1, 3}};
  for (const int label : {0, 1, 2}) {
    const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Constant(4, label);
    CHECK(value(TopAccuracy{.k = 1}, equal, labels) == value(Accuracy{}, equal, labels));
  }
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(value(TopAccuracy{.k = 1}, Eigen::Vector3d{0, infinity, -infinity}, Eigen::RowVectorXi{{1}}) == 1);
}

TEST_CASE("TopAccuracy refuses to count every class") {
  const Eigen::RowVectorXi labels{{2, 1, 2, 0}};
  CHECK_THROWS_WITH(value(TopAccuracy{}, outputs, labels),
                    "strata: TopAccuracy: expected a k from 1 to 3, got 5; k of the classes count as right");
  CHECK_THROWS_WITH(value(TopAccuracy{.k = 0}, outputs, labels), contains("got 0"));
}

TEST_CASE("One output is no choice among classes") {
  const Eigen::MatrixXd one = checks::random(1, 4);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(4);
  CHECK_THROWS_WITH(
      value(Accuracy{}, one, labels),
      "strata: Accuracy: expected an output (row) for each of at least 2 classes, got 1; yes or "
      "no takes BinaryCrossEntropy and BinaryAccuracy, with targets 0 or 1");
  CHECK_THROWS_WITH(value(TopAccuracy{.k = 1}, one, labels),
                    contains("TopAccuracy: expected an output (row)"));
}

TEST_CASE("BinaryAccuracy compares with a threshold") {
  const Eigen::RowVector4d logits{-1, 2, 0.4, -3}, target{0, 1, 0, 1};
  CHECK(value(BinaryAccuracy{}, logits, target) == 0.5);
  CHECK(value(BinaryAccuracy{.threshold = 0.5}, logits, target) == 0.75);
  CHECK(value(BinaryAccuracy{}, Eigen::RowVector2d{0, 1}, Eigen::RowVector2d{0.5, 0.75}) == 1);
  CHECK_THROWS_WITH(value(BinaryAccuracy{.threshold = std::nan("")}, logits, target),
                    contains("strata: BinaryAccuracy: expected a number as threshold, got nan"));
  const Eigen::RowVector4d classes{1, 2, 1, 2};
  CHECK_THROWS_WITH(value(BinaryAccuracy{}, logits, classes),
                    contains("strata: BinaryAccuracy: expected targets from 0 to 1, got 2"));
}

TEST_CASE("BinaryAccuracy takes outputs for logits where its threshold is 0") {
  CHECK(BinaryAccuracy{}.expects_logits());
  CHECK_FALSE(BinaryAccuracy{.threshold = 0.5}.expects_logits());
}

TEST_CASE("A label that no output stands for is refused") {
  const Eigen::RowVectorXi labels{{0, 1, 3, 0}};
  CHECK_THROWS_WITH(value(TopAccuracy{.k = 2}, outputs, labels),
                    contains("strata: TopAccuracy: expected labels from 0 to 2, got 3 for sample 2"));
}

TEST_CASE("An output that is not a number makes its sample wrong, and that alone") {
  Eigen::MatrixXd output = outputs;
  output(1, 3) = std::nan("");
  CHECK(detail::chosen_class(output, 3) == -1);
  CHECK(value(Accuracy{}, output, Eigen::RowVectorXi{{0, 2, 1, 1}}) == 0.75);
  CHECK(value(TopAccuracy{.k = 3}, output, Eigen::RowVectorXi{{0, 2, 1, 0}}) == 0.75);
  CHECK(value(BinaryAccuracy{}, output, Eigen::MatrixXd(Eigen::MatrixXd::Ones(3, 4))) == 8.0 / 12);
}

TEST_CASE("A target of another shape, or with a missing number, is refused") {
  CHECK_THROWS_AS(value(Accuracy{}, outputs, Eigen::RowVectorXi(Eigen::RowVectorXi::Zero(2))),
                  std::invalid_argument);
  CHECK_THROWS_AS(value(BinaryAccuracy{}, outputs, Eigen::MatrixXd(Eigen::MatrixXd::Zero(1, 4))),
                  std::invalid_argument);
  Eigen::MatrixXd missing = outputs;
  missing(0, 2) = std::nan("");
  CHECK_THROWS_WITH(value(Accuracy{}, outputs, missing),
                    "strata: Accuracy: expected targets that are numbers, got nan in sample 2; leave out "
                    "samples whose target is missing");
}
