// error: strata: the network ends in Denormalization, which gives its output the scale of the targets: this
// shows: LossHasUnit<strata::BinaryCrossEntropy>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Zero(2, 10);
  const Eigen::MatrixXd t = Eigen::MatrixXd::Zero(1, 10);
  Sequential<double, Input<2>, Dense<1>, Denormalization> net;
  fit(net, BinaryCrossEntropy{}, Dataset(x, t));
}
