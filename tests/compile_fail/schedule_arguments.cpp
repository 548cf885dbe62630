// error: strata: a schedule is a const function of (Index step) or (Index step, double loss)
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), y = Eigen::MatrixXd::Ones(3, 4);
  const Dataset data(x, y);
  fit(net, MeanSquaredError{}, Adam{}, data, {.schedule = [](double, double, double) { return 1.0; }});
}
