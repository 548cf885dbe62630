// error: strata: the scalar type of the input differs from that of the network: use x.cast<...>()
// shows: InputHasScalarOfNetwork<float, double>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Zero(2, 10);
  const Eigen::MatrixXd t = Eigen::MatrixXd::Zero(1, 10);
  Sequential<float, Input<2>, Normalization, Dense<1>> net;
  adapt(net, Dataset(x, t));
}
