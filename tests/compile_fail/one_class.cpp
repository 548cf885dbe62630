// error: strata: an output of one row (unit) leaves no class to choose: yes or no takes BinaryCrossEntropy
// shows: OutputHasClasses<strata::CrossEntropy, 1
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(4);
  Sequential<double, Input<2>, Dense<1>> net;
  fit(net, CrossEntropy{}, Dataset(x, labels));
}
