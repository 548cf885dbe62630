// error: strata: fit takes inputs and targets together: Dataset data(x, y); then fit(net, loss, data)
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), y = Eigen::MatrixXd::Ones(3, 4);
  fit(net, MeanSquaredError{}, Adam{}, x, y);
}
