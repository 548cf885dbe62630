// error: strata: on_batch is called with a const BatchReport&, on_epoch with a const History&
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), y = Eigen::MatrixXd::Ones(3, 4);
  const Dataset data(x, y);
  fit(net, MeanSquaredError{}, Adam{}, data, {.on_epoch = [](Index, double) {}});
}
