// error: strata: a loss is an object with value(output, target) and gradient(output, target)
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), y = Eigen::MatrixXd::Ones(3, 4);
  const Dataset data(x, y);
  fit(
      net, [](const auto& output, const auto& target) { return (output - target).norm(); }, Adam{}, data);
}
