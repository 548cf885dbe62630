// The tutorial's network, trained on its one sample; with ALL_HEADERS it includes what it does not need, too.

#include <cstdio>

#ifdef ALL_HEADERS
#include <strata/strata.hpp>
#else
#include <strata/activations/sigmoid.hpp>
#include <strata/layers/dense.hpp>
#include <strata/losses/mean_squared_error.hpp>
#include <strata/network/sequential.hpp>
#include <strata/optimizers/sgd.hpp>
#endif

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
