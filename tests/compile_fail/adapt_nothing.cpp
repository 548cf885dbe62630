// error: strata: adapt sets the mean and the deviation of a first layer Normalization and of a last layer
// shows: NetworkHasScale<false, false>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Zero(2, 10);
  const Eigen::MatrixXd t = Eigen::MatrixXd::Zero(1, 10);
  Sequential<double, Input<2>, Dense<1>, Normalization, Tanh> net;
  adapt(net, Dataset(x, t));
}
