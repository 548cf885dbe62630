// One step of gradient descent on the two nodes, each gradient beside its central difference.

#include <iomanip>
#include <iostream>

#include <strata/strata.hpp>
#include <strata/testing/element_name.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  net.layer<0>().weights() << 0.5, 0.5;
  net.layer<0>().bias() << 0.1;
  net.layer<2>().weights() << 0.3, 0.3;
  net.layer<2>().bias() << -0.1, -0.1;

  const Eigen::Vector2d x{0.1, 0.2}, target{0.8, 0.8};
  const MeanSquaredError loss;
  auto pass = net.forward(x);
  const double before = net.backward(pass, loss, target);

  auto stepped = net;
  SGD{.learning_rate = 0.1}.step(stepped.parameters(), pass.gradient());
  const double after = loss.value(stepped.predict(x), target);

  // A difference quotient knows nothing of the chain rule, so that it can vouch for it.
  const double h = 1e-6;
  const auto loss_beside = [&](Index i, double distance) {
    auto moved = net;
    moved.parameters()[i] += distance;
    return loss.value(moved.predict(x), target);
  };

  std::cout << std::setprecision(16) << "Loss before the step: " << before << "\n\n"
            << "Parameter                     Gradient      Central difference          After the step\n";
  for (Index i = 0; i < net.parameter_count(); ++i) {
    const double slope = (loss_beside(i, h) - loss_beside(i, -h)) / (2 * h);
    std::cout << std::left << std::setw(14) << element_name(net.layers().parameters(net.input_shape()), i)
              << std::right << std::setw(24) << pass.gradient()[i] << std::setw(24) << slope << std::setw(24)
              << stepped.parameters()[i] << '\n';
  }
  std::cout << "\nLoss after the step: " << after << '\n';
}
