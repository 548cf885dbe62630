// error: strata: a Dataset views Eigen matrices: Eigen::Map<const Eigen::RowVectorXi>(labels.data(),
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4);
  const std::vector<int> labels{0, 1, 2, 1};
  const Dataset data(x, labels);
}
