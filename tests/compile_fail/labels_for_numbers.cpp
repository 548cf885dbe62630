// error: strata: the scalar type of the target differs from that of the output: use target.cast<...>()
// error: strata::ExpectedType<double>, strata::GotType<int>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4);
  const Eigen::RowVectorXi y = Eigen::RowVectorXi::Zero(4);
  const Dataset data(x, y);
  fit(net, MeanSquaredError{}, Adam{}, data);
}
