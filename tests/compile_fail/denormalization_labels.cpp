// error: strata: the network ends in Denormalization, which gives its output the scale of the targets:
// shows: labels (whole numbers) have none; leave Denormalization out
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Zero(2, 10);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(10);
  Sequential<double, Input<2>, Dense<3>, Denormalization> net;
  fit(net, CrossEntropy{}, Dataset(x, labels));
}
