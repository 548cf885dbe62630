// error: strata: a Dataset views matrices, maps or blocks that lie in memory column by column
// shows: Dataset
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::Matrix<double, 4, 2, Eigen::RowMajor> inputs = Eigen::MatrixXd::Ones(4, 2);
  const Eigen::MatrixXd targets = Eigen::MatrixXd::Ones(1, 2);
  Dataset data(inputs, targets);
}
