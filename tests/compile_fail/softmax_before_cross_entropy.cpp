// error: strata: this loss takes logits, its softmax or sigmoid is inside, and the network's last layer
// shows: LossTakesWhatNetworkGives<strata::CrossEntropy, strata::Softmax>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(4);
  Sequential<double, Input<2>, Dense<3>, Softmax> net;
  fit(net, CrossEntropy{}, Dataset(x, labels));
}
