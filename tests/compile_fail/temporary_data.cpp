// error: strata: a Dataset views column-major matrices, maps or blocks that outlive it
// shows: Dataset
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd targets = Eigen::MatrixXd::Ones(1, 4);
  Dataset data(Eigen::MatrixXd(2, 4), targets);
}
