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
