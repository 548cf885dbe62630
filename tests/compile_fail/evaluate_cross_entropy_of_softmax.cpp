// error: strata: this loss takes logits, its softmax or sigmoid is inside, and the network's last layer
// shows: LossTakesWhatNetworkGives<strata::CrossEntropy, strata::Softmax>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), target = Eigen::MatrixXd::Ones(3, 4) / 3;
  const Sequential<double, Input<2>, Dense<3>, Softmax> net;
  evaluate(net, MeanSquaredError{}, Dataset(x, target), CrossEntropy{});
}
