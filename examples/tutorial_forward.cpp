// Two nodes, each a weighted sum, a bias and a sigmoid: forward propagation.

#include <iomanip>
#include <iostream>

#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  net.layer<0>().weights() << 0.5, 0.5;
  net.layer<0>().bias() << 0.1;
  net.layer<2>().weights() << 0.3, 0.3;
  net.layer<2>().bias() << -0.1, -0.1;

  const auto pass = net.forward(Eigen::Vector2d{0.1, 0.2});

  std::cout << std::setprecision(16) << "Hidden layer output: " << pass.activation<1>() << '\n'
            << "Output layer output: " << pass.output().transpose() << '\n';
}
