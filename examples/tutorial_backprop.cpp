// One step of gradient descent on the two nodes, as in docs/tutorial.md.

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

  Eigen::Vector2d y_true{0.8, 0.8};
  double loss = MeanSquaredError{}.value(pass.output(), y_true);

  Eigen::Vector2d d_output = MeanSquaredError{}.gradient(pass.output(), y_true);
  net.backward(pass, d_output);

  auto d_node0 = net.layer<0>(pass.gradient());
  auto d_node1 = net.layer<2>(pass.gradient());

  SGD{.learning_rate = 0.1}.step(net.parameters(), pass.gradient());

  double loss_after = MeanSquaredError{}.value(net.predict(inputs), y_true);

  std::cout << "Loss before  " << loss << '\n'
            << "dL/dW node0  " << d_node0.weights() << '\n'
            << "dL/db node0  " << d_node0.bias() << '\n'
            << "dL/dW node1  " << d_node1.weights().transpose() << '\n'
            << "dL/db node1  " << d_node1.bias().transpose() << '\n'
            << "W node0      " << net.layer<0>().weights() << '\n'
            << "b node0      " << net.layer<0>().bias() << '\n'
            << "W node1      " << net.layer<2>().weights().transpose() << '\n'
            << "b node1      " << net.layer<2>().bias().transpose() << '\n'
            << "Loss after   " << loss_after << '\n';

  std::cout << std::setprecision(4);
  std::cout << "Foretold:   " << 0.1 * pass.gradient().squaredNorm() << '\n';
  std::cout << "Lowered by: " << loss - loss_after << '\n';
}
