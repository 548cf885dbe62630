// The same with the header that includes all others.

#include <cstdio>

#include <strata/strata.hpp>

int main() {
  using namespace strata;
  Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  const Eigen::Vector2d x{0.1, 0.2}, target{0.8, 0.8};
  Workspace<decltype(net), 1> pass;
  double loss = 0;
  for (int step = 0; step < 1000; ++step) {
    net.forward(x, pass);
    loss = net.backward(pass, MeanSquaredError{}, target);
    SGD{.learning_rate = 0.1}.step(net.parameters(), pass.gradient());
  }
  std::printf("%g\n", loss);
}
