// Two nodes, each a weighted sum, a bias and a sigmoid: forward propagation, as in docs/tutorial.md.

#include <iomanip>
#include <iostream>

#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  Eigen::Vector2d inputs{0.1, 0.2};

  net.layer<0>().weights() << 0.5, 0.5;
  net.layer<0>().bias() << 0.1;
  net.layer<2>().weights() << 0.3, 0.3;
  net.layer<2>().bias() << -0.1, -0.1;

  auto pass = net.forward(inputs);

  std::cout << std::setprecision(16);
  std::cout << "Hidden Layer Output: " << pass.activation<1>() << '\n';
  std::cout << "Output Layer Output: " << pass.output().transpose() << '\n';
}
