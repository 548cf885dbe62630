// error: strata: a Dataset views matrices, maps or blocks that lie in memory column by column
// shows: Dataset
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd inputs = Eigen::MatrixXd::Ones(2, 4), targets = Eigen::MatrixXd::Ones(1, 4);
  const auto half = inputs / 2;
  Dataset data(half, targets);
}
