// error: strata: the scalar type of the network differs from that of the inputs
// error: strata::ExpectedType<float>, strata::GotType<double>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<float, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), y = Eigen::MatrixXd::Ones(3, 4);
  const Dataset data(x, y);
  fit(net, MeanSquaredError{}, data, {.epochs = 3});
}
