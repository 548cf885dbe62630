#include <strata/metrics/confusion_matrix.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("ConfusionMatrix counts classes by row and choices by column, over batches") {
  const Eigen::MatrixXd outputs{{3, 0, 1, 0}, {1, 1, 2, 5}, {2, 4, 0, 4}};  // choices 0, 2, 1, 1
  const ConfusionMatrix metric;
  auto state = metric.init();
  metric.update(state, outputs, Eigen::RowVectorXi{{0, 2, 0, 1}});
  metric.update(state, outputs.leftCols(1), Eigen::RowVectorXi{{2}});
  const Eigen::MatrixXi counts = metric.value(state);
  CHECK(counts == Eigen::Matrix3i{{1, 1, 0}, {0, 1, 0}, {1, 0, 1}});
  CHECK(per_class_accuracy(counts) == Eigen::Vector3d{0.5, 1, 0.5});
  CHECK_THROWS_WITH(metric.update(state, outputs.leftCols(1), Eigen::RowVectorXi{{-1}}),
                    contains("strata: ConfusionMatrix: expected labels from 0 to 2, got -1 for sample 0"));
}

TEST_CASE("ConfusionMatrix counts samples without a choice in a column of their own, the last") {
  Eigen::MatrixXd outputs{{3, 0, 1, 0}, {1, 1, 2, 5}, {2, 4, 0, 4}};  // choices 0, 2, 1, 1
  outputs(0, 1) = outputs(2, 3) = std::nan("");
  const ConfusionMatrix metric;
  auto state = metric.init();
  metric.update(state, outputs, Eigen::RowVectorXi{{0, 2, 0, 1}});
  metric.update(state, outputs, Eigen::RowVectorXi{{0, 2, 0, 1}});
  CHECK(state == 2 * Eigen::Matrix<int, 3, 4>{{1, 1, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 1}});
  CHECK(per_class_accuracy(metric.value(state)) == Eigen::Vector3d{0.5, 0, 0});

  auto of_last = metric.init();
  metric.update(of_last, Eigen::MatrixXd{{0, std::nan("")}, {1, 0}}, Eigen::RowVectorXi{{0, 1}});
  CHECK(of_last == Eigen::Matrix<int, 2, 3>{{0, 1, 0}, {0, 0, 1}});
}

TEST_CASE("The accuracy within a class that no sample has is 0") {
  CHECK(per_class_accuracy(Eigen::Matrix3i{{3, 1, 0}, {0, 0, 0}, {0, 0, 2}}) == Eigen::Vector3d{0.75, 0, 1});
}

TEST_CASE("ConfusionMatrix refuses a state of another number of classes, and changes nothing") {
  const ConfusionMatrix metric;
  auto state = metric.init();
  metric.update(state, checks::random(3, 2), Eigen::RowVectorXi{{0, 2}});
  const Eigen::MatrixXi before = state;
  CHECK_THROWS_WITH(
      metric.update(state, checks::random(5, 2), Eigen::RowVectorXi{{0, 4}}),
      "strata: ConfusionMatrix: expected a state of 5 outputs, got 3; begin a state anew for other "
      "outputs");
  CHECK(state == before);
}
