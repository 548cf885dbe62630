// Compiled without exceptions: a training loop by hand and inference, with all that strata.hpp brings.
#include <cstdlib>

#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<8>, Tanh, BatchNorm, Residual<Dense<8>, Dropout>, Dense<1>> net;
  const Eigen::MatrixXd x{{0, 0, 1, 1}, {0, 1, 0, 1}}, target{{0, 1, 1, 0}};
  Workspace<decltype(net)> pass;
  Generator generator(1);
  const Adam adam{.learning_rate = 1e-2};
  auto state = adam.init(net.parameters());
  for (int step = 0; step < 2000; ++step) {
    net.forward(x, pass, generator);
    net.backward(pass, MeanSquaredError{}, target);
    clip_by_norm(pass.gradient(), 1);
    adam.step(net.parameters(), pass.gradient(), state);
  }
  SGD{.learning_rate = 1e-3}.step(net.parameters(), pass.gradient());
  const Eigen::MatrixXd y = net.predict(x);
  return (y - target).cwiseAbs().maxCoeff() < 0.3 ? EXIT_SUCCESS : EXIT_FAILURE;
}
