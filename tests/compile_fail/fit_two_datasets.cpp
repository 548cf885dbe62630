// error: strata: between loss and data, fit takes an optimizer with a learning_rate
// error: validation data is an option, {.validation = &test}
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), y = Eigen::MatrixXd::Ones(3, 4);
  const Dataset data(x, y);
  fit(net, MeanSquaredError{}, data, data);
}
